//! What a room hands over to be written into files: plain values, so that writers know no room.

use domain::draft::StoryDraft;
use domain::number;
pub use domain::story::CriterionState;

/// A story with everything that an export tells of it.
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
    /// Name of its epic or feature.
    pub parent: Option<String>,
    /// Its criteria in order.
    pub criteria: Vec<ExportedCriterion>,
    /// What the team agreed on, in the form for files (`½` is `0.5`); `None` exports as nothing.
    pub estimate: Option<String>,
    /// The number that the estimate counts as where it is a card of another name: `8` for an `XL` of a
    /// deck with numbers.
    pub counts_as: Option<String>,
    /// Its revealed rounds in order. Rounds that are not revealed must not be handed over (rule 13).
    pub rounds: Vec<ExportedRound>,
}

/// An acceptance criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedCriterion {
    /// What must hold, as typed.
    pub text: String,
    /// How far the team is with it.
    pub state: CriterionState,
}

/// A revealed round.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExportedRound {
    /// Its number, from 1.
    pub number: u32,
    /// When it started, in milliseconds of Unix time.
    pub started_ms: u64,
    /// When it was revealed, in milliseconds of Unix time.
    pub ended_ms: u64,
    /// Who voted what, special cards too.
    pub votes: Vec<ExportedVote>,
    /// Mean of the votes with a number.
    pub average: Option<f64>,
    /// Middle of the votes with a number.
    pub median: Option<f64>,
    /// Labels of the cards played most often, special ones left out; several are a tie.
    pub most_common: Vec<String>,
    /// Labels of the special cards that were played, and how often.
    pub specials: Vec<(String, usize)>,
}

/// One vote of a revealed round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedVote {
    /// The voter as the room shows them.
    pub name: String,
    /// Label of the card.
    pub card: String,
}

/// A story of a file, before any team has voted on it.
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
            criteria: criteria.map(|(text, state)| ExportedCriterion { text, state }).collect(),
            estimate: draft.estimate,
            counts_as: None,
            rounds: Vec::new(),
        }
    }
}

impl ExportedStory {
    /// The estimate as trackers want it: the number if it counts as one, else as it is; empty if there is
    /// none.
    pub(in crate::files) fn points(&self) -> &str {
        self.counts_as.as_deref().or(self.estimate.as_deref()).unwrap_or_default()
    }

    /// The round whose votes count: the last one.
    pub(in crate::files) fn last_round(&self) -> Option<&ExportedRound> {
        self.rounds.last()
    }

    /// Average of the last round, with at most two decimals; empty if it has none.
    pub(in crate::files) fn average(&self) -> String {
        self.last_round().and_then(|round| round.average).map(number::plain).unwrap_or_default()
    }

    /// Minutes that its rounds took together, with at most two decimals; empty without a round.
    pub(in crate::files) fn minutes(&self) -> String {
        let took = |round: &ExportedRound| round.ended_ms.saturating_sub(round.started_ms);
        let milliseconds: u64 = self.rounds.iter().map(took).sum();
        if self.rounds.is_empty() {
            String::new()
        } else {
            number::plain(milliseconds as f64 / 60_000.0)
        }
    }
}

impl ExportedRound {
    /// Every vote with its voter: `Ana: 5; Ben: ?`.
    pub(in crate::files) fn votes_in_words(&self) -> String {
        let votes = self.votes.iter().map(|vote| format!("{}: {}", vote.name, vote.card));
        votes.collect::<Vec<_>>().join("; ")
    }
}
