//! The JSON of a Trello board: open cards are stories, in the order of the board. Knows boards as Trello
//! exports them, and nothing of their history.
//!
//! Lists stay unread text until their things are needed one by one, so that twenty mebibytes of empty
//! things take little more memory than that.

use std::collections::HashMap;

use domain::draft::{Format, LeftOutReason, Preview, StoryDraft, Unreadable};
use domain::text;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::files::intake::{self, Entry};
use crate::files::job::Job;
use crate::files::lists::trello_points::{self, PointsFields};
use crate::files::text::one_line;
use crate::files::{criteria, markup, out, points, title_points};

/// Whether the text is the JSON of a board, whole or damaged.
pub fn recognises(text: &str) -> bool {
    let holds = |name: &str| text.contains(name);
    let marks =
        ["\"idBoard\"", "\"idList\"", "\"labelNames\"", "\"shortLink\"", "\"idOrganization\""];
    text.trim_start().starts_with('{')
        && holds("\"cards\"")
        && holds("\"lists\"")
        && marks.into_iter().any(holds)
}

/// The cards of a board.
pub fn read(text: &str, job: &Job) -> Result<Preview, Unreadable> {
    if !text.trim_start().starts_with('{') {
        return Err(Unreadable::OtherFormat { wanted: Format::TrelloJson });
    }
    let source = Source { text, job };
    let board: Board = source.read_whole()?;
    let (Some(cards), Some(lists)) = (&board.cards, &board.lists) else {
        return Err(Unreadable::OtherFormat { wanted: Format::TrelloJson });
    };
    let lists = Lists::read(&source, lists)?;
    let checklists = Checklists::read(&source, &board.checklists)?;
    let points = PointsFields::read(&source, &board.custom_fields, cards)?;
    let places = places(&source, cards, &lists)?;
    let is_ours = board.id.as_deref().is_some_and(out::trello::is_ours);
    let own = is_ours
        .then(|| OwnFields { key: out::trello::key_field(), parent: out::trello::parent_field() });
    let reader = Reader { source: &source, checklists, points, own };
    let entries = places.iter().map(|place| reader.entry(place));
    intake::preview(Format::TrelloJson, job, entries, |entry| entry)
}

/// A list of things that are read when they are needed.
pub type Raw<'t> = Vec<&'t RawValue>;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Board<'t> {
    id: Option<String>,
    #[serde(borrow)]
    cards: Option<Raw<'t>>,
    #[serde(borrow)]
    lists: Option<Raw<'t>>,
    #[serde(borrow, default)]
    checklists: Option<Raw<'t>>,
    #[serde(borrow, default)]
    custom_fields: Option<Raw<'t>>,
}

/// The text, and who watches its reading.
pub struct Source<'t> {
    text: &'t str,
    job: &'t Job,
}

impl<'t> Source<'t> {
    fn read_whole<T: Deserialize<'t>>(&self) -> Result<T, Unreadable> {
        serde_json::from_str(self.text).map_err(|error| {
            let (line, column) = (error.line() as u32, error.column() as u32);
            malformed(line.max(1), column)
        })
    }

    /// One thing of a list.
    pub fn read<T: Deserialize<'t>>(&self, raw: &'t RawValue) -> Result<T, Unreadable> {
        self.job.reached(self.offset(raw))?;
        serde_json::from_str(raw.get()).map_err(|error| {
            let column = if error.line() > 1 { error.column() as u32 } else { 0 };
            malformed(self.line(raw) + error.line().saturating_sub(1) as u32, column)
        })
    }

    fn offset(&self, raw: &RawValue) -> usize {
        raw.get().as_ptr() as usize - self.text.as_ptr() as usize
    }

    fn line(&self, raw: &RawValue) -> u32 {
        1 + self.text[..self.offset(raw)].matches('\n').count() as u32
    }
}

fn malformed(line: u32, column: u32) -> Unreadable {
    Unreadable::Malformed { format: Format::TrelloJson, line, column }
}

/// Where a list or a card stands on the board.
type Position = Option<f64>;

#[derive(Deserialize)]
struct List {
    id: Option<String>,
    closed: Option<bool>,
    pos: Position,
}

/// The lists of the board by their id.
struct Lists(HashMap<String, (f64, bool)>);

impl Lists {
    fn read(source: &Source, lists: &Raw) -> Result<Self, Unreadable> {
        let lists = lists.iter().map(|raw| {
            let list: List = source.read(raw)?;
            let state = (list.pos.unwrap_or(f64::INFINITY), list.closed.unwrap_or(false));
            Ok((list.id.unwrap_or_default(), state))
        });
        lists.collect::<Result<_, _>>().map(Self)
    }
}

/// A card that is still to be read.
struct Place<'t> {
    raw: &'t RawValue,
    line: u32,
    is_list_archived: bool,
    /// Where its list and it stand. Those without a list that is known stand behind all others.
    at: (f64, f64),
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CardPlace {
    id_list: Option<String>,
    pos: Position,
}

/// All cards in the order of the board.
fn places<'t>(
    source: &Source<'t>,
    cards: &Raw<'t>,
    lists: &Lists,
) -> Result<Vec<Place<'t>>, Unreadable> {
    let (mut places, mut line, mut counted) = (Vec::with_capacity(cards.len()), 1, 0);
    for raw in cards {
        let card: CardPlace = source.read(raw)?;
        let offset = source.offset(raw);
        line += source.text[counted..offset].matches('\n').count() as u32;
        counted = offset;
        let list = card.id_list.and_then(|id| lists.0.get(&id).copied());
        let (list, is_list_archived) = list.unwrap_or((f64::INFINITY, false));
        let at = (list, card.pos.unwrap_or(f64::INFINITY));
        places.push(Place { raw, line, is_list_archived, at });
    }
    places.sort_by(|a, b| a.at.0.total_cmp(&b.at.0).then(a.at.1.total_cmp(&b.at.1)));
    Ok(places)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Checklist<'t> {
    id_card: Option<String>,
    name: Option<String>,
    pos: Position,
    #[serde(borrow, default)]
    check_items: Option<Raw<'t>>,
}

#[derive(Deserialize)]
struct CheckItem {
    name: Option<String>,
    pos: Position,
}

/// The checklists of each card, in their order.
struct Checklists<'t>(HashMap<String, Vec<Checklist<'t>>>);

impl<'t> Checklists<'t> {
    fn read(source: &Source<'t>, checklists: &Option<Raw<'t>>) -> Result<Self, Unreadable> {
        let mut of_cards: HashMap<String, Vec<Checklist>> = HashMap::new();
        for raw in checklists.iter().flatten() {
            let mut checklist: Checklist = source.read(raw)?;
            source.job.keep(size_of::<Checklist>())?;
            if let Some(card) = checklist.id_card.take() {
                of_cards.entry(card).or_default().push(checklist);
            }
        }
        for checklists in of_cards.values_mut() {
            checklists.sort_by(|a, b| position(a.pos).total_cmp(&position(b.pos)));
        }
        Ok(Self(of_cards))
    }

    /// The criteria that a card has as items: of the lists that are named so, else of all. Those that
    /// Ready Room wrote stand as they were typed.
    fn criteria(
        &self,
        source: &Source<'t>,
        card: &str,
        is_ours: bool,
    ) -> Result<Vec<String>, Unreadable> {
        let lists = self.0.get(card).map(Vec::as_slice).unwrap_or_default();
        let is_named = |list: &&Checklist| criteria::is_name(list.name.as_deref().unwrap_or(""));
        let only_named = lists.iter().any(|list| is_named(&list));
        let mut criteria = Vec::new();
        for list in lists.iter().filter(|list| !only_named || is_named(list)) {
            let items = list.check_items.iter().flatten();
            let items: Result<Vec<CheckItem>, _> = items.map(|raw| source.read(raw)).collect();
            let mut items = items?;
            items.sort_by(|a, b| position(a.pos).total_cmp(&position(b.pos)));
            criteria.extend(items.into_iter().filter_map(|item| item.name));
        }
        if is_ours {
            return Ok(criteria);
        }
        let plain = criteria.iter().map(|criterion| markup::plain(&one_line(criterion.trim())));
        Ok(plain.filter(|criterion| !criterion.is_empty()).collect())
    }
}

/// Things without a place stand last.
fn position(pos: Position) -> f64 {
    pos.unwrap_or(f64::INFINITY)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Card<'t> {
    id: Option<String>,
    name: Option<String>,
    desc: Option<String>,
    closed: Option<bool>,
    is_template: Option<bool>,
    url: Option<String>,
    short_url: Option<String>,
    #[serde(borrow, default)]
    labels: Option<Raw<'t>>,
    #[serde(borrow, default)]
    custom_field_items: Option<Raw<'t>>,
    #[serde(borrow, default)]
    attachments: Option<Raw<'t>>,
}

#[derive(Deserialize)]
struct Attachment {
    url: Option<String>,
}

#[derive(Deserialize)]
struct Label {
    name: Option<String>,
    color: Option<String>,
}

struct Reader<'s, 't> {
    source: &'s Source<'t>,
    checklists: Checklists<'t>,
    points: PointsFields,
    /// What the fields that only Ready Room writes are, if it wrote the board.
    own: Option<OwnFields>,
}

/// The ids of the fields for what Trello has no place for.
struct OwnFields {
    key: String,
    parent: String,
}

impl<'t> Reader<'_, 't> {
    fn entry(&self, place: &Place<'t>) -> Result<Entry, Unreadable> {
        let card: Card = self.source.read(place.raw)?;
        let name = one_line(card.name.as_deref().unwrap_or_default().trim());
        let (title, estimate, doubts) = self.estimate(&name, &card)?;
        let description = text::block(card.desc.as_deref().unwrap_or_default()).trim().to_owned();
        let id = card.id.as_deref().unwrap_or_default();
        let mut criteria = self.checklists.criteria(self.source, id, self.own.is_some())?;
        if criteria.is_empty() && self.own.is_none() {
            criteria = criteria::of_story("", &description);
        }
        let attached = self.attached(&card)?;
        let links = [&card.url, &card.short_url, &attached].into_iter().flatten();
        let draft = StoryDraft {
            key: self.own_field(&card, |own| &own.key)?,
            parent: self.own_field(&card, |own| &own.parent)?,
            title: title.to_owned(),
            link: links.filter_map(|link| text::safe_link(link)).next(),
            description,
            criteria,
            labels: self.labels(&card)?,
            estimate,
            ..StoryDraft::default()
        };
        let refused = if place.is_list_archived {
            Some(LeftOutReason::ArchivedList)
        } else if card.closed.unwrap_or(false) {
            Some(LeftOutReason::ArchivedCard)
        } else {
            card.is_template.unwrap_or(false).then_some(LeftOutReason::TemplateCard)
        };
        // Cards stand in another order in the file: how far it is read says nothing here.
        let offset = self.source.text.len();
        Ok(Entry { line: place.line, offset, draft, refused, doubts })
    }

    /// The title, and the points that its card or it holds (rule 3).
    fn estimate<'n>(&self, name: &'n str, card: &Card<'t>) -> Result<Estimated<'n>, Unreadable> {
        if !self.points.are_used() && self.own.is_none() {
            let (title, estimate) = title_points::cut(name);
            return Ok((title, estimate, Vec::new()));
        }
        let items = card.custom_field_items.as_deref().unwrap_or_default();
        let points = self.points.of_card(self.source, items)?;
        Ok(match points::read(&points) {
            Ok(estimate) => (name, estimate, Vec::new()),
            Err(doubt) => (name, None, vec![doubt]),
        })
    }

    fn own_field(
        &self,
        card: &Card<'t>,
        field: fn(&OwnFields) -> &String,
    ) -> Result<Option<String>, Unreadable> {
        let Some(own) = &self.own else { return Ok(None) };
        let items = card.custom_field_items.as_deref().unwrap_or_default();
        trello_points::value_of(self.source, items, field(own))
    }

    /// The address that Ready Room has attached to the card.
    fn attached(&self, card: &Card<'t>) -> Result<Option<String>, Unreadable> {
        let first = card.attachments.iter().flatten().next().filter(|_| self.own.is_some());
        let first = first.map(|raw| self.source.read::<Attachment>(raw)).transpose()?;
        Ok(first.and_then(|attachment| attachment.url))
    }

    fn labels(&self, card: &Card<'t>) -> Result<Vec<String>, Unreadable> {
        let labels = card.labels.iter().flatten().map(|raw| self.source.read::<Label>(raw));
        let name = |label: Label| {
            let names = [label.name, label.color].into_iter().flatten();
            names.map(|name| one_line(name.trim())).find(|name| !name.is_empty())
        };
        labels.filter_map(|label| label.map(name).transpose()).collect()
    }
}

type Estimated<'n> = (&'n str, Option<String>, Vec<domain::draft::WarningKind>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_is_forced_into_the_format_is_refused() {
        let refused = Err(Unreadable::OtherFormat { wanted: Format::TrelloJson });
        assert_eq!(read("One\nTwo", &Job::default()), refused);
    }
}
