//! One story in the panel: its texts or the form for them, its criteria, its earlier rounds.

use domain::ids::StoryId;
use leptos::prelude::*;

use super::story_actions::close_form;
use super::story_form::load_story_form;
use super::story_texts::StoryTexts;
use crate::components::lazy_part::LazyPart;
use crate::features::criteria::Criteria;
use crate::features::hand::has_dimensions;
use crate::features::history::History;
use crate::features::preparation::Preparation;
use crate::features::references::{has_aside, load_story_aside};
use crate::host::use_host;
use crate::state::{use_room, use_room_ui};

/// Everything about one story.
#[component]
pub fn ShownStory(
    /// Which story.
    story: StoryId,
) -> impl IntoView {
    let (host, ui, room) = (use_host(), use_room_ui(), use_room());
    // Whoever comes back to this story finds its texts, not the form.
    on_cleanup(move || {
        if ui.editing.try_get_untracked().flatten() == Some(story) {
            ui.editing.try_set(None);
        }
    });
    view! {
        <Show
            when=move || ui.editing.get() == Some(story)
            fallback=move || view! { <StoryTexts story /> }
        >
            <LazyPart
                load=move || load_story_form(story)
                on_cancel=move |()| close_form(host, ui)
            />
        </Show>
        <Show when=move || room.story(story, has_aside) || has_dimensions(room)>
            <LazyPart load=move || load_story_aside(story) />
        </Show>
        <Criteria story />
        <Preparation story />
        <History subject=Some(story) />
    }
}
