//! How often a card was played, as a bar.

use domain::statistics::Count;
use leptos::prelude::*;

use crate::i18n::{I18n, Text};

/// The bar, with its voters behind it. The list around it says what the longest one stands for (`--most`).
pub fn bar<V: IntoView>(i18n: I18n, count: &Count, voters: V) -> impl IntoView + use<V> {
    let class = if count.card.special().is_some() { "bar bar--special" } else { "bar" };
    view! {
        <li class=class>
            <span class="bar-card">{count.card.label.clone()}</span>
            <span class="bar-track" aria-hidden="true">
                <span class="bar-fill" style=("--votes", count.votes.to_string()) />
            </span>
            <span class="bar-count">{i18n.plural(Text::VoteCount, count.votes)}</span>
            {voters}
        </li>
    }
}
