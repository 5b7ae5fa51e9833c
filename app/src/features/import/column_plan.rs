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

/// Whether many columns may hold it.
fn may_be_many(holds: ColumnKind) -> bool {
    matches!(holds, ColumnKind::Labels | ColumnKind::Extra)
}

/// Columns of one name that hold something and are not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnusedColumns {
    /// Their indices.
    pub columns: Vec<u32>,
    /// The name in the header; empty where it has none.
    pub name: String,
    /// In how many rows the first of them that has most holds something.
    pub filled: usize,
    /// What stands in one.
    pub example: String,
}

/// The columns that hold something and are not used, those of one name together.
pub fn unused(sheet: &Sheet) -> Vec<UnusedColumns> {
    let mut groups: Vec<UnusedColumns> = Vec::new();
    for unused in &sheet.unused {
        let name = sheet.header.get(unused.column as usize).cloned().unwrap_or_default();
        let same = groups.iter_mut().find(|group| !name.is_empty() && group.name == name);
        match same {
            Some(group) => {
                group.columns.push(unused.column);
                group.filled = group.filled.max(unused.filled as usize);
            }
            None => groups.push(UnusedColumns {
                columns: vec![unused.column],
                name,
                filled: unused.filled as usize,
                example: unused.example.clone(),
            }),
        }
    }
    groups
}

/// What the columns hold once these hold something that many may hold.
pub fn added(sheet: &Sheet, columns: &[u32], holds: ColumnKind) -> Vec<Assignment> {
    let mut assigned = sheet.assigned.clone();
    match assigned.iter_mut().find(|other| other.holds == holds) {
        Some(same) => same.columns.extend(columns),
        None => assigned.push(Assignment { holds, columns: columns.to_vec() }),
    }
    assigned
}

/// What the columns hold once `column` holds something else. It replaces those that held the same; but
/// labels can stand in many columns, and so can what goes to the end of the description.
pub fn reassigned(sheet: &Sheet, column: usize, holds: Option<ColumnKind>) -> Vec<Assignment> {
    let column = column as u32;
    let mut assigned = sheet.assigned.clone();
    for other in &mut assigned {
        let is_replaced = Some(other.holds) == holds && !may_be_many(other.holds);
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
    use domain::sheet::Unused;

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
    fn unused_columns_of_one_name_are_used_together() {
        let header = ["Title", "Note", "Comment", "Comment"].map(str::to_owned).to_vec();
        let one = |column, filled| Unused { column, filled, example: format!("c{column}") };
        let unused_ones = vec![one(1, 2), one(2, 5), one(3, 1)];
        let sheet = Sheet { header, unused: unused_ones, ..sheet() };
        let groups = unused(&sheet);
        let names: Vec<_> =
            groups.iter().map(|group| (group.name.as_str(), group.filled)).collect();
        assert_eq!(names, [("Note", 2), ("Comment", 5)]);
        assert_eq!((&groups[1].columns[..], groups[1].example.as_str()), (&[2, 3][..], "c2"));
        let assigned = added(&sheet, &groups[1].columns, ColumnKind::Extra);
        assert_eq!(columns(&assigned, ColumnKind::Extra), [2, 3]);
        let assigned = added(&sheet, &[1], ColumnKind::Labels);
        assert_eq!(columns(&assigned, ColumnKind::Labels), [4, 1]);
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
