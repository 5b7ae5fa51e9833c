//! The choice of the language.

use super::icon::Icon;
use super::menu::{item, menu};
use crate::dom::{El, View, el};
use crate::i18n::{LANGUAGES, Text};
use crate::page::texts;

/// A menu of the languages, each by its own name.
pub fn language_menu() -> El {
    let texts = texts();
    let choice = move |(code, name): (&'static str, &'static str)| -> View {
        item(move |_| texts.switch(code))
            .aria("aria-current", move || texts.language() == code)
            .child(el("span").attr("lang", code).text(name))
            .into()
    };
    menu(texts.say(Text::LanguageMenu), Icon::Globe, move || View::of(LANGUAGES.map(choice)))
}
