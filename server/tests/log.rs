//! Nothing that people keep to themselves is logged, at any level and by any crate. In a file of its
//! own, because a process has one log.

mod support;

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use domain::command::Command;
use serde_json::json;
use support::{Client, TestServer, http};

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_room_at_the_level_trace_leaves_no_card_name_text_or_secret_in_the_log() {
    let log = Log::default();
    let writer = log.clone();
    server::log::start("trace,server=trace,tungstenite=trace", move || writer.clone(), false)
        .unwrap();
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let mut guest = Client::join(server.address, &place.room, "Wilhelmina").await;
    host.add_stories(&["Lend a telescope"]).await;
    guest.catch_up().await;
    guest.done(guest.vote("13")).await;
    host.done(host.vote("8")).await;
    host.done(host.reveal()).await;
    host.done(Command::Retitle("Observatory".into())).await;
    // The same over HTTP, with a token that is none.
    let command = json!({ "id": "typed", "command": { "rename": "Bartholomew" } }).to_string();
    let path = format!("/api/rooms/{}/commands", place.room);
    let bearer = [http::bearer(&guest.secret)];
    let renamed = http::post(server.address, &path, &bearer, command.as_bytes()).await;
    assert_eq!(renamed.status, 200, "{}", renamed.text());
    http::post(server.address, &path, &[http::bearer("not.a.token")], b"{\"Guinevere\":").await;
    http::post(server.address, "/api/preview", &[], b"Title\nLend a sextant\n").await;
    http::post(server.address, "/api/markdown", &[], b"Lend a compass").await;
    let mut raw = support::Raw::connect(server.address, &place.room).await;
    raw.hello("the-secret-of-nobody-at-all", None).await;
    drop((host, guest, raw));
    server.stop().await;

    let log = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    assert!(log.contains("room opened"), "nothing is logged at all: {log}");
    let founder = place.founder.as_str();
    for kept in [
        "Wilhelmina",
        "Bartholomew",
        "Guinevere",
        "telescope",
        "sextant",
        "compass",
        "Observatory",
        "not.a.token",
        "the-secret-of-nobody-at-all",
        founder,
        &place.room,
        "\"card\"",
        "YourCard",
        "Card {",
    ] {
        assert!(!log.contains(kept), "the log holds {kept:?}: {log}");
    }
}
