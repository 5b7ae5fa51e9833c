//! What is exported of a room: plain values, so that the writers of files need not know rooms.

use domain::draft::StoryDraft;
use domain::number;
pub use domain::story::{CriteriaPlace, CriterionState};

/// A story with everything that exports contain of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExportedStory {
    /// The tracker's key.
    pub key: Option<String>,
    /// Its address in the tracker.
    pub link: Option<String>,
    /// One line, as typed.
    pub title: String,
    /// Markdown, as typed.
    pub description: String,
    /// The tracker's labels.
    pub labels: Vec<String>,
    /// The name of its epic or feature.
    pub parent: Option<String>,
    /// What its tracker calls its type, as it came.
    pub kind: Option<String>,
    /// Its criteria, in order.
    pub criteria: Vec<ExportedCriterion>,
    /// Where the criteria stood in the description, if they did.
    pub criteria_place: Option<CriteriaPlace>,
    /// The saved estimate, in the form for files (`½` is `0.5`); `None` is exported as an empty
    /// value.
    pub estimate: Option<String>,
    /// Whether the estimate came with the story, and the team has not saved one.
    pub is_imported: bool,
    /// The number that the estimate counts as, if it is a card with another label: `8` for `XL` in
    /// a deck with numbers.
    pub counts_as: Option<String>,
    /// How large it turned out to be, in the same form.
    pub actual: Option<String>,
    /// What is saved for further dimensions, in the same form, sorted by the dimension's name.
    pub scores: Vec<(String, String)>,
    /// Its revealed rounds, in order. Rounds that are not revealed must not be included (rule 13).
    pub rounds: Vec<ExportedRound>,
}

/// An acceptance criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedCriterion {
    /// Its text, as typed.
    pub text: String,
    /// Its state.
    pub state: CriterionState,
}

/// A revealed round.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExportedRound {
    /// Its number, from 1.
    pub number: u32,
    /// How long the room was at it, in milliseconds; `None` if it never was.
    pub took_ms: Option<u64>,
    /// All votes, special cards included.
    pub votes: Vec<ExportedVote>,
    /// The estimate that the story had before, in the form for files.
    pub before: Option<String>,
    /// Whether that came with the story.
    pub before_is_imported: bool,
    /// The mean of the votes with a number.
    pub average: Option<f64>,
    /// The median of the votes with a number.
    pub median: Option<f64>,
    /// The labels of the cards played most often, without special cards. More than one is a tie.
    pub most_common: Vec<String>,
    /// The labels of the special cards that were played, and how often each was.
    pub specials: Vec<(String, usize)>,
    /// The results in further dimensions.
    pub dimensions: Vec<ExportedDimension>,
}

/// What a round gave for a dimension beside the estimate.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExportedDimension {
    /// What the dimension is called.
    pub name: String,
    /// The mean of the cards with a number.
    pub average: Option<f64>,
    /// The median of these.
    pub median: Option<f64>,
    /// The labels of the cards played most often, without special cards.
    pub most_common: Vec<String>,
}

/// One vote of a revealed round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedVote {
    /// The name of the voter, as displayed, if it is told.
    pub name: Option<String>,
    /// The label of the card.
    pub card: String,
    /// What the voter said of it, in words, if anything.
    pub remark: Option<String>,
    /// The labels of the voter's cards for further dimensions, each behind the dimension's name.
    pub scores: Vec<(String, String)>,
}

/// A story from a file, without rounds.
impl From<StoryDraft> for ExportedStory {
    fn from(draft: StoryDraft) -> Self {
        let states = draft.states.into_iter().chain(std::iter::repeat(CriterionState::Open));
        let criteria = draft.criteria.into_iter().zip(states);
        Self {
            key: draft.key,
            link: draft.link,
            title: draft.title,
            description: draft.description,
            labels: draft.labels,
            parent: draft.parent,
            kind: draft.kind,
            criteria: criteria.map(|(text, state)| ExportedCriterion { text, state }).collect(),
            criteria_place: draft.criteria_place,
            estimate: draft.estimate,
            is_imported: false,
            counts_as: None,
            actual: draft.actual,
            scores: draft.scores.iter().map(|(name, it)| (name.to_owned(), it.clone())).collect(),
            rounds: Vec::new(),
        }
    }
}

impl ExportedStory {
    /// The estimate for trackers: the number that it counts as, or else as it is; empty if there is
    /// none.
    pub(in crate::files) fn points(&self) -> &str {
        self.counts_as.as_deref().or(self.estimate.as_deref()).unwrap_or_default()
    }

    /// The round whose votes count: the last one.
    pub(in crate::files) fn last_round(&self) -> Option<&ExportedRound> {
        self.rounds.last()
    }

    /// The average of the last round, with at most two decimals; empty if it has none.
    pub(in crate::files) fn average(&self) -> String {
        self.last_round().and_then(|round| round.average).map(number::plain).unwrap_or_default()
    }

    /// How long its rounds took together, in milliseconds; `None` without a round that was at the table.
    pub(in crate::files) fn milliseconds(&self) -> Option<u64> {
        self.rounds.iter().filter_map(|round| round.took_ms).reduce(u64::saturating_add)
    }

    /// The same in minutes, with at most two decimals; empty without such a round.
    pub(in crate::files) fn minutes(&self) -> String {
        let minutes = |milliseconds| number::plain(milliseconds as f64 / 60_000.0);
        self.milliseconds().map(minutes).unwrap_or_default()
    }
}

/// A time in words: `13 s`, `1 min 30 s`, `1 h 5 min`.
pub(in crate::files) fn in_time(milliseconds: u64) -> String {
    let seconds = milliseconds.saturating_add(500) / 1_000;
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    let parts = match (hours, minutes, seconds) {
        (0, 0, seconds) => [(seconds, "s"), (0, "")],
        (0, minutes, seconds) => [(minutes, "min"), (seconds, "s")],
        (hours, minutes, _) => [(hours, "h"), (minutes, "min")],
    };
    let [first, second] = parts.map(|(count, unit)| format!("{count} {unit}"));
    if parts[1].0 == 0 { first } else { format!("{first} {second}") }
}

impl ExportedRound {
    /// All votes with their voters, as far as these are told: `Ana: 5; Ben: ? (Risk 3, not sure, criteria unclear)`.
    pub(in crate::files) fn votes_in_words(&self) -> String {
        let votes = self.votes.iter().map(|vote| {
            let voter = vote.name.iter().map(|name| format!("{name}: "));
            let scores = vote.scores.iter().map(|(name, card)| format!("{name} {card}"));
            let said: Vec<String> = scores.chain(vote.remark.clone()).collect();
            let said = (!said.is_empty()).then(|| format!(" ({})", said.join(", ")));
            voter.chain([vote.card.clone()]).chain(said).collect::<String>()
        });
        votes.collect::<Vec<_>>().join("; ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_said_in_minutes_and_seconds() {
        for (seconds, words) in [
            (0, "0 s"),
            (13, "13 s"),
            (60, "1 min"),
            (90, "1 min 30 s"),
            (3_900, "1 h 5 min"),
            (7_200, "2 h"),
        ] {
            assert_eq!(in_time(seconds * 1_000), words);
        }
    }
}
