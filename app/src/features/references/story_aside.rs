//! Beside a story's texts: the voting on it ahead of a meeting, what is saved for dimensions, and what a team keeps
//! of it.

use domain::ids::StoryId;
use domain::story::Story;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::story_notes::StoryNotes;
use crate::components::lazy_part::{LazyPart, PartMissing};
use crate::features::ahead::load_ahead_vote;
use crate::features::dimensions::StoryScores;
use crate::state::use_room;

/// Loads what stands beside a story.
#[wasm_split(references, fallible)]
pub fn load_story_aside(story: StoryId) -> Result<AnyView, PartMissing> {
    let room = use_room();
    Ok(view! {
        <Show when=move || room.story(story, Story::collects_votes)>
            <LazyPart load=move || load_ahead_vote(story) />
        </Show>
        <StoryScores story />
        <StoryNotes story />
    }
    .into_any())
}

/// Whether there may be something of it.
pub fn has_aside(story: &Story) -> bool {
    story.estimate.is_some()
        || story.voting_until.is_some()
        || story.actual.is_some()
        || story.is_reference
        || !story.scores.is_empty()
}
