//! Copies of a room that one of its people must not be able to tell from it.

use crate::by_dimension::Scores;
use crate::deck::Card;
use crate::dimension::Dimension;
use crate::ids::ParticipantId;
use crate::people::Person;
use crate::remark::{Confidence, Reason, Remark, Vote};
use crate::room::Room;
use crate::room::undo::Deed;

/// A copy of the room in which everybody but the witness has other hidden cards, and says something
/// else of them.
pub(super) fn disguise(room: &Room, witness: ParticipantId) -> Room {
    let mut room = room.clone();
    let dimensions = room.board.dimensions.clone();
    let trashed = room.trash.iter_mut().flat_map(|removed| removed.hidden.iter_mut());
    let undoable = room.undoable.iter_mut().flat_map(|undoable| &mut undoable.deeds);
    let undoable = undoable.flat_map(|deed| match deed {
        Deed::PersonRemoved { person: Person { id, .. }, cards, .. }
        | Deed::BecameObserver { participant: id, cards } => {
            cards.iter_mut().map(|one| (&*id, &mut one.card)).collect::<Vec<_>>()
        }
        Deed::DeckChanged { cards, .. } => {
            cards.iter_mut().map(|(id, one)| (&*id, &mut one.card)).collect()
        }
        Deed::DimensionsChanged { votes, .. } => {
            votes.iter_mut().map(|(id, one)| (&*id, &mut one.card)).collect()
        }
        _ => Vec::new(),
    });
    let hidden = room.hidden.iter_mut().map(|((_, voter), card)| (voter, card));
    for (_, vote) in hidden.chain(trashed).chain(undoable).filter(|(voter, _)| **voter != witness) {
        let card = Card::new(if vote.card.label == "13" { "☕" } else { "13" });
        let remark = match vote.remark.confidence {
            Confidence::Low => Remark { reason: Some(Reason::DoneBefore), ..Remark::default() },
            _ => Remark { confidence: Confidence::Low, reason: None, words: "Longer words".into() },
        };
        let scores = other_scores(&vote.scores, &dimensions);
        *vote = Vote { card, remark, scores };
    }
    room.count();
    room
}

/// Other cards for the dimensions: some that were played were not, and the other way round.
fn other_scores(scores: &Scores, dimensions: &[Dimension]) -> Scores {
    let other = |dimension: &Dimension| {
        let (first, last) = (dimension.deck.cards.first()?, dimension.deck.cards.last()?);
        let card = match scores.get(&dimension.name) {
            None => first,
            Some(card) if card == first => last,
            Some(_) => return None,
        };
        Some((dimension.name.clone(), card.clone()))
    };
    dimensions.iter().filter_map(other).collect()
}

/// A copy of the room in which the others' votes on each subject are dealt to one another anew: where
/// names are not told, the witness must not be able to tell the two apart after a reveal either.
pub(super) fn dealt_anew(room: &Room, witness: ParticipantId) -> Room {
    let mut room = room.clone();
    let others = |room: &Room| -> Vec<_> {
        room.hidden.keys().filter(|(_, voter)| *voter != witness).copied().collect()
    };
    for on_one in others(&room).chunk_by(|(one, _), (other, _)| one == other) {
        let mut votes: Vec<_> = on_one.iter().map(|key| room.hidden[key].clone()).collect();
        votes.rotate_left(1);
        room.hidden.extend(on_one.iter().copied().zip(votes));
    }
    room
}
