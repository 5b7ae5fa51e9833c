//! The conversation over server-sent events and requests is the same as over a websocket.

mod support;

use domain::command::Command;
use domain::deck::Card;
use domain::limits;
use domain::protocol::{ClientMessage, Close};
use domain::view::RoomView;
use serde_json::{Value, json};
use support::client::secret;
use support::events::{self, Events};
use support::{Client, Options, Place, Raw, TestServer, http};

/// Somebody who joins over events.
async fn join(server: &TestServer, place: &Place, name: &str) -> Client {
    let raw = Raw::events(server.address, &place.room).await;
    Client::join_on(raw, server.address, &place.room, &secret(), name).await
}

fn connected(count: usize) -> impl Fn(&RoomView) -> bool {
    move |view| view.board.connected().count() == count
}

#[tokio::test]
async fn people_on_both_transports_meet_vote_and_see_the_same() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let mut ben = join(&server, &place, "Ben").await;
    let mut cleo = join(&server, &place, "Cleo").await;
    host.add_stories(&["Reserve a tool"]).await;
    ben.until("the story", |view| view.board.current.is_some()).await;
    ben.done(ben.vote("5")).await;
    assert_eq!(ben.view.my_card(), Some(&Card::new("5")));
    assert!(ben.ask(ben.reveal()).await.is_err());
    cleo.until("Ben's vote", |view| view.board.round().is_some_and(|r| r.votes() == 1)).await;
    assert!(!cleo.frames.iter().any(|frame| frame.contains("\"5\"")), "a hidden card travelled");
    host.until("Ben's vote", |view| view.board.round().is_some_and(|r| r.votes() == 1)).await;
    host.done(host.reveal()).await;
    for client in [&mut ben, &mut cleo] {
        client.catch_up().await;
        client.until("the reveal", |view| view.board.round().unwrap().is_revealed()).await;
    }
    host.catch_up().await;
    assert_eq!(ben.view.board, host.view.board);
    assert_eq!(cleo.view.board, host.view.board);
}

#[tokio::test]
async fn a_client_that_was_away_for_a_moment_gets_what_it_missed_and_no_more() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let ben = join(&server, &place, "Ben").await.drop_connection().await;
    host.add_stories(&["One", "Two"]).await;
    let raw = Raw::events(server.address, &place.room).await;
    let (mut ben, resumed) = ben.come_back_on(raw).await;
    assert!(resumed);
    ben.catch_up().await;
    host.catch_up().await;
    assert_eq!(ben.view.board, host.view.board);
    // The same when changing from one transport to the other.
    let (mut ben, resumed) = ben.drop_connection().await.come_back().await;
    assert!(resumed);
    ben.catch_up().await;
}

#[tokio::test]
async fn a_stream_that_is_cut_frees_the_seat() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let ben = join(&server, &place, "Ben").await;
    host.until("Ben is here", connected(2)).await;
    let path = events::path(&place.room);
    let other = Events::at(server.address, path.clone()).await;
    drop(ben);
    host.until("Ben is away", connected(1)).await;
    // Its name is free again, and frames for it find nothing.
    drop(other);
    while http::post(server.address, &path, &[], b"{}").await.status != 404 {}
    Events::at(server.address, path).await;
}

#[tokio::test]
async fn the_response_is_a_stream_that_is_not_cached_or_buffered() {
    let server = TestServer::start().await;
    let place = server.room().await;
    let stream = Events::open(server.address, &place.room).await;
    for header in
        ["content-type: text/event-stream", "cache-control: no-store", "x-accel-buffering: no"]
    {
        assert!(stream.head.lines().any(|line| line == header), "{header}: {}", stream.head);
    }
    assert_eq!(stream.head.matches("cache-control").count(), 1);
}

#[tokio::test]
async fn invalid_frames_and_messages_out_of_turn_end_the_conversation() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let before = host.at;
    for (frame, close) in [
        ("", Close::BadMessage),
        ("nonsense", Close::BadMessage),
        ("{\"hello\":{\"protocol\":99,\"secret\":\"x\"}}", Close::BadVersion),
        ("{\"ping\":{\"echo\":1}}", Close::OutOfTurn),
    ] {
        let mut raw = Raw::events(server.address, &place.room).await;
        raw.text(frame).await;
        assert_eq!(raw.close_code().await, close.code(), "{frame}");
    }
    let raw = Raw::events(server.address, &place.room).await;
    let mut again = Client::join_on(raw, server.address, &place.room, &secret(), "Again").await;
    again.raw.hello(&secret(), None).await;
    assert_eq!(again.close_code().await, Close::OutOfTurn.code());
    host.until("it came and went", |view| view.board.people.len() == 2 && connected(1)(view)).await;
    assert!(host.at.seq > before.seq);
}

#[tokio::test]
async fn unknown_rooms_and_removed_people_get_their_close_codes() {
    let server = TestServer::start().await;
    for room in ["aaaaaaaaaaaaaaaa", "x", "..%2F.."] {
        let mut raw = Raw::events(server.address, room).await;
        assert_eq!(raw.close_code().await, Close::NoSuchRoom.code(), "{room}");
    }
    let (place, mut host) = server.room_with_host().await;
    let mut ben = join(&server, &place, "Ben").await;
    host.done(Command::RemovePerson(ben.view.you)).await;
    assert_eq!(ben.close_code().await, Close::Removed.code());
}

#[tokio::test]
async fn a_client_that_does_not_read_is_disconnected_and_learns_why_later() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let mut sleeper = join(&server, &place, "Sleeper").await;
    host.until("the sleeper is here", connected(2)).await;
    let path = format!("/api/rooms/{}/commands", place.room);
    let bearer = [http::bearer(&place.founder)];
    let order = async |id: usize, command: Value| {
        let body = json!({ "id": id.to_string(), "command": command }).to_string();
        let answer = http::post(server.address, &path, &bearer, body.as_bytes()).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    };
    // More bytes than the system's buffers hold, and then more frames than a client's queue holds.
    let story = json!({ "title": "Long", "description": "x".repeat(limits::DESCRIPTION) });
    for number in 0..4 {
        order(number, json!({ "add_stories": { "stories": vec![story.clone(); 100] } })).await;
    }
    for number in 4..600 {
        let title = number.to_string();
        order(number, json!({ "retitle": title })).await;
        host.until("the title", |view| view.board.title == title).await;
    }
    host.until("the sleeper is cut off", connected(1)).await;
    assert_eq!(sleeper.close_code().await, Close::TooSlow.code());
}

#[tokio::test]
async fn a_stopping_server_says_so() {
    let server = TestServer::start().await;
    let place = server.room().await;
    let mut ben = join(&server, &place, "Ben").await;
    server.stop().await;
    assert_eq!(ben.close_code().await, Close::GoingAway.code());
}

#[tokio::test]
async fn requests_without_a_stream_are_refused_with_a_reason() {
    let server = TestServer::start().await;
    let place = server.room().await;
    let stream = Events::open(server.address, &place.room).await;
    let full = "x".repeat(limits::FRAME_BYTES + 1);
    assert_eq!(stream.post(full.as_bytes()).await, 413);
    assert_eq!(stream.post(b"\"\xff\"").await, 400);
    let nobody = events::path(&place.room);
    assert_eq!(http::post(server.address, &nobody, &[], b"{}").await.status, 404);
    let of_other_room = stream.path.replace(&place.room, "aaaaaaaaaaaaaaaa");
    assert_eq!(http::post(server.address, &of_other_room, &[], b"{}").await.status, 404);
    assert_eq!(http::get(server.address, &stream.path, &[]).await.status, 409);
    for name in ["short", &"x".repeat(65), "blanks%20in%20a%20name%20are%20wrong"] {
        let path = format!("/api/rooms/{}/events/{name}", place.room);
        assert_eq!(http::get(server.address, &path, &[]).await.status, 400, "{name}");
    }
    // None of that has affected the stream.
    let hello = "{\"hello\":{\"protocol\":1,\"secret\":\"a-secret-of-20-bytes\"}}";
    assert_eq!(stream.post(hello.as_bytes()).await, 204);
}

#[tokio::test]
async fn pages_of_other_sites_may_use_it_only_when_they_are_listed() {
    let allowed_origins = vec!["https://portal.example".to_owned()];
    let options = Options { allowed_origins, ..Options::default() };
    let server = TestServer::with(options).await;
    let place = server.room().await;
    let stream = Events::open(server.address, &place.room).await;
    let from = |origin: &str| [("Origin", origin.to_owned())];
    let evil = from("https://evil.example");
    let path = events::path(&place.room);
    assert_eq!(http::get(server.address, &path, &evil).await.status, 403);
    assert_eq!(http::post(server.address, &stream.path, &evil, b"{}").await.status, 403);
    let listed = from("https://portal.example");
    let answer = http::post(server.address, &stream.path, &listed, b"{}").await;
    assert_eq!(answer.status, 204);
    assert_eq!(answer.header("access-control-allow-origin"), Some("https://portal.example"));
}

#[tokio::test]
async fn frames_are_handled_in_the_order_of_their_responses() {
    let server = TestServer::start().await;
    let place = server.room().await;
    let mut ben = join(&server, &place, "Ben").await;
    for echo in 0..20 {
        ben.raw.message(&ClientMessage::Ping { echo }).await;
    }
    let mut echoes = Vec::new();
    while echoes.len() < 20 {
        if let domain::protocol::ServerMessage::Pong { echo, .. } = ben.step().await.unwrap() {
            echoes.push(echo);
        }
    }
    assert_eq!(echoes, (0..20).collect::<Vec<_>>());
}
