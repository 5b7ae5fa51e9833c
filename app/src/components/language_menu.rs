//! The choice of the language.

use leptos::prelude::*;

use super::icon::Icon;
use super::language_items::load_language_items;
use super::menu::Menu;
use crate::i18n::{Text, use_i18n};

/// A menu of the languages.
#[component]
pub fn LanguageMenu() -> impl IntoView {
    let i18n = use_i18n();
    view! { <Menu label=i18n.text(Text::LanguageMenu) icon=Icon::Globe load=load_language_items /> }
}
