//! What is known of a person's card in the round on the table.

use domain::deck::{Card, Special};
use domain::ids::ParticipantId;
use domain::round::Phase;
use domain::view::RoomView;

use crate::i18n::{I18n, Text};

/// What is known of a person's card.
#[derive(Clone, Debug, PartialEq)]
pub enum SeatState {
    /// They have not voted yet.
    Thinking,
    /// They have voted; the card is face down.
    Voted,
    /// The card is face up.
    Revealed {
        /// The card.
        card: Card,
        /// The card that it replaced after the reveal.
        first: Option<Card>,
    },
    /// The round ended without a vote of theirs.
    NoVote,
    /// It is not told whose cards are whose, or who has voted (rule 44).
    Untold,
    /// They came after the reveal, and vote in the next round.
    Waiting,
}

impl SeatState {
    /// The state of a person in the round on the table.
    pub fn of(view: &RoomView, id: ParticipantId) -> Self {
        let Some(round) = view.board.round() else { return Self::Thinking };
        let ballots = match &round.phase {
            Phase::Voting { .. } if !view.sees_voters() => return Self::Untold,
            Phase::Voting { voted, .. } if voted.contains(&id) => return Self::Voted,
            Phase::Voting { .. } => return Self::Thinking,
            Phase::Revealed { .. } if round.is_anonymous() => return Self::Untold,
            Phase::Revealed { ballots, .. } => ballots,
        };
        match ballots.iter().find(|ballot| ballot.participant == id) {
            None => Self::Waiting,
            Some(ballot) => match &ballot.card {
                None => Self::NoVote,
                Some(card) => Self::Revealed { card: card.clone(), first: ballot.first.clone() },
            },
        }
    }

    /// The label of the card, if it is face up.
    pub fn label(&self) -> Option<&str> {
        match self {
            Self::Revealed { card, .. } => Some(&card.label),
            _ => None,
        }
    }

    /// The state in words; empty where the card says it all.
    pub fn describe(&self, i18n: I18n, is_away: bool) -> String {
        i18n.get(match self {
            Self::Revealed { first: Some(first), .. } => {
                return i18n.format(Text::ChangedFrom, &[("card", &first.label)]);
            }
            Self::Revealed { card, .. } if card.special() == Some(Special::Pass) => Text::Abstained,
            Self::NoVote => Text::NoVote,
            _ if is_away => Text::Away,
            Self::Thinking => Text::Thinking,
            Self::Voted => Text::Voted,
            Self::Waiting => Text::NextRound,
            Self::Untold | Self::Revealed { .. } => return String::new(),
        })
    }
}
