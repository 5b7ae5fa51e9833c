//! Reads the JSON export of a Trello board: open cards are stories, in the order of the board. The
//! history of the board is ignored.

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
use crate::files::lists::json_source::{Raw, Source};
use crate::files::lists::trello_points::{self, PointsFields};
use crate::files::markup::Dialect;
use crate::files::text::one_line;
use crate::files::{criteria, out, points, steps};

/// Whether the text is the JSON of a board, intact or damaged.
pub fn recognises(text: &str) -> bool {
    let holds = |name: &str| text.contains(name);
    let marks =
        ["\"idBoard\"", "\"idList\"", "\"labelNames\"", "\"shortLink\"", "\"idOrganization\""];
    text.trim_start().starts_with('{')
        && (is_card(text)
            || (holds("\"cards\"") && holds("\"lists\"") && marks.into_iter().any(holds)))
}

/// Whether the text is the JSON of one card. Its `idShort` no other tool has.
fn is_card(text: &str) -> bool {
    let names = ["\"idList\"", "\"idBoard\"", "\"idShort\"", "\"name\""];
    names.into_iter().all(|name| text.contains(name)) && !text.contains("\"cards\"")
}

/// The cards of a board.
pub fn read(text: &str, job: &Job) -> Result<Preview, Unreadable> {
    if !text.trim_start().starts_with('{') {
        return Err(Unreadable::OtherFormat { wanted: Format::TrelloJson });
    }
    let source = Source { text, job, format: Format::TrelloJson };
    let board: Board = source.read_whole()?;
    let (alone, no_lists) = (source.alone(&board.id_list)?, Vec::new());
    let (cards, lists) = match (&board.cards, &board.lists, &alone) {
        (Some(cards), Some(lists), _) => (cards, lists),
        // A card may be exported alone, and a list of an old board may be missing.
        (Some(cards), None, _) => (cards, &no_lists),
        (None, _, Some(card)) => (card, &no_lists),
        _ => return Err(Unreadable::OtherFormat { wanted: Format::TrelloJson }),
    };
    let lists = read_lists(&source, lists)?;
    let checklists = Checklists::read(&source, &board.checklists)?;
    let points = PointsFields::read(&source, &board.custom_fields, cards)?;
    let places = board::places(&source, cards, &lists, |raw| {
        source.read(raw).map(|CardPlace { id_list, pos }| (id_list, pos))
    })?;
    let is_ours = board.id.as_deref().is_some_and(out::trello::is_ours);
    let own = is_ours.then(|| OwnFields {
        key: out::trello::key_field(),
        parent: out::trello::parent_field(),
        kind: out::trello::kind_field(),
    });
    let reader = Reader { source: &source, checklists, points, own };
    let entries = places.iter().map(|place| reader.entry(place));
    intake::preview(Format::TrelloJson, job, entries, |entry| entry)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Board<'t> {
    id: Option<String>,
    /// The list of a card that is not in a board.
    id_list: Option<String>,
    #[serde(borrow)]
    cards: Option<Raw<'t>>,
    #[serde(borrow)]
    lists: Option<Raw<'t>>,
    #[serde(borrow, default)]
    checklists: Option<Raw<'t>>,
    #[serde(borrow, default)]
    custom_fields: Option<Raw<'t>>,
}

/// The position of a list or a card on the board.
type Position = Option<f64>;

#[derive(Deserialize)]
struct List {
    id: Option<String>,
    closed: Option<bool>,
    pos: Position,
}

fn read_lists(source: &Source, lists: &Raw) -> Result<Lists, Unreadable> {
    let lists = lists.iter().map(|raw| {
        let list: List = source.read(raw)?;
        let state = (list.pos.unwrap_or(f64::INFINITY), list.closed.unwrap_or(false));
        Ok((list.id.unwrap_or_default(), state))
    });
    lists.collect()
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CardPlace {
    id_list: Option<String>,
    pos: Position,
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

    /// The criteria among the checklist items of a card: of the checklists with a name for
    /// criteria, or else of all. Those that Ready Room wrote are taken as typed.
    fn criteria(
        &self,
        source: &Source<'t>,
        card: &str,
        own: &[Checklist<'t>],
        is_ours: bool,
    ) -> Result<Vec<String>, Unreadable> {
        let lists = self.0.get(card).map(Vec::as_slice).unwrap_or(own);
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
        let plain =
            criteria.iter().map(|criterion| Dialect::Markdown.plain(&one_line(criterion.trim())));
        Ok(steps::joined(plain.filter(|criterion| !criterion.is_empty()).collect()))
    }
}

/// Elements without a position come last.
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
    plugin_data: Option<Raw<'t>>,
    #[serde(borrow, default)]
    checklists: Option<Raw<'t>>,
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
    /// The custom fields of Ready Room, if it wrote the board.
    own: Option<OwnFields>,
}

/// The ids of the custom fields for what Trello cards have no field for.
struct OwnFields {
    key: String,
    parent: String,
    kind: String,
}

impl<'t> Reader<'_, 't> {
    fn entry(&self, place: &Place<'t>) -> Result<Entry, Unreadable> {
        let card: Card = self.source.read(place.raw)?;
        let name = one_line(card.name.as_deref().unwrap_or_default().trim());
        let (title, estimate, doubts) = self.estimate(&name, &card)?;
        let description = text::block(card.desc.as_deref().unwrap_or_default()).trim().to_owned();
        let id = card.id.as_deref().unwrap_or_default();
        let inside = card.checklists.iter().flatten().map(|raw| self.source.read(raw));
        let inside = inside.collect::<Result<Vec<Checklist>, _>>()?;
        let is_ours = self.own.is_some();
        let criteria = self.checklists.criteria(self.source, id, &inside, is_ours)?;
        let Parted { criteria, description, place: criteria_place } =
            if criteria.is_empty() && !is_ours {
                criteria_section::parted("", &description, Dialect::Markdown)
            } else {
                Parted { criteria, description, place: None }
            };
        let attached = self.attached(&card)?;
        let links = [&card.url, &card.short_url, &attached].into_iter().flatten();
        let draft = StoryDraft {
            key: self.own_field(&card, |own| &own.key)?,
            parent: self.own_field(&card, |own| &own.parent)?,
            kind: self.own_field(&card, |own| &own.kind)?,
            title: title.to_owned(),
            link: links.filter_map(|link| text::safe_link(link)).next(),
            description,
            criteria,
            criteria_place,
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
        // The file is read already, and its order is not that of the board.
        let offset = self.source.text.len();
        Ok(Entry { line: place.line, offset, draft, refused, doubts })
    }

    /// The title, and the points that the card has in a custom field or in its title.
    fn estimate<'n>(&self, name: &'n str, card: &Card<'t>) -> Result<Estimated<'n>, Unreadable> {
        if !self.points.are_used() && self.own.is_none() {
            let kept = card.plugin_data.as_deref().unwrap_or_default();
            if let Some(points) = trello_points::of_power_ups(self.source, kept)? {
                return Ok((name, Some(points), Vec::new()));
            }
            let (title, estimate) = title_points::cut(name);
            return Ok((title, estimate, Vec::new()));
        }
        let items = card.custom_field_items.as_deref().unwrap_or_default();
        let points = self.points.of_card(self.source, items)?;
        let points = title_points::with_unit(&points).unwrap_or(points);
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

    /// The link that Ready Room attached to the card.
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

type Estimated<'n> = (&'n str, Option<String>, Vec<domain::preview::WarningKind>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_is_forced_into_the_format_is_refused() {
        let refused = Err(Unreadable::OtherFormat { wanted: Format::TrelloJson });
        assert_eq!(read("One\nTwo", &Job::default()), refused);
    }
}
