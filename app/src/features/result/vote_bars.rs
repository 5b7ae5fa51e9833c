//! The votes by card, as bars, with the names of the voters.

use domain::deck::Card;
use domain::round::Ballot;
use domain::statistics::Statistics;
use leptos::prelude::*;

use super::bar::bar;
use crate::features::remark::wording::said;
use crate::i18n::{I18n, Text, use_i18n};
use crate::state::{Topic, use_room};

/// A bar for each card that was played, in the order of the deck; special cards follow.
#[component]
pub fn VoteBars(
    /// The result.
    result: Memo<Option<Statistics>>,
) -> impl IntoView {
    let (room, i18n) = (use_room(), use_i18n());
    let most_votes = move || {
        result.with(|result| {
            let counts = result.iter().flat_map(Statistics::counts);
            counts.map(|count| count.votes).max().unwrap_or(1).to_string()
        })
    };
    let bars = move || {
        let ballots = room.read(Topic::Table, |view| {
            let ballots = view.board.round().and_then(|round| round.ballots());
            ballots.unwrap_or_default().to_vec()
        });
        result.with(|result| {
            let counts = result.iter().flat_map(Statistics::counts);
            counts.map(|count| bar(i18n, count, voters(i18n, &ballots, &count.card))).collect_view()
        })
    };
    view! {
        <ol class="bars" aria-label=i18n.text(Text::VotesByCard) style=("--most", most_votes)>
            {bars}
        </ol>
    }
}

/// Who played that card, as far as it is told, and what they said of it.
fn voters(i18n: I18n, ballots: &[Ballot], card: &Card) -> impl IntoView + use<> {
    let has_it = |ballot: &&Ballot| ballot.card.as_ref().is_some_and(|it| it.label == card.label);
    let says = |ballot: &&Ballot| !ballot.is_anonymous() || !ballot.remark.is_empty();
    let voter = |ballot: &Ballot| {
        let said = said(i18n, &ballot.remark);
        let said = (!said.is_empty()).then(|| view! { <span class="said">{said}</span> });
        view! {
            <li>
                <bdi>{ballot.name.clone()}</bdi>
                " "
                {said}
            </li>
        }
    };
    let voters = ballots.iter().filter(has_it).filter(says).map(voter).collect_view();
    view! { <ul class="bar-voters">{voters}</ul> }
}
