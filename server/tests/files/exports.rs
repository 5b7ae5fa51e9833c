//! Ready Room reads back what it writes, and no spreadsheet runs it as a formula.

use super::*;

fn voted(title: &str, cards: &[&str], average: f64) -> ExportedStory {
    let votes = cards
        .iter()
        .zip('A'..)
        .map(|(card, name)| (Some(name.to_string()), (*card).to_owned()))
        .map(|(name, card)| ExportedVote { name, card, remark: None, scores: Vec::new() });
    let round = ExportedRound {
        number: 1,
        took_ms: Some(90_000),
        votes: votes.collect(),
        average: Some(average),
        ..ExportedRound::default()
    };
    ExportedStory { title: title.to_owned(), rounds: vec![round], ..ExportedStory::default() }
}

fn cells(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let records = reader.records().map(|record| record.unwrap());
    records.map(|record| record.iter().map(str::to_owned).collect()).collect()
}

#[test]
fn b06_averages_have_two_decimals_in_csv_and_markdown() {
    let stories = vec![
        voted("Long tail", &["2", "2", "2", "2", "2", "3"], 13.0 / 6.0),
        voted("Rounded up", &["1", "2", "2"], 5.0 / 3.0),
    ];
    let rows = cells(&csv(&stories));
    assert_eq!(rows[0][4..8], ["A: 2; B: 2; C: 2; D: 2; E: 2; F: 3", "2.17", "1", "1.5"]);
    assert_eq!(rows[1][5], "1.67");
    let page = markdown(&Report { stories, ..Report::default() });
    assert!(page.contains("| Long tail |  | 2.17 | 1 |"), "{page}");
    assert!(page.contains("- Average: 2.17\n") && page.contains("- Average: 1.67\n"), "{page}");
}

#[test]
fn b24_no_estimate_stays_empty_and_0_stays_0() {
    let story = |estimate: Option<&str>| ExportedStory {
        title: "Story".to_owned(),
        estimate: estimate.map(str::to_owned),
        ..ExportedStory::default()
    };
    let stories = [story(None), story(Some("0")), story(Some("0.5")), story(Some("a week"))];
    let csv = csv(&stories);
    let exported: Vec<_> = cells(&csv).into_iter().map(|row| row[3].clone()).collect();
    assert_eq!(exported, ["", "0", "0.5", "a week"]);
    let read: Vec<_> = read(&csv).stories.into_iter().map(|story| story.estimate).collect();
    assert_eq!(read, stories.map(|story| story.estimate));
}

#[test]
fn the_columns_are_in_order() {
    assert_eq!(
        csv(&[]),
        "Title,Key,Link,Estimate,Votes,Average,Rounds,Minutes,Criteria,Description,Labels,Parent,Type,Actual\r\n"
    );
    assert_eq!(read(&csv(&[])).format, Format::ReadyRoomCsv);
    // A file of before there was the last column.
    let older = csv(&[]).replace(",Type,Actual", "");
    assert_eq!(read(&older).format, Format::ReadyRoomCsv);
}

#[test]
fn b60_titles_that_look_like_formulas_survive_and_run_nowhere() {
    let titles = [
        "=1+1",
        "+1",
        "-1",
        "@A1",
        "\t=1+1",
        "\r=1+1",
        "\n=1",
        "'=1",
        "'quoted'",
        "''",
        "\"=1\"",
        " padded ",
        "two\r\nlines",
        "semi;colon, comma",
    ];
    let stories = titles.map(|title| ExportedStory {
        title: title.to_owned(),
        key: Some(title.to_owned()),
        description: title.to_owned(),
        labels: vec!["=label".to_owned(), "market day".to_owned()],
        parent: Some(title.to_owned()),
        ..voted(title, &["-1"], 1.0)
    });
    let csv = csv(&stories);
    for cell in cells(&csv).iter().flatten() {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{cell:?}");
    }
    let preview = read(&csv);
    assert_eq!(preview.stories.len(), titles.len());
    for (read, title) in preview.stories.iter().zip(titles) {
        assert_eq!((read.title.as_str(), read.key.as_deref()), (title, Some(title)));
        assert_eq!((read.description.as_str(), read.parent.as_deref()), (title, Some(title)));
        assert_eq!(read.labels, ["=label", "market day"]);
    }
}

#[test]
fn every_input_survives_export_and_import() {
    for file in inputs::ALL {
        let Ok(preview) = preview(&inputs::bytes(file)) else { continue };
        let stories: Vec<_> = preview.stories.into_iter().map(discussed).collect();
        let exported: Vec<_> = stories.iter().cloned().map(ExportedStory::from).collect();
        let again = read(&csv(&exported));
        assert_eq!(again.stories, stories, "{file}");
        assert_eq!((again.not_imported.len(), again.warnings.len()), (0, 0), "{file}");
    }
}

/// The story after a team has discussed its criteria.
fn discussed(draft: StoryDraft) -> StoryDraft {
    let states = [CriterionState::Open, CriterionState::Agreed, CriterionState::Unclear];
    let states = states.into_iter().cycle().take(draft.criteria.len()).collect();
    StoryDraft { states, criteria_place: None, ..draft }
}
