//! The choice of the language.

use leptos::prelude::*;

use super::icon::Icon;
use super::menu::{Menu, MenuItem};
use crate::i18n::{LANGUAGES, Text, Texts};

/// A menu of the languages, each by its own name.
#[component]
pub fn LanguageMenu() -> impl IntoView {
    let texts = expect_context::<Texts>();
    let item = move |(code, name): (&'static str, &'static str)| {
        let chosen = Signal::derive(move || texts.language() == code);
        view! {
            <MenuItem chosen act=move || texts.switch(code)>
                <span lang=code>{name}</span>
            </MenuItem>
        }
    };
    view! {
        <Menu
            label=Signal::derive(move || texts.get(Text::LanguageMenu))
            button=Icon::Globe.view()
        >
            {LANGUAGES.map(item).into_iter().collect_view()}
        </Menu>
    }
    .into_any()
}
