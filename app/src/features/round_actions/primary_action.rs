//! Which action is the primary one. Pure; knows nothing of who may do it.

use domain::board::Board;
use domain::ids::StoryId;
use domain::settings::Permission;
use domain::statistics::Statistics;

/// The one primary action.
#[derive(Clone, Debug, PartialEq)]
pub enum PrimaryAction {
    /// Reveal the cards.
    Reveal,
    /// Save the suggested estimate, and go on to the next story where there is one.
    Save {
        /// The story whose estimate it is.
        story: StoryId,
        /// The suggested estimate.
        estimate: String,
        /// The story to go on to.
        next: Option<StoryId>,
    },
    /// Go on to the next story.
    Next(StoryId),
    /// Choose among the cards: none was played more often than all others.
    Choose,
    /// There is nothing to do.
    Nothing,
}

impl PrimaryAction {
    /// The action for what the room is at.
    pub fn of(board: &Board) -> Self {
        let Some(round) = board.round() else { return Self::Nothing };
        let Some(ballots) = round.ballots() else { return Self::Reveal };
        let next = board.next_story();
        let go_on = next.map_or(Self::Nothing, Self::Next);
        let Some(story) = board.current.and_then(|story| board.stories.get(story)) else {
            return go_on;
        };
        let result = Statistics::new(ballots, &board.deck);
        // An estimate that came with the story is not the team's before the team saves it.
        let saved = story.estimate.as_ref().filter(|_| story.is_estimated_here());
        let saved = saved.map(|estimate| estimate.label().to_owned());
        let suggestion = result.suggestion().map(|card| card.label.clone());
        let before = round.before().map(|before| before.estimate.label());
        let is_outdated = saved.is_none() || before == saved.as_deref();
        match suggestion {
            Some(estimate) if is_outdated && saved.as_ref() != Some(&estimate) => {
                Self::Save { story: story.id, estimate, next }
            }
            None if saved.is_none() && result.sized_votes > 0 => Self::Choose,
            _ => go_on,
        }
    }

    /// What one must be allowed to do for it.
    pub fn permission(&self) -> Option<Permission> {
        match self {
            Self::Nothing => None,
            Self::Reveal => Some(Permission::Reveal),
            Self::Save { .. } | Self::Next(_) | Self::Choose => Some(Permission::Steer),
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::change::Change;
    use domain::deck::{Deck, DeckChoice};
    use domain::protocol::decode;
    use domain::time::Timestamp;

    use super::*;

    const STORIES: &str = r#"{"stories_added": {"by": 1, "stories": [
        {"id": 1, "title": "A"}, {"id": 2, "title": "B"}]}}"#;
    const SELECTED: &str = r#"{"selected": {"story": 1, "at": 1}}"#;
    const REVEALED: &str = r#"{"revealed": {"story": 1, "at": 2, "ballots": [
        {"participant": 1, "name": "Ana", "card": {"label": "5"}}]}}"#;
    const SAVED: &str = r#"{"estimate_set": {"story": 1, "estimate": "5"}}"#;
    const SAVED_ANOTHER: &str = r#"{"estimate_set": {"story": 1, "estimate": "3"}}"#;

    /// The primary action after these changes.
    fn after(changes: &[&str]) -> PrimaryAction {
        let deck = Deck::new(&DeckChoice::default());
        let mut board = Board::new("Refinement".into(), deck, Timestamp(0));
        for change in changes {
            board.apply(&decode::<Change>(change).unwrap());
        }
        PrimaryAction::of(&board)
    }

    fn save_five() -> PrimaryAction {
        let (story, next) = (StoryId(1), Some(StoryId(2)));
        PrimaryAction::Save { story, estimate: "5".into(), next }
    }

    #[test]
    fn a_round_is_revealed_then_its_estimate_saved_then_the_next_story_is_up() {
        assert_eq!(after(&[STORIES, SELECTED]), PrimaryAction::Reveal);
        assert_eq!(after(&[STORIES, SELECTED, REVEALED]), save_five());
        let next = PrimaryAction::Next(StoryId(2));
        assert_eq!(after(&[STORIES, SELECTED, REVEALED, SAVED]), next);
    }

    #[test]
    fn an_estimate_that_was_chosen_after_the_reveal_is_not_offered_to_be_replaced() {
        let changes = [STORIES, SELECTED, REVEALED, SAVED_ANOTHER];
        assert_eq!(after(&changes), PrimaryAction::Next(StoryId(2)));
    }

    #[test]
    fn an_estimate_from_before_the_round_is_offered_to_be_replaced() {
        assert_eq!(after(&[STORIES, SAVED_ANOTHER, SELECTED, REVEALED]), save_five());
    }
}
