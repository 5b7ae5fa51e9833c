//! Saving and clearing estimates, each with a toast that offers to undo it.

use domain::command::Command;
use domain::ids::StoryId;
use leptos::prelude::untrack;

use crate::i18n::{I18n, Text};
use crate::session::Commands;
use crate::state::{RoomStore, full_name};

/// Saves the estimate of a story, or clears it, and shows a toast.
pub fn save_estimate(
    room: RoomStore,
    commands: Commands,
    story: StoryId,
    estimate: Option<String>,
) {
    let command = Command::SetEstimate { story, estimate: estimate.clone() };
    commands.send_with_undo(command, move |i18n| saved(room, i18n, story, estimate.as_deref()));
}

/// What is said of an estimate that was saved, or cleared.
pub(super) fn saved(room: RoomStore, i18n: I18n, story: StoryId, estimate: Option<&str>) -> String {
    let name = room.peek(|view| view.board.stories.get(story).map(full_name)).unwrap_or_default();
    untrack(|| match estimate {
        Some(estimate) => {
            i18n.format(Text::DoneEstimateSaved, &[("estimate", estimate), ("story", &name)])
        }
        None => i18n.format(Text::DoneEstimateCleared, &[("story", &name)]),
    })
}
