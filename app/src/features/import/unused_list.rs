//! The filled columns of a table that nothing is made of, each to be used with one press.

use std::sync::Arc;

use domain::sheet::{ColumnKind, Sheet};
use leptos::prelude::*;

use super::column_plan::{UnusedColumns, added, unused};
use super::column_row::column_name;
use super::import_state::use_import;
use crate::i18n::{Text, use_i18n};

/// How many are shown at first.
const SHOWN: usize = 6;

/// The list; nothing where all filled columns are used.
#[component]
pub fn UnusedList(
    /// The table.
    sheet: Arc<Sheet>,
) -> impl IntoView {
    let i18n = use_i18n();
    let shows_all = RwSignal::new(false);
    let groups = unused(&sheet);
    let count = groups.len();
    let rows = groups.into_iter().enumerate().map(|(at, group)| {
        let sheet = sheet.clone();
        let is_shown = move || at < SHOWN || shows_all.get();
        view! {
            <Show when=is_shown>
                <UnusedRow sheet=sheet.clone() group=group.clone() />
            </Show>
        }
    });
    let rows = rows.collect_view();
    (count > 0).then(|| {
        view! {
            <section class="import-unused">
                <h3>{move || i18n.plural(Text::ImportUnused, count)}</h3>
                <ul>{rows}</ul>
                <Show when=move || { count > SHOWN && !shows_all.get() }>
                    <button
                        type="button"
                        class="button button--quiet"
                        on:click=move |_| shows_all.set(true)
                    >
                        {move || i18n.plural(Text::ImportUnusedMore, count - SHOWN)}
                    </button>
                </Show>
            </section>
        }
    })
}

/// One name, with what stands in such a column.
#[component]
fn UnusedRow(sheet: Arc<Sheet>, group: UnusedColumns) -> impl IntoView {
    let i18n = use_i18n();
    let UnusedColumns { columns, name, filled, example } = group;
    let first = columns.first().map_or(0, |column| *column as usize);
    let name = column_name(i18n, &name, first);
    let facts = move || i18n.plural_with(Text::ImportUnusedRows, filled, &[("example", &example)]);
    view! {
        <li class="import-unused-row">
            <bdi class="import-unused-name">{name.clone()}</bdi>
            <bdi class="import-unused-facts">{facts}</bdi>
            <UseButton
                sheet=sheet.clone()
                columns=columns.clone()
                name=name.clone()
                holds=ColumnKind::Extra
            />
            <UseButton sheet columns name holds=ColumnKind::Labels />
        </li>
    }
}

/// Uses columns in one way; everything is drawn anew.
#[component]
fn UseButton(
    sheet: Arc<Sheet>,
    columns: Vec<u32>,
    name: String,
    holds: ColumnKind,
) -> impl IntoView {
    let (i18n, import) = (use_i18n(), use_import());
    let says = match holds {
        ColumnKind::Labels => Text::ImportUnusedToLabels,
        _ => Text::ImportUnusedToDescription,
    };
    // The name that is seen, and which of several such buttons it is.
    let label = move || [i18n.get(says), name.clone()].join(": ");
    let choose = move |_| {
        import.choose_columns(&sheet, Some(added(&sheet, &columns, holds)), sheet.has_header);
    };
    view! {
        <button type="button" class="button" aria-label=label on:click=choose>
            {i18n.text(says)}
        </button>
    }
}
