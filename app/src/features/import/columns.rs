//! What the columns of a table hold: as it was guessed, each to be chosen anew.

use std::sync::Arc;

use domain::sheet::Sheet;
use leptos::prelude::*;

use super::column_plan::first_columns;
use super::column_row::ColumnRow;
use super::import_state::use_import;
use crate::components::icon::Icon;
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
            <ColumnList sheet=sheet.clone() />
            <HeaderSwitch sheet=sheet.clone() />
            <GuessAgain sheet />
        </details>
    }
}

#[component]
fn ColumnList(sheet: Arc<Sheet>) -> impl IntoView {
    let i18n = use_i18n();
    let shows_all = RwSignal::new(false);
    let (count, first) = (sheet.header.len(), first_columns(&sheet));
    let hidden = count - first.len();
    let has_more = move || hidden > 0 && !shows_all.get();
    let shown = move || if shows_all.get() { (0..count).collect() } else { first.clone() };
    view! {
        <ul class="import-column-list">
            <For each=shown key=|column| *column let(column)>
                <ColumnRow sheet=sheet.clone() column />
            </For>
            <Show when=has_more>
                <li>
                    <button
                        type="button"
                        class="button button--quiet"
                        on:click=move |_| shows_all.set(true)
                    >
                        {move || i18n.plural(Text::ImportColumnsMore, hidden)}
                    </button>
                </li>
            </Show>
        </ul>
    }
}

#[component]
fn HeaderSwitch(sheet: Arc<Sheet>) -> impl IntoView {
    let (i18n, import) = (use_i18n(), use_import());
    let has_header = sheet.has_header;
    let toggle = move |_| {
        let columns = sheet.has_title().then(|| sheet.assigned.clone());
        import.choose_columns(&sheet, columns, !has_header);
    };
    view! {
        <label class="import-include">
            <input type="checkbox" prop:checked=has_header on:change=toggle />
            <span>{i18n.text(Text::ImportHasHeader)}</span>
        </label>
    }
}

/// Takes a choice back, where there is one.
#[component]
fn GuessAgain(sheet: Arc<Sheet>) -> impl IntoView {
    let (i18n, import) = (use_i18n(), use_import());
    let options = import.options();
    let is_chosen = options.columns.is_some() || options.has_header.is_some();
    is_chosen.then(|| {
        view! {
            <button
                type="button"
                class="button button--quiet"
                on:click=move |_| import.guess_columns(&sheet)
            >
                {i18n.text(Text::ImportGuessAgain)}
            </button>
        }
    })
}
