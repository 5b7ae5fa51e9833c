//! When a story is ready: the room's definition, and how far a story is (rule 54).

use serde::{Deserialize, Serialize};

use crate::bounded;
use crate::deck::Deck;
use crate::estimate::Estimate;
use crate::ids::StoryId;
use crate::limits;
use crate::omit;
use crate::ordered::Keyed;
use crate::refusal::{Countable, Field, Refusal};
use crate::story::{CriterionState, Story};
use crate::text;

/// About how many bytes a point takes besides its text.
const POINT_BYTES: usize = 48;

/// The highest number of a point that a file may have. Leaves room for those that follow.
const LAST_NUMBER: u32 = 1_000_000_000;

/// What a story needs to be ready, and what follows from it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct DefinitionOfReady {
    /// The points, in order. Without any, people decide without a list.
    #[serde(deserialize_with = "points")]
    pub points: Vec<ReadyPoint>,
    /// Whether a story is ready as soon as all points hold, and not any more when one does not.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub by_itself: bool,
    /// Whether nobody can say that a story is ready while a point does not hold.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_strict: bool,
    /// The highest number that a point has had. No number is used twice.
    #[serde(skip_serializing_if = "omit::zero")]
    pub last_number: u32,
}

/// One point of a definition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReadyPoint {
    /// Tells it from all others, for what is checked by hand; 0 for a new one, which is then given one.
    pub number: u32,
    /// What must hold.
    pub check: ReadyCheck,
}

/// What must hold for a story to be ready.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReadyCheck {
    /// It has a description.
    HasDescription,
    /// It has acceptance criteria.
    HasCriteria,
    /// It has acceptance criteria, and the team agrees with each of them.
    CriteriaAgreed,
    /// The team has estimated it.
    Estimated,
    /// The team has estimated it, and not larger than this: a number, or a card of the deck.
    NotLargerThan(Estimate),
    /// No question on it waits for an answer.
    NoOpenQuestion,
    /// What these words say, which people check by hand.
    ByHand(String),
}

/// What people have checked by hand on a story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Checked {
    /// Which story.
    pub story: StoryId,
    /// The numbers of the points that hold, in rising order.
    pub points: Vec<u32>,
}

/// A ready-made definition to start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadyTemplate {
    /// Criteria, an estimate, and no open question.
    Light,
    /// The same with criteria that the team agrees with.
    Usual,
    /// The same with a description and a size that fits an iteration; nothing gets past it.
    Strict,
}

impl ReadyTemplate {
    /// All of them, the lightest first.
    pub const ALL: [Self; 3] = [Self::Light, Self::Usual, Self::Strict];

    /// The definition. The largest size of the strict one is 8.
    pub fn definition(self) -> DefinitionOfReady {
        use ReadyCheck::{
            CriteriaAgreed, Estimated, HasCriteria, HasDescription, NoOpenQuestion, NotLargerThan,
        };
        let checks = match self {
            Self::Light => vec![HasCriteria, Estimated, NoOpenQuestion],
            Self::Usual => vec![CriteriaAgreed, Estimated, NoOpenQuestion],
            Self::Strict => {
                let size = NotLargerThan(Estimate::typed("8"));
                vec![HasDescription, CriteriaAgreed, size, NoOpenQuestion]
            }
        };
        let new = |check| ReadyPoint { number: 0, check };
        DefinitionOfReady {
            points: checks.into_iter().map(new).collect(),
            is_strict: self == Self::Strict,
            ..DefinitionOfReady::default()
        }
    }
}

/// How far a story is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readiness {
    /// Whether each point of the definition holds, in its order.
    pub holds: Vec<bool>,
}

impl Readiness {
    /// How far a story of a room with that deck is, on which people have checked these points by hand.
    pub fn of(ready: &DefinitionOfReady, checked: &[u32], story: &Story, deck: &Deck) -> Self {
        let holds = |point: &ReadyPoint| match &point.check {
            ReadyCheck::ByHand(_) => checked.contains(&point.number),
            check => check.holds(story, deck),
        };
        Self { holds: ready.points.iter().map(holds).collect() }
    }

    /// How many points hold.
    pub fn met(&self) -> usize {
        self.holds.iter().filter(|holds| **holds).count()
    }

    /// Whether all points hold, and there are any.
    pub fn is_complete(&self) -> bool {
        !self.holds.is_empty() && self.met() == self.holds.len()
    }
}

impl ReadyCheck {
    /// Whether it holds; never what is checked by hand.
    fn holds(&self, story: &Story, deck: &Deck) -> bool {
        match self {
            Self::HasDescription => !story.description.trim().is_empty(),
            Self::HasCriteria => !story.criteria.is_empty(),
            Self::CriteriaAgreed => {
                let mut all = story.criteria.iter();
                !story.criteria.is_empty() && all.all(|it| it.state == CriterionState::Agreed)
            }
            Self::Estimated => story.is_estimated_here(),
            Self::NotLargerThan(most) => {
                let estimate = story.estimate.as_ref().filter(|_| story.is_estimated_here());
                estimate.is_some_and(|estimate| is_at_most(estimate, most, deck))
            }
            Self::NoOpenQuestion => story.open_questions == 0,
            Self::ByHand(_) => false,
        }
    }
}

/// Whether an estimate is not larger than another one: as numbers, or else by the order of the deck's cards. Two that
/// cannot be compared are not.
fn is_at_most(estimate: &Estimate, most: &Estimate, deck: &Deck) -> bool {
    if let (Some(estimate), Some(most)) = (estimate.number(), most.number()) {
        return estimate <= most;
    }
    let place = |estimate: &Estimate| deck.sizes().position(|card| card.label == estimate.label());
    place(estimate).zip(place(most)).is_some_and(|(estimate, most)| estimate <= most)
}

impl DefinitionOfReady {
    /// Whether there never was one.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether stories become ready by themselves, and people do not decide it. Not without any point.
    pub fn decides(&self) -> bool {
        self.by_itself && !self.points.is_empty()
    }

    /// The same from a file: the numbers stay, unless two points have the same.
    pub(crate) fn opened(self, deck: &Deck) -> Result<Self, Refusal> {
        let highest = self.points.iter().map(|point| point.number).max().unwrap_or(0);
        let last_number = self.last_number.max(highest).min(LAST_NUMBER);
        let before = Self { last_number, ..self.clone() };
        self.checked(&before, deck)
    }

    /// Whether a point has that number.
    pub(crate) fn has_number(&self, number: u32) -> bool {
        self.points.iter().any(|point| point.number == number)
    }

    /// Whether a point of that number is checked by hand.
    pub(crate) fn is_by_hand(&self, number: u32) -> bool {
        let is_it = |point: &ReadyPoint| {
            point.number == number && matches!(point.check, ReadyCheck::ByHand(_))
        };
        self.points.iter().any(is_it)
    }

    /// The same as it is kept in place of an earlier one, with a number for each point. A point that the earlier one does
    /// not have with that number is a new one.
    pub(crate) fn checked(self, before: &Self, deck: &Deck) -> Result<Self, Refusal> {
        if self.points.len() > limits::READY_POINTS {
            let limit = limits::READY_POINTS as u32;
            return Err(Refusal::TooMany { of: Countable::ReadyPoints, limit });
        }
        let mut last_number = before.last_number;
        let mut points: Vec<ReadyPoint> = Vec::new();
        for ReadyPoint { number, check } in self.points {
            let check = match check {
                ReadyCheck::ByHand(words) => {
                    ReadyCheck::ByHand(text::required(Field::ReadyPoint, &words)?)
                }
                ReadyCheck::NotLargerThan(most) => {
                    ReadyCheck::NotLargerThan(Estimate::new(most.label(), deck)?)
                }
                check => check,
            };
            let is_known = before.points.iter().any(|point| point.number == number)
                && points.iter().all(|point| point.number != number);
            let number = if is_known { number } else { last_number + 1 };
            last_number = last_number.max(number);
            points.push(ReadyPoint { number, check });
        }
        Ok(Self { points, last_number, ..self })
    }

    pub(crate) fn bytes(&self) -> usize {
        self.points.iter().map(ReadyPoint::bytes).sum()
    }
}

impl ReadyPoint {
    fn bytes(&self) -> usize {
        let words = match &self.check {
            ReadyCheck::ByHand(words) => words.len(),
            _ => 0,
        };
        POINT_BYTES + words
    }
}

impl Checked {
    pub(crate) fn bytes(&self) -> usize {
        POINT_BYTES + self.points.len() * size_of::<u32>()
    }
}

impl Keyed for Checked {
    type Key = StoryId;

    fn key(&self) -> StoryId {
        self.story
    }
}

/// Reads the points of a definition.
fn points<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<ReadyPoint>, D::Error> {
    bounded::list::<{ limits::READY_POINTS }, _, _>(deserializer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::{DeckChoice, DeckKind};
    use crate::protocol::decode;

    fn holds(check: ReadyCheck, kind: DeckKind, story: &str) -> bool {
        let deck = Deck::new(&DeckChoice { kind, ..DeckChoice::default() });
        let story: Story = decode(story).unwrap();
        let point = ReadyPoint { number: 1, check };
        let ready = DefinitionOfReady { points: vec![point], ..DefinitionOfReady::default() };
        Readiness::of(&ready, &[], &story, &deck).is_complete()
    }

    #[test]
    fn a_size_is_compared_as_a_number_or_by_the_order_of_the_cards() {
        let at_most = |most: &str, kind, estimate: &str| {
            let story = format!(r#"{{"id":1,"title":"A","estimate":"{estimate}"}}"#);
            holds(ReadyCheck::NotLargerThan(Estimate::saved(most).unwrap()), kind, &story)
        };
        assert!(at_most("8", DeckKind::Fibonacci, "8"));
        assert!(at_most("8", DeckKind::Fibonacci, "½"));
        assert!(!at_most("8", DeckKind::Fibonacci, "13"));
        assert!(at_most("L", DeckKind::TShirt, "M"));
        assert!(!at_most("L", DeckKind::TShirt, "XL"));
        assert!(!at_most("L", DeckKind::TShirt, "5"), "what cannot be compared");
        assert!(!at_most("8", DeckKind::Fibonacci, "a week"));
    }

    #[test]
    fn an_imported_estimate_and_no_criteria_are_not_enough() {
        let of = |check, story| holds(check, DeckKind::Fibonacci, story);
        let imported = r#"{"id":1,"title":"A","estimate":"5","estimate_origin":"imported"}"#;
        assert!(!of(ReadyCheck::Estimated, imported));
        assert!(!of(ReadyCheck::CriteriaAgreed, imported));
        assert!(!of(ReadyCheck::HasCriteria, imported));
        assert!(of(ReadyCheck::NoOpenQuestion, imported));
        let agreed = r#"{"id":1,"title":"A","criteria":[{"id":1,"text":"x","state":"agreed"}]}"#;
        assert!(of(ReadyCheck::CriteriaAgreed, agreed));
        let open = r#"{"id":1,"title":"A","open_questions":2,"criteria":[{"id":1,"text":"x"}]}"#;
        assert!(!of(ReadyCheck::CriteriaAgreed, open));
        assert!(of(ReadyCheck::HasCriteria, open));
        assert!(!of(ReadyCheck::NoOpenQuestion, open));
    }

    #[test]
    fn a_point_keeps_its_number_and_a_new_one_never_has_that_of_another() {
        let deck = Deck::new(&DeckChoice::default());
        let by_hand =
            |number, words: &str| ReadyPoint { number, check: ReadyCheck::ByHand(words.into()) };
        let of = |points| DefinitionOfReady { points, ..DefinitionOfReady::default() };
        let numbers = |ready: &DefinitionOfReady| -> Vec<u32> {
            ready.points.iter().map(|point| point.number).collect()
        };
        let first = of(vec![by_hand(0, "A"), by_hand(7, "B")]);
        let first = first.checked(&DefinitionOfReady::default(), &deck).unwrap();
        assert_eq!(numbers(&first), [1, 2]);
        let second = of(vec![by_hand(2, "B"), by_hand(2, "C")]).checked(&first, &deck).unwrap();
        assert_eq!(numbers(&second), [2, 3]);
        let third = of(vec![by_hand(1, "A")]).checked(&second, &deck).unwrap();
        assert_eq!(numbers(&third), [4]);
        assert_eq!(
            of(vec![by_hand(0, " ")]).checked(&first, &deck),
            Err(Refusal::Empty(Field::ReadyPoint))
        );
    }
}
