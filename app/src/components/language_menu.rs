//! The choice of the language.

use leptos::prelude::*;

use super::icon::Icon;
use super::menu::Menu;
use super::menu_item::MenuItem;
use crate::i18n::{LANGUAGES, Text, use_i18n};

/// A menu of the languages, each by its own name.
#[component]
pub fn LanguageMenu() -> impl IntoView {
    let i18n = use_i18n();
    let item = move |(code, name): (&'static str, &'static str)| {
        view! {
            <MenuItem
                is_current=move || i18n.language() == code
                on_select=move || i18n.switch(code)
            >
                <span lang=code>{name}</span>
            </MenuItem>
        }
    };
    view! {
        <Menu label=i18n.text(Text::LanguageMenu) icon=Icon::Globe>
            {LANGUAGES.map(item).into_iter().collect_view()}
        </Menu>
    }
}
