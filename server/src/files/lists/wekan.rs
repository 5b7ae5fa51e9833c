//! Reads the JSON export of a Wekan board: open cards are stories, in the order of the board. Comments
//! and the history of the board are ignored.

use std::collections::HashMap;

use domain::draft::StoryDraft;
use domain::format::Format;
use domain::lines::title_points;
use domain::preview::{LeftOutReason, Preview, Unreadable};
use domain::text;
use serde::Deserialize;

use crate::files::criteria_section::{self, Parted};
use crate::files::intake::{self, Entry};
use crate::files::job::Job;
use crate::files::lists::board::{self, Lists, Place};
use crate::files::lists::issue_json::{Members, scalar};
use crate::files::lists::json_source::{Raw, Source};
use crate::files::lists::points_names;
use crate::files::markup::Dialect;
use crate::files::text::one_line;
use crate::files::{criteria, points, steps};

/// Whether the text is the JSON of a board, intact or damaged.
pub fn recognises(text: &str) -> bool {
    let marks = ["\"wekan-board-", "\"checklistItems\""];
    text.trim_start().starts_with('{')
        && ["\"cards\"", "\"lists\"", "\"swimlanes\""].into_iter().all(|name| text.contains(name))
        && marks.into_iter().any(|mark| text.contains(mark))
}

/// The cards of a board.
pub fn read(text: &str, job: &Job) -> Result<Preview, Unreadable> {
    let source = Source { text, job, format: Format::WekanJson };
    if !text.trim_start().starts_with('{') {
        return Err(source.other_format());
    }
    let whole: Board = source.read_whole()?;
    let (Some(cards), Some(lists)) = (&whole.cards, &whole.lists) else {
        return Err(source.other_format());
    };
    let lists = read_lists(&source, lists)?;
    let places = board::places(&source, cards, &lists, |raw| {
        source.read(raw).map(|CardPlace { list_id, sort }| (list_id, sort))
    })?;
    let reader = Reader {
        source: &source,
        checklists: read_checklists(&source, &whole)?,
        labels: read_names(&source, &whole.labels)?,
        fields: read_names(&source, &whole.custom_fields)?,
    };
    intake::preview(
        Format::WekanJson,
        job,
        places.iter().map(|place| reader.entry(place)),
        |entry| entry,
    )
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Board<'t> {
    #[serde(borrow)]
    cards: Option<Raw<'t>>,
    #[serde(borrow)]
    lists: Option<Raw<'t>>,
    #[serde(borrow, default)]
    labels: Option<Raw<'t>>,
    #[serde(borrow, default)]
    checklists: Option<Raw<'t>>,
    #[serde(borrow, default)]
    checklist_items: Option<Raw<'t>>,
    #[serde(borrow, default)]
    custom_fields: Option<Raw<'t>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CardPlace {
    list_id: Option<String>,
    sort: Option<f64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct List {
    #[serde(rename = "_id")]
    id: String,
    archived: Option<bool>,
    sort: Option<f64>,
}

fn read_lists(source: &Source, lists: &Raw) -> Result<Lists, Unreadable> {
    let lists = lists.iter().map(|raw| {
        let list: List = source.read(raw)?;
        let state = (list.sort.unwrap_or(f64::INFINITY), list.archived.unwrap_or_default());
        Ok((list.id, state))
    });
    lists.collect()
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Checklist {
    #[serde(rename = "_id")]
    id: String,
    #[serde(alias = "name")]
    title: Option<String>,
    card_id: Option<String>,
    sort: Option<f64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ChecklistItem {
    title: Option<String>,
    checklist_id: Option<String>,
    sort: Option<f64>,
}

/// A checklist with its items.
struct Items {
    name: String,
    at: f64,
    items: Vec<(f64, String)>,
}

/// The checklists of each card.
fn read_checklists(
    source: &Source,
    board: &Board,
) -> Result<HashMap<String, Vec<Items>>, Unreadable> {
    let mut items: HashMap<String, Vec<(f64, String)>> = HashMap::new();
    for raw in board.checklist_items.iter().flatten() {
        let item: ChecklistItem = source.read(raw)?;
        let (Some(list), Some(title)) = (item.checklist_id, item.title) else { continue };
        source.job.keep(title.len() + size_of::<(f64, String)>())?;
        items.entry(list).or_default().push((item.sort.unwrap_or(f64::INFINITY), title));
    }
    let mut of_cards: HashMap<String, Vec<Items>> = HashMap::new();
    for raw in board.checklists.iter().flatten() {
        let list: Checklist = source.read(raw)?;
        source.job.keep(size_of::<Items>())?;
        let Some(card) = list.card_id else { continue };
        let mut items = items.remove(&list.id).unwrap_or_default();
        items.sort_by(|(one, _), (other, _)| one.total_cmp(other));
        let (name, at) = (list.title.unwrap_or_default(), list.sort.unwrap_or(f64::INFINITY));
        of_cards.entry(card).or_default().push(Items { name, at, items });
    }
    for lists in of_cards.values_mut() {
        lists.sort_by(|one, other| one.at.total_cmp(&other.at));
    }
    Ok(of_cards)
}

/// The names of labels or fields, by their ids. A label without a name is called by its colour.
fn read_names(source: &Source, list: &Option<Raw>) -> Result<HashMap<String, String>, Unreadable> {
    let named = list.iter().flatten().map(|raw| {
        let members: Members = source.read(raw)?;
        let names = [members.text("name"), members.text("color")];
        let name = names.into_iter().find(|name| !name.is_empty()).unwrap_or_default();
        Ok((members.text("_id"), one_line(&name)))
    });
    named.collect()
}

struct Reader<'s, 't> {
    source: &'s Source<'t>,
    checklists: HashMap<String, Vec<Items>>,
    labels: HashMap<String, String>,
    fields: HashMap<String, String>,
}

impl<'t> Reader<'_, 't> {
    fn entry(&self, place: &Place<'t>) -> Result<Entry, Unreadable> {
        let card: Members = self.source.read(place.raw)?;
        let name = one_line(&card.text("title"));
        let field = self.points(&card);
        let (title, estimate) = match field.is_empty() {
            true => title_points::cut(&name),
            false => (name.as_str(), None),
        };
        let (estimate, doubts) = match points::read(&field) {
            Ok(points) => (points.or(estimate), Vec::new()),
            Err(doubt) => (None, vec![doubt]),
        };
        let description = text::block(&card.text("description"));
        let Parted { criteria, description, place: criteria_place } =
            match self.criteria(&card.text("_id")) {
                criteria if criteria.is_empty() => {
                    criteria_section::parted("", description.trim(), Dialect::Markdown)
                }
                criteria => Parted { criteria, description, place: None },
            };
        let labels = card.value("labelIds");
        let labels = labels.as_array().into_iter().flatten();
        let labels = labels.filter_map(|id| self.labels.get(&scalar(id)).cloned());
        let draft = StoryDraft {
            title: title.to_owned(),
            description,
            criteria,
            criteria_place,
            labels: labels.filter(|label| !label.is_empty()).collect(),
            estimate,
            ..StoryDraft::default()
        };
        let is = |flag: &str| card.value(flag).as_bool().unwrap_or_default();
        let refused = if place.is_list_archived {
            Some(LeftOutReason::ArchivedList)
        } else if is("archived") {
            Some(LeftOutReason::ArchivedCard)
        } else if card.text("type").starts_with("template") {
            Some(LeftOutReason::TemplateCard)
        } else {
            (!card.text("parentId").is_empty()).then_some(LeftOutReason::SubTask)
        };
        // The file is read already, and its order is not that of the board.
        let offset = self.source.text.len();
        Ok(Entry { line: place.line, offset, draft, refused, doubts })
    }

    /// What stands in the field that is called as points are.
    fn points(&self, card: &Members) -> String {
        let values = card.value("customFields");
        let ranked = values.as_array().into_iter().flatten().filter_map(|field| {
            let name = self.fields.get(&scalar(&field["_id"]))?;
            let text = scalar(&field["value"]);
            (!text.is_empty()).then_some((points_names::rank(name)?, text))
        });
        ranked.min().map(|(_, text)| text).unwrap_or_default()
    }

    /// The items of the checklists with a name for criteria, or else of all.
    fn criteria(&self, card: &str) -> Vec<String> {
        let lists = self.checklists.get(card).map(Vec::as_slice).unwrap_or_default();
        let only_named = lists.iter().any(|list| criteria::is_name(&list.name));
        let lists = lists.iter().filter(|list| !only_named || criteria::is_name(&list.name));
        let items = lists.flat_map(|list| &list.items);
        let plain = items.map(|(_, text)| Dialect::Markdown.plain(&one_line(text.trim())));
        steps::joined(plain.filter(|text| !text.is_empty()).collect())
    }
}
