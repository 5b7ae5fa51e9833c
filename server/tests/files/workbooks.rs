//! Workbooks: the sheets of `.xlsx`, `.xls` and `.ods` are read as their cells show them.

use domain::sheet::ReadOptions;
use server::files;
use std::io::Cursor;

use server::files::job::Job;

use super::workbook_files::{
    Cell, Sheet, archive, ods, ods_of, parts_of_an_xlsx, xls, xlsx, xlsx_of,
};
use super::*;
use Cell::{Day, Empty, Number, Text};

/// A form of workbook: its name, what writes it, and how a day is shown in it.
type Form = (&'static str, fn(&[Sheet]) -> Vec<u8>, &'static str);

const FORMS: [Form; 3] =
    [("xlsx", xlsx, "2026-10-15"), ("xls", xls, "2026-10-15"), ("ods", ods, "15/10/2026")];

fn backlog() -> Sheet {
    let rows = vec![
        vec![Text("Backlog of the yard")],
        vec![],
        vec![
            Empty,
            Text("Title"),
            Text("Key"),
            Text("Story Points"),
            Text("Description"),
            Text("Due"),
        ],
        vec![
            Empty,
            Text("Mend the gate, please"),
            Text("T-1"),
            Number(5.0),
            Text("It \"squeaks\"\nand <sticks> & rusts"),
            Day(46_310.0),
        ],
        vec![],
        vec![Empty, Text("Größe prüfen"), Text("T-2"), Number(0.5), Empty, Empty],
        vec![Empty, Empty, Text("T-3"), Number(2.0)],
    ];
    ("Stories", rows)
}

fn notes() -> Sheet {
    ("Notes", vec![vec![Text("Ask Ana"), Text("Monday")], vec![Text("Ask Ben"), Text("Friday")]])
}

fn read_with(bytes: &[u8], options: &ReadOptions) -> Preview {
    files::read(bytes, options, &Job::default()).unwrap()
}

#[test]
fn every_form_of_workbook_is_read_as_its_cells_show_it() {
    for (form, write, day) in FORMS {
        let preview = read_with(&write(&[notes(), backlog()]), &ReadOptions::default());
        let mend = StoryDraft {
            key: Some("T-1".to_owned()),
            title: "Mend the gate, please".to_owned(),
            description: "It \"squeaks\"\nand <sticks> & rusts".to_owned(),
            estimate: Some("5".to_owned()),
            ..StoryDraft::default()
        };
        let check = StoryDraft {
            key: Some("T-2".to_owned()),
            title: "Größe prüfen".to_owned(),
            estimate: Some("0.5".to_owned()),
            ..StoryDraft::default()
        };
        assert_eq!(preview.stories, [mend, check], "{form}");
        let workbook = preview.workbook.as_ref().unwrap();
        assert_eq!((workbook.sheets.join(" "), workbook.read), ("Notes Stories".to_owned(), 1));
        let sheet = preview.sheet.as_ref().unwrap();
        assert_eq!((sheet.line, sheet.rows[0][5].as_str()), (3, day), "{form}");
        let left_out = &preview.not_imported[0];
        assert_eq!((left_out.line, &left_out.why), (7, &LeftOutReason::NoTitle), "{form}");
    }
}

#[test]
fn another_sheet_can_be_chosen() {
    for (form, write, _) in FORMS {
        let options = ReadOptions { sheet: Some(0), ..ReadOptions::default() };
        let preview = read_with(&write(&[notes(), backlog()]), &options);
        assert_eq!(preview.workbook.unwrap().read, 0, "{form}");
        assert_eq!(preview.sheet.unwrap().header, ["Ask Ana", "Monday"], "{form}");
    }
}

#[test]
fn a_sheet_with_one_column_is_a_table() {
    let rows = vec![vec![Text("Title")], vec![Text("Oil; then paint")], vec![Text("Paint")]];
    for (form, write, _) in FORMS {
        let preview = read_with(&write(&[("One", rows.clone())]), &ReadOptions::default());
        let titles: Vec<_> = preview.stories.iter().map(|story| story.title.as_str()).collect();
        assert_eq!(titles, ["Oil; then paint", "Paint"], "{form}");
    }
}

#[test]
fn what_is_said_about_sheets_is_printed() {
    let warnings = warnings_of(&xlsx(&[notes(), backlog()]));
    assert_eq!(warnings, ["of 2 sheets, \"Stories\" was read"]);
}

#[test]
fn an_empty_or_damaged_workbook_says_so() {
    for (form, write, _) in FORMS {
        let empty = write(&[("One", vec![])]);
        assert_eq!(preview(&empty), Err(Unreadable::Empty), "{form}");
        let whole = write(&[backlog()]);
        let damaged = &whole[..whole.len() / 2];
        let error = preview(damaged).unwrap_err();
        assert!(
            matches!(error, Unreadable::DamagedWorkbook | Unreadable::NotText),
            "{form}: {error:?}"
        );
    }
    let other = archive(&[("word/document.xml", "<document/>")]);
    let document = Unreadable::Recognised(domain::preview::Recognised::Document);
    assert_eq!(preview(&other), Err(document));
}

#[test]
fn a_cell_at_the_end_of_a_sheet_costs_nothing() {
    let far = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Title</t></is></c></row>\
               <row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>Oil</t></is></c></row>\
               <row r=\"1048576\"><c r=\"XFD1048576\" t=\"inlineStr\"><is><t>x</t></is></c></row>";
    let read = preview(&xlsx_of(&[("One", far.to_owned())])).unwrap();
    assert_eq!(read.stories.len(), 1);
    assert_eq!(read.not_imported[0].line, 1_048_576);
}

#[test]
fn repeated_cells_of_an_ods_are_bounded() {
    let cell = |times: u32, text: &str| {
        format!(
            "<table:table-cell table:number-columns-repeated=\"{times}\">{text}</table:table-cell>"
        )
    };
    let row = |times: u32, cells: &str| {
        format!("<table:table-row table:number-rows-repeated=\"{times}\">{cells}</table:table-row>")
    };
    let title = cell(1, "<text:p>Title</text:p>");
    let oil =
        cell(1, "<text:p>Oil</text:p><office:annotation><text:p>note</text:p></office:annotation>");
    let empty = row(1_048_000, &cell(16_384, ""));
    let sheet = |rows: &[String]| {
        ods_of(&format!("<table:table table:name=\"One\">{}</table:table>", rows.concat()))
    };
    let usual = sheet(&[row(1, &title), row(2, &oil), empty]);
    assert_eq!(preview(&usual).unwrap().stories.len(), 2);
    let bomb = sheet(&[row(1_000_000, &cell(16_384, "<text:p>Oil</text:p>"))]);
    assert!(matches!(preview(&bomb), Err(Unreadable::TooMuch { .. })));
}

#[test]
fn what_unpacks_to_too_much_is_refused() {
    let zeros = "0".repeat(40 * 1024 * 1024);
    for part in [
        "xl/sharedStrings.xml",
        "xl/SHAREDSTRINGS.XML",
        "xl\\styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet1.dat",
    ] {
        let bomb = archive(&[("xl/workbook.xml", "<workbook/>"), (part, &zeros)]);
        assert!(matches!(preview(&bomb), Err(Unreadable::TooMuch { .. })), "{part}");
    }
}

/// As programs write them, which say how often these texts are used as well.
#[test]
fn a_few_shared_texts_may_be_used_very_often() {
    let texts =
        "<sst count=\"90000\" uniqueCount=\"2\"><si><t>Title</t></si><si><t>Oil</t></si></sst>";
    let data = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>\
                <row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c></row>";
    let mut parts = parts_of_an_xlsx(data);
    parts.push(("xl/sharedStrings.xml".to_owned(), texts.to_owned()));
    let parts: Vec<_> = parts.iter().map(|(name, part)| (name.as_str(), part.as_str())).collect();
    assert_eq!(preview(&archive(&parts)).unwrap().stories[0].title, "Oil");
}

/// Whoever reads them makes room for as many as they say.
#[test]
fn shared_texts_that_say_they_are_a_million_millions_are_refused() {
    for count in ["uniqueCount=\"1000000000000\"", "count='9' uniqueCount = '99999999999'"] {
        let texts = format!("<sst {count}><si><t>x</t></si></sst>");
        for texts in [format!("<?xml version=\"1.0\"?><!-- -->{texts}"), format!("<x>{texts}</x>")]
        {
            let parts = [("xl/workbook.xml", "<workbook/>"), ("xl/SharedStrings.xml", &texts)];
            assert_eq!(preview(&archive(&parts)), Err(Unreadable::DamagedWorkbook), "{texts}");
        }
    }
}

#[test]
fn an_xls_with_a_second_workbook_in_it_is_refused() {
    let mut file = cfb::CompoundFile::open(Cursor::new(xls(&[backlog()]))).unwrap();
    file.create_storage("/A").unwrap();
    file.create_stream("/A/WORKBOOK").unwrap();
    let bytes = file.into_inner().into_inner();
    assert_eq!(preview(&bytes), Err(Unreadable::DamagedWorkbook));
}
