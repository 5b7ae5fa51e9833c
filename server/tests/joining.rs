//! Joining and leaving: who is in a room, and as whom.

mod support;

use domain::command::Command;
use domain::people::Role;
use domain::protocol::{ClientMessage, Close, Join, ServerMessage};
use domain::refusal::{Field, Refusal};
use domain::settings::Settings;
use serde_json::json;
use support::client::secret;
use support::{Client, Raw, TestServer, http};

#[tokio::test]
async fn the_creator_is_facilitator_and_others_are_not() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let ben = Client::join(server.address, &place.room, "Ben").await;
    host.until("Ben is here", |view| view.board.people.len() == 2).await;
    assert!(host.view.me().unwrap().facilitator);
    assert!(!ben.view.me().unwrap().facilitator);
    assert_eq!(host.view.board, ben.view.board);
}

#[tokio::test]
async fn a_stranger_learns_the_title_and_the_number_of_people_and_nothing_else() {
    let server = TestServer::start().await;
    let (place, _host) = server.room_with_host().await;
    let (_raw, lobby) = Client::lobby(server.address, &place.room, &secret()).await;
    assert_eq!((lobby.title.as_str(), lobby.connected), ("Sprint 12", 1));
}

#[tokio::test]
async fn a_refused_name_can_be_given_again() {
    let server = TestServer::start().await;
    let place = server.room().await;
    let (mut raw, _) = Client::lobby(server.address, &place.room, &secret()).await;
    let join = |name: &str| {
        ClientMessage::Join(Join { name: name.to_owned(), role: Role::Observer, passcode: None })
    };
    raw.message(&join("  ")).await;
    let refusal = Refusal::Empty(Field::Name);
    assert_eq!(raw.server_message().await, ServerMessage::Refused { id: None, refusal });
    raw.message(&join("Ana")).await;
    assert!(matches!(raw.server_message().await, ServerMessage::Welcome(_)));
}

#[tokio::test]
async fn b32_people_with_the_same_name_are_told_apart_and_have_votes_of_their_own() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let mut people = Vec::new();
    for name in ["Alex", "Alex", "alex "] {
        people.push(Client::join(server.address, &place.room, name).await);
    }
    for (client, card) in people.iter_mut().zip(["1", "2", "3"]) {
        client.done(client.vote(card)).await;
    }
    host.catch_up().await;
    let names: Vec<_> = host.view.board.people.iter().skip(1).map(|p| p.shown_name()).collect();
    assert_eq!(names, ["Alex", "Alex (2)", "alex (3)"]);
    host.done(Command::RemovePerson(people[1].view.you)).await;
    assert_eq!(people[1].close_code().await, Close::Removed.code());
    host.done(host.reveal()).await;
    let ballots = host.round().ballots().unwrap();
    let cards: Vec<_> = ballots.iter().filter_map(|b| b.card.as_ref()).collect();
    assert_eq!(cards.iter().map(|card| card.label.as_str()).collect::<Vec<_>>(), ["1", "3"]);
}

#[tokio::test]
async fn b33_the_host_is_host_again_and_a_stranger_with_the_name_is_not() {
    let server = TestServer::start().await;
    let (place, host) = server.room_with_host().await;
    drop(host);
    let stranger = Client::join(server.address, &place.room, "Host").await;
    assert!(!stranger.view.me().unwrap().facilitator);
    let host = Client::back(server.address, &place.room, &place.founder).await;
    assert!(host.view.me().unwrap().facilitator);
    assert_eq!(host.view.board.people.len(), 2);
}

#[tokio::test]
async fn b16_everybody_comes_back_in_the_role_they_had() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let mut watcher = Client::join(server.address, &place.room, "Watcher").await;
    watcher.done(Command::SetRole(Role::Observer)).await;
    for _ in 0..3 {
        let secret = watcher.secret.clone();
        drop(watcher);
        watcher = Client::back(server.address, &place.room, &secret).await;
        assert_eq!(watcher.view.me().unwrap().role, Role::Observer);
    }
    assert_eq!(watcher.ask(watcher.vote("5")).await, Err(Refusal::Observer));
    host.catch_up().await;
    assert_eq!(host.view.board.people.get(watcher.view.you).unwrap().role, Role::Observer);
}

#[tokio::test]
async fn a_removed_person_is_told_and_stays_out_until_readmitted() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let mut ben = Client::join(server.address, &place.room, "Ben").await;
    let mut second_tab = Client::back(server.address, &place.room, &ben.secret).await;
    host.done(Command::RemovePerson(ben.view.you)).await;
    assert_eq!(ben.close_code().await, Close::Removed.code());
    assert_eq!(second_tab.close_code().await, Close::Removed.code());
    let mut again = Raw::connect(server.address, &place.room).await;
    again.hello(&ben.secret, None).await;
    assert_eq!(again.close_code().await, Close::Removed.code());
    host.done(Command::Readmit).await;
    Client::join_as(server.address, &place.room, &ben.secret, "Ben").await;
}

#[tokio::test]
async fn closing_one_of_two_tabs_changes_nothing() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let mut ben = Client::join(server.address, &place.room, "Ben").await;
    let second_tab = Client::back(server.address, &place.room, &ben.secret).await;
    let before = ben.at;
    drop(second_tab);
    ben.catch_up().await;
    host.catch_up().await;
    assert_eq!(host.view.board.connected().count(), 2);
    assert_eq!(ben.at, before, "the room said something about it");
}

#[tokio::test]
async fn a_room_needs_a_title_within_the_limit_and_a_secret() {
    let server = TestServer::start().await;
    for (body, status) in [
        (json!({ "title": " ", "secret": secret() }), 422),
        (json!({ "title": "x".repeat(121), "secret": secret() }), 422),
        (json!({ "title": "x", "secret": "short" }), 400),
        (json!({ "title": 7, "secret": secret() }), 400),
        (json!({ "title": "x", "secret": secret(), "deck": { "kind": "tarot" } }), 400),
        (json!(null), 400),
    ] {
        let body = body.to_string();
        let answer = http::post(server.address, "/api/rooms", &[], body.as_bytes()).await;
        assert_eq!(answer.status, status, "{body}: {}", answer.text());
    }
}

#[tokio::test]
async fn a_room_has_the_deck_that_was_chosen() {
    let server = TestServer::start().await;
    let secret = secret();
    let deck = json!({ "kind": "t_shirt", "specials": ["pass"] });
    let body = json!({ "title": "Sizes", "secret": secret, "deck": deck }).to_string();
    let answer = http::post(server.address, "/api/rooms", &[], body.as_bytes()).await;
    let room = answer.json()["room"].as_str().unwrap().to_owned();
    let host = Client::join_as(server.address, &room, &secret, "Host").await;
    let labels: Vec<_> = host.view.board.deck.cards.iter().map(|c| c.label.as_str()).collect();
    assert_eq!(labels, ["XS", "S", "M", "L", "XL", "XXL", "Pass"]);
}

#[tokio::test]
async fn what_a_newer_client_adds_to_a_message_is_passed_over() {
    let server = TestServer::start().await;
    let founder = secret();
    let room = json!({
        "title": "Sprint 12", "secret": founder, "later": 1,
        "deck": { "kind": "t_shirt", "specials": ["pass"], "later": true },
    });
    let answer = http::post(server.address, "/api/rooms", &[], room.to_string().as_bytes()).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let room = answer.json()["room"].as_str().unwrap().to_owned();
    let mut ana = Client::join_as(server.address, &room, &founder, "Ana").await;
    let before = ana.view.board.settings.clone();
    for command in [
        json!({ "add_stories": { "stories": [{ "title": "One", "later": [] }], "known": "add", "later": {} } }),
        json!({ "configure": { "auto_reveal": false, "later": "soon" } }),
    ] {
        let id = ana.next_id();
        let message = json!({ "do": { "id": id, "command": command, "later": 1 }, });
        ana.raw.text(message.to_string()).await;
        assert_eq!(ana.answer(&id).await, Ok(()), "{command}");
    }
    assert_eq!(ana.view.board.stories.len(), 1);
    // Nor does a change of one setting touch the others.
    assert_eq!(ana.view.board.settings, Settings { auto_reveal: false, ..before });
}
