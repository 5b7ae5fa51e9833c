//! The samples that the import dialog offers are read as what they are called, and what they are not
//! read as is said.

use domain::preview::Recognised;
use domain::sheet::{Assignment, ColumnKind, ReadOptions};
use server::files;
use server::files::job::Job;

use super::*;

/// Every sample, with its form.
const SAMPLES: [(&str, Format); 21] = [
    ("jira.csv", Format::JiraCsv),
    ("azure-devops.csv", Format::AzureCsv),
    ("github.csv", Format::GithubCsv),
    ("gitlab.csv", Format::GitlabCsv),
    ("linear.csv", Format::LinearCsv),
    ("clickup.csv", Format::ClickupCsv),
    ("pivotal-tracker.csv", Format::PivotalCsv),
    ("thunderdome.csv", Format::ThunderdomeCsv),
    ("trello.json", Format::TrelloJson),
    ("wekan.json", Format::WekanJson),
    ("jira.json", Format::JiraJson),
    ("jira.xml", Format::JiraXml),
    ("github.json", Format::GithubJson),
    ("gitlab.json", Format::GitlabJson),
    ("ready-room.csv", Format::ReadyRoomCsv),
    ("room.json", Format::ReadyRoomJson),
    ("story.feature", Format::Gherkin),
    ("spreadsheet.csv", Format::Spreadsheet),
    ("stories.md", Format::MarkdownStories),
    ("checklist.md", Format::MarkdownChecklist),
    ("list.txt", Format::PastedList),
];

fn sample(file: &str) -> Vec<u8> {
    std::fs::read(format!("{}/../app/samples/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn every_sample_is_read_as_its_form() {
    for (file, format) in SAMPLES {
        let preview = preview(&sample(file)).unwrap_or_else(|error| panic!("{file}: {error:?}"));
        assert_eq!(preview.format, format, "{file}");
        assert_eq!((preview.not_imported, preview.warnings), (Vec::new(), Vec::new()), "{file}");
        let first = &preview.stories[0];
        assert_eq!(first.title, "Reserve a tool for a weekend", "{file}");
        let has_points = !matches!(
            format,
            Format::Gherkin | Format::GithubJson | Format::GithubCsv | Format::ThunderdomeCsv
        );
        assert_eq!(first.estimate.as_deref(), has_points.then_some("5"), "{file}");
        let criteria = match format {
            Format::PastedList => 0,
            Format::ThunderdomeCsv => 1,
            _ => 2,
        };
        assert_eq!(first.criteria.len(), criteria, "{file}");
        let is_one = format == Format::Gherkin;
        assert_eq!(preview.stories.len(), if is_one { 1 } else { 2 }, "{file}");
    }
}

#[test]
fn what_cannot_be_read_says_what_it_is() {
    for (bytes, what) in [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".as_slice(), Recognised::Pdf),
        (b"\x89PNG\r\n\x1a\n\0\0\0", Recognised::Picture),
        (b"<!DOCTYPE html><html><title>Yard | Trello</title></html>", Recognised::TrelloPage),
        (
            b"<?xml version=\"1.0\"?>\n<entity-engine-xml date=\"1\"></entity-engine-xml>",
            Recognised::JiraBackup,
        ),
        (
            b"{\"data\":[{\"gid\":\"1\",\"name\":\"Gate\",\"resource_type\":\"task\"}]}",
            Recognised::AsanaJson,
        ),
    ] {
        let read = preview(bytes);
        assert_eq!(read, Err(Unreadable::Recognised(what)), "{}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn filled_columns_that_are_not_used_are_named_and_can_be_used() {
    let file = "Title,Points,Risk,Region,Empty\nGate,3,High | steep,North,\nBench,5,,South,\n";
    let sheet = read(file).sheet.unwrap();
    let named: Vec<_> = sheet
        .unused
        .iter()
        .map(|one| (sheet.header[one.column as usize].as_str(), one.filled, one.example.as_str()))
        .collect();
    assert_eq!(named, [("Risk", 1, "High | steep"), ("Region", 2, "North")]);
    let mut columns = sheet.assigned.clone();
    let extra = |one: &&mut Assignment| one.holds == ColumnKind::Extra;
    columns.iter_mut().find(extra).unwrap().columns = vec![2, 3];
    let options = ReadOptions { columns: Some(columns), ..ReadOptions::default() };
    let again = files::read(file.as_bytes(), &options, &Job::default()).unwrap();
    let described: Vec<_> = again.stories.iter().map(|story| story.description.as_str()).collect();
    assert_eq!(described, ["**Risk:** High | steep\n\n**Region:** North", "**Region:** South"]);
    assert_eq!(again.sheet.unwrap().unused, []);
}

#[test]
fn a_board_of_wekan_comes_in_without_what_is_archived_or_below_another_card() {
    let board = String::from_utf8(sample("wekan.json")).unwrap();
    let mut board: serde_json::Value = serde_json::from_str(&board).unwrap();
    let cards = board["cards"].as_array_mut().unwrap();
    let mut more = vec![cards[1].clone(), cards[1].clone()];
    (more[0]["_id"], more[0]["archived"]) = ("c3".into(), true.into());
    (more[1]["_id"], more[1]["parentId"]) = ("c4".into(), "c1".into());
    cards.extend(more);
    let preview = read(&board.to_string());
    let why: Vec<_> = preview.not_imported.iter().map(|entry| entry.why.clone()).collect();
    assert_eq!(why, [LeftOutReason::ArchivedCard, LeftOutReason::SubTask]);
    assert_eq!(preview.stories[0].labels, ["loans"]);
    assert_eq!(preview.stories[0].criteria[0], "Calendar shows only free days");
}

#[test]
fn one_issue_of_github_comes_in_and_pull_requests_do_not() {
    let one = r#"{"body":"Why","number":7,"title":"Gate","url":"https://github.com/a/b/issues/7"}"#;
    let preview = read(one);
    assert_eq!(
        (preview.format, preview.stories[0].key.as_deref()),
        (Format::GithubJson, Some("7"))
    );
    let all = r#"[{"number":7,"title":"Gate"},
        {"number":8,"title":"Mend it","pull_request":{"url":"x"}},
        {"number":9,"title":"Mend it too","url":"https://github.com/a/b/pull/9"}]"#;
    let preview = read(all);
    let why: Vec<_> = preview.not_imported.iter().map(|entry| entry.why.clone()).collect();
    assert_eq!(why, [LeftOutReason::PullRequest, LeftOutReason::PullRequest]);
    let project = r#"{"items":[{"content":{"type":"PullRequest","title":"Mend it","number":8},"title":"Mend it"},
        {"content":{"type":"Issue","title":"Gate","number":7},"title":"Gate"}],"totalCount":2}"#;
    let preview = read(project);
    assert_eq!((preview.stories.len(), preview.not_imported.len()), (1, 1));
}
