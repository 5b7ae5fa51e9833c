//! How much a room holds, in bytes: kept up to date by each change from the parts that it touches,
//! so that no action walks over the room, and bounded (rule 31).
//!
//! What is kept for *Undo* makes way for what is new. Only what people write is refused when the
//! room is full: votes, reveals, people and deletions never are.

use super::Room;
use super::event::Event;
use super::size::Size;
use super::undo::{RemovedStory, Undoable};
use crate::board::{Board, PERSON_BYTES};
use crate::change::Change;
use crate::dimension::StoryScores;
use crate::known::StoryTexts;
use crate::limits;
use crate::refusal::Refusal;
use crate::remark::{Vote, score_bytes};
use crate::story::{Story, saved_bytes};

/// About how many bytes a banned secret, a hidden card and a remembered command take.
const SECRET_BYTES: usize = 80;
const CARD_BYTES: usize = 64;
const COMMAND_BYTES: usize = 48;

impl Room {
    /// About how many bytes the room holds.
    pub fn bytes(&self) -> usize {
        self.bytes_without_undo() + self.size.undo
    }

    /// About how many of these the second board takes.
    pub fn product_bytes(&self) -> usize {
        self.size.product
    }

    fn bytes_without_undo(&self) -> usize {
        let commands = self.handled.len() * limits::COMMANDS_REMEMBERED;
        self.size.board
            + self.board.people.len() * PERSON_BYTES
            + self.banned.len() * SECRET_BYTES
            + self.hidden.len() * CARD_BYTES
            + self.size.votes
            + self.size.product
            + commands * COMMAND_BYTES
    }

    /// Counts the room from scratch, unless that has been done.
    pub(super) fn know_size(&mut self) {
        if self.size.is_unknown {
            self.count();
        }
    }

    /// Counts the room from scratch.
    pub(super) fn count(&mut self) {
        let removed: usize = self.trash.iter().map(RemovedStory::bytes).sum();
        let undoable: usize = self.undoable.iter().map(Undoable::bytes).sum();
        let votes = self.hidden.values().map(Vote::bytes).sum();
        let (board, undo) = (self.board.bytes(), removed + undoable);
        let product = self.product.bytes();
        self.size = Size { is_unknown: false, board, votes, product, undo };
    }

    /// Applies a change to the board, and counts what it touches before and after.
    pub(super) fn apply_counted(&mut self, change: &Change) {
        let before = touched(&self.board, change);
        self.board.apply(change);
        self.size.board = (self.size.board + touched(&self.board, change)).saturating_sub(before);
    }

    pub(super) fn undo_grew(&mut self, bytes: usize) {
        self.size.undo += bytes;
    }

    pub(super) fn undo_shrank(&mut self, bytes: usize) {
        self.size.undo = self.size.undo.saturating_sub(bytes);
    }

    /// Refuses what would make the room too large, even if nothing could be undone any more.
    pub(super) fn check_size(&self, events: &[Event]) -> Result<(), Refusal> {
        let growth: usize = events.iter().map(|event| self.growth(event)).sum();
        if growth > 0 && self.bytes_without_undo() + growth > limits::ROOM_BYTES {
            return Err(too_large());
        }
        Ok(())
    }

    /// Refuses a room that is too large already.
    pub(super) fn check_own_size(&mut self) -> Result<(), Refusal> {
        self.count();
        if self.bytes() > limits::ROOM_BYTES { Err(too_large()) } else { Ok(()) }
    }

    /// The most by which an event makes the room larger, if that may be refused.
    fn growth(&self, event: &Event) -> usize {
        let change = match event {
            Event::Change(change) => change,
            Event::Product(change) => return self.product_growth(change),
            Event::Voted { story, participant, card: Some(vote) } => {
                let before = self.hidden.get(&(*story, *participant));
                return vote.bytes().saturating_sub(before.map_or(0, Vote::bytes));
            }
            _ => return 0,
        };
        let story = |id| self.board.stories.get(id);
        match change.as_ref() {
            Change::StoriesAdded { stories, updated, .. } => {
                let added: usize = stories.iter().map(Story::bytes).sum();
                // Each text is there, and twice for *Undo*.
                let updated = updated.iter().map(|after| {
                    let before = story(after.story).map_or(0, |story| story.bytes());
                    before + 2 * after.bytes()
                });
                added + updated.sum::<usize>()
            }
            Change::StoryEdited { story: id, title, description, link, .. } => {
                let Some(story) = story(*id) else { return 0 };
                let grown = |new: &Option<String>, old: usize| {
                    new.as_ref().map_or(0, |new| new.len().saturating_sub(old))
                };
                grown(title, story.title.len())
                    + grown(description, story.description.len())
                    + grown(link, story.link.as_ref().map_or(0, String::len))
            }
            Change::CriterionAdded { criterion, .. } => criterion.bytes(),
            Change::CriterionEdited { story: id, criterion, text, .. } => {
                let criterion = story(*id).and_then(|story| story.criteria.get(*criterion));
                text.len().saturating_sub(criterion.map_or(0, |old| old.text.len()))
            }
            Change::RoundStarted { .. } => crate::round::ROUND_BYTES,
            Change::VotingOpened(opened) => opened.stories.len() * crate::round::ROUND_BYTES,
            Change::OnWall(stories) => self.board.wall.growth(stories),
            Change::BallotChanged { story, participant, remark, scores, .. } => {
                let before = self.board.shown_ballot(*story, *participant);
                let before = before.map_or(0, |before| before.remark.bytes());
                // Those of before stay, too.
                remark.bytes().saturating_sub(before) + score_bytes(scores)
            }
            Change::ScoresSaved(saved) => {
                let before = story(saved.story).map_or(0, |story| saved_bytes(&story.scores));
                saved_bytes(&saved.scores).saturating_sub(before)
            }
            _ => 0,
        }
    }

    /// Forgets the oldest of what could be undone while the room is too large.
    pub(super) fn make_way(&mut self) {
        while self.bytes() > limits::ROOM_BYTES {
            let forgotten = match self.trash.pop_front() {
                Some(removed) => removed.bytes(),
                None => match self.undoable.pop_front() {
                    Some(undoable) => undoable.bytes(),
                    None => return,
                },
            };
            self.undo_shrank(forgotten);
        }
    }
}

fn too_large() -> Refusal {
    Refusal::RoomTooLarge { limit: limits::ROOM_BYTES as u32 }
}

/// The bytes of those stories, rounds and walls that a change touches and that are there.
fn touched(board: &Board, change: &Change) -> usize {
    let story = |id| board.stories.get(id).map_or(0, Story::bytes);
    match change {
        Change::StoriesAdded { stories, updated, .. } => {
            let added: usize = stories.iter().map(|added| story(added.id)).sum();
            added + updated.iter().map(|texts| story(texts.story)).sum::<usize>()
        }
        Change::StoriesRemoved { stories, .. } => stories.iter().map(|id| story(*id)).sum(),
        Change::StoriesRestored(stories) => stories.iter().map(|one| story(one.story.id)).sum(),
        Change::StoryEdited { story: id, .. }
        | Change::CriterionAdded { story: id, .. }
        | Change::CriterionEdited { story: id, .. }
        | Change::CriterionRemoved { story: id, .. }
        | Change::EstimateSet { story: id, .. }
        | Change::ScoresSaved(StoryScores { story: id, .. }) => story(*id),
        Change::VotingOpened(opened) => opened.stories.iter().map(|id| story(*id)).sum(),
        Change::OnWall(_) | Change::OffWall(_) => board.wall.bytes(),
        Change::Selected { story: subject, .. }
        | Change::RoundStarted { story: subject, .. }
        | Change::RoundTakenBack { story: subject, .. }
        | Change::Revealed { story: subject, .. }
        | Change::BallotChanged { story: subject, .. } => {
            board.rounds(*subject).map_or(0, |rounds| rounds.bytes())
        }
        _ => 0,
    }
}

impl RemovedStory {
    pub(super) fn bytes(&self) -> usize {
        self.story.bytes() + self.hidden.values().map(Vote::bytes).sum::<usize>()
    }
}

impl StoryTexts {
    pub(super) fn bytes(&self) -> usize {
        let criteria = self.criteria.iter().map(|criterion| criterion.bytes());
        self.title.len() + self.description.len() + criteria.sum::<usize>()
    }
}
