//! Removed stories, with what lay face down on them, until they are brought back or forgotten.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Room;
use crate::deck::Card;
use crate::ids::{ParticipantId, StoryId};
use crate::limits;
use crate::pairs;
use crate::story::Story;

/// A removed story with what lay face down on it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Removed {
    pub(super) position: u32,
    pub(super) story: Story,
    #[serde(with = "pairs")]
    pub(super) hidden: BTreeMap<ParticipantId, Card>,
}

impl Room {
    /// Moves stories and what lies face down on them to the trash; they are still in the backlog.
    pub(super) fn throw_away(&mut self, stories: &[StoryId]) {
        for id in stories {
            let Some(mut story) = self.board.stories.get(*id).cloned() else { continue };
            if let Some(round) = &mut story.rounds.current {
                round.set_reveal_at(None);
            }
            let position = self.board.stories.position(*id).unwrap_or(0) as u32;
            let (gone, kept) = std::mem::take(&mut self.hidden)
                .into_iter()
                .partition::<BTreeMap<_, _>, _>(|((on, _), _)| *on == Some(*id));
            self.hidden = kept;
            let hidden = gone.into_iter().map(|((_, voter), card)| (voter, card)).collect();
            self.trash.push_back(Removed { position, story, hidden });
        }
        let excess = self.trash.len().saturating_sub(limits::STORIES_RESTORABLE);
        self.trash.drain(..excess);
    }

    /// Puts face-down cards back on a restored story, for those whom its round says have voted.
    pub(super) fn take_back(&mut self, story: &Story) {
        let Some(index) = self.trash.iter().position(|r| r.story.id == story.id) else { return };
        let Some(removed) = self.trash.remove(index) else { return };
        let cards = removed.hidden.into_iter().filter(|(voter, _)| {
            story.rounds.current.as_ref().is_some_and(|round| round.has_vote(*voter))
        });
        self.hidden.extend(cards.map(|(voter, card)| ((Some(story.id), voter), card)));
    }
}
