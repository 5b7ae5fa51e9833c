//! What each column of a table holds, to be chosen anew. It is a part that loads when somebody opens it.

use std::sync::Arc;

use domain::sheet::Sheet;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::column_plan::first_columns;
use super::column_row::ColumnRow;
use super::import_state::use_import;
use crate::components::lazy_part::PartMissing;
use crate::i18n::{Text, use_i18n};

/// Loads the choices and shows those of a table.
#[wasm_split(import_source, fallible)]
pub fn load_column_choices(sheet: Arc<Sheet>) -> Result<AnyView, PartMissing> {
    let view = view! {
        <ColumnList sheet=sheet.clone() />
        <HeaderSwitch sheet=sheet.clone() />
        <GuessAgain sheet />
    };
    Ok(view.into_any())
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
