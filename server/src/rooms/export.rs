//! Converts a room's board for export. Only revealed rounds are included (rule 13).

use domain::board::Board;
use domain::deck::{Card, Deck};
use domain::dimension::{self, Dimension};
use domain::number;
use domain::people::{Person, Role};
use domain::remark::{Confidence, Reason, Remark};
use domain::round::PastRound;
use domain::selection::Selection;
use domain::statistics::Statistics;
use domain::story::{Estimate, Story};
use domain::time::Timestamp;

use crate::calendar::day;
use crate::files::out::export::{
    ExportedCriterion, ExportedDimension, ExportedRound, ExportedStory, ExportedVote,
};
use crate::files::out::report::Report;

/// The current state of the session, with those stories that were chosen.
pub fn report(board: &Board, selection: Selection, now: Timestamp) -> Report {
    let stories = board.stories.iter().filter(|story| selection.takes(story));
    let stories = stories.map(|story| exported(story, board));
    Report {
        title: board.title.clone(),
        date: day(now),
        people: people(board, now),
        stories: stories.collect(),
    }
}

/// How long ago somebody may have left who was there, in milliseconds: a day.
const THERE_FOR: u64 = 24 * 60 * 60 * 1_000;

/// Who is in the room, or was in the last day.
fn people(board: &Board, now: Timestamp) -> Vec<String> {
    let was_there = |person: &&Person| match person.away_since() {
        Some(since) => since.0.saturating_add(THERE_FOR) > now.0,
        None => true,
    };
    let name = |person: &Person| {
        let name = person.shown_name();
        match (person.facilitator, person.role) {
            (true, Role::Estimator) => format!("{name} (facilitator)"),
            (true, Role::Observer) => format!("{name} (facilitator, observer)"),
            (false, Role::Observer) => format!("{name} (observer)"),
            (false, Role::Estimator) => name,
        }
    };
    board.people.iter().filter(was_there).map(name).collect()
}

fn exported(story: &Story, board: &Board) -> ExportedStory {
    let deck = &board.deck;
    let rounds = story.rounds.finished();
    let score = |(name, it): (&str, &Estimate)| (name.to_owned(), it.exported());
    let criterion = |criterion: &domain::story::Criterion| ExportedCriterion {
        text: criterion.text.clone(),
        state: criterion.state,
    };
    ExportedStory {
        key: story.key.clone(),
        link: story.link.clone(),
        title: story.title.clone(),
        description: story.description.clone(),
        labels: story.labels.clone(),
        parent: story.parent.clone(),
        kind: story.kind.clone(),
        criteria: story.criteria.iter().map(criterion).collect(),
        criteria_place: story.criteria_place.clone(),
        estimate: story.estimate.as_ref().map(Estimate::exported),
        is_imported: story.estimate.is_some() && !story.is_estimated_here(),
        counts_as: story.estimate.as_ref().and_then(|estimate| counts_as(estimate, deck)),
        actual: story.actual.as_ref().map(Estimate::exported),
        scores: story.scores.iter().map(score).collect(),
        rounds: rounds.map(|round| exported_round(&round, deck, &board.dimensions)).collect(),
    }
}

/// The number that the deck gives the card of an estimate that is not a number itself.
fn counts_as(estimate: &Estimate, deck: &Deck) -> Option<String> {
    let card = deck.card(estimate.label()).filter(|_| estimate.number().is_none())?;
    card.number().map(number::plain)
}

fn exported_round(round: &PastRound, deck: &Deck, dimensions: &[Dimension]) -> ExportedRound {
    let statistics = Statistics::new(&round.ballots, deck);
    let before = round.before.as_ref();
    // Of the dimensions only those that somebody played.
    let mut scored = dimension::of_round(&round.ballots, dimensions);
    scored.retain(|one| round.ballots.iter().any(|it| it.scores.get(&one.name).is_some()));
    let votes = round.ballots.iter().filter_map(|ballot| {
        let card = ballot.card.as_ref()?.label.clone();
        let remark = remark_in_words(&ballot.remark);
        let name = (!ballot.is_anonymous()).then(|| ballot.name.clone());
        let score = |(name, card): (&str, &Card)| (name.to_owned(), card.label.clone());
        let scores = ballot.scores.iter().map(score).collect();
        Some(ExportedVote { name, card, remark, scores })
    });
    let specials = statistics.specials.iter().map(|count| (count.card.label.clone(), count.votes));
    ExportedRound {
        number: round.number,
        took_ms: round.milliseconds(),
        before: before.map(|before| before.estimate.exported()),
        before_is_imported: before.is_some_and(|before| !before.origin.is_team()),
        votes: votes.collect(),
        average: statistics.average,
        median: statistics.median,
        most_common: labels(&statistics.most_common),
        specials: specials.collect(),
        dimensions: scored.iter().map(|one| exported_dimension(round, one)).collect(),
    }
}

fn exported_dimension(round: &PastRound, dimension: &Dimension) -> ExportedDimension {
    let statistics = Statistics::of_dimension(&round.ballots, dimension);
    ExportedDimension {
        name: dimension.name.clone(),
        average: statistics.average,
        median: statistics.median,
        most_common: labels(&statistics.most_common),
    }
}

fn labels(cards: &[Card]) -> Vec<String> {
    cards.iter().map(|card| card.label.clone()).collect()
}

/// What a voter said of a card, in the words of files; `None` if that is nothing.
fn remark_in_words(remark: &Remark) -> Option<String> {
    let confidence = match remark.confidence {
        Confidence::Low => Some("not sure"),
        Confidence::Normal => None,
        Confidence::High => Some("sure"),
    };
    let reason = remark.reason.map(|reason| match reason {
        Reason::UnknownDependency => "unknown dependency",
        Reason::Bigger => "bigger than it looks",
        Reason::Smaller => "smaller than it looks",
        Reason::DoneBefore => "done this before",
        Reason::CriteriaUnclear => "criteria unclear",
    });
    let words = Some(remark.words.as_str()).filter(|words| !words.is_empty());
    let said: Vec<&str> = [confidence, reason, words].into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join(", "))
}

#[cfg(test)]
mod tests {
    use domain::deck::{DeckChoice, DeckKind};

    use super::*;

    #[test]
    fn b08_a_size_counts_as_the_number_that_the_deck_has_set() {
        let choice = DeckChoice { kind: DeckKind::TShirt, ..DeckChoice::default() };
        let mut deck = Deck::new(&choice);
        let estimate = Estimate::new("M", &deck).unwrap();
        assert_eq!(counts_as(&estimate, &deck), None);
        for card in &mut deck.cards {
            *card = Card { value: Some(8.0), label: card.label.clone() };
        }
        assert_eq!(counts_as(&estimate, &deck).as_deref(), Some("8"));
        // A number counts as itself, whatever a card with that label counts as.
        let number = Estimate::new("3", &deck).unwrap();
        assert_eq!((counts_as(&number, &deck), estimate.exported()), (None, "M".to_owned()));
    }
}
