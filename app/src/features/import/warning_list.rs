//! What is imported but may not have been meant as it was read.

use domain::preview::Warning;
use leptos::prelude::*;

use super::file_row::FileRow;
use super::messages;
use super::more_rows::{MoreRows, SHOWN_ROWS};
use crate::i18n::{Text, use_i18n};

/// The list; nothing where there is nothing to check.
#[component]
pub fn WarningList(
    /// What to check, in the order of the file.
    warnings: Vec<Warning>,
) -> impl IntoView {
    let i18n = use_i18n();
    let count = warnings.len();
    let rows = warnings.into_iter().take(SHOWN_ROWS).map(|Warning { line, story, what }| {
        let message = Signal::derive(move || messages::warning(i18n, &what));
        view! { <FileRow line content=story message /> }
    });
    (count > 0).then(|| {
        view! {
            <section class="import-warnings">
                <h3>{move || i18n.plural(Text::ImportWarnings, count)}</h3>
                <ul>{rows.collect_view()} <MoreRows count /></ul>
            </section>
        }
    })
}
