//! Which stories can be opened for voting. Pure; knows no page.

use domain::board::Board;
use domain::ids::StoryId;
use domain::limits;

/// The stories that the team has not estimated and that nobody votes on yet, as many as there can be at a
/// time, in the order of the backlog. A story that somebody has asked for comes first in any case.
pub fn candidates(board: &Board, asked: Option<StoryId>) -> Vec<StoryId> {
    let stories = || board.stories.iter();
    let taken = stories().filter(|story| story.voting_until.is_some()).count();
    let free = stories()
        .filter(|story| !story.is_estimated_here() && story.voting_until.is_none())
        .map(|story| story.id)
        .filter(|story| asked != Some(*story));
    let asked = asked.filter(|story| board.stories.contains(*story));
    let most = limits::VOTING_STORIES.saturating_sub(taken);
    asked.into_iter().chain(free).take(most).collect()
}

#[cfg(test)]
mod tests {
    use domain::change::Change;
    use domain::deck::{Deck, DeckChoice};
    use domain::protocol::decode;
    use domain::time::Timestamp;

    use super::*;

    #[test]
    fn stories_without_an_estimate_can_be_opened_and_one_that_was_asked_for_first() {
        let deck = Deck::new(&DeckChoice::default());
        let mut board = Board::new("Room".into(), deck, Timestamp(0));
        for change in [
            r#"{"stories_added": {"by": 1, "stories": [
                {"id": 1, "title": "A", "estimate": "5"},
                {"id": 2, "title": "B", "estimate": "5", "estimate_origin": "imported"},
                {"id": 3, "title": "C"}, {"id": 4, "title": "D"}]}}"#,
            r#"{"voting_opened": {"stories": [3], "until": 9, "at": 1}}"#,
        ] {
            board.apply(&decode::<Change>(change).unwrap());
        }
        let ids = |asked: Option<u32>| {
            candidates(&board, asked.map(StoryId)).into_iter().map(|id| id.0).collect::<Vec<_>>()
        };
        assert_eq!(ids(None), [2, 4]);
        assert_eq!(ids(Some(1)), [1, 2, 4]);
        assert_eq!(ids(Some(4)), [4, 2]);
        assert_eq!(ids(Some(9)), [2, 4]);
    }
}
