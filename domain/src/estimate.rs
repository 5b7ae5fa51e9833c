//! Estimates: what is saved for a story, and where it comes from.

use serde::{Deserialize, Serialize};

use crate::deck::{Deck, Special};
use crate::number;
use crate::refusal::{Field, Refusal};
use crate::text;

/// An estimate that was saved for a story: the label of a card, a number, or a short text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Estimate(String);

/// Where an estimate comes from (rule 38).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum EstimateOrigin {
    /// The team saved it in this room.
    #[default]
    Team,
    /// It came with the story, and the team has not saved one since.
    Imported,
}

/// The estimate that a story had when the cards of a round on it were revealed (rule 38).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EarlierEstimate {
    /// The estimate.
    pub estimate: Estimate,
    /// Where it came from.
    #[serde(default, skip_serializing_if = "EstimateOrigin::is_team")]
    pub origin: EstimateOrigin,
}

impl EstimateOrigin {
    /// Whether the team saved it.
    pub fn is_team(&self) -> bool {
        *self == Self::Team
    }
}

impl Estimate {
    /// The estimate that a person chose or typed: a card that is not special, a number of 0 or
    /// more, or a text of up to [`crate::limits::ESTIMATE`] characters (rule 25).
    pub fn new(typed: &str, deck: &Deck) -> Result<Self, Refusal> {
        let Self(typed) = Self::saved(typed)?;
        if deck.card(&typed).is_some() {
            return Ok(Self(typed));
        }
        Ok(Self(number::parse(&typed).map_or(typed, number::plain)))
    }

    /// The same of one that was saved before: it stays as it is, whatever cards the deck has now
    /// (rule 29).
    pub(crate) fn saved(label: &str) -> Result<Self, Refusal> {
        let label = text::required(Field::Estimate, label)?;
        if Special::ALL.iter().any(|special| special.label().eq_ignore_ascii_case(&label)) {
            return Err(Refusal::SpecialEstimate);
        }
        Ok(Self(label))
    }

    /// What somebody has typed, as it is: for what the room checks when it gets it.
    pub fn typed(label: impl Into<String>) -> Self {
        Self(label.into())
    }

    /// The text to display.
    pub fn label(&self) -> &str {
        &self.0
    }

    /// The number it is, if it is one.
    pub fn number(&self) -> Option<f64> {
        number::parse(&self.0)
    }

    /// The text for exported files: numbers with a decimal point (`½` is `0.5`), anything else as
    /// displayed.
    pub fn exported(&self) -> String {
        self.number().map_or_else(|| self.0.clone(), number::plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::DeckChoice;

    #[test]
    fn an_estimate_is_a_card_a_number_or_a_short_text() {
        let deck = Deck::new(&DeckChoice::default());
        for (typed, label, exported) in [
            ("½", "½", "0.5"),
            ("0,5", "0.5", "0.5"),
            (" 7 ", "7", "7"),
            ("0", "0", "0"),
            ("XL", "XL", "XL"),
            ("about a week", "about a week", "about a week"),
        ] {
            let estimate = Estimate::new(typed, &deck).unwrap();
            assert_eq!((estimate.label(), estimate.exported().as_str()), (label, exported));
        }
        assert!(matches!(
            Estimate::new("seventeen letters", &deck),
            Err(Refusal::TooLong { field: Field::Estimate, limit: 16, length: 17 })
        ));
    }

    #[test]
    fn b03_a_special_card_is_never_saved() {
        let deck = Deck::new(&DeckChoice::default());
        for special in ["?", "☕", "∞", "Pass", " pass "] {
            assert_eq!(Estimate::new(special, &deck), Err(Refusal::SpecialEstimate));
        }
    }
}
