//! Which sheets of a workbook people see.

use calamine::{Sheet, SheetType, SheetVisible};

use crate::files::workbooks::grid::MOST_SHEETS;

/// The names of the sheets with cells that are not hidden, the first ones of very many.
pub fn names(sheets: &[Sheet]) -> Vec<String> {
    let is_visible = |sheet: &&Sheet| {
        sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet
    };
    sheets.iter().filter(is_visible).take(MOST_SHEETS).map(|sheet| sheet.name.clone()).collect()
}
