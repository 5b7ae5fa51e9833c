//! The law of views and updates, as a property test over generated histories: the updates of an
//! action, applied to a viewer's view before it, give their view after it; no view or update
//! depends on anybody else's hidden card; and replaying the journal gives the same room.

mod commands;
mod disguises;

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::strategy::ValueTree;

use commands::{command, draft};
use disguises::{dealt_anew, disguise};

use super::{Audience, Entry, Event, Guest, Line, Outcome, Room, Vouched};
use crate::archive::Archive;
use crate::arriving::ArrivingView;
use crate::change::Change;
use crate::command::Command;
use crate::deck::{DeckChoice, Special};
use crate::ids::{CommandId, Epoch, ParticipantId, SecretHash};
use crate::known::Known;
use crate::people::{Presence, Role};
use crate::product::Product;
use crate::protocol::{BoardAt, Seated, decode, encode};
use crate::refusal::Refusal;
use crate::round::Ballot;
use crate::time::Timestamp;
use crate::view::{RoomView, Update};

/// How many histories are generated. Each has [`STEPS`] actions by up to [`PEOPLE`] people, all of
/// them viewers.
const CASES: u32 = 500;
const STEPS: usize = 220;
const PEOPLE: u32 = 6;
const START: Timestamp = Timestamp(1_700_000_000_000);

/// What the hashes of passcodes begin with.
const PASSCODE: &str = "hash of passcode";

/// A generated action: its kind, who does it, and two numbers that choose the details.
type Step = (u8, u8, u8, u8);

/// A room, with everybody's view of it kept up to date by updates alone.
struct World {
    room: Room,
    views: BTreeMap<ParticipantId, RoomView>,
    /// The second board, as somebody sees it who watches it.
    watched: Product,
    /// A board of some time ago with all updates since, as the first person gets them.
    arriving: ArrivingView,
    seq: u64,
    journal: Vec<Entry>,
    now: Timestamp,
    commands: u32,
}

impl World {
    fn new() -> Self {
        let room = new_room();
        let mut world = Self {
            arriving: board_at(&room, 0),
            watched: room.product().clone(),
            room,
            views: BTreeMap::new(),
            seq: 0,
            journal: Vec::new(),
            now: START,
            commands: 0,
        };
        (1..4).for_each(|person| world.join(person, Role::Estimator, Line::Open));
        world
    }

    fn join(&mut self, person: u32, role: Role, line: Line) {
        let before = self.room.clone();
        let name = format!("Person {person}");
        let passcode = self.room.passcode.clone().filter(|_| role == Role::Estimator);
        let guest = Guest { secret: secret(person), name, role, passcode };
        let joined = self.room.join(guest, line, self.now);
        self.joined(joined, before);
    }

    /// The same people also join as vouched ones.
    fn join_vouched(&mut self, person: u32, a: u8, b: u8) {
        let before = self.room.clone();
        let hash = secret(person);
        let name = if a % 3 == 0 { " ".into() } else { format!("Person {person} of {}", b % 4) };
        let vouched = Vouched { hash, name, role: Role::Estimator, facilitator: b % 5 == 0 };
        let (own, line) = (secret(u32::from(a) % PEOPLE), line(b));
        let joined = self.room.join_vouched(&vouched, &own, line, self.now);
        self.joined(joined, before);
    }

    fn joined(&mut self, result: Result<(ParticipantId, Outcome), Refusal>, before: Room) {
        match result {
            Ok((participant, outcome)) => {
                self.publish(&outcome);
                self.views.entry(participant).or_insert_with(|| self.room.view(participant));
            }
            Err(_) => assert_eq!(self.room, before, "whoever is refused changes nothing"),
        }
    }

    /// Updates the views and checks the law for each.
    fn publish(&mut self, outcome: &Outcome) {
        self.seq += 1;
        let updates: Vec<_> = updates_for(outcome, ParticipantId(1)).cloned().collect();
        assert!(self.arriving.apply(self.seq, &updates));
        for (viewer, view) in &mut self.views {
            for update in updates_for(outcome, *viewer) {
                assert!(!encode(update).contains(PASSCODE), "a passcode's hash travels");
                view.apply(update);
            }
            if self.room.board().people.contains(*viewer) {
                assert_eq!(view, &self.room.view(*viewer), "the view of {viewer}");
                let RoomView { you, hand, .. } = view.clone();
                let seated = Seated { seq: self.seq, now: self.now, you, hand };
                let arrived = self.arriving.clone().seat(seated).map(|welcome| welcome.view);
                assert_eq!(arrived.as_ref(), Some(&*view), "the view in parts of {viewer}");
            }
        }
        let changes = outcome.audiences.iter().filter_map(|audience| audience.product.as_ref());
        changes.for_each(|change| self.watched.apply(change));
        assert_eq!(&self.watched, self.room.product(), "the second board as it is watched");
        self.views.retain(|viewer, _| self.room.board().people.contains(*viewer));
        let mut counted = self.room.clone();
        counted.count();
        assert_eq!(self.room.bytes(), counted.bytes(), "the size that was kept up to date");
        self.journal.extend(outcome.entry.clone());
    }

    fn step(&mut self, (kind, who, a, b): Step) {
        self.now = self.now.plus(u64::from(b) * 40);
        let person = u32::from(who) % PEOPLE + 1;
        let actor = self.room.participant(&secret(person));
        match (kind % 60, actor) {
            (0, Some(actor)) => {
                let outcome = self.room.disconnect(actor, self.now, self.now);
                self.publish(&outcome);
            }
            (39, _) => self.join_vouched(person, a, b),
            (1 | 2, _) | (_, None) => {
                let role = if a % 5 == 0 { Role::Observer } else { Role::Estimator };
                self.join(person, role, line(b));
            }
            (3 | 4, _) => {
                let outcome = self.room.tick(self.now);
                self.publish(&outcome);
            }
            (kind, Some(actor)) => {
                let command = command(&self.room, actor, (kind, a, b), self.now);
                self.execute(actor, command, ParticipantId(u32::from(a ^ b) % PEOPLE + 1));
            }
        }
    }

    /// Executes a command in the room, and in a copy where everybody but the witness has other
    /// hidden cards: the witness must not be able to tell the two apart before a reveal.
    fn execute(&mut self, actor: ParticipantId, command: Command, witness: ParticipantId) {
        self.commands += 1;
        let id = CommandId(format!("c{}", self.commands));
        let mut disguised = disguise(&self.room, witness);
        assert_eq!(encode(&disguised.view(witness)), encode(&self.room.view(witness)));

        let before = self.room.clone();
        let mut dealt = dealt_anew(&self.room, witness);
        let (same_id, same_command) = (id.clone(), command.clone());
        let result = self.room.execute(actor, id.clone(), command.clone(), self.now);
        let other = disguised.execute(actor, id, command, self.now);
        assert_eq!(result.is_ok(), other.is_ok());
        match (result, other) {
            (Ok(outcome), Ok(other)) => {
                if !reveals(&outcome) {
                    assert_eq!(seen(&outcome, witness), seen(&other, witness));
                } else if reveals_no_names(&outcome) {
                    let other = dealt.execute(actor, same_id, same_command, self.now).unwrap();
                    assert_eq!(seen(&outcome, witness), seen(&other, witness));
                }
                self.publish(&outcome);
            }
            _ => assert_eq!(self.room, before, "a refused command changes nothing"),
        }
    }
}

fn line(b: u8) -> Line {
    if b % 3 == 0 { Line::None } else { Line::Open }
}

fn new_room() -> Room {
    let choice = DeckChoice { specials: Special::ALL.to_vec(), ..DeckChoice::default() };
    Room::new("Lending desk", &choice, secret(1), START).unwrap()
}

fn board_at(room: &Room, seq: u64) -> ArrivingView {
    BoardAt { epoch: Epoch(7), seq, board: room.board().clone() }.into()
}

fn secret(person: u32) -> SecretHash {
    SecretHash(format!("hash of {person}"))
}

fn updates_for(outcome: &Outcome, viewer: ParticipantId) -> impl Iterator<Item = &Update> {
    outcome.audiences.iter().flat_map(move |Audience { all, personal, .. }| {
        let own = personal.iter().filter(move |(who, _)| *who == viewer).map(|(_, update)| update);
        all.iter().chain(own)
    })
}

fn seen(outcome: &Outcome, viewer: ParticipantId) -> Vec<String> {
    let watched = outcome.audiences.iter().filter_map(|audience| audience.product.as_ref());
    updates_for(outcome, viewer).map(encode).chain(watched.map(encode)).collect()
}

fn reveals(outcome: &Outcome) -> bool {
    encode(&outcome.entry).contains("\"revealed\":{\"story\"")
}

fn reveals_no_names(outcome: &Outcome) -> bool {
    let events = outcome.entry.iter().flat_map(|entry| &entry.events);
    let ballots = events.filter_map(|event| match event {
        Event::Change(change) => match &**change {
            Change::Revealed { ballots, .. } => Some(ballots),
            _ => None,
        },
        _ => None,
    });
    ballots.flatten().all(Ballot::is_anonymous)
}

/// The part of a room that the journal restores: without presence and countdowns.
fn durable(room: &Room) -> String {
    let mut room = room.clone();
    room.restart(START);
    room.board.people.values_mut().for_each(|person| person.presence = Presence::Connected);
    encode(&room)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn views_follow_updates_hide_cards_and_the_journal_replays(
        steps in prop::collection::vec(any::<Step>(), STEPS),
        saved_at in 0..STEPS,
    ) {
        let mut world = World::new();
        let mut snapshot = None;
        for (index, step) in steps.into_iter().enumerate() {
            world.step(step);
            if index == saved_at {
                world.arriving = board_at(&world.room, world.seq);
                snapshot = Some((encode(&world.room), world.journal.len()));
            }
        }

        let mut replayed = new_room();
        world.journal.iter().for_each(|entry| replayed.replay(entry));
        prop_assert_eq!(durable(&replayed), durable(&world.room));

        let archive = Archive::of(world.room.board(), world.room.product());
        let opened = Room::from_archive(archive.clone(), secret(99), world.now).unwrap();
        let again = Archive { people: archive.people.clone(), ..Archive::of(opened.board(), opened.product()) };
        prop_assert_eq!(again, archive);

        let (saved, seen) = snapshot.unwrap();
        let mut loaded: Room = decode(&saved).unwrap();
        world.journal[seen..].iter().for_each(|entry| loaded.replay(entry));
        prop_assert_eq!(durable(&loaded), durable(&world.room));
    }
}

/// Checks the generator: histories without reveals, restores or refusals would prove nothing.
#[test]
fn generated_histories_reach_what_matters() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut reached: BTreeMap<&str, usize> = BTreeMap::new();
    for _ in 0..240 {
        let strategy = prop::collection::vec(any::<Step>(), STEPS);
        let steps = strategy.new_tree(&mut runner).unwrap().current();
        let mut world = World::new();
        steps.into_iter().for_each(|step| world.step(step));
        let journal = encode(&world.journal);
        for event in [
            "revealed",
            "ballot_changed",
            "round_started",
            "stories_restored",
            "person_removed",
            "estimate_set",
            "criterion_moved",
            "facilitator_changed",
            "vouched",
            "passcode_set",
            "locked",
            "observer",
            "updated",
            "undone",
            "deck_changed",
            "timer_set",
            "round_taken_back",
            "unbanned",
            "voting_opened",
            "on_wall",
            "off_wall",
            "moves",
            "story_noted",
            "next_round\":true",
            "criteria_unclear",
            "Wait for ",
            "\"participant\":0,",
            "dimensions_changed",
            "scores_saved",
            "scores\":{\"Risk",
            "\"question\"",
            "\"answer\"",
            "is_decision",
            "product\":{\"removed",
            "ready_defined",
            "checked",
            "is_ready",
            "open_questions",
        ] {
            *reached.entry(event).or_default() += usize::from(journal.contains(event));
        }
    }
    assert!(reached.values().all(|times| *times >= 5), "{reached:?}");
}

#[test]
fn a_command_id_that_is_too_long_is_refused() {
    let mut world = World::new();
    let id = CommandId("x".repeat(41));
    let result = world.room.execute(ParticipantId(1), id, Command::TakeOver, START);
    assert_eq!(result, Err(Refusal::BadCommandId));
}

/// Found by the property test: the countdown of a removed story came back from a snapshot.
#[test]
fn a_story_removed_during_its_countdown_is_the_same_after_a_restart() {
    let mut world = World::new();
    let witness = ParticipantId(1);
    let stories = vec![draft(1, 1)];
    world.execute(witness, Command::AddStories { stories, known: Known::LeaveOut }, witness);
    let story = world.room.board().current;
    for voter in 1..4 {
        let card = Some("3".into());
        let vote =
            Command::Vote { story, round: 1, card, revealed: false, remark: None, scores: None };
        world.execute(ParticipantId(voter), vote, witness);
    }
    assert!(world.room.board().round().unwrap().reveal_at().is_some());
    let (saved, seen) = (encode(&world.room), world.journal.len());
    world.execute(witness, Command::RemoveStories(story.into_iter().collect()), witness);

    let mut loaded: Room = decode(&saved).unwrap();
    world.journal[seen..].iter().for_each(|entry| loaded.replay(entry));
    assert_eq!(durable(&loaded), durable(&world.room));
}
