//! Round trips: every format with a reader gives the stories back, as far as it can contain them.

use server::files::out::{self, Target, write};

use super::*;

/// An export format with a reader: the format it is read as, and what it keeps of a story.
pub struct Form {
    pub target: Target,
    pub format: Format,
    pub holds: fn(StoryDraft) -> StoryDraft,
}

/// All export formats with a reader. A new reader is one more line here.
pub const FORMS: [Form; 7] = [
    Form { target: Target::ReadyRoomCsv, format: Format::ReadyRoomCsv, holds: everything },
    Form { target: Target::Jira, format: Format::JiraCsv, holds: jira },
    Form { target: Target::AzureDevops, format: Format::AzureCsv, holds: azure },
    Form { target: Target::Gitlab, format: Format::GitlabCsv, holds: gitlab },
    Form { target: Target::Linear, format: Format::LinearCsv, holds: linear },
    Form { target: Target::Trello, format: Format::TrelloJson, holds: stateless },
    Form { target: Target::Stories, format: Format::MarkdownStories, holds: everything },
];

/// Criteria become scenarios, so of most of them only the content comes back, not the exact form.
pub fn gherkin() -> Form {
    Form { target: Target::Feature, format: Format::Gherkin, holds: everything }
}

fn everything(story: StoryDraft) -> StoryDraft {
    story
}

/// Jira's file has neither links nor states, its labels have no blanks, and a description in wiki
/// markup is a different text; see `a_plain_description_survives_jira`.
fn jira(story: StoryDraft) -> StoryDraft {
    let labels = story.labels.iter().map(|label| with_blanks(label, "-")).collect();
    let description = String::new();
    let kind = Some(out::jira::kind(story.kind.as_deref()).to_owned());
    StoryDraft { link: None, states: Vec::new(), labels, description, kind, ..unindented(story) }
}

/// The file for Azure DevOps has only numbers as keys, no parents, and the description as HTML. Types
/// of other trackers become its own; see `types_go_back_as_what_they_came`.
fn azure(story: StoryDraft) -> StoryDraft {
    let (link, parent, description) = (None, None, String::new());
    let is_number = |key: &String| key.bytes().all(|byte| byte.is_ascii_digit());
    let key = story.key.filter(is_number);
    let labels = story.labels.iter().map(|label| label.replace(';', ",")).collect();
    let kind = None;
    StoryDraft { key, link, parent, kind, description, labels, states: Vec::new(), ..story }
}

/// GitLab numbers issues itself, and its file has neither parents nor types. A backslash before a slash, which
/// keeps a line from being a quick action, is not visible, so it may come back or not.
fn gitlab(story: StoryDraft) -> StoryDraft {
    let name = |label: &String| with_blanks(label, " ").replace('"', "'");
    let labels = story.labels.iter().map(name).collect();
    let description = story.description.replace("\\/", "/");
    let story = StoryDraft { key: None, parent: None, kind: None, labels, description, ..story };
    let story = StoryDraft { link: None, ..story };
    unindented(stateless(story))
}

/// Linear's labels have no commas, and its issues no types.
fn linear(story: StoryDraft) -> StoryDraft {
    let labels = story.labels.iter().map(|label| label.replace(',', ";")).collect();
    StoryDraft { link: None, kind: None, labels, ..unindented(stateless(story)) }
}

fn with_blanks(label: &str, blank: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(blank)
}

/// List items have neither blank lines nor indentation.
fn unindented(story: StoryDraft) -> StoryDraft {
    let lines = |text: &String| -> Vec<String> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(str::to_owned).collect()
    };
    let criteria = story.criteria.iter().map(|text| lines(text).join("\n")).collect();
    StoryDraft { criteria, ..story }
}

/// What a team agreed on is not done yet, so no box is ticked and the states are lost.
fn stateless(story: StoryDraft) -> StoryDraft {
    StoryDraft { states: Vec::new(), ..story }
}

/// Writes the stories in a format and reads them back.
pub fn again(form: &Form, stories: &[StoryDraft]) -> Vec<StoryDraft> {
    let stories = stories.iter().cloned().map(ExportedStory::from).collect();
    let written = write(form.target, &Report { stories, ..Report::default() });
    let read = preview(&written).unwrap();
    assert_eq!(read.format, form.format);
    assert_eq!((read.not_imported, read.warnings), (Vec::new(), Vec::new()), "{:?}", form.target);
    read.stories
}

#[test]
fn every_input_survives_every_format_with_a_reader() {
    for file in inputs::ALL {
        let Ok(read) = preview(&inputs::bytes(file)) else { continue };
        for form in &FORMS {
            let held = |stories: Vec<StoryDraft>| -> Vec<StoryDraft> {
                stories.into_iter().map(form.holds).collect()
            };
            let read_back = again(form, &read.stories).into_iter().map(opened).collect();
            let expected = read.stories.clone().into_iter().map(opened).collect();
            assert_eq!(held(read_back), held(expected), "{file} as {:?}", form.target);
        }
    }
}

/// The story with states for all its criteria, all of them open. That its criteria stood in the
/// description is known only to files that have them there.
fn opened(story: StoryDraft) -> StoryDraft {
    StoryDraft { states: Vec::new(), criteria_place: None, ..story }
}

#[test]
fn b60_titles_that_look_like_formulas_come_back_from_every_format_with_a_reader() {
    let titles = [
        "=1+1", "+1", "-1", "@A1", "\t=1+1", "\r=1+1", "'=1", "''", "'quoted'", "\"=1\"", "a; b, c",
    ];
    // Only Ready Room's own formats keep blanks around a title.
    let stories =
        titles.map(|title| StoryDraft { title: title.to_owned(), ..StoryDraft::default() });
    for form in &FORMS {
        let read: Vec<_> = again(form, &stories).into_iter().map(|story| story.title).collect();
        let read: Vec<_> = read.iter().map(|title| title.trim()).collect();
        assert_eq!(read, titles.map(str::trim), "{:?}", form.target);
    }
}

#[test]
fn criteria_come_back_from_every_format_with_a_reader() {
    let criteria = [
        "Given a gate\nWhen a ticket is shown\nThen it opens",
        "5*3 and snake_case {x} [2] a|b",
        "-5 °C is not too cold",
        "(x) marks the *spot*",
        "[ ] no box",
        "see https://e.example/a_b_c",
        "`code` and <https://e.example>",
    ];
    let story = StoryDraft {
        title: "Gate".to_owned(),
        criteria: criteria.map(str::to_owned).to_vec(),
        ..StoryDraft::default()
    };
    for form in &FORMS {
        assert_eq!(
            again(form, std::slice::from_ref(&story))[0].criteria,
            criteria,
            "{:?}",
            form.target
        );
    }
}

#[test]
fn b24_no_estimate_and_0_come_back_from_every_format_with_a_reader() {
    let estimates = [None, Some("0"), Some("0.5"), Some("13"), Some("M")];
    let stories = estimates.map(|estimate| StoryDraft {
        title: "Story".to_owned(),
        estimate: estimate.map(str::to_owned),
        ..StoryDraft::default()
    });
    for form in &FORMS {
        let read = again(form, &stories);
        let read: Vec<_> = read.iter().map(|story| story.estimate.as_deref()).collect();
        assert_eq!(read, estimates, "{:?}", form.target);
    }
}

#[test]
fn types_go_back_as_what_they_came() {
    let story = |key: &str, kind: Option<&str>| StoryDraft {
        title: "Gate".to_owned(),
        key: Some(key.to_owned()).filter(|key| !key.is_empty()),
        kind: kind.map(str::to_owned),
        ..StoryDraft::default()
    };
    let kinds = |form: &Form, stories: &[StoryDraft]| -> Vec<String> {
        again(form, stories).into_iter().filter_map(|story| story.kind).collect()
    };
    let from_jira = ["Bug", "Fehler", "Verbesserung", "Story", "Spike"];
    let from_jira = from_jira.map(|kind| story("", Some(kind)));
    assert_eq!(kinds(&FORMS[1], &from_jira), ["Bug", "Fehler", "Verbesserung", "Story", "Spike"]);
    let to_azure = ["Bug", "Bug", "User Story", "User Story", "User Story"];
    assert_eq!(kinds(&FORMS[2], &from_jira), to_azure);
    let from_azure = [
        story("7", Some("Product Backlog Item")),
        story("8", Some("Bug")),
        story("9", Some("Change Idea")),
        story("", None),
    ];
    let back = ["Product Backlog Item", "Bug", "Change Idea", "Product Backlog Item"];
    assert_eq!(kinds(&FORMS[2], &from_azure), back);
    assert_eq!(kinds(&FORMS[1], &from_azure), ["Story", "Bug", "Change Idea", "Story"]);
}

/// Criteria of an imported story are one text each, and go back to where they stood.
#[test]
fn criteria_of_a_description_go_back_into_it() {
    let description = "Why\n\nh3. Acceptance criteria\n\n* Opens\n* Shuts\n\nh3. Notes\n\nLater";
    let file =
        format!("Summary,Issue key,Issue Type,Description\nGate,TL-1,Bug,\"{description}\"\n");
    let story = read(&file).stories.remove(0);
    assert_eq!(story.criteria, ["Opens", "Shuts"]);
    assert_eq!(story.description, "Why\n\n### Notes\n\nLater");
    let edited = StoryDraft { criteria: vec!["Opens wide".to_owned()], ..story };
    let exported = vec![ExportedStory::from(edited.clone())];
    let report = Report { stories: exported, ..Report::default() };
    let jira = String::from_utf8(write(Target::Jira, &report)).unwrap();
    let back = "\"Why\n\nh3. Acceptance criteria\n\n* Opens wide\n\nh3. Notes\n\nLater\",,";
    assert!(jira.contains(back), "{jira}");
    for form in &FORMS[1..5] {
        let read = again(form, std::slice::from_ref(&edited)).remove(0);
        assert_eq!((&read.criteria, &read.description), (&edited.criteria, &edited.description));
        assert_eq!(read.criteria_place.map(|place| place.line), Some(1), "{:?}", form.target);
    }
}

#[test]
fn a_plain_description_survives_jira() {
    let story = StoryDraft {
        title: "Gate".to_owned(),
        description: "The gate is shut.\nNobody knows why.\n\nIt was open on Monday.".to_owned(),
        ..StoryDraft::default()
    };
    let read = again(&FORMS[1], std::slice::from_ref(&story));
    assert_eq!(read, [StoryDraft { kind: Some("Story".to_owned()), ..story }]);
}

#[test]
fn a_feature_and_a_criterion_without_steps_come_back_from_gherkin() {
    for file in ["gherkin-french.feature", "gherkin-outline-rule-docstring.feature"] {
        let mut stories = preview(&inputs::bytes(file)).unwrap().stories;
        stories[0].criteria.push("Taken tools are grey".to_owned());
        let form = gherkin();
        let read = again(&form, &stories);
        assert_eq!(read[0].criteria, stories[0].criteria, "{file}");
        assert_eq!((&read[0].title, &read[0].labels), (&stories[0].title, &stories[0].labels));
        assert_eq!(again(&form, &read), read, "{file} once more");
    }
}
