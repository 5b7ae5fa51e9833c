//! Who comes into a room that is locked, or that asks for a passcode (rule 12).

mod support;

use domain::command::Command;
use domain::ids::CommandId;
use domain::passcode::NewPasscode;
use domain::people::Role;
use domain::protocol::{ClientMessage, Do, Join, Lobby, ServerMessage, encode};
use domain::refusal::{Field, Refusal};
use domain::settings::SettingsPatch;
use serde_json::{Value, json};
use server::address_limits::AddressLimits;
use support::http::{self, Answer, bearer};
use support::tokens::{claims, keys, let_in, signed, with};
use support::{Client, Options, Place, Raw, TestServer, secret};

const PASSCODE: &str = "open sesame";

fn lock(locked: bool) -> Command {
    Command::Configure(SettingsPatch { locked: Some(locked), ..SettingsPatch::default() })
}

fn ask_for(passcode: Option<&str>) -> Command {
    Command::SetPasscode(passcode.map(|typed| NewPasscode::Typed(typed.to_owned())))
}

/// Asks to join, and says what the server answers.
async fn join(raw: &mut Raw, passcode: Option<&str>) -> ServerMessage {
    let passcode = passcode.map(str::to_owned);
    let join = Join { name: "Ben".into(), role: Role::Estimator, passcode };
    raw.message(&ClientMessage::Join(join)).await;
    raw.server_message().await
}

fn refused(refusal: Refusal) -> ServerMessage {
    ServerMessage::Refused { id: None, refusal }
}

async fn join_by_request(server: &TestServer, room: &str, person: Value) -> Answer {
    let path = format!("/api/rooms/{room}/people");
    http::post(server.address, &path, &[bearer(&secret())], person.to_string().as_bytes()).await
}

/// A server with a room that asks for a passcode, and its facilitator.
async fn with_passcode(options: Options) -> (TestServer, Place, Client) {
    let server = TestServer::with(options).await;
    let (place, mut host) = server.room_with_host().await;
    host.done(ask_for(Some(PASSCODE))).await;
    (server, place, host)
}

#[tokio::test]
async fn a_locked_room_lets_in_whoever_was_there_and_nobody_else_until_it_is_unlocked() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let ben = Client::join(server.address, &place.room, "Ben").await.secret;
    host.done(lock(true)).await;
    let server = server.restart().await;

    let (mut stranger, lobby) = Client::lobby(server.address, &place.room, &secret()).await;
    assert!(lobby.locked && !lobby.passcode, "{lobby:?}");
    assert_eq!(join(&mut stranger, None).await, refused(Refusal::Locked));
    let by_request = join_by_request(&server, &place.room, json!({ "name": "Bot" })).await;
    assert_eq!((by_request.status, by_request.json()), (409, json!({ "refused": "locked" })));

    Client::back(server.address, &place.room, &ben).await;
    let mut host = Client::back(server.address, &place.room, &place.founder).await;
    assert!(host.view.board.settings.locked);
    host.done(lock(false)).await;
    assert!(matches!(join(&mut stranger, None).await, ServerMessage::Welcome(_)));
}

#[tokio::test]
async fn the_founder_of_a_room_comes_in_although_others_have_locked_it() {
    let server = TestServer::with(Options { token_keys: keys(), ..Options::default() }).await;
    let place = server.room().await;
    let leader = with(claims(&place.room, "eva", "Eva"), json!({ "facilitator": true }));
    let token = signed(&leader);
    let raw = Raw::connect(server.address, &place.room).await;
    let mut eva = let_in(raw, server.address, &place.room, Some(&token)).await;
    eva.done(lock(true)).await;
    eva.done(ask_for(Some(PASSCODE))).await;
    let (mut founder, lobby) = Client::lobby(server.address, &place.room, &place.founder).await;
    assert!(!lobby.locked && !lobby.passcode, "{lobby:?}");
    assert!(matches!(join(&mut founder, None).await, ServerMessage::Welcome(_)));
}

#[tokio::test]
async fn a_lock_holds_for_vouched_newcomers_and_a_passcode_does_not() {
    let options = Options { token_keys: keys(), ..Options::default() };
    let (server, place, mut host) = with_passcode(options).await;
    let hello = async |claims: &Value| {
        let mut raw = Raw::connect(server.address, &place.room).await;
        raw.hello_with(&secret(), Some(&signed(claims)), None).await;
        (raw.server_message().await, raw)
    };
    let ana = claims(&place.room, "ana", "Ana");
    let (welcome, _ana) = hello(&ana).await;
    assert!(matches!(welcome, ServerMessage::Welcome(_)), "{welcome:?}");

    host.done(lock(true)).await;
    let ben = claims(&place.room, "ben", "Ben");
    let (lobby, mut raw) = hello(&ben).await;
    let ServerMessage::Lobby(Lobby { locked: true, passcode: false, .. }) = lobby else {
        panic!("{lobby:?}")
    };
    assert_eq!(raw.server_message().await, refused(Refusal::Locked));
    let token = [bearer(&signed(&ben))];
    let path = format!("/api/rooms/{}/people", place.room);
    let by_request = http::post(server.address, &path, &token, b"").await;
    assert_eq!(by_request.json(), json!({ "refused": "locked" }));
    let (again, _) = hello(&ana).await;
    assert!(matches!(again, ServerMessage::Welcome(_)), "known: {again:?}");
    let (leader, _) = hello(&with(ben, json!({ "facilitator": true }))).await;
    assert!(matches!(leader, ServerMessage::Welcome(_)), "could unlock it: {leader:?}");

    host.done(lock(false)).await;
    assert!(matches!(join(&mut raw, None).await, ServerMessage::Welcome(_)));
}

#[tokio::test]
async fn newcomers_need_the_passcode_also_after_a_restart_and_by_requests() {
    let (server, place, mut host) = with_passcode(Options::default()).await;
    assert!(host.view.board.settings.passcode);
    let server = server.restart().await;
    let (mut raw, lobby) = Client::lobby(server.address, &place.room, &secret()).await;
    assert!(lobby.passcode && !lobby.locked, "{lobby:?}");
    for wrong in [None, Some(""), Some("Open sesame"), Some(&*"x".repeat(65))] {
        assert_eq!(join(&mut raw, wrong).await, refused(Refusal::PasscodeWrong), "{wrong:?}");
    }
    let welcome = join(&mut raw, Some(" open sesame\n")).await;
    assert!(matches!(welcome, ServerMessage::Welcome(_)), "{welcome:?}");
    for (passcode, status) in [(None, 409), (Some("wrong"), 409), (Some(PASSCODE), 200)] {
        let person = json!({ "name": "Bot", "passcode": passcode });
        let answer = join_by_request(&server, &place.room, person).await;
        assert_eq!(answer.status, status, "{}", answer.text());
    }

    host = Client::back(server.address, &place.room, &host.secret).await;
    let (mut other, _) = Client::lobby(server.address, &place.room, &secret()).await;
    host.done(ask_for(Some("another"))).await;
    assert_eq!(join(&mut other, Some(PASSCODE)).await, refused(Refusal::PasscodeWrong));
    host.done(ask_for(None)).await;
    assert!(matches!(join(&mut other, None).await, ServerMessage::Welcome(_)));
    host.catch_up().await;
    assert!(!host.view.board.settings.passcode);
}

#[tokio::test]
async fn a_passcode_works_where_websockets_are_blocked() {
    let (server, place, _host) = with_passcode(Options::default()).await;
    let path = support::events::path(&place.room);
    let mut stream = support::events::Events::at(server.address, path.clone()).await;
    let say = async |message: Value| {
        let sent = http::post(server.address, &path, &[], message.to_string().as_bytes()).await;
        assert_eq!(sent.status, 204);
    };
    say(json!({ "hello": { "protocol": 1, "secret": secret() } })).await;
    assert!(stream.next().await.unwrap().contains(r#""passcode":true"#));
    for (passcode, answer) in [("wrong", r#""passcode_wrong""#), (PASSCODE, r#"{"welcome""#)] {
        say(json!({ "join": { "name": "Ben", "role": "observer", "passcode": passcode } })).await;
        assert!(stream.next().await.unwrap().contains(answer));
    }
}

#[tokio::test]
async fn only_facilitators_lock_and_a_passcode_has_a_length() {
    let (server, place, mut host) = with_passcode(Options::default()).await;
    let (mut raw, _) = Client::lobby(server.address, &place.room, &secret()).await;
    let welcome = join(&mut raw, Some(PASSCODE)).await;
    let mut ben = Client::welcomed(raw, server.address, &place.room, "ben", welcome).await;
    for command in [lock(true), ask_for(None), ask_for(Some("mine now"))] {
        assert_eq!(ben.ask(command).await, Err(Refusal::FacilitatorsOnly));
    }
    assert_eq!(host.ask(ask_for(Some(" "))).await, Err(Refusal::Empty(Field::Passcode)));
    let too_long = Refusal::TooLong { field: Field::Passcode, limit: 64, length: 65 };
    assert_eq!(host.ask(ask_for(Some(&"x".repeat(65)))).await, Err(too_long));
}

#[tokio::test]
async fn an_address_tries_few_passcodes_a_minute_and_the_right_one_waits_as_well() {
    let limits = AddressLimits { passcodes: 3, ..Options::default().address_limits };
    let options = Options { address_limits: limits, ..Options::default() };
    let (server, place, mut host) = with_passcode(options).await;
    let (mut raw, _) = Client::lobby(server.address, &place.room, &secret()).await;
    for _ in 0..2 {
        assert_eq!(join(&mut raw, Some("wrong")).await, refused(Refusal::PasscodeWrong));
    }
    let answer = join(&mut raw, Some(PASSCODE)).await;
    let ServerMessage::Refused { refusal: Refusal::TooManyRequests { seconds }, .. } = answer
    else {
        panic!("{answer:?}")
    };
    assert!((1..=20).contains(&seconds), "{seconds}");
    let person = json!({ "name": "Bot", "passcode": PASSCODE });
    let by_request = join_by_request(&server, &place.room, person).await;
    assert_eq!(by_request.status, 429);
    assert!(by_request.header("retry-after").is_some());
    let set = host.ask(ask_for(Some("another"))).await;
    assert!(matches!(set, Err(Refusal::TooManyRequests { .. })), "{set:?}");
    // Who gives none, or is known, uses none.
    assert_eq!(join(&mut raw, None).await, refused(Refusal::PasscodeWrong));
    Client::back(server.address, &place.room, &host.secret).await;
}

/// After a reconnect a page sends again what was not answered.
#[tokio::test]
async fn a_passcode_that_is_sent_again_is_not_hashed_again() {
    let limits = AddressLimits { passcodes: 2, ..Options::default().address_limits };
    let options = Options { address_limits: limits, ..Options::default() };
    let (server, place, mut host) = with_passcode(options).await;
    let request = Do { id: CommandId("the-same-each-time".into()), command: ask_for(Some("new")) };
    let body = encode(&request);
    let path = format!("/api/rooms/{}/commands", place.room);
    for _ in 0..3 {
        host.raw.message(&ClientMessage::Do(request.clone())).await;
        loop {
            match host.raw.server_message().await {
                ServerMessage::Done { .. } => break,
                ServerMessage::Update { .. } => {}
                other => panic!("{other:?}"),
            }
        }
        let headers = [bearer(&place.founder)];
        let sent = http::post(server.address, &path, &headers, body.as_bytes()).await;
        assert_eq!(sent.status, 200, "{}", sent.text());
    }
}

#[tokio::test]
async fn a_passcode_is_in_no_frame_file_or_export_and_only_its_hash_is_on_disk() {
    let (server, place, mut host) = with_passcode(Options::default()).await;
    let mut seen = std::mem::take(&mut host.frames).concat();
    for file in ["room.json", "report.md", "ready-room.csv"] {
        let path = format!("/api/rooms/{}/export/{file}", place.room);
        let export = http::get(server.address, &path, &[bearer(&place.founder)]).await;
        assert_eq!(export.status, 200);
        seen += &export.text();
    }
    let path = format!("/api/rooms/{}/state", place.room);
    seen += &http::get(server.address, &path, &[bearer(&place.founder)]).await.text();
    seen += &encoded_lobby(&server, &place.room).await;
    assert!(seen.contains(r#""passcode":true"#) && !seen.contains("argon2"));
    assert!(!seen.contains(PASSCODE), "{seen}");

    // Opened again, the room is open.
    let file = format!("/api/rooms/{}/export/room.json", place.room);
    let file = http::get(server.address, &file, &[bearer(&place.founder)]).await.body;
    let opened = http::post(server.address, "/api/rooms/open", &[bearer(&secret())], &file).await;
    let opened = opened.json()["room"].as_str().unwrap().to_owned();
    Client::join(server.address, &opened, "Anybody").await;

    let (folder, _) = server.stop().await;
    let data = folder.path().join("data");
    let mut on_disk = Vec::new();
    for file in std::fs::read_dir(data).unwrap() {
        let path = file.unwrap().path();
        on_disk.extend(std::fs::read(path).unwrap_or_default());
    }
    let holds = |text: &str| on_disk.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(holds("$argon2id$") && !holds(PASSCODE));
}

async fn encoded_lobby(server: &TestServer, room: &str) -> String {
    let (_, lobby) = Client::lobby(server.address, room, &secret()).await;
    domain::protocol::encode(&lobby)
}
