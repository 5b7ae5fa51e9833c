//! Playing a card by typing how its label begins.

use std::time::Duration;

use domain::deck::Card;
use domain::number;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use crate::features::hand::play_shown;
use crate::session::Commands;
use crate::state::{RoomStore, RoomUi};

/// How long the next character of a label is waited for.
const NEXT_CHARACTER_WITHIN: Duration = Duration::from_millis(700);

/// What typed characters mean to a deck.
#[derive(Debug, PartialEq)]
enum Match {
    /// No card begins so.
    Nothing,
    /// This card and no other.
    Card(String),
    /// This card, unless more is typed.
    CardSoFar(String),
    /// Several cards begin so, but none is complete.
    Several,
}

/// The characters that were typed so far.
#[derive(Clone, Copy)]
pub struct CardTyping {
    room: RoomStore,
    commands: Commands,
    ui: RoomUi,
    typed: StoredValue<String>,
    timeout: StoredValue<Option<Timeout>, LocalStorage>,
}

impl CardTyping {
    /// Nothing is typed yet.
    pub fn new(room: RoomStore, commands: Commands, ui: RoomUi) -> Self {
        let timeout = StoredValue::new_local(None);
        Self { room, commands, ui, typed: StoredValue::new(String::new()), timeout }
    }

    /// Takes a typed character. Returns whether a card was meant.
    pub fn take(self, character: &str) -> bool {
        let typed = self.typed.with_value(|typed| [typed, character].concat());
        let found = self.room.peek(|view| find(&view.board.deck.cards, &typed));
        self.timeout.set_value(None);
        self.typed.set_value(String::new());
        let so_far = match found {
            Match::Nothing => return false,
            Match::Card(label) => {
                self.play(&label);
                return true;
            }
            Match::CardSoFar(label) => Some(label),
            Match::Several => None,
        };
        self.typed.set_value(typed);
        let on_timeout = move || {
            self.typed.try_set_value(String::new());
            if let Some(label) = so_far {
                self.play(&label);
            }
        };
        let wait = NEXT_CHARACTER_WITHIN.as_millis() as u32;
        self.timeout.set_value(Some(Timeout::new(wait, on_timeout)));
        true
    }

    fn play(self, label: &str) {
        play_shown(self.room, self.commands, untrack(|| self.ui.shown()), label);
    }
}

fn find(cards: &[Card], typed: &str) -> Match {
    let typed = typed.to_ascii_lowercase().replace(',', ".");
    let spellings = |card: &Card| {
        let number = card.number().map(number::plain);
        [Some(card.label.to_ascii_lowercase()), number].into_iter().flatten().collect::<Vec<_>>()
    };
    let begins_so =
        |card: &&Card| spellings(card).iter().any(|spelling| spelling.starts_with(&typed));
    let found: Vec<&Card> = cards.iter().filter(begins_so).collect();
    let exact = found.iter().find(|card| spellings(card).contains(&typed));
    match (found.as_slice(), exact) {
        ([], _) => Match::Nothing,
        ([only], _) => Match::Card(only.label.clone()),
        (_, Some(card)) => Match::CardSoFar(card.label.clone()),
        _ => Match::Several,
    }
}

#[cfg(test)]
mod tests {
    use domain::deck::{Deck, DeckChoice, DeckKind};

    use super::*;

    fn deck(kind: DeckKind) -> Vec<Card> {
        Deck::new(&DeckChoice { kind, ..DeckChoice::default() }).cards
    }

    #[test]
    fn first_characters_vote_and_more_may_follow_within_a_moment() {
        let cards = deck(DeckKind::ModifiedFibonacci);
        assert_eq!(find(&cards, "8"), Match::Card("8".into()));
        assert_eq!(find(&cards, "1"), Match::CardSoFar("1".into()));
        assert_eq!(find(&cards, "13"), Match::Card("13".into()));
        assert_eq!(find(&cards, "4"), Match::Card("40".into()));
        assert_eq!(find(&cards, "0,"), Match::Card("½".into()));
        assert_eq!(find(&cards, "r"), Match::Nothing);
    }

    #[test]
    fn sizes_are_found_without_regard_to_case() {
        let cards = deck(DeckKind::TShirt);
        assert_eq!(find(&cards, "m"), Match::Card("M".into()));
        assert_eq!(find(&cards, "x"), Match::Several);
        assert_eq!(find(&cards, "xx"), Match::Card("XXL".into()));
    }
}
