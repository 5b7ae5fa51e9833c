//! A story's key in its tracker.

use domain::ids::StoryId;
use leptos::prelude::*;

use crate::components::icon::Icon;
use crate::i18n::{Text, use_i18n};
use crate::state::use_room;

/// The key, as a link into the tracker where the address is known.
#[component]
pub fn StoryKey(
    /// Which story.
    story: StoryId,
) -> impl IntoView {
    let (i18n, room) = (use_i18n(), use_room());
    let key = move || room.story(story, |story| story.key.clone());
    let link = move || room.story(story, |story| story.link.clone());
    view! {
        <Show when=move || link().is_none() && key().is_some()>
            <span class="story-key">
                <bdi>{key}</bdi>
            </span>
        </Show>
        <Show when=move || link().is_some()>
            <a class="story-key" href=link target="_blank" rel="noopener noreferrer">
                <bdi>{move || key().unwrap_or_else(|| i18n.get(Text::OpenInTracker))}</bdi>
                {Icon::Outside.view()}
                <span class="visually-hidden">{i18n.text(Text::OpensNewTab)}</span>
            </a>
        </Show>
    }
}
