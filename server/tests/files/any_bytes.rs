//! No input makes a reader panic.

use proptest::prelude::*;

use server::files::out::{Target, write};

use super::workbook_files::{Cell, ods, xls, xlsx};
use super::*;

fn mutated() -> impl Strategy<Value = Vec<u8>> {
    edited(prop::sample::select(inputs::ALL).prop_map(inputs::bytes))
}

/// A workbook of which some bytes are others. That in the old form is not packed, so any record of it
/// may be damaged.
fn mutated_workbook() -> impl Strategy<Value = Vec<u8>> {
    let text = Cell::Text("Oil the hinge");
    let rows = vec![vec![Cell::Text("Title"), Cell::Text("Points")], vec![text, Cell::Number(3.0)]];
    let sheets = [("One", rows.clone()), ("Two", rows)];
    edited(prop_oneof![
        4 => Just(xls(&sheets)),
        1 => Just(xlsx(&sheets)),
        1 => Just(ods(&sheets)),
    ])
}

fn edited(file: impl Strategy<Value = Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    let edits = prop::collection::vec((any::<prop::sample::Index>(), any_byte()), 1..20);
    (file, edits).prop_map(|(mut bytes, edits)| {
        for (at, byte) in edits {
            let at = at.index(bytes.len());
            match byte {
                Some(byte) => bytes[at] = byte,
                None => drop(bytes.remove(at)),
            }
        }
        bytes
    })
}

/// A byte that has a meaning for readers, any other byte, or none to remove the byte.
fn any_byte() -> impl Strategy<Value = Option<u8>> {
    let telling = prop::sample::select(b"\",;\t|\r\n*#[]{}()-'\\h:`".as_slice());
    prop_oneof![telling.prop_map(Some), any::<u8>().prop_map(Some), Just(None)]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn never_make_the_preview_panic(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        let _ = preview_json::to_json(&bytes);
    }

    #[test]
    fn damaged_inputs_never_make_the_preview_panic(bytes in mutated()) {
        let _ = preview_json::to_json(&bytes);
    }

    #[test]
    fn damaged_workbooks_never_make_the_preview_panic(bytes in mutated_workbook()) {
        let _ = preview_json::to_json(&bytes);
    }

    #[test]
    fn any_title_and_criterion_survive_export_and_import(
        title in "\\PC*[a-z][\\PC\r\n\t]*", text in "[\\PC\n]*[a-z]\\PC*",
    ) {
        let criterion = ExportedCriterion { text, state: CriterionState::Agreed };
        let story = ExportedStory {
            title, criteria: vec![criterion], ..ExportedStory::default()
        };
        let read = read(&csv(std::slice::from_ref(&story)));
        prop_assert_eq!(&read.stories[0].title, &story.title);
        prop_assert_eq!(&read.stories[0].criteria[0], &story.criteria[0].text);
    }

    #[test]
    fn any_story_can_be_written_in_every_format_without_formulas(
        texts in prop::collection::vec("[\\PC\r\n\t]{0,40}|[-=+@'*#\\[\\]{}|<>/`_!\\\\h1.: \n]{0,40}", 7),
    ) {
        let text = |at: usize| texts[at].clone();
        let criterion = ExportedCriterion { text: text(0), state: CriterionState::Unclear };
        let story = ExportedStory {
            key: Some(text(1)),
            title: text(2),
            description: text(3),
            labels: vec![text(4)],
            parent: Some(text(5)),
            estimate: Some(text(6)),
            criteria: vec![criterion],
            ..ExportedStory::default()
        };
        let report = Report { title: text(2), stories: vec![story], ..Report::default() };
        for target in Target::ALL {
            let written = write(target, &report);
            if target.ending() == "csv" {
                let mut reader = csv::Reader::from_reader(written.as_slice());
                for row in reader.records() {
                    for cell in &row.unwrap() {
                        prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']));
                    }
                }
            }
        }
    }
}
