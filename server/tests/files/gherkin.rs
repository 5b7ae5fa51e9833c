//! Gherkin beyond the inputs: several features in one text, languages, damage and size.

use server::files::scenario;

use super::*;

fn malformed(line: u32, column: u32) -> Result<Preview, Unreadable> {
    Err(Unreadable::Malformed { format: Format::Gherkin, line, column })
}

#[test]
fn a_scenario_becomes_a_criterion_with_its_steps() {
    let text = String::from_utf8(inputs::bytes("gherkin-outline-rule-docstring.feature")).unwrap();
    let story = &read(&text).stories[0];
    assert_eq!(story.labels, ["lending", "slow"]);
    assert_eq!(
        story.description,
        "As a member\nI want to borrow a tool\nSo that I need not buy one\n\n\
         Background:\nGiven the shelf is open\n\nRule: Only members borrow"
    );
    assert_eq!(
        story.criteria[1],
        "Late fee after <days> days\n@fees\nGiven a drill that is <days> days late\n\
         When it comes back\nThen the fee is <fee>\nExamples:\n| days | fee |\n| 1 | 0 |\n\
         | 3 | 2 |\n@long\nExamples: Very late\n| days | fee |\n| 30 | 20 |"
    );
    assert_eq!(
        story.criteria[2],
        "Guest is refused\nGiven a guest\nWhen she asks for a drill\nThen the desk says\n\"\"\"\n\
         Scenario: this line is text, not a scenario\n# and this is no comment\n\"\"\"\n\
         And the log has\n| who | what |\n| guest | drill \\| saw |"
    );
    for criterion in &story.criteria {
        assert_eq!(scenario::parse(criterion).map(|read| read.to_text()).as_ref(), Some(criterion));
    }
    for end in ["\r\n", "\r"] {
        assert_eq!(read(&text.replace('\n', end)).stories[0], *story);
    }
}

#[test]
fn several_features_in_one_text_are_several_stories() {
    let preview = read(
        "Feature: One\nScenario: a\nGiven x\n\n# language: de\n@tag\nFunktionalität: Zwei\n\
         Szenario: b\nAngenommen y\nWenn z\n",
    );
    let titles: Vec<_> = preview.stories.iter().map(|story| story.title.as_str()).collect();
    assert_eq!((preview.format, titles), (Format::Gherkin, vec!["One", "Zwei"]));
    assert_eq!(preview.stories[1].labels, ["tag"]);
    assert_eq!(preview.stories[1].criteria, ["b\nAngenommen y\nWenn z"]);
}

#[test]
fn a_language_is_recognised_by_its_keywords() {
    for (text, criterion) in [
        ("Característica: x\nEscenario: y\nDado z", "y\nDado z"),
        ("Funcionalidade: x\nCenário: y\nQuando z", "y\nQuando z"),
        ("機能: x\nシナリオ: y\n前提z", "y\n前提z"),
        ("Функция: x\nСценарий: y\nДопустим z", "y\nДопустим z"),
    ] {
        let preview = read(text);
        assert_eq!(preview.format, Format::Gherkin, "{text}");
        assert_eq!(preview.stories[0].criteria, [criterion]);
    }
}

#[test]
fn an_error_has_its_position_and_nothing_is_imported() {
    let feature = "Feature: One\n  Scenario: a\n    Given x\n";
    for (more, line, column) in [
        ("    something else\n", 4, 5),
        ("    | a | b |\n    | c |\n", 5, 5),
        ("    | a | b\n", 4, 5),
        ("    \"\"\"\n    open\n", 4, 5),
        ("  @tag\n", 4, 0),
        ("  @tag no\n  Scenario: b\n", 4, 3),
        ("  Background:\n    Given y\n", 4, 3),
        ("    \"\"\"\n    \"\"\"\n    \"\"\"\n    \"\"\"\n", 6, 5),
        ("Feature: Two\n  Examples:\n", 5, 3),
    ] {
        let text = format!("{feature}{more}");
        assert_eq!(preview(text.as_bytes()), malformed(line, column), "{text}");
    }
    let unknown = "# language: xx\nFeature: One\nScenario: a\nGiven x\n";
    assert_eq!(preview(unknown.as_bytes()), malformed(1, 1));
}

#[test]
fn lists_about_features_stay_lists() {
    for text in ["Feature: login\nFeature: logout", "Rule: be kind\nScenario: a", "Given x\nWhen y"]
    {
        assert_eq!(read(text).format, Format::PastedList, "{text}");
    }
}

#[test]
fn a_sentence_that_begins_with_given_is_a_plain_criterion() {
    let json = preview_json::to_json(
        b"**ID**: A-1\n**Title**: x\n\n**Acceptance Criteria:**\n- [ ] Given a seat, when I tap it",
    );
    assert!(!json.unwrap().contains("criteria_steps"));
}

#[test]
fn what_is_too_long_for_a_room_is_left_out() {
    let steps = "Given something that is rather long\n".repeat(100);
    let preview = read(&format!("Feature: One\nScenario: a\n{steps}"));
    let why = LeftOutReason::TooLong { field: "criterion".to_owned(), limit: 2_000 };
    assert_eq!((preview.stories.len(), &preview.not_imported[0].why), (0, &why));
}

#[test]
fn a_mebibyte_of_anything_is_read_in_time() {
    for piece in
        ["\n", "#\n", "    Given a\n", "@a ", "| a |\n", "Scenario: a\n", "\\|", "Rule: a\n"]
    {
        let text =
            format!("Feature: x\nScenario: y\nGiven z\n{}", piece.repeat(1_000_000 / piece.len()));
        let start = std::time::Instant::now();
        let _ = preview(text.as_bytes());
        assert!(start.elapsed().as_secs() < 20, "{piece:?} took {:?}", start.elapsed());
    }
}

#[test]
fn a_text_of_several_lines_may_stand_right_above_examples() {
    let text = "Feature: Gate\n  Scenario Outline: Open\n    Given a letter\n    \"\"\"\n    Dear <name>\n    \"\"\"\n\
                    Examples:\n      | name |\n      | Ana |\n";
    assert_eq!(read(text).stories[0].criteria.len(), 1);
}
