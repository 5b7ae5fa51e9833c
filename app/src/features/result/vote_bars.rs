//! The votes by card, as bars, with the names of the voters.

use domain::deck::Card;
use domain::round::Ballot;
use domain::statistics::{Count, Statistics};
use leptos::prelude::*;

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
            let counts =
                result.iter().flat_map(|result| result.sizes.iter().chain(&result.specials));
            counts.map(|count| count.votes).max().unwrap_or(1).to_string()
        })
    };
    let bars = move || {
        let ballots = room.read(Topic::Table, |view| {
            let ballots = view.board.round().and_then(|round| round.ballots());
            ballots.unwrap_or_default().to_vec()
        });
        result.with(|result| {
            let Some(Statistics { sizes, specials, .. }) = result else { return Vec::new() };
            let sizes = sizes.iter().map(|count| bar(i18n, count, &ballots, "bar"));
            let specials =
                specials.iter().map(|count| bar(i18n, count, &ballots, "bar bar--special"));
            sizes.chain(specials).collect()
        })
    };
    view! {
        <ol class="bars" aria-label=i18n.text(Text::VotesByCard) style=("--most", most_votes)>
            {bars}
        </ol>
    }
}

fn bar(
    i18n: I18n,
    count: &Count,
    ballots: &[Ballot],
    class: &'static str,
) -> impl IntoView + use<> {
    let voters = voters(ballots, &count.card);
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
    let voters = voters.into_iter().map(voter).collect_view();
    view! {
        <li class=class>
            <span class="bar-card">{count.card.label.clone()}</span>
            <span class="bar-track" aria-hidden="true">
                <span class="bar-fill" style=("--votes", count.votes.to_string()) />
            </span>
            <span class="bar-count">{i18n.plural(Text::VoteCount, count.votes)}</span>
            <ul class="bar-voters">{voters}</ul>
        </li>
    }
}

/// The ballots with a card that say something: a name, or what was said of the card.
fn voters<'b>(ballots: &'b [Ballot], card: &Card) -> Vec<&'b Ballot> {
    let has_it = |ballot: &&Ballot| ballot.card.as_ref().is_some_and(|it| it.label == card.label);
    let says = |ballot: &&Ballot| !ballot.is_anonymous() || !ballot.remark.is_empty();
    ballots.iter().filter(has_it).filter(says).collect()
}
