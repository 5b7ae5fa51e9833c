//! The content of room files: what is in them, what never is, and what is read or refused.

use domain::format::Format;
use domain::preview::{LeftOutReason, Unreadable, WarningKind};
use domain::refusal::{Countable, Field, Refusal};
use domain::room::Room;
use domain::selection::Selection;
use domain::story::CriterionState;
use proptest::prelude::*;
use serde_json::{Value, json};
use server::files::out::ready_room_csv::csv;
use server::files::preview;
use server::files::preview_json;
use server::files::room_file;
use server::rooms::{export, secret};

use super::rooms::{END, hash, rich, secret_of};
use super::{GOLDEN, file_of, opened, without_rights, written};

#[test]
fn a_file_of_version_1_opens_as_the_room_that_it_was() {
    let room = opened(GOLDEN).unwrap().unwrap();
    assert_eq!(written(&room), without_rights(written(&rich().room)));
}

#[test]
fn writing_an_opened_room_gives_the_same_file() {
    let file = written(&rich().room);
    let room = opened(&file.to_string()).unwrap().unwrap();
    assert_eq!(written(&room), without_rights(file));
}

#[test]
fn other_exports_of_the_opened_room_are_the_same() {
    let (before, after) = (rich(), opened(GOLDEN).unwrap().unwrap());
    let report = |board| export::report(board, Selection::default(), END);
    let (before, after) = (report(before.board()), report(after.board()));
    assert_eq!(before.stories, after.stories);
    let csv = csv(&after.stories);
    assert!(csv.contains(r#""Ana: 5; Alex: 5; Alex (2): 5",5,2,"#), "{csv}");
}

#[test]
fn a_file_has_no_secret_no_identity_and_no_hidden_card() {
    let text = file_of(&rich().room);
    for person in 1..=9 {
        assert!(!text.contains(&secret_of(person)) && !text.contains(&hash(person).0), "{person}");
    }
    let subject = secret::of_subject("token", "subject-of-a-portal").0;
    for hidden in ["subject-of-a-portal", &subject, &subject[6..], "command-1", "a-word-of-its-own"]
    {
        assert!(!text.contains(hidden), "{hidden}");
    }
    // The deck has that card, and two people have played it in the open round.
    assert_eq!(text.matches("\"100\"").count(), 1);
    assert!(text.contains("\"voting\": 2"));
    assert!(!text.contains("\"voted\""));
}

#[track_caller]
fn with(change: impl Fn(&mut Value)) -> String {
    let mut file: Value = serde_json::from_str(GOLDEN).unwrap();
    change(&mut file);
    assert_ne!(file, serde_json::from_str::<Value>(GOLDEN).unwrap(), "nothing was changed");
    file.to_string()
}

#[test]
fn texts_and_counts_are_refused_like_typed_ones() {
    let refused = |change: &dyn Fn(&mut Value)| opened(&with(change)).unwrap().unwrap_err();
    let long = |field, limit, length| Refusal::TooLong { field, limit, length };
    let story = |file: &mut Value, name: &str, value: Value| file["stories"][1][name] = value;
    let x = |count: usize| json!("x".repeat(count));
    assert_eq!(refused(&|f| f["title"] = json!(" \n")), Refusal::Empty(Field::RoomTitle));
    assert_eq!(refused(&|f| f["title"] = x(121)), long(Field::RoomTitle, 120, 121));
    assert_eq!(refused(&|f| story(f, "title", x(2_001))), long(Field::StoryTitle, 2_000, 2_001));
    assert_eq!(
        refused(&|f| story(f, "description", x(50_001))),
        long(Field::Description, 50_000, 50_001)
    );
    for link in ["javascript:alert(1)", "data:text/html,x", "//evil.example"] {
        assert_eq!(refused(&|f| story(f, "link", json!(link))), Refusal::BadLink, "{link}");
    }
    assert_eq!(refused(&|f| story(f, "estimate", json!("☕"))), Refusal::SpecialEstimate);
    let criteria = json!(vec![json!({ "text": "Holds" }); 201]);
    let too_many = |of, limit| Refusal::TooMany { of, limit };
    assert_eq!(
        refused(&|f| story(f, "criteria", criteria.clone())),
        too_many(Countable::Criteria, 200)
    );
    let stories = json!(vec![json!({ "title": "Story" }); 2_001]);
    assert_eq!(refused(&|f| f["stories"] = stories.clone()), too_many(Countable::Stories, 2_000));
    let name = json!("\u{200b}");
    assert_eq!(refused(&|f| f["people"][0]["name"] = name.clone()), Refusal::InvisibleName);
    for place in [0_u32, 4, u32::MAX] {
        assert_eq!(refused(&|f| f["current_story"] = json!(place)), Refusal::UnknownStory);
    }
}

#[test]
fn invalid_parts_are_reported_with_their_position() {
    let malformed = |change: &dyn Fn(&mut Value)| match opened(&with(change)) {
        Err(Unreadable::Malformed { format, line, column }) => {
            assert_eq!((format, line), (Format::ReadyRoomJson, 1));
            assert!(column > 10, "{column}");
        }
        other => panic!("{:?}", other.map(|room| room.map(drop))),
    };
    let card = |label: &str, value: Value| json!({ "label": label, "value": value });
    malformed(&|f| f["deck"]["cards"] = json!([{ "label": "1" }]));
    malformed(&|f| f["deck"]["cards"] = json!([{ "label": "1" }, { "label": "1" }]));
    malformed(&|f| f["deck"]["cards"] = json!(vec![json!({ "label": "1" }); 31]));
    malformed(&|f| f["deck"]["cards"][0] = card("nine char", json!(null)));
    malformed(&|f| f["deck"]["cards"][0] = card("XL", json!(-1)));
    malformed(&|f| f["deck"]["cards"][0] = card("XL", json!(1e300)));
    malformed(&|f| f["deck"]["kind"] = json!("tarot"));
    malformed(&|f| f["people"][1]["number"] = f["people"][0]["number"].clone());
    malformed(&|f| f["people"][0]["number"] = json!(u64::MAX));
    malformed(&|f| f["exported_at"] = json!(u64::MAX));
    malformed(&|f| f["quick_rounds"]["voting"] = json!(u32::MAX));
    malformed(&|f| f["quick_rounds"]["voting"] = json!(1));
    let round = |f: &mut Value, name: &str, value: Value| {
        f["quick_rounds"]["finished"][0][name] = value;
    };
    malformed(&|f| round(f, "number", json!(0)));
    malformed(&|f| round(f, "started", json!(u64::MAX)));
    let ballot = json!({ "person": 1, "name": "Ana" });
    malformed(&|f| round(f, "ballots", json!([ballot, ballot])));
    malformed(&|f| {
        round(f, "ballots", json!([{ "person": 1, "name": "Ana", "card": card("", json!(null)) }]))
    });
    let many = |person| json!({ "person": person, "name": "Ana" });
    malformed(&|f| round(f, "ballots", json!((0..501).map(many).collect::<Vec<_>>())));
}

#[test]
fn a_ballot_with_a_card_that_the_deck_lacks_is_kept() {
    let ballot = json!([{ "person": u32::MAX, "name": "Gone", "card": { "label": "7 days" } }]);
    let text = with(|file| file["quick_rounds"]["finished"][0]["ballots"] = ballot.clone());
    let room = opened(&text).unwrap().unwrap();
    let shown = written(&room)["quick_rounds"]["finished"][0]["ballots"].clone();
    assert_eq!(shown[0]["card"]["label"], "7 days");
    // The new person's number comes after those of everybody in the file.
    assert!(shown[0]["person"].as_u64().unwrap() < 10, "{shown}");
}

#[test]
fn newer_versions_and_other_formats_are_distinguished() {
    let read = |text: &str| room_file::read(text).err();
    let version = |version: Value| with(|file| file["ready_room"] = version.clone());
    assert_eq!(read(&version(json!(2))), Some(Unreadable::NewerVersion { version: 2 }));
    assert_eq!(
        read(r#"{"ready_room":99999999999,"shape":"unknown"}"#),
        Some(Unreadable::NewerVersion { version: u32::MAX })
    );
    let other = Some(Unreadable::OtherFormat { wanted: Format::ReadyRoomJson });
    for text in
        [version(json!(0)), version(json!("1")), version(json!([])), "{}".into(), "[1".into()]
    {
        assert_eq!(read(&text), other, "{text}");
    }
    assert!(!room_file::recognises(r#"{"name":"a board","cards":[{"ready_room":1}]}"#));
    assert!(room_file::recognises(" \n{ \"title\": \"later\", \"ready_room\" : 7, oops"));
}

#[test]
fn the_position_of_an_error_is_in_lines_and_characters() {
    let place = |text: &str| match preview(text.as_bytes()) {
        Err(Unreadable::Malformed { line, column, .. }) => (line, column),
        other => panic!("{other:?}"),
    };
    assert_eq!(place("{\"ready_room\": 1,\n \"title\": \"Zoë\" oops"), (2, 17));
    assert_eq!(place("{\"ready_room\": 1, \"stories\": [{\"title\": 5}]}"), (1, 41));
    assert_eq!(
        place("{\"ready_room\": 1,\n\"stories\": [{\"title\": \"ë\"},\n{\"title\":\n 5}]}"),
        (4, 2)
    );
    let message = preview_json::to_json(b"{\"ready_room\": 2}").unwrap_err();
    assert!(message.contains("newer Ready Room (version 2"), "{message}");
}

#[test]
fn a_preview_has_the_stories_with_criteria_and_estimates_and_without_votes() {
    let preview = preview(GOLDEN.as_bytes()).unwrap();
    assert_eq!(preview.format, Format::ReadyRoomJson);
    let titles: Vec<_> = preview.stories.iter().map(|story| story.title.as_str()).collect();
    assert_eq!(titles, ["Never voted on", "Reserve a \"tool\" for a weekend", "Return a tool"]);
    let story = &preview.stories[1];
    let states = [CriterionState::Agreed, CriterionState::Unclear, CriterionState::Open];
    assert_eq!(story.states, states);
    assert_eq!(story.criteria[1], "Two\nlines");
    assert_eq!(story.estimate.as_deref(), Some("0.5"));
    assert_eq!(preview.stories[0].estimate.as_deref(), Some("about a week"));
    assert_eq!((preview.not_imported.len(), preview.warnings.len()), (0, 0));
}

#[test]
fn a_preview_warns_of_estimates_and_leaves_out_what_a_room_would_refuse() {
    let text = with(|file| {
        file["stories"][0]["estimate"] = json!("Pass");
        file["stories"][1]["link"] = json!("javascript:alert(1)");
        file["stories"][2]["title"] = json!(" ");
    });
    let preview = preview(text.as_bytes()).unwrap();
    assert_eq!(preview.stories[0].estimate, None);
    assert_eq!(preview.warnings[0].what, WarningKind::UnreadableEstimate("Pass".into()));
    assert_eq!(preview.stories[1].link, None);
    assert_eq!(preview.not_imported[0].why, LeftOutReason::NoTitle);
}

#[test]
fn a_preview_of_millions_of_stories_counts_what_it_leaves_out() {
    let many = "{\"title\":\"x\"},".repeat(100_000);
    let text = format!("{{\"ready_room\":1,\"stories\":[{many}{{\"title\":\"x\"}}]}}");
    let preview = preview(text.as_bytes()).unwrap();
    assert_eq!(preview.stories.len(), 2_000);
    let why = LeftOutReason::TooManyStories { limit: 2_000, rows: 98_001 };
    assert_eq!(preview.not_imported[0].why, why);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn damaged_files_never_make_a_reader_panic(
        edits in prop::collection::vec((any::<prop::sample::Index>(), edit()), 1..6),
    ) {
        let mut bytes = GOLDEN.as_bytes().to_vec();
        for (at, (length, with)) in edits {
            let start = at.index(bytes.len());
            let end = (start + length).min(bytes.len());
            bytes.splice(start..end, with.bytes());
        }
        let _ = preview(&bytes);
        if let Ok(file) = room_file::read_bytes(&bytes)
            && let Ok(room) = Room::from_archive(file.into(), hash(77), END)
        {
            prop_assert!(opened(&written(&room).to_string()).unwrap().is_ok());
        }
    }
}

/// How many bytes are replaced, and what replaces them: something with a meaning in JSON, or a
/// large number.
fn edit() -> impl Strategy<Value = (usize, &'static str)> {
    let telling =
        ["", "{", "}", "[", "]", ",", ":", "\"", "\\", "\n", "0", "4294967295", "1e400", "ë"];
    (0_usize..4, prop::sample::select(telling.as_slice().to_vec()))
}
