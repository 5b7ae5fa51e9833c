//! Saving and clearing estimates, each with a toast that offers to undo it.

use domain::command::Command;
use domain::ids::StoryId;
use leptos::prelude::untrack;

use crate::i18n::{I18n, Text};
use crate::session::Commands;
use crate::state::{RoomStore, Toast, full_name};

/// Saves the estimate of a story, or clears it, and shows a toast.
pub fn save_estimate(
    room: RoomStore,
    i18n: I18n,
    commands: Commands,
    story: StoryId,
    estimate: Option<String>,
) {
    let undo = undo_command(room, story);
    let command = Command::SetEstimate { story, estimate: estimate.clone() };
    commands.send_with_toast(command, move || {
        saved_toast(room, i18n, story, estimate.as_deref(), undo)
    });
}

/// The command that brings back the estimate that a story has now.
pub(super) fn undo_command(room: RoomStore, story: StoryId) -> Command {
    let estimate = room.peek(|view| {
        let estimate = view.board.stories.get(story)?.estimate.as_ref()?;
        Some(estimate.label().to_owned())
    });
    Command::SetEstimate { story, estimate }
}

/// What is said of an estimate that was saved, or cleared.
pub(super) fn saved_toast(
    room: RoomStore,
    i18n: I18n,
    story: StoryId,
    estimate: Option<&str>,
    undo: Command,
) -> Toast {
    let name = room.peek(|view| view.board.stories.get(story).map(full_name)).unwrap_or_default();
    let text = untrack(|| match estimate {
        Some(estimate) => {
            i18n.format(Text::DoneEstimateSaved, &[("estimate", estimate), ("story", &name)])
        }
        None => i18n.format(Text::DoneEstimateCleared, &[("story", &name)]),
    });
    Toast::with_undo(text, undo)
}
