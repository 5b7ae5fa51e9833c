//! Everything the server knows of a room, hidden votes included. Knows no socket, disk or clock.
//!
//! Every action takes the same path: a decision (`decide.rs`, `backlog.rs`, `importing.rs`,
//! `rounds.rs`, `membership.rs`) reads the room and returns events; [`Room::run`] applies them one
//! by one, collects who is to be sent what, and adds events that follow automatically. The durable
//! events are the journal: replaying them gives the same room.

mod ahead;
mod backlog;
mod decide;
mod decks;
mod deeds;
mod dimensions;
mod event;
mod hidden;
mod importing;
#[cfg(test)]
mod law;
mod membership;
mod newcomer;
mod notes;
mod nudging;
mod opening;
mod played;
mod product;
mod progress;
mod removals;
mod rounds;
mod size;
mod sizing;
mod timekeeping;
mod trash;
mod turn;
mod undo;
mod undoing;
mod vouched;
mod wall;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde::{Deserialize, Serialize};

use crate::board::Board;
use crate::change::Change;
use crate::command::Command;
use crate::deck::{Deck, DeckChoice};
use crate::ids::{CommandId, ParticipantId, SecretHash, Subject};
use crate::limits;
use crate::pairs;
use crate::passcode::PasscodeHash;
use crate::people::Role;
use crate::product::Product;
use crate::refusal::{Field, Refusal};
use crate::remark::Vote;
use crate::settings::SettingsPatch;
use crate::text;
use crate::time::Timestamp;
use crate::view::{RoomView, Update};

pub use event::{Audience, Entry, Event, Outcome};
pub use newcomer::{Guest, Line};
use size::Size;
use turn::Turn;
use undo::{RemovedStory, Undoable};
pub use vouched::Vouched;

/// On what somebody votes, and who.
type VoteKey = (Subject, ParticipantId);

/// A room, with everything that the server knows of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Room {
    board: Board,
    /// The second board.
    #[serde(default, skip_serializing_if = "Product::is_untouched")]
    product: Product,
    /// The votes in rounds that are not revealed.
    #[serde(with = "pairs")]
    hidden: BTreeMap<VoteKey, Vote>,
    /// Removed stories that can still be restored, the oldest first.
    trash: VecDeque<RemovedStory>,
    /// The last commands that can be undone, the oldest first.
    #[serde(default, skip_serializing_if = "VecDeque::is_empty")]
    undoable: VecDeque<Undoable>,
    /// Whoever joins with this secret becomes facilitator.
    founder: SecretHash,
    secrets: BTreeMap<SecretHash, ParticipantId>,
    /// What newcomers are asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    passcode: Option<PasscodeHash>,
    /// Secrets of people whom a facilitator has removed.
    banned: BTreeSet<SecretHash>,
    /// Whose they are, of those whom the board names.
    #[serde(default, with = "pairs")]
    bans: BTreeMap<ParticipantId, Vec<SecretHash>>,
    /// The ids of each person's last commands.
    #[serde(with = "pairs")]
    handled: BTreeMap<ParticipantId, VecDeque<CommandId>>,
    /// The names that people had when they were last vouched for. They may have others in the room.
    #[serde(default, with = "pairs")]
    vouched: BTreeMap<ParticipantId, String>,
    next_person: u32,
    next_story: u32,
    next_criterion: u32,
    /// When people were asked for their vote last, within the time in which that is not done again.
    #[serde(skip)]
    nudged: BTreeMap<ParticipantId, Timestamp>,
    #[serde(skip, default = "Size::unknown")]
    size: Size,
}

impl Room {
    /// A new room. A title that is blank or too long is refused, and so is a deck that cannot be.
    pub fn new(
        title: &str,
        deck: &DeckChoice,
        founder: SecretHash,
        now: Timestamp,
    ) -> Result<Self, Refusal> {
        let title = text::required(Field::RoomTitle, title)?;
        let mut room = Self {
            board: Board::new(title, Deck::chosen(deck)?, now),
            product: Product::default(),
            hidden: BTreeMap::new(),
            trash: VecDeque::new(),
            undoable: VecDeque::new(),
            founder,
            secrets: BTreeMap::new(),
            passcode: None,
            banned: BTreeSet::new(),
            bans: BTreeMap::new(),
            handled: BTreeMap::new(),
            vouched: BTreeMap::new(),
            next_person: 1,
            next_story: 1,
            next_criterion: 1,
            nudged: BTreeMap::new(),
            size: Size::unknown(),
        };
        room.count();
        Ok(room)
    }

    /// The room with other settings, before anybody has come.
    #[must_use]
    pub fn with_settings(mut self, patch: &SettingsPatch) -> Self {
        self.board.settings = patch.applied(&self.board.settings);
        self
    }

    /// What everybody in the room sees.
    pub fn board(&self) -> &Board {
        &self.board
    }

    /// The second board, which everybody sees who asks for it.
    pub fn product(&self) -> &Product {
        &self.product
    }

    /// The room as one participant sees it.
    pub fn view(&self, viewer: ParticipantId) -> RoomView {
        RoomView { you: viewer, board: self.board.clone(), hand: self.hand(viewer) }
    }

    /// Whether a person's command was already carried out.
    pub fn has_handled(&self, participant: ParticipantId, id: &CommandId) -> bool {
        self.handled.get(&participant).is_some_and(|ids| ids.contains(id))
    }

    /// Carries out a command, or refuses it and changes nothing. A command that was carried out
    /// before does nothing.
    pub fn execute(
        &mut self,
        actor: ParticipantId,
        id: CommandId,
        command: Command,
        now: Timestamp,
    ) -> Result<Outcome, Refusal> {
        if !id.is_well_formed() {
            return Err(Refusal::BadCommandId);
        }
        if self.has_handled(actor, &id) {
            return Ok(Outcome::default());
        }
        self.know_size();
        let by = (!command.is_fleeting()).then_some((actor, id));
        let events = self.decide(actor, command, now)?;
        self.check_size(&events)?;
        Ok(self.run(events, by, now))
    }

    /// Applies an entry of the journal.
    pub fn replay(&mut self, entry: &Entry) {
        self.know_size();
        let mut deeds = Vec::new();
        for event in &entry.events {
            deeds.extend(self.deeds(event));
            self.apply(event);
        }
        if let Some((participant, id)) = &entry.by {
            self.remember(*participant, id.clone());
            self.remember_deeds(*participant, id, deeds);
        }
    }

    /// Begins a new run after the room was read from disk: everybody who was connected is away from
    /// now on.
    pub fn restart(&mut self, now: Timestamp) {
        self.know_size();
        self.board.restart(now);
    }

    /// Applies events and those that follow from them.
    fn run(
        &mut self,
        events: Vec<Event>,
        by: Option<(ParticipantId, CommandId)>,
        now: Timestamp,
    ) -> Outcome {
        let mut durable = Vec::new();
        let mut audiences = Vec::new();
        let mut deeds = Vec::new();
        let mut stayed = 0;
        let mut step = |room: &mut Self, event: Event| {
            deeds.extend(room.deeds(&event));
            if let Event::Undone { stayed: left, .. } = &event {
                stayed = *left;
            }
            room.apply(&event);
            audiences.push(room.audience(&event));
            if event.is_durable() {
                durable.push(event);
            }
        };
        for event in events {
            let turn = Turn::of(&event);
            let advances = self.advances(&event);
            step(self, event);
            let counted = self.questions_counted(&advances);
            counted.into_iter().for_each(|event| step(self, event));
            let decided = self.ready_decided(&advances);
            decided.into_iter().for_each(|event| step(self, event));
            let here = turn.filter(|(_, subject)| *subject == self.board.current);
            let timer = here.map(|(turn, _)| self.timer_after(turn, now));
            timer.into_iter().flatten().for_each(|event| step(self, event));
        }
        while let Some(event) = self.follow_up(now) {
            step(self, event);
        }
        audiences.retain(|audience| *audience != Audience::default());
        if let Some((participant, id)) = &by {
            self.remember(*participant, id.clone());
            self.remember_deeds(*participant, id, deeds);
        }
        let entry = (by.is_some() || !durable.is_empty()).then_some(Entry { by, events: durable });
        Outcome { entry, audiences, stayed }
    }

    fn remember(&mut self, participant: ParticipantId, id: CommandId) {
        let ids = self.handled.entry(participant).or_default();
        ids.push_back(id);
        if ids.len() > limits::COMMANDS_REMEMBERED {
            ids.pop_front();
        }
    }

    fn apply(&mut self, event: &Event) {
        match event {
            Event::Voted { story, participant, card } => {
                let key = (*story, *participant);
                self.board.set_voted(*story, *participant, card.is_some());
                match card {
                    Some(vote) => self.hide(key, vote.clone()),
                    None => self.unhide(key),
                }
            }
            Event::Admitted { participant, secret } => {
                self.secrets.insert(secret.clone(), *participant);
            }
            Event::Vouched { participant, name } => {
                self.vouched.insert(*participant, name.clone());
            }
            Event::Banned(participant) => self.ban(*participant),
            Event::Readmitted => {
                self.banned.clear();
                self.bans.clear();
            }
            Event::Unbanned(secrets) => self.unban(secrets),
            Event::Nudged { participant, at, .. } => self.note_nudge(*participant, *at),
            Event::Undone { participant, command, .. } => self.forget_deeds(*participant, command),
            Event::PasscodeSet(passcode) => self.passcode.clone_from(passcode),
            Event::Product(change) => self.apply_to_product(change),
            Event::Change(change) => {
                self.before_change(change);
                self.apply_counted(change);
                self.after_change(change);
                self.make_way();
            }
        }
    }

    fn before_change(&mut self, change: &Change) {
        if let Change::StoriesRemoved { stories, .. } = change {
            self.throw_away(stories);
        }
    }

    fn after_change(&mut self, change: &Change) {
        match change {
            Change::DeckChanged { .. } => {
                self.unhide_all(|_| true);
                self.forget_votes_in_trash();
            }
            Change::DimensionsChanged(_) => self.forget_unknown_scores(),
            Change::PersonJoined(person) => {
                self.next_person = self.next_person.max(person.id.0 + 1);
            }
            Change::PersonRemoved(participant) => {
                self.unhide_all(|(_, voter)| voter == participant);
                self.secrets.retain(|_, id| id != participant);
                self.handled.remove(participant);
                self.vouched.remove(participant);
            }
            Change::RoleChanged { participant, role: Role::Observer } => {
                self.unhide_all(|(_, voter)| voter == participant);
            }
            Change::RemovedPeople(removed) => {
                self.bans.retain(|id, _| removed.iter().any(|person| person.id == *id));
            }
            Change::Revealed { story, .. } => drop(self.unhide_all(|(on, _)| on == story)),
            Change::StoriesAdded { stories, updated, .. } => {
                let added = stories.iter().map(|story| &story.criteria);
                for criteria in added.chain(updated.iter().map(|texts| &texts.criteria)) {
                    let newest = criteria.iter().map(|criterion| criterion.id.0 + 1).max();
                    self.next_criterion = self.next_criterion.max(newest.unwrap_or(0));
                }
                let newest = stories.iter().map(|story| story.id.0 + 1).max();
                self.next_story = self.next_story.max(newest.unwrap_or(0));
            }
            Change::CriterionAdded { criterion, .. } => {
                self.next_criterion = self.next_criterion.max(criterion.id.0 + 1);
            }
            Change::StoriesRestored(stories) => {
                for restored in stories {
                    self.take_back(&restored.story);
                }
            }
            _ => {}
        }
    }

    /// Who is to be sent what of an event that was applied.
    fn audience(&self, event: &Event) -> Audience {
        match event {
            Event::Change(change) => Audience {
                all: Some(Update::Change(change.clone())),
                product: None,
                personal: self.restored_cards(change),
            },
            Event::Product(change) => {
                Audience { product: Some((**change).clone()), ..Audience::default() }
            }
            Event::Voted { story, participant, card } => Audience {
                all: Some(Update::Voted {
                    story: *story,
                    participant: *participant,
                    has_vote: card.is_some(),
                }),
                product: None,
                personal: vec![(
                    *participant,
                    Update::YourCard { story: *story, card: card.clone() },
                )],
            },
            Event::Admitted { .. }
            | Event::Vouched { .. }
            | Event::Banned(_)
            | Event::Readmitted
            | Event::Unbanned(_)
            | Event::Undone { .. }
            | Event::PasscodeSet(_) => Audience::default(),
            Event::Nudged { by, participant, .. } => {
                let personal = vec![(*participant, Update::Nudged(*by))];
                Audience { personal, ..Audience::default() }
            }
        }
    }
}
