//! What the columns of a table hold, and how that changes when somebody chooses. Pure.

use domain::sheet::{Assignment, ColumnKind, Sheet};

/// How many columns are shown at first: of exports with hundreds, most are empty or of no use.
const SHOWN_COLUMNS: usize = 30;

/// What a column holds.
pub fn held(sheet: &Sheet, column: usize) -> Option<ColumnKind> {
    let has = |assigned: &&Assignment| assigned.columns.contains(&(column as u32));
    sheet.assigned.iter().find(has).map(|assigned| assigned.holds)
}

/// What stands in a column in the first rows.
pub fn cells(sheet: &Sheet, column: usize) -> impl Iterator<Item = &str> {
    let cells = sheet.rows.iter().filter_map(move |row| row.get(column));
    cells.map(String::as_str).filter(|cell| !cell.is_empty())
}

/// The columns that are shown at first: all that hold something, and of the others those with something
/// in them, as long as they are few.
pub fn first_columns(sheet: &Sheet) -> Vec<usize> {
    let is_used = |column: &usize| held(sheet, *column).is_some();
    let columns = || 0..sheet.header.len();
    let mut shown: Vec<usize> = columns().filter(is_used).collect();
    let unused = columns().filter(|column| !is_used(column));
    let filled = unused.filter(|column| cells(sheet, *column).next().is_some());
    shown.extend(filled.take(SHOWN_COLUMNS.saturating_sub(shown.len())));
    shown
}

/// What the columns hold once `column` holds something else. It replaces those that held the same; but
/// labels can stand in many columns.
pub fn reassigned(sheet: &Sheet, column: usize, holds: Option<ColumnKind>) -> Vec<Assignment> {
    let column = column as u32;
    let mut assigned = sheet.assigned.clone();
    for other in &mut assigned {
        let is_replaced = Some(other.holds) == holds && other.holds != ColumnKind::Labels;
        other.columns.retain(|other| *other != column && !is_replaced);
    }
    if let Some(holds) = holds {
        match assigned.iter_mut().find(|other| other.holds == holds) {
            Some(same) => same.columns.push(column),
            None => assigned.push(Assignment { holds, columns: vec![column] }),
        }
    }
    assigned
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        let assigned = |holds, columns: &[u32]| Assignment { holds, columns: columns.to_vec() };
        let assigned = vec![
            assigned(ColumnKind::Title, &[0]),
            assigned(ColumnKind::Estimate, &[2, 3]),
            assigned(ColumnKind::Labels, &[4]),
        ];
        Sheet { assigned, ..Sheet::default() }
    }

    fn columns(assigned: &[Assignment], holds: ColumnKind) -> &[u32] {
        assigned.iter().find(|one| one.holds == holds).map_or(&[], |one| &one.columns)
    }

    #[test]
    fn a_column_takes_the_place_of_those_that_held_the_same() {
        let assigned = reassigned(&sheet(), 1, Some(ColumnKind::Estimate));
        assert_eq!(columns(&assigned, ColumnKind::Estimate), [1]);
        assert_eq!(columns(&assigned, ColumnKind::Title), [0]);
        let moved = reassigned(&sheet(), 0, Some(ColumnKind::Key));
        assert_eq!(columns(&moved, ColumnKind::Title), [0_u32; 0]);
        assert_eq!(columns(&moved, ColumnKind::Key), [0]);
    }

    #[test]
    fn labels_stand_in_many_columns_and_any_can_be_unused() {
        let assigned = reassigned(&sheet(), 5, Some(ColumnKind::Labels));
        assert_eq!(columns(&assigned, ColumnKind::Labels), [4, 5]);
        assert_eq!(columns(&reassigned(&sheet(), 4, None), ColumnKind::Labels), [0_u32; 0]);
    }

    #[test]
    fn of_a_wide_table_the_columns_in_use_are_shown_and_some_with_content() {
        let count = SHOWN_COLUMNS + 20;
        let mut row = vec!["text".to_owned(); count];
        row[1].clear();
        let header = vec![String::new(); count];
        let sheet = Sheet { header, rows: vec![row], ..sheet() };
        let shown = first_columns(&sheet);
        assert_eq!(shown.len(), SHOWN_COLUMNS);
        assert_eq!(shown[..6], [0, 2, 3, 4, 5, 6]);
    }
}
