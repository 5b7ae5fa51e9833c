//! The votes by card, as bars.

use domain::statistics::{Count, Statistics};
use leptos::prelude::*;

use crate::i18n::{I18n, Text, use_i18n};

/// A bar for each card that was played, in the order of the deck; special cards follow.
#[component]
pub fn VoteBars(
    /// The result.
    result: Memo<Option<Statistics>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let most_votes = move || {
        result.with(|result| {
            let counts =
                result.iter().flat_map(|result| result.sizes.iter().chain(&result.specials));
            counts.map(|count| count.votes).max().unwrap_or(1).to_string()
        })
    };
    let bars = move || {
        result.with(|result| {
            let Some(Statistics { sizes, specials, .. }) = result else { return Vec::new() };
            let sizes = sizes.iter().map(|count| bar(i18n, count, "bar"));
            let specials = specials.iter().map(|count| bar(i18n, count, "bar bar--special"));
            sizes.chain(specials).collect()
        })
    };
    view! {
        <ol class="bars" aria-label=i18n.text(Text::VotesByCard) style=("--most", most_votes)>
            {bars}
        </ol>
    }
}

fn bar(i18n: I18n, count: &Count, class: &'static str) -> impl IntoView + use<> {
    view! {
        <li class=class>
            <span class="bar-card">{count.card.label.clone()}</span>
            <span class="bar-track" aria-hidden="true">
                <span class="bar-fill" style=("--votes", count.votes.to_string()) />
            </span>
            <span class="bar-count">{i18n.plural(Text::VoteCount, count.votes)}</span>
        </li>
    }
}
