//! Voting ahead of a meeting: stories that people vote on whenever they have time until a date, and
//! what a meeting makes of the votes (rule 46).

use serde::{Deserialize, Serialize};

use crate::board::Board;
use crate::by_dimension::ByDimension;
use crate::deck::Deck;
use crate::dimension::Dimension;
use crate::ids::{StoryId, Subject};
use crate::people::{Person, Role};
use crate::round::{Ballot, Round};
use crate::statistics::{Count, Statistics, sorted};
use crate::story::{Story, VotingOpened};
use crate::time::Timestamp;
use crate::view::RoomView;

/// So many votes at least make an agreement.
const AGREEING: usize = 2;

/// An estimate to save, with what else is decided with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoryEstimate {
    /// Which story.
    pub story: StoryId,
    /// The label of a card, a number or a short text.
    pub estimate: String,
    /// The same for dimensions by their names (rule 49). Those that are not given stay.
    #[serde(default, skip_serializing_if = "ByDimension::is_empty")]
    pub scores: ByDimension<String>,
}

impl StoryEstimate {
    /// An estimate alone.
    pub fn new(story: StoryId, estimate: impl Into<String>) -> Self {
        Self { story, estimate: estimate.into(), scores: ByDimension::default() }
    }
}

impl Story {
    fn is_revealed(&self) -> bool {
        self.rounds.current.as_ref().is_some_and(Round::is_revealed)
    }

    /// Whether it was opened for voting and its cards are hidden, also when the time is over.
    pub fn collects_votes(&self) -> bool {
        self.voting_until.is_some() && !self.is_revealed()
    }

    /// Whether people can vote on it now, wherever the room is.
    pub fn is_open_for_voting(&self, now: Timestamp) -> bool {
        self.collects_votes() && self.voting_until.is_some_and(|until| now < until)
    }

    /// How many hidden votes there are on it.
    pub fn hidden_votes(&self) -> usize {
        let round = self.rounds.current.as_ref().filter(|round| !round.is_revealed());
        round.map_or(0, Round::votes)
    }
}

impl Board {
    /// Whether the story that the room is at was opened for voting ahead: its cards are revealed by
    /// hand only.
    pub fn is_voted_on_ahead(&self) -> bool {
        let story = self.current.and_then(|story| self.stories.get(story));
        story.is_some_and(Story::collects_votes)
    }

    /// The estimators who have voted on a story, and those who have not.
    pub fn voters(&self, story: &Story) -> (Vec<&Person>, Vec<&Person>) {
        let has_vote = |person: &&Person| {
            story.rounds.current.as_ref().is_some_and(|round| round.has_vote(person.id))
        };
        self.people.iter().filter(|person| person.role == Role::Estimator).partition(has_vote)
    }

    pub(crate) fn open_voting(&mut self, opened: &VotingOpened) {
        for id in &opened.stories {
            let Some(story) = self.stories.get_mut(*id) else { continue };
            if opened.until.is_some() {
                let number = story.rounds.current.as_ref().map_or(0, |round| round.number);
                if number == 0 || (opened.next_round && story.is_revealed()) {
                    let begin = match self.current == Some(*id) {
                        true => Round::new,
                        false => Round::begun_elsewhere,
                    };
                    story.rounds.start(begin(number + 1, opened.at));
                }
            }
            story.voting_until = opened.until;
        }
    }
}

/// The open stories that wait for the viewer's vote, in the order of the backlog.
pub fn waiting_for_me(view: &RoomView, now: Timestamp) -> Vec<StoryId> {
    let is_estimator = view.me().is_some_and(|me| me.role == Role::Estimator);
    let has_voted =
        |story: &Story| story.rounds.current.as_ref().is_some_and(|round| round.has_vote(view.you));
    let open = view.board.stories.iter().filter(|_| is_estimator);
    let open = open.filter(|story| story.is_open_for_voting(now) && !has_voted(story));
    open.map(|story| story.id).collect()
}

/// The next of those stories below another one, else the first of them.
pub fn next_waiting(view: &RoomView, now: Timestamp, after: Subject) -> Option<StoryId> {
    let waiting = waiting_for_me(view, now);
    let place = |story| view.board.stories.position(story);
    let start = after.and_then(place);
    let below = waiting.iter().find(|story| place(**story) > start);
    below.or(waiting.first()).copied()
}

/// What a meeting has to do with the votes on stories that were opened ahead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// Stories with hidden votes, in the order of the backlog.
    pub hidden: Vec<StoryId>,
    /// Stories that nobody has voted on.
    pub without_votes: Vec<StoryId>,
    /// Revealed stories on which all agree, with what they agree on, also in dimensions.
    pub agreed: Vec<StoryEstimate>,
    /// The other revealed ones, those with the largest disagreement first.
    pub disputed: Vec<StoryId>,
}

impl Review {
    /// The stories of a room that were opened for voting.
    pub fn of(board: &Board) -> Self {
        let mut review = Self::default();
        let mut disputed = Vec::new();
        for story in board.stories.iter().filter(|story| story.voting_until.is_some()) {
            let ballots = story.rounds.current.as_ref().and_then(Round::ballots);
            let Some(ballots) = ballots else {
                let list = match story.hidden_votes() {
                    0 => &mut review.without_votes,
                    _ => &mut review.hidden,
                };
                list.push(story.id);
                continue;
            };
            let result = Statistics::new(ballots, &board.deck);
            match agreed(&result) {
                Some(estimate) => {
                    let scores = agreed_scores(ballots, board);
                    review.agreed.push(StoryEstimate { story: story.id, estimate, scores });
                }
                None => disputed.push((disagreement(&result, &board.deck), story.id)),
            }
        }
        let disputed = sorted(disputed.into_iter(), |(one, _), (other, _)| other.cmp(one));
        review.disputed = disputed.into_iter().map(|(_, story)| story).collect();
        review
    }

    /// Whether votes are still hidden, or awaited.
    pub fn is_collecting(&self) -> bool {
        !(self.hidden.is_empty() && self.without_votes.is_empty())
    }

    /// Whether there is no such story.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The card that all played: two people at least, and nobody was unsure.
fn agreed(result: &Statistics) -> Option<String> {
    let card = result.suggestion()?;
    let all = result.sized_votes >= AGREEING && result.agreeing() == Some(result.sized_votes);
    (all && result.specials.is_empty()).then(|| card.label.clone())
}

/// The same for each dimension of the room in which all agree.
fn agreed_scores(ballots: &[Ballot], board: &Board) -> ByDimension<String> {
    let score = |dimension: &Dimension| {
        let label = agreed(&Statistics::of_dimension(ballots, dimension))?;
        Some((dimension.name.clone(), label))
    };
    board.dimensions.iter().filter_map(score).collect()
}

/// How far people are from each other: how many cards lie between the lowest and the highest, then
/// how many did not play the most common card, special cards included.
fn disagreement(result: &Statistics, deck: &Deck) -> (usize, usize) {
    let place = |count: &Count| deck.position(&count.card);
    let lowest = result.sizes.first().map_or(0, place);
    let highest = result.sizes.last().map_or(0, place);
    let specials: usize = result.specials.iter().map(|count| count.votes).sum();
    let most = result.sizes.iter().map(|count| count.votes).max().unwrap_or(0);
    (highest.saturating_sub(lowest), result.sized_votes + specials - most)
}
