//! The contents of files for trackers: columns, estimates, labels and criteria.

use std::io::{Cursor, Read};

use clap::ValueEnum;
use server::files::out::{Target, everything, write};

use super::*;

/// The formats that are tables.
const TABLES: [Target; 5] =
    [Target::ReadyRoomCsv, Target::Jira, Target::AzureDevops, Target::Gitlab, Target::Linear];

fn written(target: Target, stories: Vec<ExportedStory>) -> String {
    let title = "Ferry, =board".to_owned();
    let report = Report { title, stories, ..Report::default() };
    String::from_utf8(write(target, &report)).unwrap()
}

/// The cells below this column, for each story.
fn column(target: Target, name: &str, stories: Vec<ExportedStory>) -> Vec<String> {
    let text = written(target, stories);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let at = reader.headers().unwrap().iter().position(|header| header == name).unwrap();
    reader.records().map(|record| record.unwrap()[at].to_owned()).collect()
}

fn estimated(estimate: Option<&str>) -> ExportedStory {
    ExportedStory {
        title: "Story".to_owned(),
        estimate: estimate.map(str::to_owned),
        ..ExportedStory::default()
    }
}

fn ferry() -> ExportedStory {
    let criterion = |text: &str, state| ExportedCriterion { text: text.to_owned(), state };
    ExportedStory {
        key: Some("US-101".to_owned()),
        title: "Pick a seat".to_owned(),
        description: "So that I **sit** with my <family>.\n\n- a".to_owned(),
        labels: vec!["market day".to_owned(), "print".to_owned()],
        parent: Some("Ferry".to_owned()),
        estimate: Some("5".to_owned()),
        criteria: vec![
            criterion("Given a free seat, when I tap it, then it is mine", CriterionState::Agreed),
            criterion("Taken seats are *grey*", CriterionState::Open),
        ],
        ..ExportedStory::default()
    }
}

#[test]
fn each_importer_gets_its_columns() {
    let header = |target| written(target, vec![ferry()]).lines().next().unwrap().to_owned();
    assert_eq!(
        header(Target::Jira),
        "Summary,Issue key,Issue Type,Description,Acceptance Criteria,Story Points,Epic Link,Parent summary,Labels,Labels"
    );
    assert_eq!(
        header(Target::AzureDevops),
        "Work Item Type,Title,Description,Acceptance Criteria,Story Points,Tags"
    );
    assert_eq!(header(Target::Gitlab), "title,description,due_date,milestone");
    assert_eq!(
        header(Target::Linear),
        "ID,Title,Description,Status,Estimate,Priority,Project,Assignee,Labels,Created,Completed"
    );
}

#[test]
fn each_tracker_gets_its_markup() {
    let cell = |target, name| column(target, name, vec![ferry()]).remove(0);
    assert_eq!(cell(Target::Jira, "Description"), "So that I *sit* with my <family>.\n\n* a");
    assert_eq!(
        cell(Target::Jira, "Acceptance Criteria"),
        "* Given a free seat, when I tap it, then it is mine\n* Taken seats are \\*grey\\*"
    );
    assert_eq!(cell(Target::Jira, "Labels"), "market-day");
    let html = cell(Target::AzureDevops, "Description");
    assert!(html.contains("<strong>sit</strong> with my &lt;family&gt;."), "{html}");
    assert_eq!(
        cell(Target::AzureDevops, "Acceptance Criteria"),
        "<ul><li>Given a free seat, when I tap it, then it is mine</li><li>Taken seats are *grey*</li></ul>"
    );
    assert_eq!(cell(Target::AzureDevops, "Tags"), "market day; print");
    let body = "So that I **sit** with my <family>.\n\n- a\n\n## Acceptance criteria\n\n\
        - [ ] Given a free seat, when I tap it, then it is mine\n- [ ] Taken seats are \\*grey\\*";
    assert_eq!(cell(Target::Linear, "Description"), body);
    assert_eq!(cell(Target::Linear, "Labels"), "market day, print");
    let actions = "/weight 5\n/label ~\"market day\" ~\"print\"";
    assert_eq!(cell(Target::Gitlab, "description"), format!("{body}\n\n{actions}"));
}

#[test]
fn azure_updates_only_work_items_with_a_number() {
    let numbered = ExportedStory { key: Some("1801".to_owned()), ..ferry() };
    let ids = column(Target::AzureDevops, "ID", vec![numbered, ferry()]);
    assert_eq!(ids, ["1801", ""]);
}

#[test]
fn b08_a_size_is_written_as_such_or_as_the_number_that_its_deck_has_set() {
    let size = estimated(Some("M"));
    let counted = ExportedStory { counts_as: Some("8".to_owned()), ..size.clone() };
    for (target, name) in [
        (Target::Jira, "Story Points"),
        (Target::AzureDevops, "Story Points"),
        (Target::Linear, "Estimate"),
    ] {
        assert_eq!(column(target, name, vec![size.clone(), counted.clone()]), ["M", "8"]);
    }
    let texts = column(Target::Gitlab, "description", vec![size.clone(), counted.clone()]);
    assert_eq!(texts, ["Story Points: M", "/weight 8"]);
    let trello = written(Target::Trello, vec![size, counted]);
    let trello: serde_json::Value = serde_json::from_str(&trello).unwrap();
    let value = |card: usize| trello["cards"][card]["customFieldItems"][0]["value"].clone();
    assert_eq!(value(0), serde_json::json!({ "text": "M" }));
    assert_eq!(value(1), serde_json::json!({ "number": "8" }));
}

#[test]
fn b24_no_estimate_is_an_empty_cell_and_0_is_0() {
    let stories = || vec![estimated(None), estimated(Some("0")), estimated(Some("0.5"))];
    for (target, name) in [
        (Target::Jira, "Story Points"),
        (Target::AzureDevops, "Story Points"),
        (Target::Linear, "Estimate"),
    ] {
        assert_eq!(column(target, name, stories()), ["", "0", "0.5"]);
    }
    let texts = column(Target::Gitlab, "description", stories());
    assert_eq!(texts, ["", "/weight 0", "Story Points: 0.5"]);
    let trello: serde_json::Value =
        serde_json::from_str(&written(Target::Trello, stories())).unwrap();
    assert_eq!(trello["cards"][0]["customFieldItems"], serde_json::json!([]));
    assert_eq!(trello["cards"][1]["customFieldItems"][0]["value"]["number"], "0");
    let page = written(Target::Stories, stories());
    assert_eq!(page.matches("**Story Points**").count(), 2);
    assert!(page.contains("**Story Points**: 0\n") && page.contains("**Story Points**: 0.5\n"));
}

#[test]
fn b60_no_cell_of_any_table_begins_like_a_formula() {
    let hostile = |text: &str| ExportedStory {
        key: Some(text.to_owned()),
        title: text.to_owned(),
        description: text.to_owned(),
        labels: vec![text.to_owned()],
        parent: Some(text.to_owned()),
        estimate: Some(text.to_owned()),
        ..ExportedStory::default()
    };
    for target in TABLES {
        let stories = ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "＝1"].map(hostile).to_vec();
        let text = written(target, stories);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        for cell in
            reader.records().flat_map(|r| r.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
        {
            assert!(
                !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝']),
                "{target:?}: {cell:?}"
            );
        }
    }
}

#[test]
fn a_trello_card_has_its_checklist_labels_and_fields_by_their_ids() {
    let board: serde_json::Value =
        serde_json::from_str(&written(Target::Trello, vec![estimated(None), ferry()])).unwrap();
    let (card, checklist) = (&board["cards"][1], &board["checklists"][0]);
    assert_eq!(board["name"], "Ferry, =board");
    assert_eq!(card["idList"], board["lists"][0]["id"]);
    assert_eq!(checklist["idCard"], card["id"]);
    assert_eq!(card["idChecklists"][0], checklist["id"]);
    assert_eq!(checklist["name"], "Acceptance criteria");
    assert_eq!(checklist["checkItems"][1]["name"], "Taken seats are *grey*");
    assert_eq!(card["idLabels"][1], board["labels"][1]["id"]);
    assert_eq!(board["labels"][1]["name"], "print");
    let points = &card["customFieldItems"][0];
    assert_eq!(points["idCustomField"], board["customFields"][0]["id"]);
    assert_eq!(points["value"]["number"], "5");
    assert_eq!(board["customFields"][0]["name"], "Story Points");
    let ids = written(Target::Trello, vec![estimated(None), ferry()]);
    assert!(ids.matches("\"id\": \"").count() > 10);
}

#[test]
fn the_zip_has_every_format_a_file_for_each_feature_and_what_is_added() {
    let report = Report {
        title: "Ferry".to_owned(),
        stories: vec![ferry(), estimated(None)],
        ..Report::default()
    };
    let room = || std::iter::once(("room.json".to_owned(), b"{}".to_vec()));
    let bytes = everything(&report, room());
    assert_eq!(bytes, everything(&report, room()));
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<_> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    assert_eq!(
        names,
        [
            "report.md",
            "stories.md",
            "ready-room.csv",
            "jira.csv",
            "azure-devops.csv",
            "gitlab.csv",
            "linear.csv",
            "trello.json",
            "features/US-101-Pick-a-seat.feature",
            "features/2-Story.feature",
            "room.json",
        ]
    );
    for target in Target::ALL {
        let Ok(mut file) = zip.by_name(target.file_name()) else { continue };
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        assert!(content == write(target, &report), "{target:?}");
    }
    let mut feature = String::new();
    zip.by_index(8).unwrap().read_to_string(&mut feature).unwrap();
    assert!(feature.contains("    When I tap it\n    Then it is mine\n"), "{feature}");
    assert!(feature.contains("  Scenario: Taken seats are *grey*\n"), "{feature}");
}

#[test]
fn every_format_has_a_name_for_the_command_line_and_a_file_of_its_own() {
    assert_eq!(Target::ALL.len(), Target::value_variants().len());
    for target in Target::ALL {
        assert_eq!(Target::of_file(target.file_name()), Some(target));
        assert!(!written(Target::Report, vec![]).is_empty());
    }
    assert_eq!(Target::of_file("jira"), None);
}
