//! Opening a room file on a running server: who may, the room that results, and that it is durable.

use domain::people::Role;
use domain::protocol::{ClientMessage, Join};
use serde_json::{Value, json};
use server::settings::CreateRooms;

use super::support::http::{Answer, Header, bearer, get, post};
use super::support::{Client, Options, Raw, TestServer, secret, tokens};
use super::{GOLDEN, without_rights};

async fn open(server: &TestServer, headers: &[Header], file: &str) -> Answer {
    post(server.address, "/api/rooms/open", headers, file.as_bytes()).await
}

/// The room that somebody with that secret opened.
async fn opened(server: &TestServer, secret: &str, file: &str) -> String {
    let answer = open(server, &[bearer(secret)], file).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()["room"].as_str().unwrap().to_owned()
}

async fn export(server: &TestServer, room: &str, secret: &str) -> Answer {
    let path = format!("/api/rooms/{room}/export/room.json");
    get(server.address, &path, &[bearer(secret)]).await
}

/// The file without its time, and without the last of its people, who opened it.
fn but_for_opener(mut file: Value) -> Value {
    file["exported_at"] = json!(0);
    file["people"].as_array_mut().unwrap().pop();
    file
}

#[tokio::test]
async fn a_room_opens_on_another_server_as_the_same_room_and_outlives_a_restart() {
    let one = TestServer::start().await;
    let (place, mut host) = one.room_with_host().await;
    let mut ben = Client::join(one.address, &place.room, "Ben").await;
    host.add_stories(&["One", "Two"]).await;
    ben.until("two stories", |view| view.board.stories.len() == 2).await;
    host.done(host.vote("8")).await;
    ben.done(ben.vote("5")).await;
    host.done(host.reveal()).await;
    let file = export(&one, &place.room, &place.founder).await;
    assert_eq!(file.status, 200);
    assert_eq!(file.header("content-type"), Some("application/json"));
    let name = file.header("content-disposition");
    assert_eq!(name, Some("attachment; filename=\"Sprint-12-room.json\""));
    for secret in [&place.founder, &ben.secret, &place.room] {
        assert!(!file.text().contains(secret.as_str()));
    }
    let csv = one.csv(&place.room, &place.founder).await;

    let other = TestServer::start().await;
    let opener = secret();
    let room = opened(&other, &opener, &file.text()).await;
    let other = other.restart().await;
    let mut client = Client::join_as(other.address, &room, &opener, "Ben").await;
    let me = client.view.board.people.get(client.view.you).unwrap();
    assert_eq!((me.shown_name().as_str(), me.facilitator), ("Ben (2)", true));
    assert_eq!(client.view.board.people.iter().filter(|p| p.facilitator).count(), 1);
    assert_eq!(client.view.board.people.iter().filter(|p| p.is_connected()).count(), 1);
    assert_eq!(other.csv(&room, &opener).await, csv);
    let again = export(&other, &room, &opener).await.json();
    let mut before = without_rights(file.json());
    before["exported_at"] = json!(0);
    assert_eq!(but_for_opener(again), before);

    // The room goes on working: the next round, and the next story.
    client.done(client.vote_again()).await;
    client.done(client.vote("3")).await;
    client.done(client.reveal()).await;
    assert_eq!(client.round().number, 2);
    assert_eq!(client.add_stories(&["Three"]).await.len(), 1);
}

#[tokio::test]
async fn nobody_in_the_file_can_join_by_their_old_secret_or_name() {
    let server = TestServer::start().await;
    let (place, host) = server.room_with_host().await;
    let file = export(&server, &place.room, &place.founder).await.text();
    let opener = secret();
    let room = opened(&server, &opener, &file).await;
    // The old secret is unknown here: its owner is asked for a name, and is a new person.
    let old = Client::join_as(server.address, &room, &host.secret, "Host").await;
    let me = old.view.board.people.get(old.view.you).unwrap();
    assert_eq!((me.shown_name().as_str(), me.facilitator), ("Host (2)", false));
    assert_eq!(export(&server, &room, &secret()).await.status, 401);
}

#[tokio::test]
async fn a_room_without_guests_admits_whoever_opened_it() {
    let server = TestServer::start().await;
    let mut file: Value = serde_json::from_str(GOLDEN).unwrap();
    file["settings"]["guests"] = json!(false);
    let opener = secret();
    let room = opened(&server, &opener, &file.to_string()).await;
    Client::join_as(server.address, &room, &opener, "Opener").await;
    let (mut raw, _): (Raw, _) = Client::lobby(server.address, &room, &secret()).await;
    let join = Join { name: "Guest".to_owned(), role: Role::Estimator, passcode: None };
    raw.message(&ClientMessage::Join(join)).await;
    assert!(raw.next().await.unwrap().contains("guests_not_allowed"));
}

#[tokio::test]
async fn what_cannot_be_opened_says_why() {
    let server = TestServer::start().await;
    let headers = [bearer(&secret())];
    let mut file: Value = serde_json::from_str(GOLDEN).unwrap();
    file["stories"][0]["link"] = json!("javascript:alert(1)");
    let answer = open(&server, &headers, &file.to_string()).await;
    assert_eq!((answer.status, answer.json()), (422, json!({ "refused": "bad_link" })));
    for (file, why) in [
        (
            "Summary,Issue key\nOne,T-1\n",
            json!({ "other_format": { "wanted": "ready-room-json" } }),
        ),
        ("{\"ready_room\":2}", json!({ "newer_version": { "version": 2 } })),
        (" ", json!("empty")),
        (
            "{\"ready_room\":1,",
            json!({ "malformed": { "format": "ready-room-json", "line": 1, "column": 16 } }),
        ),
    ] {
        let answer = open(&server, &headers, file).await;
        assert_eq!((answer.status, answer.json()), (422, json!({ "unreadable": why })));
    }
    let large = " ".repeat(20 * 1024 * 1024 + 1);
    let answer = open(&server, &headers, &large).await;
    let why = json!({ "too_large": { "limit": 20 * 1024 * 1024 } });
    assert_eq!((answer.status, answer.json()), (422, json!({ "unreadable": why })));
}

#[tokio::test]
async fn whoever_may_not_create_rooms_may_not_open_any() {
    let server = TestServer::start().await;
    assert_eq!(open(&server, &[], GOLDEN).await.status, 400);
    assert_eq!(open(&server, &[bearer("short")], GOLDEN).await.status, 400);
    let options = Options { create_rooms: CreateRooms::Nobody, ..Options::default() };
    let server = TestServer::with(options).await;
    let answer = open(&server, &[bearer(&secret())], GOLDEN).await;
    assert_eq!((answer.status, answer.json()), (403, json!({ "refused": "may_not_create" })));
}

#[tokio::test]
async fn with_a_token_for_creating_rooms_the_secret_is_in_another_header() {
    let options = Options {
        create_rooms: CreateRooms::Identified,
        token_keys: tokens::keys(),
        ..Options::default()
    };
    let server = TestServer::with(options).await;
    let own = secret();
    assert_eq!(open(&server, &[bearer(&own)], GOLDEN).await.status, 403);
    let token = tokens::signed(&tokens::claims("*", "ana", "Ana"));
    assert_eq!(open(&server, &[bearer(&token)], GOLDEN).await.status, 400);
    let headers = [bearer(&token), ("Ready-Room-Secret", own.clone())];
    let answer = open(&server, &headers, GOLDEN).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let room = answer.json()["room"].as_str().unwrap().to_owned();
    let client = Client::join_as(server.address, &room, &own, "Opener").await;
    assert!(client.view.board.people.get(client.view.you).unwrap().facilitator);
}
