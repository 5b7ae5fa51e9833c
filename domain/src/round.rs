//! Rounds of blind voting. Before the reveal, no type here has a field for anybody's card.

use serde::{Deserialize, Serialize};

use crate::by_dimension::Scores;
use crate::deck::Card;
use crate::estimate::EarlierEstimate;
use crate::ids::ParticipantId;
use crate::limits;
use crate::omit;
use crate::people::Person;
use crate::remark::{Remark, Vote, score_bytes};
use crate::time::Timestamp;

/// About how many bytes a round takes without its ballots, and a ballot without its texts.
pub(crate) const ROUND_BYTES: usize = 96;
const BALLOT_BYTES: usize = 96;

/// The rounds on a story, or the quick rounds of a room.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Rounds {
    /// The round that is open or was revealed last; `None` until the room first moves to the story.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current: Option<Round>,
    /// Earlier rounds, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub past: Vec<PastRound>,
}

/// One round of blind voting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Round {
    /// The number of the round on its story, from 1.
    pub number: u32,
    /// When voting could begin.
    pub started: Timestamp,
    /// For how long since then the room was elsewhere, in milliseconds, until it came back or the cards were
    /// revealed.
    #[serde(default, skip_serializing_if = "omit::zero")]
    pub elsewhere: u64,
    /// Since when the room has been elsewhere, while the cards are hidden.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<Timestamp>,
    /// Whether the cards are hidden or revealed.
    pub phase: Phase,
}

/// Whether the cards of a round are hidden or revealed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// The cards are hidden.
    Voting {
        /// Who has voted, sorted by id, so that it does not tell who voted first.
        voted: Vec<ParticipantId>,
        /// When the countdown ends, while one runs. Not kept in the journal.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reveal_at: Option<Timestamp>,
        /// Whether somebody has voted in it while the room revealed without names: then it is revealed so,
        /// whatever the room does meanwhile (rule 44).
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        anonymous: bool,
    },
    /// The cards are revealed.
    Revealed {
        /// When the cards were revealed.
        at: Timestamp,
        /// Everybody's ballots, in the order of participants; those without names in the order of the deck.
        ballots: Vec<Ballot>,
        /// The estimate that the story had before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<EarlierEstimate>,
    },
}

/// The revealed vote of one person, or that they had none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ballot {
    /// Whose it is; [`ParticipantId::ANONYMOUS`] where names are not told (rule 44).
    pub participant: ParticipantId,
    /// Their name as displayed at the reveal; empty where names are not told.
    pub name: String,
    /// Their card; `None` for an estimator who did not vote.
    pub card: Option<Card>,
    /// Their card at the reveal, if they have changed it since (rule 18).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<Card>,
    /// What they say of their card.
    #[serde(default, skip_serializing_if = "Remark::is_empty")]
    pub remark: Remark,
    /// Their cards for further dimensions, by the dimension's name (rule 49).
    #[serde(default, skip_serializing_if = "Scores::is_empty")]
    pub scores: Scores,
    /// Those that they had at the reveal, of the ones that they have changed since.
    #[serde(default, skip_serializing_if = "Scores::is_empty")]
    pub first_scores: Scores,
}

/// A finished round: one that was followed by another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PastRound {
    /// The number of the round on its story, from 1.
    pub number: u32,
    /// When voting could begin.
    pub started: Timestamp,
    /// When the cards were revealed.
    pub revealed: Timestamp,
    /// For how long the room was elsewhere between these two, in milliseconds.
    #[serde(default, skip_serializing_if = "omit::zero")]
    pub elsewhere: u64,
    /// Everybody's ballots, in the order of participants.
    pub ballots: Vec<Ballot>,
    /// The estimate that the story had before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<EarlierEstimate>,
}

impl Round {
    /// A round that nobody has voted in yet.
    pub fn new(number: u32, started: Timestamp) -> Self {
        let phase = Phase::Voting { voted: Vec::new(), reveal_at: None, anonymous: false };
        Self { number, started, elsewhere: 0, left: None, phase }
    }

    /// A round that begins while the room is elsewhere.
    pub(crate) fn begun_elsewhere(number: u32, started: Timestamp) -> Self {
        Self { left: Some(started), ..Self::new(number, started) }
    }

    /// The next round in place of this one, with the room where it is.
    pub(crate) fn begun_anew(&self, at: Timestamp) -> Self {
        Self { left: self.left.map(|_| at), ..Self::new(self.number + 1, at) }
    }

    /// The room goes elsewhere. What happens to a revealed round takes no time any more.
    pub(crate) fn leave(&mut self, at: Timestamp) {
        if !self.is_revealed() {
            self.left.get_or_insert(at);
        }
    }

    /// The room is at it again.
    pub(crate) fn come_back(&mut self, at: Timestamp) {
        let away = self.left.take().map_or(0, |left| at.since(left));
        self.elsewhere = self.elsewhere.saturating_add(away);
    }

    /// The cards are revealed.
    pub(crate) fn reveal(
        &mut self,
        at: Timestamp,
        ballots: Vec<Ballot>,
        before: Option<EarlierEstimate>,
    ) {
        self.come_back(at);
        self.phase = Phase::Revealed { at, ballots, before };
    }

    /// Whether that person has a vote in this round, hidden or revealed.
    pub fn has_vote(&self, participant: ParticipantId) -> bool {
        match &self.phase {
            Phase::Voting { voted, .. } => voted.binary_search(&participant).is_ok(),
            Phase::Revealed { ballots, .. } => {
                ballots.iter().any(|b| b.participant == participant && b.card.is_some())
            }
        }
    }

    /// How many votes there are, hidden or revealed.
    pub fn votes(&self) -> usize {
        match &self.phase {
            Phase::Voting { voted, .. } => voted.len(),
            Phase::Revealed { ballots, .. } => ballots.iter().filter(|b| b.card.is_some()).count(),
        }
    }

    /// Everybody's ballots, once they are revealed.
    pub fn ballots(&self) -> Option<&[Ballot]> {
        match &self.phase {
            Phase::Voting { .. } => None,
            Phase::Revealed { ballots, .. } => Some(ballots),
        }
    }

    /// The estimate that the story had before, once the cards are revealed.
    pub fn before(&self) -> Option<&EarlierEstimate> {
        match &self.phase {
            Phase::Voting { .. } => None,
            Phase::Revealed { before, .. } => before.as_ref(),
        }
    }

    /// Whether the cards are revealed.
    pub fn is_revealed(&self) -> bool {
        self.ballots().is_some()
    }

    /// Whether it is revealed without names, or was.
    pub fn is_anonymous(&self) -> bool {
        match &self.phase {
            Phase::Voting { anonymous, .. } => *anonymous,
            Phase::Revealed { ballots, .. } => ballots.iter().any(Ballot::is_anonymous),
        }
    }

    /// When the countdown to the reveal ends, while one runs.
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

    pub(crate) fn set_anonymous(&mut self) {
        if let Phase::Voting { anonymous, .. } = &mut self.phase {
            *anonymous = true;
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

impl Ballot {
    /// Whether it does not tell whose it is (rule 44).
    pub fn is_anonymous(&self) -> bool {
        self.participant == ParticipantId::ANONYMOUS
    }

    /// The ballot of a person at the reveal, with their vote if they have one.
    pub(crate) fn of(person: &Person, vote: Option<Vote>) -> Self {
        let (participant, name) = (person.id, person.shown_name());
        let (card, remark, scores) = match vote {
            Some(Vote { card, remark, scores }) => (Some(card), remark, scores),
            None => Default::default(),
        };
        let first_scores = Scores::default();
        Self { participant, name, card, first: None, remark, scores, first_scores }
    }

    /// Plays other cards for further dimensions after the reveal; those of before are kept.
    pub(crate) fn change_scores(&mut self, scores: &Scores) {
        for (name, before) in self.scores.iter() {
            if scores.get(name) != Some(before) && self.first_scores.get(name).is_none() {
                self.first_scores.set(name, before.clone());
            }
        }
        self.scores = scores.clone();
    }

    /// About how many bytes it takes.
    fn bytes(&self) -> usize {
        let scores = score_bytes(&self.scores) + score_bytes(&self.first_scores);
        BALLOT_BYTES + self.name.len() + self.remark.bytes() + scores
    }
}

impl Rounds {
    /// About how many bytes they take.
    pub(crate) fn bytes(&self) -> usize {
        let of = |ballots: &[Ballot], before: Option<&EarlierEstimate>| -> usize {
            let texts = ballots.iter().map(Ballot::bytes);
            let before = before.map_or(0, |before| before.estimate.label().len());
            ROUND_BYTES + texts.sum::<usize>() + before
        };
        let of_current = |round: &Round| of(round.ballots().unwrap_or(&[]), round.before());
        let past = self.past.iter().map(|round| of(&round.ballots, round.before.as_ref()));
        self.current.as_ref().map_or(0, of_current) + past.sum::<usize>()
    }

    /// How long the revealed rounds took together, in milliseconds; `None` where none was at the table.
    pub fn milliseconds(&self) -> Option<u64> {
        let past = self.past.iter().filter_map(PastRound::milliseconds);
        let current = self.current.as_ref().and_then(Round::milliseconds);
        past.chain(current).reduce(u64::saturating_add)
    }

    /// All revealed rounds, the oldest first, including the current one if it is revealed.
    pub fn finished(&self) -> impl Iterator<Item = PastRound> + '_ {
        self.past.iter().cloned().chain(self.current.clone().and_then(Round::into_past))
    }

    /// Starts the next round; the revealed one becomes a past one. Beyond
    /// [`limits::ROUNDS_REMEMBERED`] the oldest is dropped.
    pub(crate) fn start(&mut self, next: Round) {
        let finished = self.current.take().and_then(Round::into_past);
        self.past.extend(finished);
        if self.past.len() > limits::ROUNDS_REMEMBERED {
            self.past.remove(0);
        }
        self.current = Some(next);
    }

    /// Takes back the start of a round: the one before is the current one again.
    pub(crate) fn take_back(&mut self, number: u32) {
        let is_it = self.current.as_ref().is_some_and(|round| round.number == number);
        if let Some(before) = self.past.pop_if(|_| is_it) {
            self.current = Some(before.into());
        }
    }
}

impl From<PastRound> for Round {
    fn from(round: PastRound) -> Self {
        let PastRound { number, started, revealed, elsewhere, ballots, before } = round;
        let phase = Phase::Revealed { at: revealed, ballots, before };
        Self { number, started, elsewhere, left: None, phase }
    }
}

impl PastRound {
    /// How long the room was at it, in milliseconds; `None` if it never was.
    pub fn milliseconds(&self) -> Option<u64> {
        at_table(self.started, self.revealed, self.elsewhere)
    }
}

/// How much of the time between the two the room was not elsewhere; `None` if it was all the time.
fn at_table(started: Timestamp, revealed: Timestamp, elsewhere: u64) -> Option<u64> {
    let took = revealed.since(started).saturating_sub(elsewhere);
    (took > 0 || elsewhere == 0).then_some(took)
}

impl Round {
    /// How long the room was at it until the reveal, in milliseconds; `None` before it, and if it never was.
    pub fn milliseconds(&self) -> Option<u64> {
        match &self.phase {
            Phase::Voting { .. } => None,
            Phase::Revealed { at, .. } => at_table(self.started, *at, self.elsewhere),
        }
    }

    fn into_past(self) -> Option<PastRound> {
        match self.phase {
            Phase::Voting { .. } => None,
            Phase::Revealed { at, ballots, before } => Some(PastRound {
                number: self.number,
                started: self.started,
                revealed: at,
                elsewhere: self.elsewhere,
                ballots,
                before,
            }),
        }
    }
}
