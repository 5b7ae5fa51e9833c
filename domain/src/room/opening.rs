//! Making a room of an archive: the same backlog and rounds, with people who have yet to join.

use std::collections::BTreeSet;

use super::Room;
use super::backlog::check_count;
use super::importing::new_story;
use crate::archive::{
    Archive, ArchivedItem, ArchivedPeople, ArchivedPerson, ArchivedPlace, ArchivedRounds,
};
use crate::deck::DeckChoice;
use crate::dimension;
use crate::estimate::EarlierEstimate;
use crate::ids::{ItemId, SecretHash, StoryId};
use crate::limits;
use crate::ordered::Ordered;
use crate::people::{Person, Presence, marked};
use crate::product::change::ProductChange;
use crate::product::item::Item;
use crate::product::readiness::Checked;
use crate::refusal::{Countable, Refusal};
use crate::round::{Ballot, PastRound, Round, Rounds};
use crate::story::Estimate;
use crate::text;
use crate::time::Timestamp;
use crate::wall::WallStory;

impl Room {
    /// A new room that continues where an archive ends. Its texts are checked like typed ones.
    ///
    /// Its people are away, nobody can join as one of them, and none of them is a facilitator;
    /// whoever joins with the founder's secret is. A round that was open starts again without
    /// votes.
    pub fn from_archive(
        mut archive: Archive,
        founder: SecretHash,
        now: Timestamp,
    ) -> Result<Self, Refusal> {
        let next_person = archive.renumber();
        let Archive { title, deck, dimensions, settings, people, stories, current, quick, ready } =
            archive;
        check_count(Countable::Stories, stories.len(), limits::STORIES)?;
        let mut room = Self::new(&title, &DeckChoice::default(), founder, now)?;
        room.board.deck = deck;
        room.board.dimensions = dimension::opened(dimensions)?;
        room.next_person = next_person;
        room.board.settings = settings;
        room.product.ready = ready.opened(&room.board.deck)?;
        room.board.people = opened_people(people)?;
        for archived in stories {
            let saved = |label: &Option<String>| label.as_deref().map(Estimate::saved).transpose();
            let (estimate, actual) =
                (saved(&archived.draft.estimate)?, saved(&archived.draft.actual)?);
            let (id, mut criterion) = (StoryId(room.next_story), room.next_criterion);
            let scores = archived.draft.scores.clone();
            let mut story = new_story(archived.draft, id, &mut criterion, &room.board)?;
            (story.estimate, story.actual) = (estimate, actual);
            story.scores = dimension::restored(&scores)?;
            story.estimate_origin = archived.estimate_origin;
            story.is_reference = archived.is_reference;
            story.is_ready = archived.is_ready;
            story.open_questions = room.open_items(id, archived.items)?;
            room.open_checked(id, archived.checked);
            story.rounds = opened_rounds(archived.rounds, now)?;
            if let Some(ArchivedPlace { card, moves }) = archived.wall {
                let card = card.filter(|card| room.board.deck.has_size(card));
                room.board.wall.put(&[WallStory { story: id, card, moves }]);
            }
            room.board.stories.push(story);
            room.next_criterion = criterion;
            room.next_story += 1;
        }
        check_count(Countable::WallStories, room.board.wall.len(), limits::WALL_STORIES)?;
        room.board.quick = opened_rounds(quick, now)?;
        if let Some(place) = current {
            let id = room.board.stories.keys().get(place).ok_or(Refusal::UnknownStory)?;
            room.board.current = Some(*id);
        }
        // There is always a quick round, and a round on the current story.
        for subject in [None, room.board.current] {
            room.board.begin(subject, now);
        }
        room.board.leave_others(now);
        room.check_own_size()?;
        Ok(room)
    }
}

impl Room {
    /// Adds the items of a story to the second board. Returns how many questions among them are open.
    fn open_items(&mut self, story: StoryId, items: Vec<ArchivedItem>) -> Result<u32, Refusal> {
        check_count(Countable::Items, self.product.items.len() + items.len(), limits::ITEMS)?;
        let mut open_questions = 0;
        for ArchivedItem { by, at, content } in items {
            let (id, by) = (ItemId(self.product.next_item), text::shown_name(&by)?);
            let content = content.checked()?;
            let item = Item { id, revision: 0, story: Some(story), by, at, content };
            open_questions += u32::from(item.is_open_question());
            self.product.apply(&ProductChange::Put(Box::new(item)));
        }
        Ok(open_questions)
    }

    fn open_checked(&mut self, story: StoryId, mut points: Vec<u32>) {
        points.retain(|point| self.product.ready.has_number(*point));
        points.sort_unstable();
        points.dedup();
        self.product.apply(&ProductChange::Checked(Checked { story, points }));
    }
}

/// The people with their marks, or with new marks where these do not tell them apart (rule 3).
fn opened_people(people: ArchivedPeople) -> Result<Ordered<Person>, Refusal> {
    let mut taken = BTreeSet::new();
    let person = |archived: ArchivedPerson| {
        let name = text::name(&archived.name)?;
        let own = archived.mark.clamp(1, limits::PEOPLE_REMEMBERED as u32);
        let free = |mark: &u32| taken.insert(text::folded(&marked(&name, *mark)));
        let mark = std::iter::once(own).chain(1..).find(free).unwrap_or(own);
        let (id, role) = (archived.number, archived.role);
        let presence = Presence::NEVER_HERE;
        Ok(Person { id, name, mark, role, facilitator: false, presence, editing: None })
    };
    people.into_iter().map(person).collect()
}

fn opened_rounds(rounds: ArchivedRounds, now: Timestamp) -> Result<Rounds, Refusal> {
    let (finished, voting) = rounds.into_parts();
    let mut past = finished.into_iter().map(opened_round).collect::<Result<Vec<_>, _>>()?;
    let current = match voting {
        Some(number) => Some(Round::new(number, now)),
        None => past.pop().map(Round::from),
    };
    past.drain(..past.len().saturating_sub(limits::ROUNDS_REMEMBERED));
    Ok(Rounds { current, past })
}

fn opened_round(round: PastRound) -> Result<PastRound, Refusal> {
    let ballot = |ballot: Ballot| {
        dimension::check_ballot(&ballot)?;
        let name = match ballot.is_anonymous() {
            true => String::new(),
            false => text::shown_name(&ballot.name)?,
        };
        let remark = ballot.remark.checked()?;
        Ok(Ballot { name, remark, ..ballot })
    };
    let ballots = round.ballots.into_iter().map(ballot).collect::<Result<_, _>>()?;
    let before = round.before.map(|it| {
        let estimate = Estimate::saved(it.estimate.label())?;
        Ok(EarlierEstimate { estimate, ..it })
    });
    Ok(PastRound { ballots, before: before.transpose()?, ..round })
}
