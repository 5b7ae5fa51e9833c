//! The result of a revealed round (rules 22 to 24).

use std::cmp::Ordering;

use crate::deck::{Card, Deck, Special};
use crate::dimension::Dimension;
use crate::ids::ParticipantId;
use crate::round::Ballot;

/// The result of a round. Special cards enter none of its figures; they are counted separately.
#[derive(Clone, Debug, PartialEq)]
pub struct Statistics {
    /// How often each card was played, in the order of the deck, without special cards.
    pub sizes: Vec<Count>,
    /// How often each special card was played, in the order of the deck.
    pub specials: Vec<Count>,
    /// How many votes were not special cards.
    pub sized_votes: usize,
    /// How many estimators were there and did not vote.
    pub missing: usize,
    /// The mean of all votes with a number, not rounded; `None` if there is none.
    pub average: Option<f64>,
    /// The median of all votes with a number; `None` if there is none.
    pub median: Option<f64>,
    /// Who played the lowest card, as far as that is told; nobody if all played the same.
    pub lowest: Vec<ParticipantId>,
    /// Who played the highest card, as far as that is told; nobody if all played the same.
    pub highest: Vec<ParticipantId>,
    /// The cards played most often, in the order of the deck, without special cards. More than one
    /// is a tie.
    pub most_common: Vec<Card>,
}

/// How often a card was played.
#[derive(Clone, Debug, PartialEq)]
pub struct Count {
    /// The card.
    pub card: Card,
    /// How many played it; at least 1.
    pub votes: usize,
}

impl Statistics {
    /// The result of these ballots, with cards in the order of the deck. Cards that the deck no
    /// longer has come last.
    pub fn new(ballots: &[Ballot], deck: &Deck) -> Self {
        let cards = ballots.iter().map(|ballot| (ballot.participant, ballot.card.as_ref()));
        Self::counting(&cards.collect::<Vec<_>>(), deck)
    }

    /// The result that these ballots have in a dimension (rule 49). Whoever played no card for it did not
    /// vote.
    pub fn of_dimension<'b>(ballots: &'b [Ballot], dimension: &Dimension) -> Self {
        let card = |ballot: &'b Ballot| (ballot.participant, ballot.scores.get(&dimension.name));
        Self::counting(&ballots.iter().map(card).collect::<Vec<_>>(), &dimension.deck)
    }

    fn counting(cards: &[(ParticipantId, Option<&Card>)], deck: &Deck) -> Self {
        let played = cards.iter().filter_map(|(who, card)| Some((*who, (*card)?)));
        let played = sorted(played, |(_, a), (_, b)| in_deck_order(deck, a, b));
        let (specials, sizes): (Vec<_>, Vec<_>) =
            played.into_iter().partition(|(_, card)| card.special().is_some());
        let counts = counted(&sizes);
        let most = counts.iter().map(|count| count.votes).max();
        let numbers = sorted_numbers(&sizes);
        Self {
            specials: counted(&specials),
            sized_votes: sizes.len(),
            missing: cards.iter().filter(|(_, card)| card.is_none()).count(),
            average: mean(&numbers),
            median: median(&numbers),
            lowest: players(&sizes, counts.first(), counts.len()),
            highest: players(&sizes, counts.last(), counts.len()),
            most_common: counts
                .iter()
                .filter(|count| Some(count.votes) == most)
                .map(|count| count.card.clone())
                .collect(),
            sizes: counts,
        }
    }

    /// How often each card was played, in the order of the deck; special cards come last.
    pub fn counts(&self) -> impl Iterator<Item = &Count> {
        self.sizes.iter().chain(&self.specials)
    }

    /// The suggested estimate: the one card that was played most often. `None` on a tie, and if
    /// only special cards were played.
    pub fn suggestion(&self) -> Option<&Card> {
        match self.most_common.as_slice() {
            [card] => Some(card),
            _ => None,
        }
    }

    /// How many played the suggested card.
    pub fn agreeing(&self) -> Option<usize> {
        let suggestion = self.suggestion()?;
        self.sizes.iter().find(|count| &count.card == suggestion).map(|count| count.votes)
    }

    /// How many played that special card.
    pub fn special(&self, special: Special) -> usize {
        self.specials
            .iter()
            .find(|count| count.card.special() == Some(special))
            .map_or(0, |count| count.votes)
    }
}

fn in_deck_order(deck: &Deck, a: &Card, b: &Card) -> Ordering {
    let by_position = deck.position(a).cmp(&deck.position(b));
    let by_number = || a.number().partial_cmp(&b.number()).unwrap_or(Ordering::Equal);
    by_position.then_with(by_number).then_with(|| a.label.cmp(&b.label))
}

/// Counts the votes for each card. The votes are sorted by card.
fn counted(votes: &[(ParticipantId, &Card)]) -> Vec<Count> {
    votes
        .chunk_by(|(_, a), (_, b)| a.label == b.label)
        .map(|run| Count { card: run[0].1.clone(), votes: run.len() })
        .collect()
}

/// Who played the card of `count`; nobody if it is the only one of the `distinct` cards.
fn players(
    votes: &[(ParticipantId, &Card)],
    count: Option<&Count>,
    distinct: usize,
) -> Vec<ParticipantId> {
    let Some(count) = count.filter(|_| distinct > 1) else { return Vec::new() };
    let named = votes.iter().filter(|(id, _)| *id != ParticipantId::ANONYMOUS);
    named.filter(|(_, card)| card.label == count.card.label).map(|(id, _)| *id).collect()
}

fn sorted_numbers(votes: &[(ParticipantId, &Card)]) -> Vec<f64> {
    sorted(votes.iter().filter_map(|(_, card)| card.number()), f64::total_cmp)
}

/// Sorts by insertion, and stably. Quick enough for the few votes of a round, and much smaller in
/// the page's Wasm than the sorts of the standard library.
pub(crate) fn sorted<T>(
    items: impl Iterator<Item = T>,
    order: impl Fn(&T, &T) -> Ordering,
) -> Vec<T> {
    let mut sorted = Vec::new();
    for item in items {
        let place = sorted.partition_point(|other| order(other, &item).is_le());
        sorted.insert(place, item);
    }
    sorted
}

fn mean(numbers: &[f64]) -> Option<f64> {
    (!numbers.is_empty()).then(|| numbers.iter().sum::<f64>() / numbers.len() as f64)
}

fn median(sorted: &[f64]) -> Option<f64> {
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        odd if odd % 2 == 1 => Some(sorted[middle]),
        _ => Some((sorted[middle - 1] + sorted[middle]) / 2.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::{DeckChoice, DeckKind};
    use crate::number;
    use crate::remark::Remark;

    fn result(deck: &Deck, cards: &[&str]) -> Statistics {
        let ballots: Vec<_> = (1..)
            .zip(cards)
            .map(|(id, label)| Ballot {
                participant: ParticipantId(id),
                name: format!("Person {id}"),
                card: (!label.is_empty()).then(|| Card::new(*label)),
                first: None,
                remark: Remark::default(),
                scores: Default::default(),
                first_scores: Default::default(),
            })
            .collect();
        Statistics::new(&ballots, deck)
    }

    fn deck(kind: DeckKind) -> Deck {
        Deck::new(&DeckChoice { kind, ..DeckChoice::default() })
    }

    fn average(statistics: &Statistics) -> Option<String> {
        statistics.average.map(number::plain)
    }

    fn labels(cards: &[Card]) -> Vec<&str> {
        cards.iter().map(|card| card.label.as_str()).collect()
    }

    #[test]
    fn b01_unsure_is_left_out_of_the_average_and_counted_beside_it() {
        let result = result(&deck(DeckKind::Fibonacci), &["13", "13", "13", "21", "?"]);
        assert_eq!(average(&result).as_deref(), Some("15"));
        assert_eq!((result.sized_votes, result.special(Special::Unsure)), (4, 1));
    }

    #[test]
    fn b03_coffee_is_never_the_result() {
        let result = result(&deck(DeckKind::Fibonacci), &["☕", "☕", "☕", "5", "5"]);
        assert_eq!(result.suggestion().map(|card| card.label.as_str()), Some("5"));
        assert_eq!(result.special(Special::Break), 3);
    }

    #[test]
    fn b04_half_points_stay_half() {
        let deck = deck(DeckKind::ModifiedFibonacci);
        assert_eq!(result(&deck, &["½", "½"]).average, Some(0.5));
        assert_eq!(result(&deck, &["½", "1"]).average, Some(0.75));
    }

    #[test]
    fn b06_averages_are_not_rounded_up_to_a_card() {
        let deck = deck(DeckKind::Fibonacci);
        let six = result(&deck, &["2", "2", "2", "2", "2", "3"]);
        assert_eq!(average(&six).as_deref(), Some("2.17"));
        assert_eq!(six.suggestion().unwrap().label, "2");
        assert_eq!(average(&result(&deck, &["1", "2", "2"])).as_deref(), Some("1.67"));
    }

    #[test]
    fn b07_a_card_without_a_number_is_left_out_of_the_average_and_listed() {
        let cards = ["1", "3", "9", "27", "S"].map(Card::new).to_vec();
        let custom = Deck { kind: DeckKind::default(), cards };
        assert_eq!(average(&result(&custom, &["3", "3", "1"])).as_deref(), Some("2.33"));
        let with_size = result(&custom, &["3", "3", "1", "S"]);
        assert_eq!(average(&with_size).as_deref(), Some("2.33"));
        assert_eq!(with_size.sizes.last().unwrap().card.label, "S");
    }

    #[test]
    fn b08_sizes_have_counts_and_no_numbers() {
        let result = result(&deck(DeckKind::TShirt), &["S", "M", "M", "L", "?"]);
        assert_eq!((result.average, result.median), (None, None));
        let counts: Vec<_> =
            result.sizes.iter().map(|count| (count.card.label.as_str(), count.votes)).collect();
        assert_eq!(counts, [("S", 1), ("M", 2), ("L", 1)]);
        assert_eq!(labels(&result.most_common), ["M"]);
        assert_eq!((result.lowest[0], result.highest[0]), (ParticipantId(1), ParticipantId(4)));
    }

    #[test]
    fn b09_a_tie_names_all_and_picks_none() {
        let deck = deck(DeckKind::Fibonacci);
        let two = result(&deck, &["3", "3", "5", "5"]);
        assert_eq!((labels(&two.most_common), two.suggestion()), (vec!["3", "5"], None));
        let four = result(&deck, &["5", "1", "3", "2"]);
        assert_eq!(labels(&four.most_common), ["1", "2", "3", "5"]);
        assert_eq!(four.median, Some(2.5));
    }

    #[test]
    fn no_votes_and_only_special_cards_have_no_numbers_and_no_suggestion() {
        let deck = deck(DeckKind::Fibonacci);
        for cards in [&["", ""][..], &["?", "☕"], &[]] {
            let result = result(&deck, cards);
            assert_eq!((result.average, result.median, result.suggestion()), (None, None, None));
            assert!(result.lowest.is_empty() && result.most_common.is_empty());
        }
        assert_eq!(result(&deck, &["", "5"]).missing, 1);
    }

    #[test]
    fn a_vote_of_0_is_a_vote() {
        let result = result(&deck(DeckKind::Fibonacci), &["0", "0", "3"]);
        assert_eq!(average(&result).as_deref(), Some("1"));
        assert_eq!(result.suggestion().unwrap().label, "0");
    }
}
