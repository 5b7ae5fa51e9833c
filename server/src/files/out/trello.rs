//! Writes stories as JSON in the form of a Trello board's export, for tools that read such exports.
//!
//! The form is that of Atlassian's "Exporting data from Trello" and of the objects in Trello's REST
//! reference: lists, labels, cards, checklists that refer to their card, and custom fields whose
//! numbers are strings. Trello itself cannot import it.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use crate::files::out::export::{ExportedCriterion, ExportedStory};

/// The name of the two fields for estimates, one for numbers and one for text.
const POINTS: &str = "Story Points";

/// The name of each card's checklist.
const CRITERIA: &str = "Acceptance criteria";

/// The distance between positions, as in Trello, which leaves room to move elements in between.
const STEP: u64 = 16_384;

/// Whether Ready Room wrote the board with this id.
pub fn is_ours(board: &str) -> bool {
    board == Id::Board.text()
}

/// The id of the custom field for keys.
pub fn key_field() -> String {
    Id::Field(Field::Key).text()
}

/// The id of the custom field for the names of epics.
pub fn parent_field() -> String {
    Id::Field(Field::Parent).text()
}

/// The id of the custom field for types.
pub fn kind_field() -> String {
    Id::Field(Field::Kind).text()
}

/// A board with one list of all stories.
pub fn trello(board: &str, stories: &[ExportedStory]) -> String {
    let labels = labels(stories);
    let cards: Vec<Card> =
        stories.iter().enumerate().map(|(at, story)| Card::new(at, story, &labels)).collect();
    let checklists: Vec<Value> = stories
        .iter()
        .enumerate()
        .filter(|(_, story)| !story.criteria.is_empty())
        .map(|(at, story)| checklist(at, &story.criteria))
        .collect();
    let labels: Vec<Value> =
        labels.iter().map(|(name, at)| json!({ "id": Id::Label(*at), "name": name })).collect();
    let board = json!({
        "id": Id::Board,
        "name": board,
        "closed": false,
        "lists": [{ "id": Id::List, "name": "Backlog", "closed": false, "pos": STEP }],
        "labels": labels,
        "cards": cards,
        "checklists": checklists,
        "customFields": Field::ALL.map(Field::definition),
    });
    let mut text = serde_json::to_string_pretty(&board).unwrap_or_default();
    text.push('\n');
    text
}

/// The distinct labels, numbered.
fn labels(stories: &[ExportedStory]) -> BTreeMap<&str, usize> {
    let mut numbers = BTreeMap::new();
    for label in stories.iter().flat_map(|story| &story.labels) {
        let next = numbers.len();
        numbers.entry(label.as_str()).or_insert(next);
    }
    numbers
}

/// An id in Trello's form, 24 hexadecimal digits, made of the kind of an object and its number.
#[derive(Clone, Copy)]
enum Id {
    Board,
    List,
    Field(Field),
    Label(usize),
    Card(usize),
    Checklist(usize),
    Item(usize, usize),
    Value(usize, Field),
}

impl Id {
    fn text(self) -> String {
        let (kind, owner, at) = match self {
            Self::Board => (1, 0, 0),
            Self::List => (2, 0, 0),
            Self::Field(field) => (3, 0, field as usize),
            Self::Label(at) => (4, 0, at),
            Self::Card(at) => (5, 0, at),
            Self::Checklist(at) => (6, 0, at),
            Self::Item(card, at) => (7, card, at),
            Self::Value(card, field) => (8, card, field as usize),
        };
        format!("{kind:08x}{owner:08x}{at:08x}")
    }
}

impl Serialize for Id {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text())
    }
}

/// The custom fields of the board, for what Trello cards have no field for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    /// An estimate that is a number.
    Points,
    /// An estimate that is not a number.
    Size,
    Key,
    Parent,
    Kind,
}

impl Field {
    const ALL: [Self; 5] = [Self::Points, Self::Size, Self::Key, Self::Parent, Self::Kind];

    fn definition(self) -> Value {
        let (name, kind) = match self {
            Self::Points => (POINTS, "number"),
            Self::Size => (POINTS, "text"),
            Self::Key => ("Key", "text"),
            Self::Parent => ("Epic", "text"),
            Self::Kind => ("Type", "text"),
        };
        json!({
            "id": Id::Field(self),
            "idModel": Id::Board,
            "modelType": "board",
            "name": name,
            "type": kind,
            "pos": (self as u64 + 1) * STEP,
        })
    }

    fn value(self, story: &ExportedStory) -> Option<&str> {
        let points = Some(story.points()).filter(|points| !points.is_empty());
        let is_number = points.is_some_and(|points| domain::number::parse(points).is_some());
        match self {
            Self::Points => points.filter(|_| is_number),
            Self::Size => points.filter(|_| !is_number),
            Self::Key => story.key.as_deref(),
            Self::Parent => story.parent.as_deref(),
            Self::Kind => story.kind.as_deref(),
        }
    }

    fn item(self, card: usize, story: &ExportedStory) -> Option<Value> {
        let kind = if self == Self::Points { "number" } else { "text" };
        let value = self.value(story)?;
        Some(json!({
            "id": Id::Value(card, self),
            "idCustomField": Id::Field(self),
            "idModel": Id::Card(card),
            "modelType": "card",
            "value": { kind: value },
        }))
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Card<'s> {
    id: Id,
    id_board: Id,
    id_list: Id,
    id_short: usize,
    name: &'s str,
    desc: &'s str,
    closed: bool,
    is_template: bool,
    pos: u64,
    id_labels: Vec<Id>,
    labels: Vec<Value>,
    id_checklists: Vec<Id>,
    custom_field_items: Vec<Value>,
    attachments: Vec<Value>,
}

impl<'s> Card<'s> {
    fn new(at: usize, story: &'s ExportedStory, numbers: &BTreeMap<&str, usize>) -> Self {
        let id = |label: &String| numbers.get(label.as_str()).copied().map(Id::Label);
        let label = |label: &String| json!({ "id": id(label), "name": label });
        let checklist = (!story.criteria.is_empty()).then_some(Id::Checklist(at));
        let link = story.link.iter().map(|link| json!({ "name": link, "url": link }));
        Self {
            id: Id::Card(at),
            id_board: Id::Board,
            id_list: Id::List,
            id_short: at + 1,
            name: &story.title,
            desc: &story.description,
            closed: false,
            is_template: false,
            pos: (at as u64 + 1) * STEP,
            id_labels: story.labels.iter().filter_map(id).collect(),
            labels: story.labels.iter().map(label).collect(),
            id_checklists: checklist.into_iter().collect(),
            custom_field_items: Field::ALL
                .iter()
                .filter_map(|field| field.item(at, story))
                .collect(),
            attachments: link.collect(),
        }
    }
}

/// The checklist of a card. No item is ticked: what a team agreed on is not done yet.
fn checklist(card: usize, criteria: &[ExportedCriterion]) -> Value {
    let item = |(at, criterion): (usize, &ExportedCriterion)| {
        json!({
            "id": Id::Item(card, at),
            "idChecklist": Id::Checklist(card),
            "name": criterion.text,
            "state": "incomplete",
            "pos": (at as u64 + 1) * STEP,
        })
    };
    let items: Vec<Value> = criteria.iter().enumerate().map(item).collect();
    json!({
        "id": Id::Checklist(card),
        "idBoard": Id::Board,
        "idCard": Id::Card(card),
        "name": CRITERIA,
        "pos": STEP,
        "checkItems": items,
    })
}
