//! What people do with a story from several places: its panel, its row in the backlog, the keyboard.

use domain::command::Command;
use domain::ids::StoryId;
use leptos::prelude::*;

use crate::host::Host;
use crate::i18n::Text;
use crate::session::Commands;
use crate::state::{RoomStore, RoomUi, full_name};

/// Moves the room to a story.
pub fn bring_room(commands: Commands, ui: RoomUi, story: StoryId) {
    commands.send(Command::Select(Some(story)));
    ui.follow_room_to(Some(story));
}

/// Shows a story with the form for its texts.
pub fn edit_story(host: Host, ui: RoomUi, story: StoryId) {
    ui.open_story(story);
    ui.editing.set(Some(story));
    // A form that appears takes the focus by itself; this is for one that is open already.
    host.focus("#story-title-field".to_owned());
}

/// Shows the texts of the edited story again instead of the form.
pub fn close_form(host: Host, ui: RoomUi) {
    ui.editing.set(None);
    host.focus("#story".to_owned());
}

/// Removes a story from the backlog.
pub fn delete_story(room: RoomStore, commands: Commands, story: StoryId) {
    let name = room.peek(|view| view.board.stories.get(story).map(full_name)).unwrap_or_default();
    commands.send_with_undo(Command::RemoveStories(vec![story]), move |i18n| {
        i18n.format(Text::DoneStoryDeleted, &[("story", &name)])
    });
}
