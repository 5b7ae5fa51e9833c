//! The rounds on a story that are over, as the room knows them.

use domain::deck::Deck;
use domain::ids::Subject;
use domain::moves::{Move, moves};
use domain::round::PastRound;

use crate::state::{RoomStore, Topic};

/// A revealed round, with who moved since the one before.
#[derive(Clone, Debug, PartialEq)]
pub struct RoundWithMoves {
    /// The round.
    pub round: PastRound,
    /// Who has another card than in the round before, which is the last one that everybody saw.
    pub moves: Vec<Move>,
}

/// How many revealed rounds on a story, or on nothing in particular, are not at the table: those before the current
/// one, and that one as well while the room is elsewhere.
pub fn earlier_rounds(room: RoomStore, subject: Subject) -> usize {
    room.track(Topic::Table);
    let topic = subject.map_or(Topic::Table, Topic::Story);
    room.read(topic, |view| {
        let Some(rounds) = view.board.rounds(subject) else { return 0 };
        let is_here = view.board.current == subject;
        let left = rounds.current.as_ref().filter(|round| !is_here && round.is_revealed());
        rounds.past.len() + usize::from(left.is_some())
    })
}

/// The revealed rounds, the latest first; the current one is among them once it is revealed.
pub fn revealed_rounds(room: RoomStore, subject: Subject) -> Vec<RoundWithMoves> {
    let topic = subject.map_or(Topic::Table, Topic::Story);
    room.track(Topic::Room);
    room.read(topic, |view| {
        let rounds = view.board.rounds(subject);
        let rounds = rounds.map(|rounds| rounds.finished().collect()).unwrap_or_default();
        with_moves(rounds, subject.is_some(), &view.board.deck)
    })
}

/// The latest first. Quick rounds are about one thing and then another, so that nobody moves between them.
fn with_moves(rounds: Vec<PastRound>, is_story: bool, deck: &Deck) -> Vec<RoundWithMoves> {
    let before = std::iter::once(None).chain(rounds.iter().map(Some));
    let one = |(round, before): (&PastRound, Option<&PastRound>)| {
        let moved = |before: &PastRound| moves(&before.ballots, &round.ballots, deck);
        let moves = before.filter(|_| is_story).map(moved).unwrap_or_default();
        RoundWithMoves { round: round.clone(), moves }
    };
    let mut all: Vec<_> = rounds.iter().zip(before).map(one).collect();
    all.reverse();
    all
}

#[cfg(test)]
mod tests {
    use domain::deck::DeckChoice;
    use domain::protocol::decode;

    use super::*;

    #[test]
    fn the_latest_round_comes_first_with_the_moves_since_the_one_before() {
        let rounds = r#"[
            {"number": 1, "started": 0, "revealed": 9, "ballots": [
                {"participant": 1, "name": "Ana", "card": {"label": "3"}},
                {"participant": 2, "name": "Ben", "card": {"label": "8"}}]},
            {"number": 2, "started": 10, "revealed": 19, "ballots": [
                {"participant": 1, "name": "Ana", "card": {"label": "5"}},
                {"participant": 2, "name": "Ben", "card": {"label": "8"}}]}]"#;
        let rounds: Vec<PastRound> = decode(rounds).unwrap();
        let deck = Deck::new(&DeckChoice::default());
        let all = with_moves(rounds.clone(), true, &deck);
        assert_eq!(all.iter().map(|one| one.round.number).collect::<Vec<_>>(), [2, 1]);
        let moved: Vec<_> = all[0].moves.iter().map(|one| (one.name.as_str(), one.cards)).collect();
        assert_eq!((moved, all[1].moves.len()), (vec![("Ana", Some(1))], 0));
        assert!(with_moves(rounds, false, &deck).iter().all(|one| one.moves.is_empty()));
    }
}
