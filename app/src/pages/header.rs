//! The head of the pages outside the room: the name, and the choice of language and theme.

use crate::dom::{El, el};
use crate::i18n::Text;
use crate::net::http;
use crate::page::texts;
use crate::parts::language_menu::language_menu;
use crate::parts::theme_menu::theme_menu;

/// The head of a page.
pub fn page_header() -> El {
    let texts = texts();
    let name = el("a.wordmark").attr("href", &http::address(""));
    let tools = el("div.page-header-tools").child(language_menu()).child(theme_menu());
    el("header.page-header").child(name.text_of(texts.say(Text::AppName))).child(tools)
}
