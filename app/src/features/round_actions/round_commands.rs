//! What moves the round on, for buttons and shortcuts.

use domain::command::Command;
use domain::ids::Subject;

use crate::i18n::Text;
use crate::session::Commands;
use crate::state::RoomStore;

/// Reveals the cards of the current round.
pub fn reveal(room: RoomStore, commands: Commands) {
    if let Some((story, round)) = current_round(room, false) {
        commands.send(Command::Reveal { story, round });
    }
}

/// Starts the next round on what the room is at.
pub fn vote_again(room: RoomStore, commands: Commands) {
    if let Some((story, round)) = current_round(room, true) {
        commands.send_with_undo(Command::VoteAgain { story, round }, |i18n| {
            i18n.get(Text::DoneRoundStarted)
        });
    }
}

/// Goes on to the next story.
pub fn next_story(room: RoomStore, commands: Commands) {
    if let Some(next) = room.peek(|view| view.board.next_story()) {
        commands.send(Command::Select(Some(next)));
    }
}

/// The current round, if it is revealed, or if it is not.
fn current_round(room: RoomStore, is_revealed: bool) -> Option<(Subject, u32)> {
    room.peek(|view| {
        let round = view.board.round().filter(|round| round.is_revealed() == is_revealed)?;
        Some((view.board.current, round.number))
    })
}
