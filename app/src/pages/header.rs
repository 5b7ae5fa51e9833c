//! The head of the pages outside the room: the name, and the choice of language and theme.

use crate::dom::{El, el};
use crate::i18n::Text;
use crate::page::{host, texts};
use crate::parts::language_menu::language_menu;
use crate::parts::theme_menu::theme_menu;

/// The head of a page; an element on somebody else's page has none.
pub fn page_header() -> Option<El> {
    let (host, texts) = (host(), texts());
    let name = el("a.wordmark").attr("href", &host.address(""));
    let tools = el("div.page-header-tools").child(language_menu()).child(theme_menu());
    let header =
        el("header.page-header").child(name.text_of(texts.say(Text::AppName))).child(tools);
    host.is_page().then_some(header)
}
