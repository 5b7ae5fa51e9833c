//! The choice between light and dark.

use leptos::prelude::*;

use super::icon::Icon;
use super::menu::Menu;
use super::theme_items::load_theme_items;
use crate::i18n::{Text, use_i18n};

/// A menu of the themes.
#[component]
pub fn ThemeMenu() -> impl IntoView {
    let i18n = use_i18n();
    view! { <Menu label=i18n.text(Text::ThemeMenu) icon=Icon::Contrast load=load_theme_items /> }
}
