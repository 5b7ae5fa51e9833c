//! A page that says one thing and offers one way on.

use leptos::prelude::*;

use super::header::page_header;
use crate::dom::{View, button, effect, el};
use crate::i18n::Text;
use crate::page::{host, texts};

/// The page: what happened, and what it means and what to do. The way on is to load the page again,
/// or a new room.
pub fn notice_page(title: Text, text: Text, reload: bool) -> View {
    let (host, texts) = (host(), texts());
    let way_on = if reload {
        button("button button--primary")
            .on_click(|_| drop(location().reload()))
            .text_of(texts.say(Text::Reload))
    } else {
        el("a.button.button--primary")
            .attr("href", &host.address(""))
            .text_of(texts.say(Text::NewRoom))
    };
    effect(move || host.set_title(&texts.get(title)));
    let main = el("main.notice")
        .child(el("h1").text_of(texts.say(title)))
        .child(el("p").text_of(texts.say(text)))
        .child(way_on);
    View::of([page_header().into(), main.into()])
}
