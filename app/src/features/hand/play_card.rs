//! Playing a card: what may be played now, and the command for it.

use domain::command::Command;
use domain::ids::{StoryId, Subject};
use domain::view::RoomView;
use leptos::prelude::untrack;

use crate::session::Commands;
use crate::state::{RoomStore, Topic};

/// A round, as far as it matters to the hand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RoundInPlay {
    /// What it is about.
    pub story: Subject,
    /// Its number.
    pub number: u32,
    /// Whether its cards are revealed.
    pub is_revealed: bool,
    /// Whether a card may be played now.
    pub is_open: bool,
}

impl RoundInPlay {
    /// The round on a story that is voted on ahead, with this number.
    pub fn ahead(story: StoryId, number: u32) -> Self {
        Self { story: Some(story), number, is_revealed: false, is_open: true }
    }

    /// The round on the table.
    pub fn of(view: &RoomView) -> Option<Self> {
        let round = view.board.round()?;
        let is_revealed = round.is_revealed();
        let may_change = view.board.settings.change_after_reveal && round.has_vote(view.you);
        let is_open = !is_revealed || may_change;
        Some(Self { story: view.board.current, number: round.number, is_revealed, is_open })
    }
}

/// Whether the room votes on more than the estimate.
pub fn has_dimensions(room: RoomStore) -> bool {
    room.read(Topic::Room, |view| !view.board.dimensions.is_empty())
}

/// The label of this person's card in the last round on a subject, as the room knows it.
pub fn saved_label(view: &RoomView, subject: Subject) -> Option<String> {
    view.card_on(subject).map(|card| card.label.clone())
}

/// The label of this person's card in the round, sent or saved.
pub fn chosen_label(room: RoomStore, commands: Commands, round: RoundInPlay) -> Option<String> {
    let pending = commands.pending_vote(round.story, round.number);
    pending.unwrap_or_else(|| room.read(Topic::Table, |view| saved_label(view, round.story)))
}

/// Plays a card by its label on the table; takes it back if it is the chosen one (rule 14).
pub fn play_card(room: RoomStore, commands: Commands, label: &str) {
    if let Some(round) = room.peek(RoundInPlay::of) {
        play(room, commands, round, label);
    }
}

/// Plays a card for what is shown here: a story that is voted on ahead, wherever the room is, else what is
/// on the table.
pub fn play_shown(room: RoomStore, commands: Commands, shown: Subject, label: &str) {
    let now = room.clock().now_untracked();
    let ahead = room.peek(|view| {
        let story = view.board.stories.get(shown?)?;
        let is_open = story.is_open_for_voting(now) && shown != view.board.current;
        let round = story.rounds.current.as_ref().filter(|_| is_open)?;
        Some(RoundInPlay::ahead(story.id, round.number))
    });
    match ahead {
        Some(round) => play(room, commands, round, label),
        None => play_card(room, commands, label),
    }
}

fn play(room: RoomStore, commands: Commands, round: RoundInPlay, label: &str) {
    let chosen = untrack(|| chosen_label(room, commands, round));
    let is_chosen = chosen.as_deref() == Some(label);
    // A revealed card can be changed but not taken back.
    if !round.is_open || (is_chosen && round.is_revealed) {
        return;
    }
    let (story, round, revealed) = (round.story, round.number, round.is_revealed);
    let card = (!is_chosen).then(|| label.to_owned());
    commands.send(Command::Vote { story, round, card, revealed, remark: None, scores: None });
}
