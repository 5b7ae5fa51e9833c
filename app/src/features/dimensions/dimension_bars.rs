//! The cards of a dimension as bars, with the names of those who played them.

use domain::round::Ballot;
use domain::statistics::{Count, Statistics};
use leptos::prelude::*;

use crate::i18n::{I18n, Text, phrases};

/// A bar for each card that was played, in the order of the deck; special cards follow.
pub fn bars(
    i18n: I18n,
    result: &Statistics,
    ballots: &[Ballot],
    dimension: &str,
) -> impl IntoView + use<> {
    let counts = || result.sizes.iter().chain(&result.specials);
    let most = counts().map(|count| count.votes).max().unwrap_or(1).to_string();
    let bars = counts().map(|count| bar(i18n, count, &voters(ballots, dimension, count)));
    let bars = bars.collect_view();
    view! {
        <ol class="bars" aria-label=i18n.get(Text::VotesByCard) style=("--most", most)>
            {bars}
        </ol>
    }
}

/// The names of those who played that card.
fn voters(ballots: &[Ballot], dimension: &str, count: &Count) -> Vec<String> {
    let has_it = |ballot: &&Ballot| {
        ballot.scores.get(dimension).is_some_and(|card| card.label == count.card.label)
    };
    let names = ballots.iter().filter(has_it).map(|ballot| ballot.name.clone());
    names.filter(|name| !name.is_empty()).collect()
}

fn bar(i18n: I18n, count: &Count, voters: &[String]) -> impl IntoView + use<> {
    let class = if count.card.special().is_some() { "bar bar--special" } else { "bar" };
    view! {
        <li class=class>
            <span class="bar-card">{count.card.label.clone()}</span>
            <span class="bar-track" aria-hidden="true">
                <span class="bar-fill" style=("--votes", count.votes.to_string()) />
            </span>
            <span class="bar-count">{i18n.plural(Text::VoteCount, count.votes)}</span>
            <span class="bar-voters">{phrases::sequence(i18n, voters)}</span>
        </li>
    }
}
