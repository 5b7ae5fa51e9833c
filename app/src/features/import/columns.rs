//! What the columns of a table hold: as it was guessed, each to be chosen anew.

use std::sync::Arc;

use domain::sheet::Sheet;
use leptos::prelude::*;

use super::column_choices::load_column_choices;
use super::import_state::use_import;
use crate::components::icon::Icon;
use crate::components::lazy_part::LazyPart;
use crate::i18n::{Text, use_i18n};

/// The columns, folded away until somebody opens them or nothing can be imported without.
#[component]
pub fn Columns(
    /// The table.
    sheet: Arc<Sheet>,
) -> impl IntoView {
    let (i18n, import) = (use_i18n(), use_import());
    let is_missing = !sheet.has_title();
    let missing = is_missing.then(|| {
        view! {
            <p class="import-missing" role="alert">
                {i18n.text(Text::ImportNoTitle)}
            </p>
        }
    });
    view! {
        <details
            class="import-columns"
            open=import.columns_open
            on:toggle:target=move |event| {
                import.columns_open.try_set(event.target().open());
            }
        >
            <summary>
                <span>{i18n.text(Text::ImportColumns)}</span>
                {Icon::Down.view()}
            </summary>
            {missing}
            <Show when=move || import.columns_open.get()>
                <ColumnChoices sheet=sheet.clone() />
            </Show>
        </details>
    }
}

#[component]
fn ColumnChoices(sheet: Arc<Sheet>) -> impl IntoView {
    view! { <LazyPart load=move || load_column_choices(sheet.clone()) /> }
}
