//! What the panel shows while the room votes on no story.

use leptos::prelude::*;

use crate::features::history::History;
use crate::i18n::{Text, use_i18n};
use crate::state::{Topic, use_room};

/// A hint at what a quick round is, and the earlier ones.
#[component]
pub fn QuickRound() -> impl IntoView {
    let (i18n, room) = (use_i18n(), use_room());
    let hint = move || {
        let is_empty = room.read(Topic::Backlog, |view| view.board.stories.is_empty());
        i18n.get(if is_empty { Text::QuickRoundHint } else { Text::QuickRoundHintStories })
    };
    view! {
        <header class="story-header">
            <h2 class="story-title">{i18n.text(Text::QuickRound)}</h2>
        </header>
        <p class="story-hint">{hint}</p>
        <History subject=None />
    }
}
