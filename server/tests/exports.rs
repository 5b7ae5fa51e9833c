//! Exports over HTTP: who gets them, their names, and what is not in them before the reveal.

mod support;

use std::io::{Cursor, Read};

use domain::command::Command;
use domain::deck::{DeckChoice, DeckKind};
use domain::dimension::{DimensionChoice, DimensionsChoice};
use domain::draft::StoryDraft;
use domain::ids::StoryId;
use domain::known::Known;
use domain::remark::Remark;
use domain::selection::Selection;
use domain::settings::SettingsPatch;
use domain::time::Timestamp;
use server::files::out::Target;
use support::client::secret;
use support::{Client, Place, TestServer, http, tokens};

fn path(place: &Place, name: &str) -> String {
    format!("/api/rooms/{}/export/{name}", place.room)
}

/// The texts of all files that a room exports, including those in the zip.
async fn all_texts(server: &TestServer, place: &Place, secret: &str) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for target in Target::ALL {
        let path = path(place, target.file_name());
        let answer = http::get(server.address, &path, &[http::bearer(secret)]).await;
        assert_eq!(answer.status, 200, "{target:?}");
        assert_eq!(answer.header("content-type"), Some(target.media_type()));
        if target != Target::Everything {
            texts.push((target.file_name().to_owned(), answer.text()));
            continue;
        }
        let mut zip = zip::ZipArchive::new(Cursor::new(answer.body)).unwrap();
        for at in 0..zip.len() {
            let (mut file, mut text) = (zip.by_index(at).unwrap(), String::new());
            file.read_to_string(&mut text).unwrap();
            let name = file.name().unwrap().into_owned();
            texts
                .push((name.clone(), if name == "room.json" { without_deck(&text) } else { text }));
        }
    }
    texts
}

/// The room file without its decks, which name all cards.
fn without_deck(room: &str) -> String {
    let mut room: serde_json::Value = serde_json::from_str(room).unwrap();
    let members = room.as_object_mut().unwrap();
    assert!(members.remove("deck").is_some());
    members.remove("dimensions");
    room.to_string()
}

#[tokio::test]
async fn b11_no_form_of_export_knows_a_card_before_the_reveal() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    host.add_stories(&["Oil the hinge"]).await;
    let ben = Client::join(server.address, &place.room, "Ben").await;
    host.done(host.vote("☕")).await;
    for (name, text) in all_texts(&server, &place, &ben.secret).await {
        assert!(!text.contains('☕'), "{name}: {text}");
        assert!(text.contains("Oil the hinge"), "{name}: {text}");
    }
    host.done(host.reveal()).await;
    let texts = all_texts(&server, &place, &ben.secret).await;
    let telling: Vec<_> = texts.iter().filter(|(_, text)| text.contains('☕')).collect();
    // The report and the own CSV contain votes, alone and in the zip, and so does the room file.
    // Trackers have no fields for votes.
    assert_eq!(telling.len(), 5, "{telling:?}");
    // Voting again keeps what was revealed and hides what was not.
    host.done(host.vote_again()).await;
    host.done(host.vote("½")).await;
    for (name, text) in all_texts(&server, &place, &ben.secret).await {
        assert!(!text.contains('½') && !text.contains("0.5"), "{name}: {text}");
    }
}

#[tokio::test]
async fn b11_exports_know_nothing_said_scored_or_played_ahead_before_the_reveal() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let stories = host.add_stories(&["Oil the hinge", "Lend a drill"]).await;
    let deck = DeckChoice { kind: DeckKind::TShirt, ..DeckChoice::default() };
    let dimensions = vec![DimensionChoice { name: "Risk".into(), deck }];
    let choice = DimensionsChoice { dimensions, drop_votes: false };
    host.done(Command::SetDimensions(choice)).await;
    let until = Timestamp((tokens::now() + 3_600) * 1_000);
    host.done(Command::OpenVoting { stories: vec![stories[1]], until }).await;
    assert_eq!(host.current(), Some(stories[0]), "the other story is voted on ahead");
    for story in &stories {
        let remark = Remark { words: "A squirrel lives there".into(), ..Remark::default() };
        let vote = Command::Vote {
            story: Some(*story),
            round: 1,
            card: Some("☕".into()),
            revealed: false,
            remark: Some(remark),
            scores: Some([("Risk".to_owned(), "XXL".to_owned())].into_iter().collect()),
        };
        host.done(vote).await;
    }
    let hidden = ["☕", "squirrel", "XXL"];
    let telling = |texts: Vec<(String, String)>| {
        hidden.map(|word| texts.iter().filter(|(_, text)| text.contains(word)).count())
    };
    let texts = all_texts(&server, &place, &place.founder).await;
    assert!(texts.iter().any(|(_, text)| text.contains("Lend a drill")));
    assert_eq!(telling(texts), [0, 0, 0]);
    // Of the two, only what is revealed is told.
    host.done(Command::RevealStories(vec![stories[1]])).await;
    let texts = all_texts(&server, &place, &place.founder).await;
    let csv = &texts.iter().find(|(name, _)| name == "ready-room.csv").unwrap().1;
    assert_eq!(csv.matches("squirrel").count(), 1, "{csv}");
    let told = telling(texts);
    assert!(told.iter().all(|times| *times > 0), "{told:?}");
}

#[tokio::test]
async fn a_round_without_names_has_none_in_the_report_and_in_csv() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let patch = SettingsPatch { anonymous: Some(true), ..SettingsPatch::default() };
    host.done(Command::Configure(patch)).await;
    host.add_stories(&["Oil the hinge"]).await;
    let mut ben = Client::join(server.address, &place.room, "Ben").await;
    ben.done(ben.vote("3")).await;
    host.done(host.vote("5")).await;
    host.catch_up().await;
    host.done(host.reveal()).await;
    let texts = all_texts(&server, &place, &place.founder).await;
    let text = |end: &str| &texts.iter().find(|(name, _)| name.ends_with(end)).unwrap().1;
    let csv = text("ready-room.csv");
    assert!(csv.contains("Oil the hinge") && csv.contains(",4,"), "{csv}");
    assert!(!csv.contains("Ben") && !csv.contains("Host"), "{csv}");
    let report = text("report.md");
    let votes = report.lines().find(|line| line.starts_with("- Votes:")).unwrap();
    assert!(votes.contains('3') && votes.contains('5'), "{votes}");
    assert_eq!(report.matches("Ben").count(), 1, "in the list of people alone: {report}");
}

#[tokio::test]
async fn every_export_is_for_participants_and_named_after_the_room() {
    let server = TestServer::start().await;
    let (place, _host) = server.room_with_host().await;
    for target in Target::ALL {
        let path = path(&place, target.file_name());
        assert_eq!(http::get(server.address, &path, &[]).await.status, 401);
        let stranger = [http::bearer(&secret())];
        assert_eq!(http::get(server.address, &path, &stranger).await.status, 401);
        let host = http::get(server.address, &path, &[http::bearer(&place.founder)]).await;
        let named = format!("attachment; filename=\"Sprint-12-{}\"", target.file_name());
        assert_eq!((host.status, host.header("content-disposition")), (200, Some(named.as_str())));
    }
}

#[tokio::test]
async fn only_what_was_estimated_here_and_only_what_has_a_key_goes_out() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let draft = |key: &str, title: &str, estimate: Option<&str>| StoryDraft {
        key: Some(key.to_owned()).filter(|key| !key.is_empty()),
        title: title.to_owned(),
        estimate: estimate.map(str::to_owned),
        ..StoryDraft::default()
    };
    let stories = vec![
        draft("TL-1", "As it came", Some("3")),
        draft("TL-2", "Confirmed", Some("3")),
        draft("TL-3", "Open", None),
        draft("", "Of this room", None),
    ];
    host.done(Command::AddStories { stories, known: Known::LeaveOut }).await;
    for story in [2, 4].map(StoryId) {
        host.done(Command::SetEstimate { story, estimate: Some("3".to_owned()) }).await;
    }
    let titles = async |file: &str| -> Vec<String> {
        let bearer = [http::bearer(&place.founder)];
        let answer = http::get(server.address, &path(&place, file), &bearer).await;
        assert_eq!(answer.status, 200, "{file}");
        let text = answer.text();
        let all = ["As it came", "Confirmed", "Open", "Of this room"];
        all.into_iter().filter(|title| text.contains(title)).map(str::to_owned).collect()
    };
    for form in ["jira.csv", "azure-devops.csv", "gitlab.csv", "linear.csv", "trello.json"] {
        let here = titles(&format!("{form}?estimated_here=true")).await;
        assert_eq!(here, ["Confirmed", "Of this room"], "{form}");
        let known = titles(&format!("{form}?with_key=true")).await;
        assert_eq!(known, ["As it came", "Confirmed", "Open"], "{form}");
        let both = Selection { estimated_here: true, with_key: true };
        assert_eq!(titles(&format!("{form}{}", both.query())).await, ["Confirmed"], "{form}");
        assert_eq!(titles(form).await.len(), 4, "{form}");
    }
    assert_eq!(titles("room.json?estimated_here=true").await.len(), 4);
}

#[tokio::test]
async fn an_unknown_export_is_not_found() {
    let server = TestServer::start().await;
    let (place, _host) = server.room_with_host().await;
    for name in ["jira", "word.docx", "JIRA.CSV"] {
        let bearer = [http::bearer(&place.founder)];
        let answer = http::get(server.address, &path(&place, name), &bearer).await;
        assert_eq!(answer.status, 404);
        assert_eq!(answer.json()["error"], "no form of export has this name");
    }
}
