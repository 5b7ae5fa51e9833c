//! Programs that open no line: they join, act, read the room and export by requests alone, as
//! `docs/protocol.md` says. Nothing here uses the product's own types to speak with it.

mod support;

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU32, Ordering};

use domain::command::Command;
use domain::ids::ParticipantId;
use serde_json::{Value, json};
use server::address_limits::AddressLimits;
use support::http::{self, Answer, bearer};
use support::tokens::{claims, keys, signed, with};
use support::{Client, Options, TestServer, secret};

/// A program that takes part in a room.
struct Bot {
    address: SocketAddr,
    room: String,
    bearer: String,
}

impl Bot {
    fn new(address: SocketAddr, room: &str, bearer: &str) -> Self {
        Self { address, room: room.into(), bearer: bearer.into() }
    }

    /// A new room, and its founder in it.
    async fn founder(address: SocketAddr) -> Self {
        let secret = secret();
        // What a newer client would add changes nothing.
        let deck = json!({ "kind": "fibonacci", "new": 1 });
        let room = json!({ "title": "Lending desk", "secret": secret, "deck": deck, "new": [] });
        let room = room.to_string();
        let made = http::post(address, "/api/rooms", &[], room.as_bytes()).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let bot = Self::new(address, made.json()["room"].as_str().unwrap(), &secret);
        assert_eq!(bot.joined("Founder").await, 1);
        bot
    }

    async fn get(&self, what: &str) -> Answer {
        let path = format!("/api/rooms/{}/{what}", self.room);
        http::get(self.address, &path, &[bearer(&self.bearer)]).await
    }

    async fn post(&self, what: &str, body: &str) -> Answer {
        let path = format!("/api/rooms/{}/{what}", self.room);
        http::post(self.address, &path, &[bearer(&self.bearer)], body.as_bytes()).await
    }

    async fn join(&self, name: &str) -> Answer {
        self.post("people", &json!({ "name": name, "role": "estimator" }).to_string()).await
    }

    /// Joins, and says as which participant.
    async fn joined(&self, name: &str) -> u64 {
        let answer = self.join(name).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()["participant"].as_u64().unwrap()
    }

    async fn command(&self, command: Value) -> Answer {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let id = format!("bot-{}", NEXT.fetch_add(1, Ordering::Relaxed));
        self.post("commands", &json!({ "id": id, "command": command, "new": 1 }).to_string()).await
    }

    async fn done(&self, command: Value) {
        let answer = self.command(command).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    }

    async fn state(&self) -> Value {
        let answer = self.get("state").await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(answer.header("content-type"), Some("application/json"));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        answer.json()["welcome"].take()
    }

    async fn votes(&self, card: &str) {
        let vote = json!({ "story": 1, "round": 1, "card": card, "revealed": false });
        self.done(json!({ "vote": vote })).await;
    }
}

#[tokio::test]
async fn a_program_makes_a_room_joins_votes_reveals_reads_and_exports_by_requests_alone() {
    let server = TestServer::start().await;
    let ana = Bot::founder(server.address).await;
    let ben = Bot::new(server.address, &ana.room, &secret());
    assert_eq!(ben.joined("Ben").await, 2);
    ana.done(json!({ "add_stories": { "stories": [{ "title": "Reserve a tool" }] } })).await;
    ana.votes("5").await;
    ben.votes("8").await;

    let before = ben.state().await;
    assert_eq!(before["view"]["hand"], json!([[1, { "label": "8" }]]));
    assert_eq!(before["view"]["you"], 2);
    let round = &before["view"]["board"]["stories"][0]["rounds"]["current"];
    assert_eq!(round["phase"]["voting"]["voted"], json!([1, 2]), "and nothing of the other card");

    ana.done(json!({ "reveal": { "story": 1, "round": 1 } })).await;
    ana.done(json!({ "set_estimate": { "story": 1, "estimate": "5" } })).await;
    let after = ben.state().await;
    let story = &after["view"]["board"]["stories"][0];
    let ballots = story["rounds"]["current"]["phase"]["revealed"]["ballots"].as_array().unwrap();
    let cards: Vec<_> = ballots.iter().map(|ballot| &ballot["card"]["label"]).collect();
    assert_eq!((json!(cards), &story["estimate"]), (json!(["5", "8"]), &json!("5")));
    assert_eq!(after["epoch"], before["epoch"]);
    assert_eq!(after["seq"].as_u64(), before["seq"].as_u64().map(|seq| seq + 2));

    let csv = ben.get("export.csv").await;
    assert!(csv.status == 200 && csv.text().contains("Reserve a tool"), "{}", csv.text());
}

#[tokio::test]
async fn whoever_joined_by_a_request_is_the_same_person_again_and_after_a_restart() {
    let server = TestServer::start().await;
    let ana = Bot::founder(server.address).await;
    assert_eq!(ana.joined("Another name").await, 1);
    let server = server.restart().await;
    let ana = Bot { address: server.address, ..ana };
    let state = ana.state().await;
    let people = state["view"]["board"]["people"].as_array().unwrap();
    assert_eq!(people.len(), 1);
    assert_eq!((&people[0]["name"], &people[0]["facilitator"]), (&json!("Founder"), &json!(true)));
    let page = Client::back(server.address, &ana.room, &ana.bearer).await;
    assert_eq!(page.view.you, ParticipantId(1));
}

#[tokio::test]
async fn nobody_waits_for_a_program_that_has_no_line() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    host.done(host.vote("5")).await;
    host.catch_up().await;
    let countdown = |host: &Client| host.view.board.round().unwrap().reveal_at();
    let before = countdown(&host);
    assert!(before.is_some());
    let bot = Bot::new(server.address, &place.room, &secret());
    bot.joined("Bot").await;
    host.catch_up().await;
    assert_eq!(countdown(&host), before, "no newcomer who is waited for");
    let presence = &bot.state().await["view"]["board"]["people"][1]["presence"];
    assert_eq!(presence, &json!({ "away_since": 0 }));
}

#[tokio::test]
async fn whom_a_portal_vouches_for_joins_by_a_request_with_the_token_alone() {
    let server = TestServer::with(Options { token_keys: keys(), ..Options::default() }).await;
    let place = server.room().await;
    let claims = claims(&place.room, "ana", "Ana");
    let claims = with(claims, json!({ "facilitator": true, "role": "observer" }));
    let ana = Bot::new(server.address, &place.room, &signed(&claims));
    assert_eq!(ana.get("state").await.status, 401, "not before joining");
    let joined = ana.post("people", "").await;
    assert_eq!((joined.status, joined.json()), (200, json!({ "participant": 1 })));
    ana.done(json!({ "retitle": "By the portal" })).await;
    let board = &ana.state().await["view"]["board"];
    assert_eq!(board["title"], "By the portal");
    let person = &board["people"][0];
    assert_eq!((&person["name"], &person["role"]), (&json!("Ana"), &json!("observer")));

    // The founder's secret beside a token makes its bearer facilitator.
    let token = signed(&support::tokens::claims(&place.room, "ben", "Ben"));
    let headers = [bearer(&token), ("Ready-Room-Secret", place.founder.clone())];
    let path = format!("/api/rooms/{}/people", place.room);
    assert_eq!(http::post(server.address, &path, &headers, b"{}").await.status, 200);
    let board = &ana.state().await["view"]["board"];
    assert_eq!(board["people"][1]["facilitator"], true);
}

#[tokio::test]
async fn who_may_not_join_is_told_why() {
    let server = TestServer::start().await;
    let ana = Bot::founder(server.address).await;
    let refused = async |bot: &Bot, name: &str| {
        let answer = bot.join(name).await;
        (answer.status, answer.json()["refused"].clone())
    };
    let ben = Bot::new(server.address, &ana.room, &secret());
    assert_eq!(refused(&ben, " ").await, (409, json!({ "empty": "name" })));
    assert_eq!(ben.joined("Ben").await, 2);
    ana.done(json!({ "remove_person": 2 })).await;
    assert_eq!(refused(&ben, "Ben").await, (409, json!("removed")));
    ana.done(json!({ "configure": { "guests": false } })).await;
    let cleo = Bot::new(server.address, &ana.room, &secret());
    assert_eq!(refused(&cleo, "Cleo").await, (409, json!("guests_not_allowed")));

    for (room, bearer, body, status) in [
        (ana.room.as_str(), "short", r#"{"name":"Dan","role":"observer"}"#, 400),
        (&ana.room, &secret(), "not JSON", 400),
        (&ana.room, &secret(), r#"{"name":"Dan","role":"king"}"#, 400),
        (&ana.room, &secret(), r#"{"name":7}"#, 400),
        (&ana.room, "a.b.c", "", 401),
        ("aaaaaaaaaaaaaaaa", &secret(), r#"{"name":"Dan","new":1}"#, 404),
    ] {
        let answer = Bot::new(server.address, room, bearer).post("people", body).await;
        assert_eq!(answer.status, status, "{body}");
        assert!(answer.json()["error"].is_string(), "{}", answer.text());
    }
    let stranger = Bot::new(server.address, &ana.room, &secret()).get("state").await;
    assert_eq!(stranger.status, 401);
    assert_eq!(stranger.json(), json!({ "error": "the secret is of nobody in this room" }));
}

#[tokio::test]
async fn joining_by_requests_has_a_pace_for_each_address() {
    let limits = AddressLimits { joins: 2, ..Options::default().address_limits };
    let server = TestServer::with(Options { address_limits: limits, ..Options::default() }).await;
    let ana = Bot::founder(server.address).await;
    for (name, status) in [("Ben", 200), ("Cleo", 429)] {
        let answer = Bot::new(server.address, &ana.room, &secret()).join(name).await;
        assert_eq!(answer.status, status);
        assert_eq!(answer.header("retry-after").is_some(), status == 429);
    }
}

#[tokio::test]
async fn the_state_of_a_large_room_comes_whole() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let stories = (0..2_000).map(|n| domain::draft::StoryDraft {
        title: format!("Story {n}"),
        description: "x".repeat(500),
        ..Default::default()
    });
    let command =
        Command::AddStories { stories: stories.collect(), known: domain::known::Known::LeaveOut };
    support::carry_out(server.address, &place, command).await;
    host.catch_up().await;
    let state = Bot::new(server.address, &place.room, &place.founder).state().await;
    assert_eq!(state["view"], serde_json::to_value(&host.view).unwrap());
    assert_eq!(state["seq"], host.at.seq);
}
