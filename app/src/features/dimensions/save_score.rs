//! Saving and clearing what a story has for dimensions, with a toast that offers to undo it.

use domain::by_dimension::ByDimension;
use domain::dimension::ScoresToSave;
use domain::ids::StoryId;
use leptos::prelude::untrack;

use crate::i18n::{I18n, Text};
use crate::session::{Command, Commands};
use crate::state::{RoomStore, full_name};

/// Saves one value, or clears it where it is empty, and shows a toast.
pub fn save_score(
    room: RoomStore,
    commands: Commands,
    story: StoryId,
    dimension: String,
    value: String,
) {
    let command = command(story, &dimension, &value);
    commands.send_with_undo(command, move |i18n| saved(room, i18n, story, &dimension, &value));
}

/// What a story has for a dimension.
pub fn saved_label(room: RoomStore, story: StoryId, dimension: &str) -> Option<String> {
    room.story(story, |story| Some(story.scores.get(dimension)?.label().to_owned()))
}

/// The command for that.
pub fn command(story: StoryId, dimension: &str, value: &str) -> Command {
    let scores: ByDimension<String> =
        [(dimension.to_owned(), value.to_owned())].into_iter().collect();
    Command::SaveScores(ScoresToSave { story, scores })
}

/// What is said of it.
pub fn saved(room: RoomStore, i18n: I18n, story: StoryId, dimension: &str, value: &str) -> String {
    let name = room.peek(|view| view.board.stories.get(story).map(full_name)).unwrap_or_default();
    let values = [("name", dimension), ("value", value), ("story", &name)];
    let text = if value.is_empty() { Text::DoneScoreCleared } else { Text::DoneScoreSaved };
    untrack(|| i18n.format(text, &values))
}
