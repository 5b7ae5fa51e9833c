//! Every format with a reader gives any story back, as far as the format can contain it.

use proptest::prelude::*;
use server::files::out::Target;

use super::round_trips::{FORMS, again, gherkin};
use super::*;

/// A line that is not blank: any printable characters, or those that have a meaning in some format.
fn line() -> impl Strategy<Value = String> {
    let printable = "\\PC{0,12}[a-z]\\PC{0,12}";
    let signs = "[-=+@'*#\\[\\](){}|<>/`_!~^$&;:,.\"\\\\hx19 ]{0,14}[a-z][-=+@'*#\\[\\](){}|<>/`_!~^$&;:,.\"\\\\hx19 ]{0,14}";
    let telling = prop::sample::select(vec![
        "&#92; &amp; &lt;",
        "a \\\\ b",
        "/close",
        "/label ~\"a\"",
        "## Acceptance criteria",
        "- [ ] a",
        "<br>",
        "</li><li>",
        "<p>a</p>",
        "<!-- end of description -->",
        "**Title**: a",
        "Given a gate, when it rains, then it shuts",
        "Scenario: a",
        "*(unclear)*",
        "a *(unclear)*",
        "---",
        "```",
        "null",
    ]);
    prop_oneof![3 => printable, 3 => signs, 1 => telling.prop_map(str::to_owned)]
        .prop_map(|line| line.trim().to_owned())
        .prop_filter("a line is not blank", |line| !line.is_empty())
}

/// Lines with indentation and blank lines between them, as in criteria and descriptions.
fn lines(most: usize) -> impl Strategy<Value = String> {
    let next = (prop_oneof![3 => Just("\n"), 1 => Just("\n\n"), 1 => Just("\n  ")], line());
    (line(), prop::collection::vec(next, 0..most)).prop_map(|(first, next)| {
        next.into_iter().fold(first, |text, (gap, line)| text + gap + &line)
    })
}

/// Whether the description is not read as criteria: if it has a list of them, the story must have
/// criteria of its own.
fn is_told_apart(story: &StoryDraft) -> bool {
    !story.criteria.is_empty() || !story.description.contains("criteria")
}

fn story() -> impl Strategy<Value = StoryDraft> {
    let labels = prop::collection::vec(line(), 0..3);
    let criteria = prop::collection::vec(lines(3), 0..3);
    let description = prop_oneof![1 => Just(String::new()), 3 => lines(5)];
    let names = (prop::option::of(line()), prop::option::of(line()), prop::option::of(line()));
    (line(), names, labels, criteria, description)
        .prop_map(|(title, (key, parent, kind), labels, criteria, description)| StoryDraft {
            title,
            key,
            parent,
            kind,
            labels,
            criteria,
            description,
            ..StoryDraft::default()
        })
        .prop_filter("criteria are told apart", is_told_apart)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn any_story_comes_back_from_every_format_with_a_reader(story in story()) {
        for form in &FORMS {
            let read = again(form, std::slice::from_ref(&story));
            let read = (form.holds)(StoryDraft { states: Vec::new(), ..read[0].clone() });
            prop_assert_eq!(read, (form.holds)(story.clone()), "{:?}", form.target);
        }
    }

    #[test]
    fn reading_and_writing_a_feature_again_changes_nothing(story in story()) {
        let once = again(&gherkin(), &[story]);
        let twice = again(&gherkin(), &once);
        prop_assert_eq!(&twice, &once);
        prop_assert_eq!(again(&gherkin(), &twice), twice);
    }
}

#[test]
fn a_criterion_of_one_line_comes_back_from_gherkin() {
    for text in ["Taken seats are *grey*", "Given up", "# of rows: 5", "| a |", "@home", "\"\"\""] {
        let story = StoryDraft {
            title: "Seat".to_owned(),
            criteria: vec![text.to_owned()],
            ..StoryDraft::default()
        };
        assert_eq!(again(&gherkin(), std::slice::from_ref(&story)), [story]);
    }
    assert_eq!(gherkin().target, Target::Feature);
}
