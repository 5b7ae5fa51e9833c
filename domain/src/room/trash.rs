//! Removed stories with their hidden cards, until they are restored or forgotten.

use super::Room;
use super::undo::RemovedStory;
use crate::ids::StoryId;
use crate::limits;
use crate::story::Story;

impl Room {
    /// Copies stories that are about to be removed into the trash, and moves their hidden cards
    /// there.
    pub(super) fn throw_away(&mut self, stories: &[StoryId]) {
        for id in stories {
            let Some(mut story) = self.board.stories.get(*id).cloned() else { continue };
            if let Some(round) = &mut story.rounds.current {
                round.set_reveal_at(None);
            }
            let position = self.board.stories.position(*id).unwrap_or(0) as u32;
            let gone = self.unhide_all(|(on, _)| *on == Some(*id));
            let hidden = gone.into_iter().map(|((_, voter), vote)| (voter, vote)).collect();
            let removed = RemovedStory { position, story, hidden };
            self.undo_grew(removed.bytes());
            self.trash.push_back(removed);
        }
        let excess = self.trash.len().saturating_sub(limits::STORIES_RESTORABLE);
        let forgotten: usize = self.trash.drain(..excess).map(|removed| removed.bytes()).sum();
        self.undo_shrank(forgotten);
    }

    /// Moves the hidden cards of a restored story out of the trash, for those who still have a vote
    /// in its round.
    pub(super) fn take_back(&mut self, story: &Story) {
        let Some(index) = self.trash.iter().position(|r| r.story.id == story.id) else { return };
        let Some(removed) = self.trash.remove(index) else { return };
        self.undo_shrank(removed.bytes());
        for (voter, vote) in removed.hidden {
            if story.rounds.current.as_ref().is_some_and(|round| round.has_vote(voter)) {
                self.hide((Some(story.id), voter), vote);
            }
        }
    }
}
