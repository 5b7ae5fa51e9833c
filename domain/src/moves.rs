//! Who moved from one round on a story to the next, and by how much.

use crate::deck::{Card, Deck};
use crate::ids::ParticipantId;
use crate::round::Ballot;

/// How one person's card changed from a round to the next.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    /// Who.
    pub participant: ParticipantId,
    /// Their name in the later round.
    pub name: String,
    /// Their card in the earlier round.
    pub from: Card,
    /// Their card in the later round.
    pub to: Card,
    /// By how many cards of the deck, upwards; `None` if it has not both as sizes.
    pub cards: Option<i32>,
    /// By how much, upwards; `None` if not both are numbers.
    pub number: Option<f64>,
}

/// The moves of those who are known to have had a card in both rounds, in the order of the later ballots.
pub fn moves(earlier: &[Ballot], later: &[Ballot], deck: &Deck) -> Vec<Move> {
    let one = |ballot: &Ballot| {
        let ballot = Some(ballot).filter(|ballot| !ballot.is_anonymous())?;
        let before = earlier.iter().find(|it| it.participant == ballot.participant)?;
        let (from, to) = (before.card.as_ref()?, ballot.card.as_ref()?);
        let position = |card: &Card| {
            let place = deck.position(card);
            let is_size = place < deck.cards.len() && card.special().is_none();
            i32::try_from(place).ok().filter(|_| is_size)
        };
        (from != to).then(|| Move {
            participant: ballot.participant,
            name: ballot.name.clone(),
            from: from.clone(),
            to: to.clone(),
            cards: position(to).zip(position(from)).map(|(to, from)| to - from),
            number: to.number().zip(from.number()).map(|(to, from)| to - from),
        })
    };
    later.iter().filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::{DeckChoice, DeckKind};
    use crate::remark::Remark;

    fn ballots(cards: &[&str]) -> Vec<Ballot> {
        let ballot = |(id, label): (u32, &&str)| Ballot {
            participant: ParticipantId(id),
            name: format!("Person {id}"),
            card: (!label.is_empty()).then(|| Card::new(*label)),
            first: None,
            remark: Remark::default(),
            scores: Default::default(),
            first_scores: Default::default(),
        };
        (1..).zip(cards).map(ballot).collect()
    }

    fn moved(
        kind: DeckKind,
        earlier: &[&str],
        later: &[&str],
    ) -> Vec<(u32, Option<i32>, Option<f64>)> {
        let deck = Deck::new(&DeckChoice { kind, ..DeckChoice::default() });
        let moves = moves(&ballots(earlier), &ballots(later), &deck);
        moves.iter().map(|one| (one.participant.0, one.cards, one.number)).collect()
    }

    #[test]
    fn a_move_counts_the_cards_of_the_deck_and_the_numbers_on_them() {
        let earlier = ["3", "8", "5", "?", "", "½"];
        let later = ["8", "3", "5", "5", "5", "100"];
        assert_eq!(
            moved(DeckKind::ModifiedFibonacci, &earlier, &later),
            [
                (1, Some(2), Some(5.0)),
                (2, Some(-2), Some(-5.0)),
                (4, None, None),
                (6, Some(9), Some(99.5)),
            ]
        );
    }

    #[test]
    fn sizes_move_by_cards_alone_and_cards_of_another_deck_by_numbers_alone() {
        assert_eq!(moved(DeckKind::TShirt, &["S"], &["L"]), [(1, Some(2), None)]);
        assert_eq!(moved(DeckKind::Fibonacci, &["20"], &["21"]), [(1, None, Some(1.0))]);
        assert_eq!(moved(DeckKind::Fibonacci, &["5"], &["☕"]), [(1, None, None)]);
    }
}
