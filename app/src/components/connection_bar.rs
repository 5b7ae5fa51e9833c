//! The bar that shows while the connection is lost: since when, and what waits to be sent.

use domain::time::Timestamp;
use leptos::prelude::*;

use crate::i18n::{Text, use_i18n};
use crate::session::{ConnectionStatus, use_commands};

/// The bar; it is empty while there is a connection.
#[component]
pub fn ConnectionBar() -> impl IntoView {
    let (i18n, commands) = (use_i18n(), use_commands());
    let lost_since = Memo::new(move |_| match commands.status() {
        ConnectionStatus::Lost { since } => Some(since),
        _ => None,
    });
    let lost =
        move |since: Timestamp| i18n.format(Text::ConnectionLost, &[("time", &i18n.time(since))]);
    let waiting = move || match commands.pending() {
        0 => i18n.get(Text::NothingHeld),
        pending => i18n.plural(Text::ChangesHeld, pending),
    };
    let content = move |since| {
        view! {
            <p class="connection-bar-text">{move || lost(since)}</p>
            <p class="connection-bar-held">{waiting}</p>
        }
    };
    view! {
        <div class="connection-bar" class:is-lost=move || lost_since.get().is_some() role="status">
            {move || lost_since.get().map(content)}
        </div>
    }
}
