//! One calm bar while the connection is gone: since when, and what is held until it is back.

use domain::time::Timestamp;

use crate::commands::{Commands, LinkStatus};
use crate::dom::{El, View, dynamic, el};
use crate::i18n::{Text, Texts};
use crate::page::{commands, texts};
use crate::signals::Memo;

/// Shown only while the connection is lost.
pub fn connection_bar() -> El {
    let texts = texts();
    let commands = commands();
    let since = Memo::new(move || match commands.link() {
        LinkStatus::Lost { since } => Some(since),
        _ => None,
    });
    el("div.connection-bar")
        .class_if("is-lost", move || since.with(Option::is_some))
        .attr("role", "status")
        .child(dynamic(move || {
            since.get().map_or_else(View::nothing, |since| lost(texts, commands, since))
        }))
}

fn lost(texts: Texts, commands: Commands, since: Timestamp) -> View {
    let held = move || match commands.pending() {
        0 => texts.get(Text::NothingHeld),
        held => texts.count(Text::ChangesHeld, held),
    };
    let lost = move || texts.with(Text::ConnectionLost, &[("time", &texts.time(since))]);
    View::of([
        el("p.connection-bar-text").text_of(lost).into(),
        el("p.connection-bar-held").text_of(held).into(),
    ])
}
