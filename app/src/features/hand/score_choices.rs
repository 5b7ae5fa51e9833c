//! What one has chosen for further dimensions in a round: with the card of the estimate it is sent at once,
//! without one it waits for that (rule 49).

use domain::by_dimension::ByDimension;
use domain::command::Command;
use domain::dimension::keep_known_labels;
use leptos::prelude::*;

use super::play_card::{RoundInPlay, chosen_label};
use crate::session::Commands;
use crate::state::{RoomStore, Topic};

/// The choices of this person in one round.
#[derive(Clone, Copy)]
pub struct ScoreChoices {
    room: RoomStore,
    commands: Commands,
    round: RoundInPlay,
    /// The label of the card of the estimate, sent or saved.
    card: Memo<Option<String>>,
    /// The labels that were chosen here last, by the dimension's name: they wait, or stay for another first card.
    held: StoredValue<ByDimension<String>>,
    chose: Trigger,
}

impl ScoreChoices {
    /// The choices in a round, wherever the room is. What waits is sent when the card of the estimate is played.
    pub fn new(room: RoomStore, commands: Commands, round: RoundInPlay) -> Self {
        let card = Memo::new(move |_| chosen_label(room, commands, round));
        let held = StoredValue::new(ByDimension::default());
        let choices = Self { room, commands, round, card, held, chose: Trigger::new() };
        Effect::new(move |had_card: Option<bool>| {
            // An effect that was called before its round was replaced still runs once.
            let has_card = card.try_with(Option::is_some).unwrap_or_default();
            if has_card && had_card == Some(false) {
                let mut labels = held.try_get_value().unwrap_or_default();
                room.peek(|view| keep_known_labels(&mut labels, &view.board.dimensions));
                if !labels.is_empty() {
                    choices.send(labels);
                }
            }
            has_card
        });
        choices
    }

    /// The label that is chosen for a dimension.
    pub fn label(self, dimension: &str) -> Option<String> {
        self.labels().get(dimension).cloned()
    }

    /// Whether something waits for the card of the estimate.
    pub fn waits(self) -> bool {
        self.card.try_with(Option::is_none).unwrap_or_default() && !self.labels().is_empty()
    }

    /// Chooses a card of a dimension; takes it back if it is the chosen one.
    pub fn choose(self, dimension: &str, label: &str) {
        let mut labels = untrack(|| self.labels());
        if labels.get(dimension).is_some_and(|chosen| chosen == label) {
            labels.remove(dimension);
        } else {
            labels.set(dimension, label.to_owned());
        }
        self.held.set_value(labels.clone());
        self.chose.notify();
        if self.card.with_untracked(Option::is_some) {
            self.send(labels);
        }
    }

    /// The labels by the dimension's name, sent, saved or waiting.
    fn labels(self) -> ByDimension<String> {
        let RoundInPlay { story, number, .. } = self.round;
        if self.card.try_with(Option::is_none).unwrap_or_default() {
            self.chose.track();
            return self.held.try_get_value().unwrap_or_default();
        }
        self.commands.pending_scores(story, number).unwrap_or_else(|| {
            self.room.read(Topic::Table, |view| {
                let saved = view.scores_on(story);
                saved.map(|scores| scores.map(|card| card.label.clone())).unwrap_or_default()
            })
        })
    }

    fn send(self, labels: ByDimension<String>) {
        let RoundInPlay { story, number: round, is_revealed: revealed, .. } = self.round;
        let (card, scores) = (self.card.try_get_untracked().flatten(), Some(labels));
        self.commands.send(Command::Vote { story, round, card, revealed, remark: None, scores });
    }
}
