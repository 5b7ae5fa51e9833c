//! What there is to sort on the affinity wall, and what the sorting has led to (rule 47).

use crate::ahead::StoryEstimate;
use crate::board::Board;
use crate::ids::StoryId;
use crate::story::Story;
use crate::wall::WallStory;

/// What the sorting has led to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sorted {
    /// The stories that are placed and do not keep moving, with the estimate that their column stands for.
    pub settled: Vec<StoryEstimate>,
    /// The others, in the order of the backlog: a poker round decides on them.
    pub unsettled: Vec<StoryId>,
}

impl Board {
    /// The stories to sort on the wall, in the order of the backlog: without those that the team has
    /// estimated since.
    pub fn on_wall(&self) -> impl Iterator<Item = (&Story, &WallStory)> {
        let waiting = self.stories.iter().filter(|story| !story.is_estimated_here());
        waiting.filter_map(|story| Some((story, self.wall.get(story.id)?)))
    }

    /// The stories that can be put on the wall, in the order of the backlog.
    pub fn off_wall(&self) -> impl Iterator<Item = &Story> {
        self.stories.iter().filter(|story| self.can_be_put_on_wall(story))
    }

    pub(crate) fn can_be_put_on_wall(&self, story: &Story) -> bool {
        !story.is_estimated_here() && self.wall.get(story.id).is_none()
    }
}

impl Sorted {
    /// What the sorting on a room's wall has led to so far.
    pub fn of(board: &Board) -> Self {
        let mut sorted = Self::default();
        for (story, place) in board.on_wall() {
            match place.column(&board.deck).filter(|_| !place.keeps_moving()) {
                Some(card) => {
                    sorted.settled.push(StoryEstimate::new(story.id, card.label.clone()));
                }
                None => sorted.unsettled.push(story.id),
            }
        }
        sorted
    }
}
