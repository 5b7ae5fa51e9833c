//! What makes stories ready, as it is serialised in a room file: each kind of thing is a member of its own, so that members of a
//! later version can stand beside it.

use domain::archive::ArchivedItem;
use domain::estimate::Estimate;
use domain::limits;
use domain::product::item::Content;
use domain::product::note::Note;
use domain::product::question::Question;
use domain::product::readiness::{DefinitionOfReady, ReadyCheck, ReadyPoint};
use domain::time::Timestamp;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::lists::some_of;
use super::moments::moment;

/// A question, a note or a decision: one of both.
#[derive(Serialize, Deserialize)]
struct ItemPart {
    by: String,
    #[serde(deserialize_with = "moment")]
    at: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    question: Option<Question>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<Note>,
}

/// For `#[serde(with = "preparation::items")]`.
pub mod items {
    use super::*;

    pub fn serialize<S: Serializer>(
        items: &[ArchivedItem],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(items.iter().map(|item| {
            let (question, note) = match &item.content {
                Content::Question(question) => (Some(question.clone()), None),
                Content::Note(note) => (None, Some(note.clone())),
            };
            ItemPart { by: item.by.clone(), at: item.at.0, question, note }
        }))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<ArchivedItem>, D::Error> {
        let items: Vec<ItemPart> = some_of(deserializer, limits::ITEMS)?;
        let item = |ItemPart { by, at, question, note }| {
            let content = match (question, note) {
                (Some(question), None) => Content::Question(question),
                (None, Some(note)) => Content::Note(note),
                _ => return Err(D::Error::custom("no question and no note")),
            };
            Ok(ArchivedItem { by, at: Timestamp(at), content })
        };
        items.into_iter().map(item).collect()
    }
}

#[derive(Serialize, Deserialize)]
struct DefinitionPart {
    points: Points,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    by_itself: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    is_strict: bool,
    #[serde(default)]
    last_number: u32,
}

#[derive(Serialize)]
struct Points(Vec<PointPart>);

/// A point: one of the three that say what must hold.
#[derive(Serialize, Deserialize)]
struct PointPart {
    number: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    check: Option<CheckPart>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    not_larger_than: Option<Estimate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by_hand: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum CheckPart {
    HasDescription,
    HasCriteria,
    CriteriaAgreed,
    Estimated,
    NoOpenQuestion,
}

impl<'de> Deserialize<'de> for Points {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        some_of(deserializer, limits::READY_POINTS).map(Self)
    }
}

/// For `#[serde(with = "preparation::definition")]`.
pub mod definition {
    use super::*;

    pub fn serialize<S: Serializer>(
        ready: &DefinitionOfReady,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let &DefinitionOfReady { by_itself, is_strict, last_number, .. } = ready;
        let points = Points(ready.points.iter().map(PointPart::of).collect());
        DefinitionPart { points, by_itself, is_strict, last_number }.serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<DefinitionOfReady, D::Error> {
        let DefinitionPart { points, by_itself, is_strict, last_number } =
            DefinitionPart::deserialize(deserializer)?;
        let points = points.0.into_iter().map(PointPart::checked).collect::<Result<_, _>>()?;
        Ok(DefinitionOfReady { points, by_itself, is_strict, last_number })
    }
}

impl PointPart {
    fn of(point: &ReadyPoint) -> Self {
        let (mut check, mut not_larger_than, mut by_hand) = (None, None, None);
        match &point.check {
            ReadyCheck::HasDescription => check = Some(CheckPart::HasDescription),
            ReadyCheck::HasCriteria => check = Some(CheckPart::HasCriteria),
            ReadyCheck::CriteriaAgreed => check = Some(CheckPart::CriteriaAgreed),
            ReadyCheck::Estimated => check = Some(CheckPart::Estimated),
            ReadyCheck::NoOpenQuestion => check = Some(CheckPart::NoOpenQuestion),
            ReadyCheck::NotLargerThan(most) => not_larger_than = Some(most.clone()),
            ReadyCheck::ByHand(words) => by_hand = Some(words.clone()),
        }
        Self { number: point.number, check, not_larger_than, by_hand }
    }

    fn checked<E: Error>(self) -> Result<ReadyPoint, E> {
        let check = match (self.check, self.not_larger_than, self.by_hand) {
            (Some(check), None, None) => match check {
                CheckPart::HasDescription => ReadyCheck::HasDescription,
                CheckPart::HasCriteria => ReadyCheck::HasCriteria,
                CheckPart::CriteriaAgreed => ReadyCheck::CriteriaAgreed,
                CheckPart::Estimated => ReadyCheck::Estimated,
                CheckPart::NoOpenQuestion => ReadyCheck::NoOpenQuestion,
            },
            (None, Some(most), None) => ReadyCheck::NotLargerThan(most),
            (None, None, Some(words)) => ReadyCheck::ByHand(words),
            _ => return Err(E::custom("a point says one thing")),
        };
        Ok(ReadyPoint { number: self.number, check })
    }
}
