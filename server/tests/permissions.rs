//! Permissions: the server itself refuses what a person may not do.

mod support;

use domain::command::Command;
use domain::draft::StoryDraft;
use domain::ids::StoryId;
use domain::known::Known;
use domain::refusal::Refusal;
use domain::settings::{Allowed, Permission, Settings};
use serde_json::json;
use support::client::{add, secret};
use support::{Client, TestServer, http};

fn only_facilitators() -> Settings {
    Settings { texts: Allowed::Facilitators, ..Settings::default() }
}

#[tokio::test]
async fn b36_every_command_of_a_facilitator_is_refused_when_a_participant_sends_it() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let draft = StoryDraft {
        title: "One".into(),
        criteria: vec!["First".into(), "Second".into()],
        ..StoryDraft::default()
    };
    host.done(Command::AddStories { stories: vec![draft], known: Known::LeaveOut }).await;
    let two = host.add_stories(&["Two", "Three"]).await[0];
    let one = host.view.board.stories.keys()[0];
    let criteria = host.view.board.stories.get(one).unwrap().criteria.keys().to_vec();
    host.done(Command::RemoveStories(vec![two])).await;
    host.done(Command::Configure(only_facilitators().into())).await;
    let mut ben = Client::join(server.address, &place.room, "Ben").await;
    host.done(host.vote("5")).await;
    host.catch_up().await;
    let before = (host.view.board.clone(), host.at);

    let (you, host_id) = (ben.view.you, host.view.you);
    let story = one;
    let own =
        |facilitator| Command::SetFacilitator { participant: you, facilitator, even_if_last: true };
    let text = || "Mine now".to_owned();
    for command in [
        Command::Retitle(text()),
        Command::Configure(Settings { reveal: Allowed::Everyone, ..Settings::default() }.into()),
        own(true),
        Command::SetFacilitator { participant: host_id, facilitator: false, even_if_last: true },
        Command::RemovePerson(host_id),
        Command::RemovePerson(you),
        Command::Readmit,
    ] {
        let name = format!("{command:?}");
        assert_eq!(ben.ask(command).await, Err(Refusal::FacilitatorsOnly), "{name}");
    }
    ben.catch_up().await;
    let reveal = ben.reveal();
    let again = ben.vote_again();
    for (command, permission) in [
        (reveal, Permission::Reveal),
        (again, Permission::Reveal),
        (Command::Select(None), Permission::Steer),
        (Command::SetEstimate { story, estimate: Some("5".into()) }, Permission::Steer),
        (add(&["Four"]), Permission::Backlog),
        (Command::RemoveStories(vec![story]), Permission::Backlog),
        (Command::RestoreStories(vec![two]), Permission::Backlog),
        (Command::MoveStory { story, after: Some(StoryId(3)) }, Permission::Backlog),
        (
            Command::EditStory {
                story,
                revision: 0,
                title: Some(text()),
                description: None,
                link: None,
            },
            Permission::Texts,
        ),
        (
            Command::AddCriterion { story, text: text(), state: Default::default(), after: None },
            Permission::Texts,
        ),
        (
            Command::EditCriterion { story, criterion: criteria[0], revision: 0, text: text() },
            Permission::Texts,
        ),
        (
            Command::MarkCriterion {
                story,
                criterion: criteria[0],
                state: domain::story::CriterionState::Agreed,
            },
            Permission::Texts,
        ),
        (Command::MoveCriterion { story, criterion: criteria[1], after: None }, Permission::Texts),
        (Command::RemoveCriterion { story, criterion: criteria[0] }, Permission::Texts),
    ] {
        let name = format!("{command:?}");
        assert_eq!(ben.ask(command).await, Err(Refusal::NotAllowed(permission)), "{name}");
    }
    assert!(matches!(
        ben.ask(Command::TakeOver).await,
        Err(Refusal::FacilitatorPresent { free_at: None })
    ));
    host.catch_up().await;
    assert_eq!((host.view.board.clone(), host.at), before);
}

#[tokio::test]
async fn a_facilitator_can_permit_it_to_everyone() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let everyone = Allowed::Everyone;
    let settings = Settings { reveal: everyone, backlog: everyone, ..Settings::default() };
    host.done(Command::Configure(settings.into())).await;
    let mut ben = Client::join(server.address, &place.room, "Ben").await;
    ben.add_stories(&["From Ben"]).await;
    ben.done(ben.reveal()).await;
    let estimate = Command::SetEstimate { story: ben.current().unwrap(), estimate: None };
    assert_eq!(ben.ask(estimate).await, Err(Refusal::NotAllowed(Permission::Steer)));
}

#[tokio::test]
async fn commands_by_http_follow_the_same_rules() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let ben = Client::join(server.address, &place.room, "Ben").await;
    let path = format!("/api/rooms/{}/commands", place.room);
    let body = json!({ "id": "a", "command": { "retitle": "New" } }).to_string();
    let send = async |secret: &str| {
        http::post(server.address, &path, &[http::bearer(secret)], body.as_bytes()).await
    };
    let refused = send(&ben.secret).await;
    assert_eq!((refused.status, refused.json()), (409, json!({ "refused": "facilitators_only" })));
    assert_eq!(send(&secret()).await.status, 401);
    assert_eq!(send("x").await.status, 401);
    assert_eq!(http::post(server.address, &path, &[], body.as_bytes()).await.status, 401);
    let done = send(&place.founder).await;
    assert_eq!((done.status, done.json()), (200, json!({ "done": { "id": "a" } })));
    host.until("the title", |view| view.board.title == "New").await;
    // Sent again, it counts once.
    host.done(Command::Retitle("Newer".into())).await;
    assert_eq!(send(&place.founder).await.status, 200);
    host.catch_up().await;
    assert_eq!(host.view.board.title, "Newer");
}

#[tokio::test]
async fn exports_are_for_people_of_the_room() {
    let server = TestServer::start().await;
    let (place, _host) = server.room_with_host().await;
    for form in ["csv", "md"] {
        let path = format!("/api/rooms/{}/export.{form}", place.room);
        assert_eq!(http::get(server.address, &path, &[]).await.status, 401);
        let stranger = [http::bearer(&secret())];
        assert_eq!(http::get(server.address, &path, &stranger).await.status, 401);
        let host = [http::bearer(&place.founder)];
        assert_eq!(http::get(server.address, &path, &host).await.status, 200);
    }
    let path = "/api/rooms/aaaaaaaaaaaaaaaa/export.csv";
    assert_eq!(http::get(server.address, path, &[http::bearer(&secret())]).await.status, 404);
}

#[tokio::test]
async fn pages_of_other_sites_may_not_use_the_server_unless_they_are_listed() {
    let options = support::Options {
        allowed_origins: vec!["https://portal.example".into()],
        ..Default::default()
    };
    let server = TestServer::with(options).await;
    let place = server.room().await;
    let path = format!("/api/rooms/{}/socket", place.room);
    let upgrade = async |origin: &str| {
        let headers = [
            ("Origin", origin.to_owned()),
            ("Upgrade", "websocket".to_owned()),
            ("Sec-WebSocket-Version", "13".to_owned()),
            ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==".to_owned()),
        ];
        http::upgrade_status(server.address, &path, &headers).await
    };
    assert_eq!(upgrade("https://evil.example").await, 403);
    assert_eq!(upgrade("https://portal.example").await, 101);
    assert_eq!(upgrade(&format!("http://{}", server.address)).await, 101);
    let origin = ("Origin", "https://portal.example".to_owned());
    let question = http::request(server.address, "OPTIONS", "/api/rooms", &[origin], b"").await;
    assert_eq!(question.status, 204);
    assert_eq!(question.header("access-control-allow-origin"), Some("https://portal.example"));
    let origin = ("Origin", "https://evil.example".to_owned());
    let question = http::request(server.address, "OPTIONS", "/api/rooms", &[origin], b"").await;
    assert_eq!(question.header("access-control-allow-origin"), None);
}

/// A frame that is sandboxed without `allow-same-origin` has no origin. There are no cookies that
/// such a page could use, only the secrets that it has itself.
#[tokio::test]
async fn a_page_without_an_origin_may_do_what_its_secret_permits() {
    let server = TestServer::start().await;
    let (place, _host) = server.room_with_host().await;
    let origin = || ("Origin", "null".to_owned());
    let question = http::request(server.address, "OPTIONS", "/api/rooms", &[origin()], b"").await;
    assert_eq!(question.status, 204);
    assert_eq!(question.header("access-control-allow-origin"), Some("null"));
    assert_eq!(
        question.header("access-control-allow-headers"),
        Some("authorization, content-type, ready-room-secret")
    );
    let csv = format!("/api/rooms/{}/export.csv", place.room);
    let stranger = http::get(server.address, &csv, &[origin()]).await;
    assert_eq!(stranger.status, 401);
    let headers = [origin(), http::bearer(&place.founder)];
    let host = http::get(server.address, &csv, &headers).await;
    assert_eq!((host.status, host.header("access-control-allow-origin")), (200, Some("null")));
    assert_eq!(host.header("access-control-expose-headers"), Some("content-disposition"));
    assert!(host.headers.iter().all(|(name, _)| name != "set-cookie"));
    let headers = [
        origin(),
        ("Upgrade", "websocket".to_owned()),
        ("Sec-WebSocket-Version", "13".to_owned()),
        ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==".to_owned()),
    ];
    let path = format!("/api/rooms/{}/socket", place.room);
    assert_eq!(http::upgrade_status(server.address, &path, &headers).await, 101);
}
