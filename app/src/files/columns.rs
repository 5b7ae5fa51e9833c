//! What the columns of a spreadsheet hold: as it was guessed, each to be chosen anew, with the first rows
//! beside. A choice is kept for the next table with that header. Decides nothing about stories.

use domain::sheet::{Assigned, Holds, Sheet, Wish};
use web_sys::Event;

use super::formats::chosen_option;
use super::import::Import;
use super::remembered;
use crate::dom::{El, View, button, dynamic, el};
use crate::i18n::{Text, Texts};
use crate::parts::icon::Icon;
use crate::signals::Var;

/// Columns that are shown at first; of exports with hundreds most are empty or of no use.
const SHOWN_COLUMNS: usize = 30;

/// Rows whose cells stand beside a column.
const SHOWN_CELLS: usize = 2;

/// What stands for a column that is not used.
const UNUSED: &str = "";

/// The columns of a table; open where nothing can be imported before the title is chosen.
pub(super) fn columns(sheet: &Sheet, import: Import) -> El {
    let texts = import.texts();
    let all = Var::new(false);
    let shown = sheet.clone();
    let rows = dynamic(move || rows(&shown, import, all));
    let words = el("span").text_of(texts.say(Text::ImportColumns));
    let title = el("summary").child(words).child(Icon::Down.view());
    let open = import.columns_open();
    if !sheet.has_title() {
        open.set(true);
    }
    let part = el("details.import-columns");
    let node = part.html();
    let part = part.on("toggle", move |_: Event| open.set(node.has_attribute("open")));
    let part = if open.get_untracked() { part.attr("open", "") } else { part };
    let missing = (!sheet.has_title()).then(|| {
        el("p.import-missing").attr("role", "alert").text_of(texts.say(Text::ImportNoTitle))
    });
    part.child(title)
        .child(missing)
        .child(el("ul.import-column-list").child(rows))
        .child(header_switch(sheet, import))
        .child(guess_again(sheet, import))
}

fn rows(sheet: &Sheet, import: Import, all: Var<bool>) -> View {
    let texts = import.texts();
    let used = |column: usize| holds(sheet, column).is_some();
    let is_filled = |column: usize| cells(sheet, column).next().is_some();
    let count = sheet.header.len();
    let first: Vec<usize> = (0..count).filter(|column| used(*column)).collect();
    let rest = (0..count).filter(|column| !used(*column) && is_filled(*column));
    let few = first.iter().copied().chain(rest).take(SHOWN_COLUMNS.max(first.len()));
    let shown: Vec<usize> = if all.get() { (0..count).collect() } else { few.collect() };
    let hidden = count - shown.len();
    let more = (hidden > 0).then(|| {
        let press = button("button button--quiet").on_click(move |_| all.set(true));
        el("li").child(press.text(&texts.count(Text::ImportColumnsMore, hidden)))
    });
    let rows = shown.into_iter().map(|column| row(sheet, column, import).into());
    View::of(rows.chain([more.into()]))
}

fn row(sheet: &Sheet, column: usize, import: Import) -> El {
    let texts = import.texts();
    let name = name(texts, sheet, column);
    let held = holds(sheet, column);
    let options = Holds::ALL.into_iter().enumerate().map(|(number, holds)| {
        let words = texts.get(word(holds));
        let option = el("option").attr("value", &number.to_string()).text(&words);
        let is_chosen = held == Some(holds);
        if is_chosen { option.attr("selected", "") } else { option }.into()
    });
    let unused = el("option").attr("value", UNUSED).text(&texts.get(Text::ImportColumnUnused));
    let sheet_of = sheet.clone();
    let choose = move |event: Event| {
        let holds = chosen_option(&event).and_then(|number| Holds::ALL.get(number)).copied();
        let wish = Wish {
            columns: Some(reassigned(&sheet_of, column as u32, holds)),
            has_header: Some(sheet_of.has_header),
            ..import.wish()
        };
        remembered::keep(&sheet_of, &wish);
        import.read_as(wish);
    };
    let select = el("select.field-input")
        .attr("aria-label", &name)
        .on("change", choose)
        .child(unused)
        .child(View::of(options));
    let cells: Vec<&str> = cells(sheet, column).take(SHOWN_CELLS).collect();
    el("li.import-column")
        .class_if("is-used", move || held.is_some())
        .child(el("bdi.import-column-name").text(&name))
        .child(el("bdi.import-column-cells").text(&cells.join(" · ")))
        .child(select)
}

fn header_switch(sheet: &Sheet, import: Import) -> El {
    let texts = import.texts();
    let (sheet, is_header) = (sheet.clone(), sheet.has_header);
    let turn = move |_: Event| {
        let columns = sheet.has_title().then(|| sheet.assigned.clone());
        let wish = Wish { columns, has_header: Some(!is_header), ..import.wish() };
        remembered::keep(&sheet, &wish);
        import.read_as(wish);
    };
    let tick = el("input").attr("type", "checkbox").checked(move || is_header);
    el("label.import-include")
        .child(tick.on("change", turn))
        .child(el("span").text_of(texts.say(Text::ImportHasHeader)))
}

/// Takes a choice back.
fn guess_again(sheet: &Sheet, import: Import) -> Option<El> {
    let wish = import.wish();
    let sheet = sheet.clone();
    let is_chosen = wish.columns.is_some() || wish.has_header.is_some();
    is_chosen.then(|| {
        button("button button--quiet")
            .on_click(move |_| {
                remembered::forget(&sheet);
                import.read_as(Wish { format: import.wish().format, ..Wish::default() });
            })
            .text_of(import.texts().say(Text::ImportGuessAgain))
    })
}

/// What the columns hold once one of them holds something else: it takes the place of those that held it,
/// but labels may stand in many.
fn reassigned(sheet: &Sheet, column: u32, holds: Option<Holds>) -> Vec<Assigned> {
    let mut assigned = sheet.assigned.clone();
    for one in &mut assigned {
        let is_replaced = Some(one.holds) == holds && one.holds != Holds::Labels;
        one.columns.retain(|other| *other != column && !is_replaced);
    }
    if let Some(holds) = holds {
        match assigned.iter_mut().find(|one| one.holds == holds) {
            Some(one) => one.columns.push(column),
            None => assigned.push(Assigned { holds, columns: vec![column] }),
        }
    }
    assigned
}

fn holds(sheet: &Sheet, column: usize) -> Option<Holds> {
    let is_it = |one: &&Assigned| one.columns.contains(&(column as u32));
    sheet.assigned.iter().find(is_it).map(|one| one.holds)
}

/// What stands in the column in the first rows.
fn cells(sheet: &Sheet, column: usize) -> impl Iterator<Item = &str> {
    let cells = sheet.rows.iter().filter_map(move |row| row.get(column));
    cells.map(String::as_str).filter(|cell| !cell.is_empty())
}

fn name(texts: Texts, sheet: &Sheet, column: usize) -> String {
    let name = &sheet.header[column];
    if name.is_empty() {
        let number = texts.number(column as f64 + 1.0);
        texts.with(Text::ImportColumnNumber, &[("number", &number)])
    } else {
        name.clone()
    }
}

fn word(holds: Holds) -> Text {
    match holds {
        Holds::Title => Text::HoldsTitle,
        Holds::Key => Text::HoldsKey,
        Holds::Type => Text::HoldsType,
        Holds::Description => Text::HoldsDescription,
        Holds::Criteria => Text::HoldsCriteria,
        Holds::Estimate => Text::HoldsEstimate,
        Holds::Labels => Text::HoldsLabels,
        Holds::Parent => Text::HoldsParent,
        Holds::Link => Text::HoldsLink,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        let one = |holds, columns: &[u32]| Assigned { holds, columns: columns.to_vec() };
        let assigned =
            vec![one(Holds::Title, &[0]), one(Holds::Estimate, &[2, 3]), one(Holds::Labels, &[4])];
        Sheet { assigned, ..Sheet::default() }
    }

    fn columns(assigned: &[Assigned], holds: Holds) -> &[u32] {
        assigned.iter().find(|one| one.holds == holds).map_or(&[], |one| &one.columns)
    }

    #[test]
    fn a_column_takes_the_place_of_those_that_held_the_same() {
        let assigned = reassigned(&sheet(), 1, Some(Holds::Estimate));
        assert_eq!(columns(&assigned, Holds::Estimate), [1]);
        assert_eq!(columns(&assigned, Holds::Title), [0]);
        let moved = reassigned(&sheet(), 0, Some(Holds::Key));
        assert_eq!(
            (columns(&moved, Holds::Title), columns(&moved, Holds::Key)),
            (&[][..], &[0][..])
        );
    }

    #[test]
    fn labels_stand_in_many_columns_and_any_can_be_unused() {
        let assigned = reassigned(&sheet(), 5, Some(Holds::Labels));
        assert_eq!(columns(&assigned, Holds::Labels), [4, 5]);
        assert_eq!(columns(&reassigned(&sheet(), 4, None), Holds::Labels), [0_u32; 0]);
    }
}
