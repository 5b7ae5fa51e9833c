//! What a file holds that does not become a story.

use domain::preview::LeftOut;
use leptos::prelude::*;

use super::file_row::FileRow;
use super::left_out::total;
use super::messages;
use super::more_rows::{MoreRows, SHOWN_ROWS};
use crate::i18n::{Text, use_i18n};

/// The list; nothing where all becomes stories.
#[component]
pub fn LeftOutList(
    /// What is left out, in the order of the file.
    left_out: Vec<LeftOut>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (count, total) = (left_out.len(), total(&left_out));
    let rows = left_out.into_iter().take(SHOWN_ROWS).map(|LeftOut { line, what, why }| {
        let message = Signal::derive(move || messages::left_out(i18n, &why));
        view! { <FileRow line content=what message /> }
    });
    (count > 0).then(|| {
        view! {
            <section class="import-left-out">
                <h3>{move || i18n.plural(Text::ImportLeftOut, total)}</h3>
                <ul>{rows.collect_view()} <MoreRows count /></ul>
            </section>
        }
    })
}
