//! The end of a list of which not all rows are shown.

use leptos::prelude::*;

use crate::i18n::{Text, use_i18n};

/// How many rows of a list are shown.
pub const SHOWN_ROWS: usize = 300;

/// How many more there are; nothing where all are shown.
#[component]
pub fn MoreRows(
    /// How many rows the list has.
    count: usize,
) -> impl IntoView {
    let i18n = use_i18n();
    let hidden = count.saturating_sub(SHOWN_ROWS);
    (hidden > 0).then(|| {
        view! { <li class="import-more">{move || i18n.plural(Text::ImportMore, hidden)}</li> }
    })
}
