//! Reference stories: what of the room's earlier work stands beside a result, so that people compare
//! instead of guessing (rule 45).

use std::cmp::{Ordering, Reverse};

use crate::board::Board;
use crate::deck::{Card, Deck};
use crate::ids::StoryId;
use crate::number;
use crate::round::Phase;
use crate::statistics::{Count, Statistics, sorted};
use crate::story::{Estimate, Story};
use crate::time::Timestamp;

/// How many stories of the same size are shown.
const SAME: usize = 3;

/// An earlier story to compare with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The story.
    pub story: StoryId,
    /// How its estimate compares with that of the round: lower, the same or higher.
    pub size: Ordering,
}

/// The card of a result that earlier stories are compared with: the suggested one, else the median of
/// the cards that were played, the lower one of two.
pub fn compared(result: &Statistics) -> Option<&Card> {
    let middle = result.sized_votes.checked_sub(1)? / 2;
    let mut votes = 0;
    let is_median = |count: &&Count| {
        votes += count.votes;
        votes > middle
    };
    result.suggestion().or_else(|| result.sizes.iter().find(is_median).map(|count| &count.card))
}

/// Earlier stories beside a card: one with the next lower estimate, up to three with the same, and
/// one with the next higher. Pinned ones come first, then those that were revealed last.
pub fn references(board: &Board, card: &Card) -> Vec<Reference> {
    let earlier = board
        .stories
        .iter()
        .filter(|story| Some(story.id) != board.current && serves(story))
        .filter_map(|story| {
            let size = Size::of(story.estimate.as_ref()?, &board.deck);
            let ordering = size.compared(&Size::of_card(card, &board.deck))?;
            Some((story, size, ordering))
        });
    let rank = |story: &Story| (!story.is_reference, Reverse(revealed_at(story)));
    let earlier = sorted(earlier, |(one, ..), (other, ..)| rank(one).cmp(&rank(other)));
    let beside = |wanted: Ordering| earlier.iter().filter(move |(.., size)| *size == wanted);
    let nearest = |wanted: Ordering| {
        // Of several with this estimate the first one stays.
        let is_nearer = |one: &Size, other: &Size| one.compared(other) == Some(wanted.reverse());
        let all = beside(wanted).map(|(story, size, _)| (story, size));
        all.reduce(|best, other| if is_nearer(other.1, best.1) { other } else { best })
    };
    let reference = |story: &Story, size| Reference { story: story.id, size };
    let lower = nearest(Ordering::Less).map(|(story, _)| reference(story, Ordering::Less));
    let higher = nearest(Ordering::Greater).map(|(story, _)| reference(story, Ordering::Greater));
    let same = beside(Ordering::Equal).take(SAME);
    let same = same.map(|(story, ..)| reference(story, Ordering::Equal));
    lower.into_iter().chain(same).chain(higher).collect()
}

/// Whether a story can be compared with: the team has estimated it here, or somebody has pinned it.
/// While votes on it are hidden its estimate is not shown (rule 38).
fn serves(story: &Story) -> bool {
    (story.is_reference || story.is_estimated_here()) && !story.collects_votes()
}

fn revealed_at(story: &Story) -> Option<Timestamp> {
    let current = story.rounds.current.as_ref().and_then(|round| match round.phase {
        Phase::Revealed { at, .. } => Some(at),
        Phase::Voting { .. } => None,
    });
    current.or_else(|| story.rounds.past.last().map(|round| round.revealed))
}

/// How large an estimate is: its number, or its place in the deck.
#[derive(Clone, Copy)]
struct Size {
    number: Option<f64>,
    place: Option<usize>,
}

impl Size {
    fn of(estimate: &Estimate, deck: &Deck) -> Self {
        match deck.card(estimate.label()) {
            Some(card) => Self::of_card(card, deck),
            None => Self { number: number::parse(estimate.label()), place: None },
        }
    }

    fn of_card(card: &Card, deck: &Deck) -> Self {
        Self {
            number: card.number(),
            place: Some(deck.position(card)).filter(|place| *place < deck.cards.len()),
        }
    }

    /// `None` if nothing can be said.
    fn compared(&self, other: &Self) -> Option<Ordering> {
        match (self.number, other.number) {
            (Some(one), Some(other)) => one.partial_cmp(&other),
            (None, None) => Some(self.place?.cmp(&other.place?)),
            _ => None,
        }
    }
}
