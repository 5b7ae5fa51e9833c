//! Beside a story's texts: the voting on it ahead of a meeting, what is saved for dimensions, and what a team keeps
//! of it.

use domain::ids::StoryId;
use domain::story::Story;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::story_notes::StoryNotes;
use crate::components::lazy_part::PartMissing;
use crate::features::ahead::AheadVote;
use crate::features::dimensions::StoryScores;

/// Loads what stands beside a story.
#[wasm_split(references, fallible)]
pub fn load_story_aside(story: StoryId) -> Result<AnyView, PartMissing> {
    Ok(view! {
        <AheadVote story />
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
