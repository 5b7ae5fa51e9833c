//! Trello boards beyond the inputs: damage, gaps and other encodings.

use super::*;

fn board(lists: &str, cards: &str, more: &str) -> String {
    format!(
        "{{\"shortLink\":\"b\",\"idOrganization\":null,\n\"cards\":[{cards}],\n\
         \"lists\":[{lists}]{more}}}"
    )
}

const LIST: &str = r#"{"id":"l1","closed":false,"pos":1}"#;

#[test]
fn a_board_is_read_in_every_encoding() {
    let text = board(LIST, r#"{"id":"1","name":"Über (3)","idList":"l1"}"#, "");
    let expected = read(&text);
    assert_eq!(expected.format, Format::TrelloJson);
    assert_eq!(expected.stories[0].estimate.as_deref(), Some("3"));
    let utf16: Vec<u8> =
        format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(preview(&utf16), Ok(expected.clone()));
    assert_eq!(read(&format!("\u{feff}{text}")), expected);
    assert_eq!(read(&text.replace('\n', "\r\n")), expected);
}

#[test]
fn an_empty_board_has_no_stories() {
    let preview = read(&board("", "", ""));
    assert_eq!((preview.format, preview.stories.len()), (Format::TrelloJson, 0));
    assert_eq!(preview.not_imported, []);
}

#[test]
fn damage_is_reported_with_its_line_and_nothing_is_imported() {
    let text = board(LIST, "{\"id\":\"1\",\"name\":\"One\"},\n{\"id\":\"2\" \"name\":\"Two\"}", "");
    let trouble = Unreadable::Malformed { format: Format::TrelloJson, line: 3, column: 11 };
    assert_eq!(preview(text.as_bytes()), Err(trouble));
    let text = board(LIST, "{\"id\":\"1\",\"name\":\"One\"},\n{\"id\":\"2\",\"name\":7}", "");
    let trouble = Unreadable::Malformed { format: Format::TrelloJson, line: 3, column: 0 };
    assert_eq!(preview(text.as_bytes()), Err(trouble));
    let cut = &board(LIST, r#"{"id":"1","name":"One"}"#, "")[..60];
    assert!(!matches!(preview(cut.as_bytes()), Ok(preview) if preview.stories.is_empty()));
}

#[test]
fn cards_without_a_list_come_last_and_ids_may_repeat() {
    let cards = r#"{"id":"1","name":"Nowhere"},{"id":"1","name":"Same id","idList":"l1"},
                   {"id":"2","name":" ","idList":"l1"},{}"#;
    let preview = read(&board(LIST, cards, ""));
    let titles: Vec<_> = preview.stories.iter().map(|story| story.title.as_str()).collect();
    assert_eq!(titles, ["Same id", "Nowhere"]);
    assert!(preview.not_imported.iter().all(|entry| entry.why == LeftOutReason::NoTitle));
    assert_eq!(preview.not_imported.iter().map(|entry| entry.line).collect::<Vec<_>>(), [3, 3]);
}

#[test]
fn labels_links_and_criteria_come_with_the_card() {
    let card = r###"{"id":"1","name":"Bell","idList":"l1","shortUrl":"https://trello.example/c/1",
        "url":"javascript:alert(1)","desc":"Why\n\n## Acceptance criteria\n- Loud",
        "labels":[{"name":"yard","color":"red"},{"name":"","color":"green"},{"name":null}]}"###;
    let story = &read(&board(LIST, card, "")).stories[0];
    assert_eq!(story.labels, ["yard", "green"]);
    assert_eq!(story.link.as_deref(), Some("https://trello.example/c/1"));
    assert_eq!(story.criteria, ["Loud"]);
}

#[test]
fn a_checklist_of_300_items_is_cut_with_a_warning() {
    let items: Vec<_> =
        (0..300).map(|n| format!("{{\"name\":\"Item {n}\",\"pos\":{n}}}")).collect();
    let more = format!(
        ",\"checklists\":[{{\"idCard\":\"1\",\"name\":\"Todo\",\"checkItems\":[{}]}}]",
        items.join(",")
    );
    let preview = read(&board(LIST, r#"{"id":"1","name":"One","idList":"l1"}"#, &more));
    assert_eq!(preview.stories[0].criteria.len(), 200);
    assert_eq!(preview.stories[0].criteria[199], "Item 199");
    assert_eq!(preview.warnings.len(), 1);
}

#[test]
fn points_in_a_field_leave_the_titles_alone() {
    let fields = r#","customFields":[{"id":"p","name":"story points","type":"list","options":
        [{"id":"o","value":{"text":"XL"}}]},{"id":"q","name":"Effort"}]"#;
    let card = |n: u32, items: &str| {
        format!(
            "{{\"name\":\"({n}) Card\",\"pos\":{n},\"idList\":\"l1\",\"customFieldItems\":[{items}]}}"
        )
    };
    let chosen = r#"{"idCustomField":"q","value":{"number":"2"}},
        {"idCustomField":"p","idValue":"o","value":null}"#;
    let odd = r#"{"idCustomField":"q","value":{"text":"TBD"}}"#;
    let cards = [card(1, chosen), card(2, ""), card(3, odd)].join(",");
    let preview = read(&board(LIST, &cards, fields));
    let stories: Vec<_> =
        preview.stories.iter().map(|s| (s.title.as_str(), s.estimate.as_deref())).collect();
    assert_eq!(stories, [("(1) Card", Some("XL")), ("(2) Card", None), ("(3) Card", None)]);
    assert_eq!(preview.warnings.len(), 1);
    let unused = read(&board(LIST, &card(2, ""), fields));
    assert_eq!(unused.stories[0].title, "Card");
    assert_eq!(unused.stories[0].estimate.as_deref(), Some("2"));
}

#[test]
fn other_json_is_refused() {
    for text in ["{\"cards\": []}", "{\"cards\": {}, \"lists\": []}", "[{\"idBoard\":\"1\"}]"] {
        assert_eq!(preview(text.as_bytes()), Err(Unreadable::UnknownFormat), "{text}");
    }
}

#[test]
fn a_card_may_be_exported_alone() {
    let preview = read(
        r#"{"id":"c","idBoard":"b","idList":"l","idShort":7,"name":"Mend the gate (3)","desc":"Why",
        "closed":false,"labels":[{"name":"yard"}],"shortUrl":"https://trello.com/c/abc",
        "checklists":[{"name":"Acceptance criteria","checkItems":[{"name":"Shuts","pos":1}]}]}"#,
    );
    let story = &preview.stories[0];
    assert_eq!((preview.format, preview.stories.len()), (Format::TrelloJson, 1));
    assert_eq!((story.title.as_str(), story.estimate.as_deref()), ("Mend the gate", Some("3")));
    assert_eq!(
        (story.criteria.clone(), story.labels.clone()),
        (vec!["Shuts".to_owned()], vec!["yard".to_owned()])
    );
}

#[test]
fn points_of_any_power_up_and_of_any_dropdown_count() {
    let board = |fields: &str, card: &str| {
        read(&format!(
            r#"{{"id":"b","idOrganization":"o","lists":[{{"id":"l"}}],"customFields":[{fields}],
            "cards":[{{"id":"c","idList":"l","name":"Gate (step 1)",{card}}}]}}"#
        ))
    };
    for value in [r#"{\"storyPoints\":5}"#, r#"{\"estimate\":\"5\",\"spent\":\"2\"}"#] {
        let card = format!(r#""pluginData":[{{"value":"{{}}"}},{{"value":"{value}"}}]"#);
        assert_eq!(board("", &card).stories[0].estimate.as_deref(), Some("5"), "{value}");
    }
    for (name, option) in [("SP", "5"), ("Story-Points", "5 SP"), ("Estimation", "5 points")] {
        let field = format!(
            r#"{{"id":"f","name":"{name}","options":[{{"id":"x","value":{{"text":"{option}"}}}}]}}"#
        );
        let card = r#""customFieldItems":[{"idValue":"x","value":null,"idCustomField":"f"}]"#;
        assert_eq!(board(&field, card).stories[0].estimate.as_deref(), Some("5"), "{name}");
    }
}
