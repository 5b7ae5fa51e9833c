//! One column of a table: its name, what stands in its first rows, and what it holds.

use std::sync::Arc;

use domain::sheet::{ColumnKind, Sheet};
use leptos::prelude::*;

use super::column_plan::{cells, held, reassigned};
use super::import_state::use_import;
use crate::i18n::{I18n, Text, use_i18n};

/// How many cells are shown beside a column.
const SHOWN_CELLS: usize = 2;

/// The value of the option for a column that is not used.
const UNUSED: &str = "";

/// The column with the choice of what it holds.
#[component]
pub fn ColumnRow(
    /// The table.
    sheet: Arc<Sheet>,
    /// The number of the column, from 0.
    column: usize,
) -> impl IntoView {
    let (i18n, import) = (use_i18n(), use_import());
    let held = held(&sheet, column);
    let name = {
        let name = sheet.header.get(column).cloned().unwrap_or_default();
        Signal::derive(move || column_name(i18n, &name, column))
    };
    let first_cells = cells(&sheet, column).take(SHOWN_CELLS).collect::<Vec<_>>().join(" · ");
    let options = ColumnKind::ALL.into_iter().enumerate().map(|(index, holds)| {
        view! {
            <option value=index.to_string() selected=held == Some(holds)>
                {i18n.text(text(holds))}
            </option>
        }
    });
    let choose = move |value: String| {
        let holds = value.parse().ok().and_then(|index: usize| ColumnKind::ALL.get(index)).copied();
        import.choose_columns(&sheet, Some(reassigned(&sheet, column, holds)), sheet.has_header);
    };
    view! {
        <li class="import-column" class:is-used=held.is_some()>
            <bdi class="import-column-name">{name}</bdi>
            <bdi class="import-column-cells">{first_cells}</bdi>
            <select
                class="field-input"
                aria-label=name
                on:change:target=move |event| choose(event.target().value())
            >
                <option value=UNUSED>{i18n.text(Text::ImportColumnUnused)}</option>
                {options.collect_view()}
            </select>
        </li>
    }
}

/// The name in the header; a number where it has none.
pub fn column_name(i18n: I18n, name: &str, column: usize) -> String {
    if !name.is_empty() {
        return name.to_owned();
    }
    let number = i18n.number(column as f64 + 1.0);
    i18n.format(Text::ImportColumnNumber, &[("number", &number)])
}

fn text(holds: ColumnKind) -> Text {
    match holds {
        ColumnKind::Title => Text::HoldsTitle,
        ColumnKind::Key => Text::HoldsKey,
        ColumnKind::Type => Text::HoldsType,
        ColumnKind::Description => Text::HoldsDescription,
        ColumnKind::Criteria => Text::HoldsCriteria,
        ColumnKind::Estimate => Text::HoldsEstimate,
        ColumnKind::Labels => Text::HoldsLabels,
        ColumnKind::Parent => Text::HoldsParent,
        ColumnKind::Link => Text::HoldsLink,
        ColumnKind::Extra => Text::HoldsExtra,
    }
}
