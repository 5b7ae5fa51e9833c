//! Cards, decks and dimensions as they are serialised in a room file.

use domain::by_dimension::{ByDimension, Scores};
use domain::deck::{Card, Deck, DeckKind};
use domain::dimension::Dimension;
use domain::limits;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::lists::some_of;

#[derive(Serialize, Deserialize)]
pub(super) struct CardPart {
    label: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value: Option<f64>,
}

impl CardPart {
    pub(super) fn of(card: &Card) -> Self {
        Self { label: card.label.clone(), value: card.value }
    }

    pub(super) fn checked<E: Error>(self) -> Result<Card, E> {
        Card::checked(&self.label, self.value).ok_or_else(|| E::custom("no card"))
    }
}

#[derive(Serialize, Deserialize)]
struct DeckPart {
    kind: DeckKind,
    #[serde(deserialize_with = "cards")]
    cards: Vec<CardPart>,
}

/// For `#[serde(with = "cards::deck")]`.
pub mod deck {
    use super::*;

    pub fn serialize<S: Serializer>(deck: &Deck, serializer: S) -> Result<S::Ok, S::Error> {
        let cards = deck.cards.iter().map(CardPart::of).collect();
        DeckPart { kind: deck.kind, cards }.serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Deck, D::Error> {
        let DeckPart { kind, cards } = DeckPart::deserialize(deserializer)?;
        let cards = cards.into_iter().map(CardPart::checked).collect::<Result<_, _>>()?;
        Deck::checked(kind, cards).ok_or_else(|| D::Error::custom("no deck"))
    }
}

#[derive(Serialize, Deserialize)]
struct DimensionPart {
    name: String,
    #[serde(with = "deck")]
    deck: Deck,
}

/// For `#[serde(with = "cards::dimensions")]`.
pub mod dimensions {
    use super::*;

    pub fn serialize<S: Serializer>(all: &[Dimension], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(all.iter().map(|dimension| DimensionPart {
            name: dimension.name.clone(),
            deck: dimension.deck.clone(),
        }))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<Dimension>, D::Error> {
        let parts = some_of(deserializer, limits::DIMENSIONS)?.into_iter();
        Ok(parts
            .map(|part: DimensionPart| Dimension { name: part.name, deck: part.deck })
            .collect())
    }
}

/// Cards for dimensions, by the dimension's name. For `#[serde(with = "cards::scores")]`.
pub(super) mod scores {
    use super::*;

    pub fn serialize<S: Serializer>(scores: &Scores, serializer: S) -> Result<S::Ok, S::Error> {
        scores.map(CardPart::of).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Scores, D::Error> {
        let parts = ByDimension::<CardPart>::deserialize(deserializer)?;
        parts.into_iter().map(|(name, card)| Ok((name, card.checked()?))).collect()
    }
}

fn cards<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<CardPart>, D::Error> {
    some_of(deserializer, *limits::CARDS.end())
}
