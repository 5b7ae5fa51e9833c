//! The cards of a dimension as bars, with the names of those who played them.

use domain::round::Ballot;
use domain::statistics::{Count, Statistics};
use leptos::prelude::*;

use crate::features::result::bar;
use crate::i18n::{I18n, Text, phrases};

/// A bar for each card that was played, in the order of the deck; special cards follow.
pub fn bars(
    i18n: I18n,
    result: &Statistics,
    ballots: &[Ballot],
    dimension: &str,
) -> impl IntoView + use<> {
    let most = result.counts().map(|count| count.votes).max().unwrap_or(1).to_string();
    let bars =
        result.counts().map(|count| bar(i18n, count, voters(i18n, ballots, dimension, count)));
    let bars = bars.collect_view();
    view! {
        <ol class="bars" aria-label=i18n.get(Text::VotesByCard) style=("--most", most)>
            {bars}
        </ol>
    }
}

/// The names of those who played that card, as far as they are told.
fn voters(i18n: I18n, ballots: &[Ballot], dimension: &str, count: &Count) -> impl IntoView + use<> {
    let has_it = |ballot: &&Ballot| {
        ballot.scores.get(dimension).is_some_and(|card| card.label == count.card.label)
    };
    let named = ballots.iter().filter(has_it).filter(|ballot| !ballot.is_anonymous());
    let names: Vec<String> = named.map(|ballot| ballot.name.clone()).collect();
    view! { <span class="bar-voters">{phrases::sequence(i18n, &names)}</span> }
}
