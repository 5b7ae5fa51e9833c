//! Converts a room's board for export. Only revealed rounds are included (rule 13).

use domain::board::Board;
use domain::deck::Deck;
use domain::number;
use domain::round::PastRound;
use domain::statistics::Statistics;
use domain::story::{Estimate, Story};
use domain::time::Timestamp;

use crate::files::out::export::{ExportedCriterion, ExportedRound, ExportedStory, ExportedVote};
use crate::files::out::report::Report;

/// The current state of the session.
pub fn report(board: &Board, now: Timestamp) -> Report {
    let stories = board.stories.iter().map(|story| exported(story, &board.deck));
    Report { title: board.title.clone(), date: day(now), stories: stories.collect() }
}

fn exported(story: &Story, deck: &Deck) -> ExportedStory {
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
        criteria: story.criteria.iter().map(criterion).collect(),
        estimate: story.estimate.as_ref().map(Estimate::exported),
        counts_as: story.estimate.as_ref().and_then(|estimate| counts_as(estimate, deck)),
        rounds: story.rounds.finished().map(|round| exported_round(&round, deck)).collect(),
    }
}

/// The number that the deck gives the card of an estimate that is not a number itself.
fn counts_as(estimate: &Estimate, deck: &Deck) -> Option<String> {
    let card = deck.card(estimate.label()).filter(|_| estimate.number().is_none())?;
    card.number().map(number::plain)
}

fn exported_round(round: &PastRound, deck: &Deck) -> ExportedRound {
    let statistics = Statistics::new(&round.ballots, deck);
    let votes = round.ballots.iter().filter_map(|ballot| {
        let card = ballot.card.as_ref()?.label.clone();
        Some(ExportedVote { name: ballot.name.clone(), card })
    });
    let specials = statistics.specials.iter().map(|count| (count.card.label.clone(), count.votes));
    ExportedRound {
        number: round.number,
        started_ms: round.started.0,
        ended_ms: round.revealed.0,
        votes: votes.collect(),
        average: statistics.average,
        median: statistics.median,
        most_common: statistics.most_common.iter().map(|card| card.label.clone()).collect(),
        specials: specials.collect(),
    }
}

const DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// The day in UTC: `2026-03-31`.
pub fn day(time: Timestamp) -> String {
    // Days since 0000-03-01, so that leap days are at the end of a year.
    let days = time.0 / DAY_MS + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = 400 * era + year_of_era + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use domain::deck::{Card, DeckChoice, DeckKind};

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

    #[test]
    fn days_are_those_of_the_calendar() {
        for (seconds, expected) in [
            (0, "1970-01-01"),
            (951_782_400, "2000-02-29"),
            (951_868_800, "2000-03-01"),
            (1_774_915_199, "2026-03-30"),
            (1_774_915_200, "2026-03-31"),
            (4_107_542_400, "2100-03-01"),
        ] {
            assert_eq!(day(Timestamp(seconds * 1000)), expected);
        }
    }
}
