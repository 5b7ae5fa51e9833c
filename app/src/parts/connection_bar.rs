//! One calm bar while the connection is gone: since when, and what is held until it is back.

use leptos::prelude::*;

use crate::commands::{Commands, LinkStatus};
use crate::i18n::{Text, Texts};

/// Shown only while the connection is lost.
#[component]
pub fn ConnectionBar() -> impl IntoView {
    let texts = expect_context::<Texts>();
    let commands = expect_context::<Commands>();
    let since = Memo::new(move |_| match commands.link() {
        LinkStatus::Lost { since } => Some(since),
        _ => None,
    });
    let lost = move |since| {
        let held = move || match commands.pending() {
            0 => texts.get(Text::NothingHeld),
            held => texts.count(Text::ChangesHeld, held),
        };
        view! {
            <p class="connection-bar-text">
                {move || texts.with(Text::ConnectionLost, &[("time", &texts.time(since))])}
            </p>
            <p class="connection-bar-held">{held}</p>
        }
    };
    view! {
        <div class="connection-bar" class:is-lost=move || since.get().is_some() role="status">
            {move || since.get().map(lost)}
        </div>
    }
    .into_any()
}
