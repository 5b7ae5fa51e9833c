//! What a person votes: the card, what they say of it (how sure they are, and why), and their cards for
//! further dimensions. All of it is hidden as the card is, and stands beside it after the reveal.

use serde::{Deserialize, Serialize};

use crate::by_dimension::Scores;
use crate::deck::Card;
use crate::refusal::{Field, Refusal};
use crate::text;

/// What a person says of their vote.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Remark {
    /// How sure they are.
    #[serde(skip_serializing_if = "Confidence::is_normal")]
    pub confidence: Confidence,
    /// Why they chose the card, if they say so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// The same in their own words: one line of up to 80 characters.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// How sure a person is of their card.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Not sure.
    Low,
    /// As sure as one usually is: nothing is shown.
    #[default]
    Normal,
    /// Sure.
    High,
}

/// A ready-made reason for a card, which everybody reads in their own language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// It depends on something that is not known.
    UnknownDependency,
    /// It is bigger than it looks.
    Bigger,
    /// It is smaller than it looks.
    Smaller,
    /// They have done such a thing before.
    DoneBefore,
    /// The criteria are unclear.
    CriteriaUnclear,
}

/// A person's vote: the card, what they say of it, and what they play for further dimensions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(from = "Told", into = "Told")]
pub struct Vote {
    /// The card.
    pub card: Card,
    /// What they say of it.
    pub remark: Remark,
    /// Their cards for further dimensions (rule 49).
    pub scores: Scores,
}

/// A vote as it is written: its card, with everything else as further members.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Vote"))]
struct Told {
    /// The text on the card.
    label: String,
    /// The number that it counts as, if the label is not a number itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value: Option<f64>,
    /// What the voter says of it.
    #[serde(default, skip_serializing_if = "Remark::is_empty")]
    remark: Remark,
    /// The voter's cards for further dimensions, by the dimension's name.
    #[serde(default, skip_serializing_if = "Scores::is_empty")]
    scores: Scores,
}

impl Confidence {
    /// All of them, from the lowest up.
    pub const ALL: [Self; 3] = [Self::Low, Self::Normal, Self::High];

    /// Whether there is nothing to say of it.
    pub fn is_normal(&self) -> bool {
        *self == Self::Normal
    }
}

impl Reason {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::UnknownDependency,
        Self::Bigger,
        Self::Smaller,
        Self::DoneBefore,
        Self::CriteriaUnclear,
    ];
}

impl Remark {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The remark with own words on one line, which are not too long; blank ones are none.
    pub fn checked(self) -> Result<Self, Refusal> {
        let words = match self.words.trim() {
            "" => String::new(),
            typed => text::required(Field::Reason, typed)?,
        };
        Ok(Self { words, ..self })
    }

    /// How many bytes its own words take.
    pub(crate) fn bytes(&self) -> usize {
        self.words.len()
    }
}

impl Vote {
    /// About how many bytes it takes besides its card.
    pub(crate) fn bytes(&self) -> usize {
        self.remark.bytes() + score_bytes(&self.scores)
    }
}

/// About how many bytes the cards for further dimensions take.
pub(crate) fn score_bytes(scores: &Scores) -> usize {
    scores.bytes(|card| card.label.len())
}

impl From<Told> for Vote {
    fn from(Told { label, value, remark, scores }: Told) -> Self {
        Self { card: Card { label, value }, remark, scores }
    }
}

impl From<Vote> for Told {
    fn from(Vote { card, remark, scores }: Vote) -> Self {
        Self { label: card.label, value: card.value, remark, scores }
    }
}

impl From<Card> for Vote {
    fn from(card: Card) -> Self {
        Self { card, remark: Remark::default(), scores: Scores::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{decode, encode};

    fn own(words: &str) -> Remark {
        Remark { words: words.into(), ..Remark::default() }
    }

    #[test]
    fn own_words_have_80_characters_as_a_reader_counts_them_on_one_line() {
        assert_eq!(own(" the API\nis new ").checked(), Ok(own("the API is new")));
        assert_eq!(own(" \n ").checked(), Ok(Remark::default()));
        assert!(own(&"👩🏽‍🚀".repeat(80)).checked().is_ok());
        assert_eq!(
            own(&"x".repeat(81)).checked(),
            Err(Refusal::TooLong { field: Field::Reason, limit: 80, length: 81 })
        );
    }

    #[test]
    fn a_vote_is_written_as_its_card_was_before_there_were_remarks() {
        let plain: Vote = decode(r#"{"label":"½"}"#).unwrap();
        assert_eq!(plain, Card::new("½").into());
        assert_eq!(encode(&plain), r#"{"label":"½"}"#);
        let remark = Remark { confidence: Confidence::Low, ..own("new") };
        let scores = [("Risk".to_owned(), Card::new("3"))].into_iter().collect();
        let vote = Vote { card: Card::new("5"), remark, scores };
        let text = concat!(
            r#"{"label":"5","remark":{"confidence":"low","words":"new"},"#,
            r#""scores":{"Risk":{"label":"3"}}}"#,
        );
        assert_eq!((encode(&vote).as_str(), decode::<Vote>(text).unwrap()), (text, vote));
    }
}
