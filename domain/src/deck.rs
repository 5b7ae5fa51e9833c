//! Decks and their cards (rules 22, 28).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::limits;
use crate::number;
use crate::text;

/// A card: a label, and possibly a number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Card {
    /// The text on it, 1 to 8 user-perceived characters.
    pub label: String,
    /// The number that it counts as, if the label is not a number itself, such as the points of a
    /// size.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
}

/// A card that is not an estimate. It never enters a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Special {
    /// `?`: cannot say.
    Unsure,
    /// `☕`: wants a break.
    Break,
    /// `∞`: too big to estimate.
    TooBig,
    /// `Pass`: abstains.
    Pass,
}

impl Special {
    /// All special cards, in the order in which a deck shows them.
    pub const ALL: [Self; 4] = [Self::Unsure, Self::Break, Self::TooBig, Self::Pass];

    /// The label of the card.
    pub fn label(self) -> &'static str {
        match self {
            Self::Unsure => "?",
            Self::Break => "☕",
            Self::TooBig => "∞",
            Self::Pass => "Pass",
        }
    }

    /// The special card with this label.
    pub fn of(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|special| special.label() == label)
    }
}

impl Card {
    /// The card with this label, and with no number other than the label.
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), value: None }
    }

    /// A card from a file: its label is one that people may write (rule 29), and its number, which
    /// is 0 or more, is only kept if the label is not a number. `None` if such a card cannot exist.
    pub fn checked(label: &str, value: Option<f64>) -> Option<Self> {
        if value.is_some_and(|value| !(0.0..LARGEST).contains(&value)) {
            return None;
        }
        let label = text::card_label(label)?;
        let needs_no_value = Special::of(&label).is_some() || number::parse(&label).is_some();
        Some(Self { label, value: value.filter(|_| !needs_no_value) })
    }

    /// The number that it counts as. A label that is a number always counts as that number.
    pub fn number(&self) -> Option<f64> {
        match self.special() {
            Some(_) => None,
            None => number::parse(&self.label).or(self.value),
        }
    }

    /// Which special card it is, if it is one.
    pub fn special(&self) -> Option<Special> {
        Special::of(&self.label)
    }
}

/// Numbers of cards stay below this: above it, neighbouring numbers cannot be told apart.
const LARGEST: f64 = 1e15;

/// The ready-made decks of rule 28.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeckKind {
    /// `0 1 2 3 5 8 13 21 34 55 89`
    Fibonacci,
    /// `0 ½ 1 2 3 5 8 13 20 40 100`
    #[default]
    ModifiedFibonacci,
    /// `0 1 2 4 8 16 32 64`
    PowersOfTwo,
    /// `XS S M L XL XXL`
    TShirt,
    /// `0` to `10`
    Linear,
    /// `1 2 4 8 12 16 24 32 40`
    Hours,
    /// `1 2 3 4 5`
    FiveFingers,
    /// `Must Should Could Won't`
    Moscow,
    /// None of these: a deck of people's own cards.
    Custom,
}

impl DeckKind {
    /// All ready-made decks, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::ModifiedFibonacci,
        Self::Fibonacci,
        Self::PowersOfTwo,
        Self::TShirt,
        Self::Linear,
        Self::Hours,
        Self::FiveFingers,
        Self::Moscow,
    ];

    /// The labels of its cards without the special ones, in order, separated by blanks.
    pub fn labels(self) -> &'static str {
        match self {
            Self::Fibonacci => "0 1 2 3 5 8 13 21 34 55 89",
            Self::ModifiedFibonacci => "0 ½ 1 2 3 5 8 13 20 40 100",
            Self::PowersOfTwo => "0 1 2 4 8 16 32 64",
            Self::TShirt => "XS S M L XL XXL",
            Self::Linear => "0 1 2 3 4 5 6 7 8 9 10",
            Self::Hours => "1 2 4 8 12 16 24 32 40",
            Self::FiveFingers => "1 2 3 4 5",
            Self::Moscow => "Must Should Could Won't",
            Self::Custom => "",
        }
    }
}

/// The choice of a deck: a ready-made one with special cards, or one of people's own cards (rule 29).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct DeckChoice {
    /// The ready-made deck.
    pub kind: DeckKind,
    /// Its special cards.
    pub specials: Vec<Special>,
    /// All cards of a custom deck in their order, special ones too, as [`deck_text`](crate::deck_text) reads them: `1, 2,
    /// XL=8, ?`. Empty for a ready-made deck.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub cards: String,
}

impl Default for DeckChoice {
    fn default() -> Self {
        Self {
            kind: DeckKind::default(),
            specials: vec![Special::Unsure, Special::Break],
            cards: String::new(),
        }
    }
}

/// The cards that a room votes with, in order, with the special cards last.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Deck {
    /// The ready-made deck that it is made from, if it is.
    pub kind: DeckKind,
    /// The cards in order.
    pub cards: Vec<Card>,
}

impl Deck {
    /// The ready-made deck of that choice. Special cards are in a fixed order, each once.
    pub fn new(choice: &DeckChoice) -> Self {
        let plain = choice.kind.labels().split(' ').map(Card::new);
        let special = Special::ALL
            .into_iter()
            .filter(|special| choice.specials.contains(special))
            .map(|special| Card::new(special.label()));
        Self { kind: choice.kind, cards: plain.chain(special).collect() }
    }

    /// A deck from a file. `None` if it has too few or too many cards for a deck (rule 29), or a
    /// label twice.
    pub fn checked(kind: DeckKind, cards: Vec<Card>) -> Option<Self> {
        let labels: BTreeSet<_> = cards.iter().map(|card| card.label.as_str()).collect();
        let fits = limits::CARDS.contains(&cards.len()) && labels.len() == cards.len();
        fits.then_some(Self { kind, cards })
    }

    /// The card with that label.
    pub fn card(&self, label: &str) -> Option<&Card> {
        self.cards.iter().find(|card| card.label == label)
    }

    /// The position of a card in the deck; cards that are not in it come after all others.
    pub fn position(&self, card: &Card) -> usize {
        self.cards.iter().position(|c| c.label == card.label).unwrap_or(self.cards.len())
    }

    /// The cards that can be an estimate: all but the special ones.
    pub fn sizes(&self) -> impl Iterator<Item = &Card> {
        self.cards.iter().filter(|card| card.special().is_none())
    }

    /// Whether a card with that label can be an estimate.
    pub(crate) fn has_size(&self, label: &str) -> bool {
        self.sizes().any(|card| card.label == label)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deck_ends_with_the_special_cards_that_are_switched_on() {
        let deck = Deck::new(&DeckChoice::default());
        let labels: Vec<_> = deck.cards.iter().map(|card| card.label.as_str()).collect();
        assert_eq!(labels, ["0", "½", "1", "2", "3", "5", "8", "13", "20", "40", "100", "?", "☕"]);
        let choice = DeckChoice { specials: Special::ALL.to_vec(), ..DeckChoice::default() };
        assert_eq!(Deck::new(&choice).cards.last().unwrap().label, "Pass");
    }

    #[test]
    fn half_sorts_between_0_and_1_and_special_cards_have_no_number() {
        let numbers: Vec<_> =
            Deck::new(&DeckChoice::default()).cards.iter().filter_map(Card::number).collect();
        assert!(numbers.is_sorted());
        assert_eq!(numbers.len(), 11);
        assert_eq!(numbers[1], 0.5);
    }

    #[test]
    fn a_card_from_a_file_is_one_that_people_could_have_made() {
        let label = |label, value| Card::checked(label, value).map(|card| (card.label, card.value));
        assert_eq!(label(" XL ", Some(8.0)), Some(("XL".into(), Some(8.0))));
        assert_eq!(label("3", Some(8.0)), Some(("3".into(), None)));
        assert_eq!(label("☕", Some(8.0)), Some(("☕".into(), None)));
        for (bad, value) in [
            ("", None),
            ("\u{200b}", None),
            ("nine char", None),
            ("XL", Some(-1.0)),
            ("XL", Some(f64::NAN)),
            ("XL", Some(f64::INFINITY)),
        ] {
            assert_eq!(label(bad, value), None, "{bad} {value:?}");
        }
    }

    #[test]
    fn a_deck_from_a_file_has_2_to_30_cards_and_none_twice() {
        let deck = |labels: &[String]| {
            Deck::checked(DeckKind::default(), labels.iter().map(Card::new).collect())
        };
        let labels: Vec<_> = (0..31).map(|n| n.to_string()).collect();
        assert!(deck(&labels[..2]).is_some() && deck(&labels[..30]).is_some());
        assert!(deck(&labels[..1]).is_none() && deck(&labels).is_none());
        assert!(deck(&[labels[1].clone(), labels[1].clone()]).is_none());
    }

    #[test]
    fn a_label_that_is_a_number_counts_as_that_number() {
        let card = Card { label: "3".into(), value: Some(8.0) };
        assert_eq!(card.number(), Some(3.0));
        let card = Card { label: "M".into(), value: Some(8.0) };
        assert_eq!(card.number(), Some(8.0));
    }
}
