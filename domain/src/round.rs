//! Rounds of blind voting. Before the reveal there is no field here for anybody's card.

use serde::{Deserialize, Serialize};

use crate::deck::Card;
use crate::ids::ParticipantId;
use crate::limits;
use crate::time::Timestamp;

/// The rounds on one story, or the quick rounds of a room.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rounds {
    /// The round that is voted on or was revealed last; `None` before the story was first chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current: Option<Round>,
    /// Earlier rounds, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub past: Vec<PastRound>,
}

/// One round of blind voting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Round {
    /// Counts the rounds on this story from 1.
    pub number: u32,
    /// When voting could begin.
    pub started: Timestamp,
    /// Whether cards lie face down or face up.
    pub phase: Phase,
}

/// Whether the cards of a round lie face down or face up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Face down.
    Voting {
        /// Who has a card on the table, sorted, so that it does not tell who was first.
        voted: Vec<ParticipantId>,
        /// When the round reveals itself, while a countdown runs. Not kept on disk.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reveal_at: Option<Timestamp>,
    },
    /// Face up.
    Revealed {
        /// When the cards were turned.
        at: Timestamp,
        /// What lay on the table, by participant.
        ballots: Vec<Ballot>,
    },
}

/// What one person had on the table at the reveal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ballot {
    /// Who.
    pub participant: ParticipantId,
    /// Their name as shown at the reveal.
    pub name: String,
    /// Their card; `None` for an estimator who did not vote.
    pub card: Option<Card>,
    /// The card at the reveal, where they have changed it since (rule 18).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<Card>,
}

/// A round that another one has followed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PastRound {
    /// Counts the rounds on this story from 1.
    pub number: u32,
    /// When voting could begin.
    pub started: Timestamp,
    /// When the cards were turned.
    pub revealed: Timestamp,
    /// What lay on the table.
    pub ballots: Vec<Ballot>,
}

impl Round {
    /// A round that nobody has voted in yet.
    pub fn new(number: u32, started: Timestamp) -> Self {
        Self { number, started, phase: Phase::Voting { voted: Vec::new(), reveal_at: None } }
    }

    /// Whether that person has a card on the table, face down or up.
    pub fn has_vote(&self, participant: ParticipantId) -> bool {
        match &self.phase {
            Phase::Voting { voted, .. } => voted.binary_search(&participant).is_ok(),
            Phase::Revealed { ballots, .. } => {
                ballots.iter().any(|b| b.participant == participant && b.card.is_some())
            }
        }
    }

    /// How many cards lie on the table, face down or up.
    pub fn votes(&self) -> usize {
        match &self.phase {
            Phase::Voting { voted, .. } => voted.len(),
            Phase::Revealed { ballots, .. } => ballots.iter().filter(|b| b.card.is_some()).count(),
        }
    }

    /// What lies on the table, once it lies face up.
    pub fn ballots(&self) -> Option<&[Ballot]> {
        match &self.phase {
            Phase::Voting { .. } => None,
            Phase::Revealed { ballots, .. } => Some(ballots),
        }
    }

    /// Whether the cards lie face up.
    pub fn is_revealed(&self) -> bool {
        self.ballots().is_some()
    }

    /// When the round reveals itself, while a countdown runs.
    pub fn reveal_at(&self) -> Option<Timestamp> {
        match self.phase {
            Phase::Voting { reveal_at, .. } => reveal_at,
            Phase::Revealed { .. } => None,
        }
    }

    pub(crate) fn set_reveal_at(&mut self, at: Option<Timestamp>) {
        if let Phase::Voting { reveal_at, .. } = &mut self.phase {
            *reveal_at = at;
        }
    }

    pub(crate) fn set_voted(&mut self, participant: ParticipantId, has_vote: bool) {
        if let Phase::Voting { voted, .. } = &mut self.phase {
            match (voted.binary_search(&participant), has_vote) {
                (Err(place), true) => voted.insert(place, participant),
                (Ok(place), false) => drop(voted.remove(place)),
                _ => {}
            }
        }
    }
}

impl Rounds {
    /// Finished rounds, the oldest first, the revealed current one included.
    pub fn finished(&self) -> impl Iterator<Item = PastRound> + '_ {
        self.past.iter().cloned().chain(self.current.clone().and_then(Round::into_past))
    }

    /// Starts the next round; a revealed one becomes history. Beyond
    /// [`limits::ROUNDS_REMEMBERED`] the oldest goes.
    pub(crate) fn start(&mut self, number: u32, at: Timestamp) {
        let finished = self.current.take().and_then(Round::into_past);
        self.past.extend(finished);
        if self.past.len() > limits::ROUNDS_REMEMBERED {
            self.past.remove(0);
        }
        self.current = Some(Round::new(number, at));
    }
}

impl Round {
    fn into_past(self) -> Option<PastRound> {
        match self.phase {
            Phase::Voting { .. } => None,
            Phase::Revealed { at, ballots } => Some(PastRound {
                number: self.number,
                started: self.started,
                revealed: at,
                ballots,
            }),
        }
    }
}
