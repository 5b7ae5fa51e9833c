//! A meeting to test the rules with: people by number, commands that must succeed or be refused,
//! and time.
#![allow(dead_code, reason = "each test file uses a part of it")]

pub mod golden;
pub mod reference;

use domain::archive::Archive;
use domain::board::Board;
use domain::command::Command;
use domain::deck::{Card, DeckChoice};
use domain::draft::StoryDraft;
use domain::ids::{CommandId, ParticipantId, SecretHash, StoryId, Subject};
use domain::known::Known;
use domain::people::{Person, Role};
use domain::refusal::Refusal;
use domain::room::{Guest, Line, Room, Vouched};
use domain::round::Round;
use domain::time::Timestamp;

/// The founder and facilitator of every meeting.
pub const ANA: ParticipantId = ParticipantId(1);
pub const BEN: ParticipantId = ParticipantId(2);
pub const CLEO: ParticipantId = ParticipantId(3);
pub const DAN: ParticipantId = ParticipantId(4);

pub struct Meeting {
    pub room: Room,
    pub now: Timestamp,
    commands: u32,
}

impl Meeting {
    /// A room with this many estimators, the first of them facilitator, all connected.
    pub fn of(people: u32) -> Self {
        let now = Timestamp(1_000_000);
        let room = Room::new("Lending desk", &DeckChoice::default(), secret(1), now).unwrap();
        let mut meeting = Self { room, now, commands: 0 };
        for (person, name) in (1..=people).zip(["Ana", "Ben", "Cleo", "Dan", "Eva"]) {
            meeting.join(person, name, Role::Estimator).unwrap();
        }
        meeting
    }

    pub fn join(&mut self, person: u32, name: &str, role: Role) -> Result<ParticipantId, Refusal> {
        self.room
            .join(guest(secret(person), name, role), Line::Open, self.now)
            .map(|(participant, _)| participant)
    }

    /// Joins somebody whom the server vouches for, in a browser with a secret of its own.
    pub fn join_vouched(
        &mut self,
        subject: &str,
        name: &str,
        facilitator: bool,
    ) -> Result<ParticipantId, Refusal> {
        let hash = SecretHash(format!("token:{subject}"));
        let vouched = Vouched { hash, name: name.into(), role: Role::Estimator, facilitator };
        let secret = SecretHash(format!("hash of a browser of {subject}"));
        let joined = self.room.join_vouched(&vouched, &secret, Line::Open, self.now);
        joined.map(|(participant, _)| participant)
    }

    /// The room as it is exported.
    pub fn archive(&self) -> Archive {
        Archive::of(self.room.board(), self.room.product())
    }

    pub fn command(&mut self, by: ParticipantId, command: Command) -> Result<(), Refusal> {
        self.commands += 1;
        self.room.execute(by, self.last_command(), command, self.now).map(drop)
    }

    /// Undoes the command that was given last; returns how much of it stayed.
    pub fn undo(&mut self, by: ParticipantId) -> Result<u32, Refusal> {
        let last = self.last_command();
        self.undo_command(by, last)
    }

    pub fn undo_command(&mut self, by: ParticipantId, command: CommandId) -> Result<u32, Refusal> {
        self.commands += 1;
        let undo = Command::Undo(command);
        let outcome = self.room.execute(by, self.last_command(), undo, self.now);
        outcome.map(|outcome| outcome.stayed)
    }

    /// The id of the command that was given last.
    pub fn last_command(&self) -> CommandId {
        CommandId(format!("c{}", self.commands))
    }

    #[track_caller]
    pub fn done(&mut self, by: ParticipantId, command: Command) {
        assert_eq!(self.command(by, command), Ok(()));
    }

    pub fn add(&mut self, titles: &[&str]) -> Vec<StoryId> {
        let before = self.board().stories.len();
        let stories = titles.iter().map(|title| story(title)).collect();
        self.done(ANA, Command::AddStories { stories, known: Known::LeaveOut });
        self.board().stories.keys()[before..].to_vec()
    }

    pub fn vote(&mut self, by: ParticipantId, card: &str) -> Result<(), Refusal> {
        let (story, round) = (self.board().current, self.round().number);
        let card = Some(card.to_owned()).filter(|card| !card.is_empty());
        let revealed = self.round().is_revealed();
        self.command(by, Command::Vote { story, round, card, revealed, remark: None, scores: None })
    }

    #[track_caller]
    pub fn votes(&mut self, cards: &[&str]) {
        for (person, card) in (1..).zip(cards) {
            assert_eq!(self.vote(ParticipantId(person), card), Ok(()));
        }
    }

    pub fn reveal(&mut self, by: ParticipantId) -> Result<(), Refusal> {
        let (story, round) = (self.board().current, self.round().number);
        self.command(by, Command::Reveal { story, round })
    }

    pub fn vote_again(&mut self, by: ParticipantId) -> Result<(), Refusal> {
        let (story, round) = (self.board().current, self.round().number);
        self.command(by, Command::VoteAgain { story, round })
    }

    pub fn leave(&mut self, participant: ParticipantId) {
        self.room.disconnect(participant, self.now, self.now);
    }

    pub fn come_back(&mut self, participant: ParticipantId) {
        self.room.connect(participant, self.now).unwrap();
    }

    /// Lets time pass as the server does: the room is woken at each deadline.
    pub fn wait(&mut self, milliseconds: u64) {
        let end = self.now.plus(milliseconds);
        while let Some(deadline) = self.room.deadline(self.now).filter(|at| *at <= end) {
            self.now = deadline.max(self.now.plus(1));
            self.room.tick(self.now);
        }
        self.now = end;
        self.room.tick(self.now);
    }

    pub fn board(&self) -> &Board {
        self.room.board()
    }

    pub fn round(&self) -> &Round {
        self.board().round().unwrap()
    }

    pub fn person(&self, participant: ParticipantId) -> &Person {
        self.board().people.get(participant).unwrap()
    }

    pub fn estimate(&self, story: StoryId) -> Option<&str> {
        self.board().stories.get(story).unwrap().estimate.as_ref().map(|e| e.label())
    }

    /// The revealed ballots: name, card, and the first card if it was changed.
    pub fn shown(&self) -> Vec<(&str, Option<&str>, Option<&str>)> {
        fn label(card: &Option<Card>) -> Option<&str> {
            card.as_ref().map(|card| card.label.as_str())
        }
        let ballots = self.round().ballots().unwrap_or_default();
        ballots.iter().map(|b| (b.name.as_str(), label(&b.card), label(&b.first))).collect()
    }

    pub fn current(&self) -> Subject {
        self.board().current
    }
}

pub fn secret(person: u32) -> SecretHash {
    SecretHash(format!("hash of {person}"))
}

pub fn guest(secret: SecretHash, name: &str, role: Role) -> Guest {
    Guest { secret, name: name.into(), role, passcode: None }
}

pub fn story(title: &str) -> StoryDraft {
    StoryDraft { title: title.into(), ..StoryDraft::default() }
}
