//! Further numbers that a room votes on beside the estimate, such as business value or risk: each has a
//! deck of its own, and all are played in one round and revealed with it (rule 49).
//!
//! A dimension is known by its name. Results of before keep theirs, whatever the room votes on now.

use serde::{Deserialize, Deserializer, Serialize};

use crate::bounded;
use crate::by_dimension::{ByDimension, Scores};
use crate::deck::{Card, Deck, DeckChoice, DeckKind};
use crate::estimate::Estimate;
use crate::ids::StoryId;
use crate::limits;
use crate::refusal::{Countable, Refusal};
use crate::round::Ballot;
use crate::text;

/// A further number that a room votes on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Dimension {
    /// What it is called: 1 to 40 characters, on one line, unlike all others of the room.
    pub name: String,
    /// The cards that it is voted on with.
    pub deck: Deck,
}

/// A dimension as a person chooses it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DimensionChoice {
    /// What it is to be called.
    pub name: String,
    /// Its deck.
    #[serde(default)]
    pub deck: DeckChoice,
}

/// What else a room is to vote on beside the estimate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DimensionsChoice {
    /// All of them in order, three at the most; none to vote on the estimate alone.
    #[serde(deserialize_with = "dimensions")]
    pub dimensions: Vec<DimensionChoice>,
    /// Do it even if cards are dropped that are not revealed yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub drop_votes: bool,
}

/// What the dimensions of a story are to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ScoresToSave {
    /// Which story.
    pub story: StoryId,
    /// For each dimension by its name the label of a card, a number or a short text; empty to clear it.
    /// Those that are not given stay.
    pub scores: ByDimension<String>,
}

/// What was saved for the dimensions of a story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoryScores {
    /// Which story.
    pub story: StoryId,
    /// All that is saved for it now.
    pub scores: ByDimension<Estimate>,
}

impl Dimension {
    /// The dimension of that choice.
    fn chosen(choice: &DimensionChoice) -> Result<Self, Refusal> {
        Ok(Self { name: text::name(&choice.name)?, deck: Deck::chosen(&choice.deck)? })
    }

    /// A dimension that the room does not have: of its deck nothing is known.
    fn unknown(name: &str) -> Self {
        Self { name: name.to_owned(), deck: Deck { kind: DeckKind::Custom, cards: Vec::new() } }
    }
}

/// The dimensions of these choices: no more than a room can have, and none twice.
pub(crate) fn chosen(choices: &[DimensionChoice]) -> Result<Vec<Dimension>, Refusal> {
    checked(choices.iter().map(Dimension::chosen))
}

/// Dimensions from a file. Their decks were checked before.
pub(crate) fn opened(dimensions: Vec<Dimension>) -> Result<Vec<Dimension>, Refusal> {
    let named = |one: Dimension| Ok(Dimension { name: text::name(&one.name)?, ..one });
    checked(dimensions.into_iter().map(named))
}

fn checked(
    dimensions: impl ExactSizeIterator<Item = Result<Dimension, Refusal>>,
) -> Result<Vec<Dimension>, Refusal> {
    check_count(dimensions.len(), limits::DIMENSIONS)?;
    let mut all: Vec<Dimension> = Vec::new();
    for dimension in dimensions {
        let dimension = dimension?;
        let name = text::folded(&dimension.name);
        if all.iter().any(|other| text::folded(&other.name) == name) {
            return Err(Refusal::SameDimension(dimension.name));
        }
        all.push(dimension);
    }
    Ok(all)
}

pub(crate) fn check_count(count: usize, limit: usize) -> Result<(), Refusal> {
    let (of, is_within) = (Countable::Dimensions, count <= limit);
    if is_within { Ok(()) } else { Err(Refusal::TooMany { of, limit: limit as u32 }) }
}

/// The dimension with that name.
pub fn named<'d>(dimensions: &'d [Dimension], name: &str) -> Option<&'d Dimension> {
    dimensions.iter().find(|dimension| dimension.name == name)
}

/// Whether another choice of dimensions takes a card away that was there.
pub(crate) fn drops_cards(before: &[Dimension], after: &[Dimension]) -> bool {
    let has_lost = |dimension: &Dimension| {
        let after = named(after, &dimension.name);
        dimension.deck.cards.iter().any(|card| after.is_none_or(|after| !has_card(after, card)))
    };
    before.iter().any(has_lost)
}

/// Drops the cards that none of the dimensions has.
pub(crate) fn keep_known(scores: &mut Scores, dimensions: &[Dimension]) {
    scores.retain(|name, card| named(dimensions, name).is_some_and(|one| has_card(one, card)));
}

/// Drops labels for which none of the dimensions has a card.
pub fn keep_known_labels(labels: &mut ByDimension<String>, dimensions: &[Dimension]) {
    let has_card = |one: &Dimension, label: &str| one.deck.card(label).is_some();
    labels.retain(|name, label| named(dimensions, name).is_some_and(|one| has_card(one, label)));
}

fn has_card(dimension: &Dimension, card: &Card) -> bool {
    dimension.deck.card(&card.label) == Some(card)
}

/// The dimensions in which a round has a result: those of the room, and behind them others that people
/// played when it had those.
pub fn of_round(ballots: &[Ballot], dimensions: &[Dimension]) -> Vec<Dimension> {
    let mut all = dimensions.to_vec();
    for name in ballots.iter().flat_map(|ballot| ballot.scores.names()) {
        if named(&all, name).is_none() {
            all.push(Dimension::unknown(name));
        }
    }
    all
}

/// The cards with these labels, each of its dimension's deck.
pub(crate) fn played(
    labels: &ByDimension<String>,
    dimensions: &[Dimension],
) -> Result<Scores, Refusal> {
    let one = |(name, label): (&str, &String)| {
        let dimension = named(dimensions, name).ok_or(Refusal::UnknownDimension)?;
        let card = dimension.deck.card(label).ok_or(Refusal::UnknownCard)?;
        Ok((name.to_owned(), card.clone()))
    };
    labels.iter().map(one).collect()
}

/// What a file has for dimensions, also for such as the room does not have.
pub(crate) fn imported(
    typed: &ByDimension<String>,
    dimensions: &[Dimension],
) -> Result<ByDimension<Estimate>, Refusal> {
    from_file(typed, |name, typed| match named(dimensions, name) {
        Some(dimension) => Estimate::new(typed, &dimension.deck),
        None => Estimate::saved(typed),
    })
}

/// What the file of a room has for dimensions: it stays as it is.
pub(crate) fn restored(typed: &ByDimension<String>) -> Result<ByDimension<Estimate>, Refusal> {
    from_file(typed, |_, typed| Estimate::saved(typed))
}

fn from_file(
    typed: &ByDimension<String>,
    estimate: impl Fn(&str, &str) -> Result<Estimate, Refusal>,
) -> Result<ByDimension<Estimate>, Refusal> {
    check_count(typed.len(), limits::SCORES)?;
    let one = |(name, typed): (&str, &String)| {
        let name = text::name(name)?;
        let estimate = estimate(&name, typed)?;
        Ok((name, estimate))
    };
    typed.iter().map(one).collect()
}

/// Refuses a ballot from a file with cards for dimensions that no room could have had. The cards were
/// checked before.
pub(crate) fn check_ballot(ballot: &Ballot) -> Result<(), Refusal> {
    [&ballot.scores, &ballot.first_scores].into_iter().try_for_each(|scores| {
        check_count(scores.len(), limits::SCORES)?;
        scores.names().try_for_each(|name| text::name(name).map(drop))
    })
}

fn dimensions<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<DimensionChoice>, D::Error> {
    bounded::list::<{ limits::DIMENSIONS }, _, _>(deserializer)
}
