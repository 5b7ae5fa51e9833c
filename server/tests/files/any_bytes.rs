//! No bytes whatever make a reader panic.

use proptest::prelude::*;

use super::*;

fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let file = prop::sample::select(inputs::ALL);
    let edits = prop::collection::vec((any::<prop::sample::Index>(), any_byte()), 1..20);
    (file, edits).prop_map(|(file, edits)| {
        let mut bytes = inputs::bytes(file);
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

/// A byte that means something to a reader, any other, or none: the byte there goes.
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
}
