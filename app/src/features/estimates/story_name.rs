//! The name of the story that the room is at.

use leptos::prelude::*;

use crate::i18n::{Text, use_i18n};
use crate::state::{Topic, use_room};

/// Key and title of the story; or that it is a quick round.
#[component]
pub fn StoryName() -> impl IntoView {
    let (i18n, room) = (use_i18n(), use_room());
    let name = move || match room.read(Topic::Table, |view| view.board.current) {
        Some(id) => room.story(id, |story| match &story.key {
            Some(key) => format!("{key} {}", story.title),
            None => story.title.clone(),
        }),
        None => i18n.get(Text::QuickRound),
    };
    view! {
        <h1 class="story-name">
            <bdi>{name}</bdi>
        </h1>
    }
}
