//! Until when a story is open for voting, or when that ended, in words.

use domain::story::Story;

use crate::i18n::{I18n, Text};
use crate::state::Clock;

/// The time in words; empty for a story that is not voted on ahead.
pub fn moment(i18n: I18n, clock: &Clock, story: &Story) -> String {
    let Some(until) = story.voting_until else { return String::new() };
    let is_open = story.is_open_for_voting(clock.now_slowly());
    let text = if is_open { Text::VotingUntil } else { Text::VotingEnded };
    i18n.format(text, &[("time", &i18n.time(until))])
}
