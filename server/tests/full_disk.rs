//! A disk that cannot be written: nobody is thrown out, rooms are read-only, and everything goes on
//! by itself.

mod support;

use std::time::Duration;

use domain::command::Command;
use domain::people::Role;
use domain::protocol::{ClientMessage, Join, ServerMessage};
use domain::refusal::Refusal;
use rusqlite::Connection;
use server::storage::sqlite::FILE;
use support::client::secret;
use support::{Client, Raw, TestServer, health, health_becomes, http};

/// Another process that does not let go of the database fails writes like a full disk does.
#[tokio::test]
async fn while_nothing_can_be_written_rooms_are_read_only_and_go_on_by_themselves() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    assert_eq!(health(server.address).await, 200);
    let mut other = Connection::open(server.folder.path().join("data").join(FILE)).unwrap();
    let lock = other.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).unwrap();

    // What comes first is seen by everybody, and confirmed only when it is on disk.
    let first = host.next_id();
    host.send_as(first.clone(), Command::Retitle("First".into())).await;
    health_becomes(server.address, 503).await;
    let refused = host.next_id();
    host.send_as(refused.clone(), Command::Retitle("Refused".into())).await;
    assert_eq!(host.answer(&refused).await, Err(Refusal::CannotSave));
    assert_eq!(host.view.board.title, "First");

    // Nobody is thrown out; whoever is known comes in, and newcomers are told.
    let mut again = Client::back(server.address, &place.room, &place.founder).await;
    assert_eq!(again.view.board.title, "First");
    let mut stranger = Raw::connect(server.address, &place.room).await;
    stranger.hello(&secret(), None).await;
    assert!(matches!(stranger.server_message().await, ServerMessage::Lobby(_)));
    let join = Join { name: "New".into(), role: Role::Estimator, passcode: None };
    stranger.message(&ClientMessage::Join(join)).await;
    let answer = stranger.server_message().await;
    assert_eq!(answer, ServerMessage::Refused { id: None, refusal: Refusal::CannotSave });
    let new = serde_json::json!({ "title": "New", "secret": secret() }).to_string();
    assert_eq!(http::post(server.address, "/api/rooms", &[], new.as_bytes()).await.status, 503);

    drop(lock);
    assert_eq!(host.answer(&first).await, Ok(()));
    health_becomes(server.address, 200).await;
    again.done(Command::Retitle("Second".into())).await;
    let server = server.restart().await;
    let host = Client::back(server.address, &place.room, &place.founder).await;
    assert_eq!(host.view.board.title, "Second");
}

/// A server whose disk never comes back stops all the same.
#[tokio::test]
async fn a_server_that_cannot_write_stops() {
    let server = TestServer::start().await;
    let (_place, mut host) = server.room_with_host().await;
    let mut other = Connection::open(server.folder.path().join("data").join(FILE)).unwrap();
    let lock = other.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).unwrap();
    let id = host.next_id();
    host.send_as(id, Command::Retitle("Lost".into())).await;
    health_becomes(server.address, 503).await;
    tokio::time::timeout(Duration::from_secs(60), server.stop()).await.unwrap();
    drop(lock);
}

/// A file that was removed can still be written, and is lost when the server stops.
#[cfg(unix)]
#[tokio::test]
async fn a_data_folder_that_was_moved_away_is_noticed() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let data = server.folder.path().join("data");
    for name in [FILE, "lock"] {
        let (file, aside) = (data.join(name), data.join("aside"));
        std::fs::rename(&file, &aside).unwrap();
        assert_eq!(health(server.address).await, 503, "{name}");
        let unsaved = host.next_id();
        host.send_as(unsaved.clone(), Command::Retitle(name.into())).await;
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert_eq!(host.ask(Command::Retitle("x".into())).await, Err(Refusal::CannotSave));
        std::fs::rename(&aside, &file).unwrap();
        assert_eq!(host.answer(&unsaved).await, Ok(()));
        health_becomes(server.address, 200).await;
    }
    let server = server.restart().await;
    let host = Client::back(server.address, &place.room, &place.founder).await;
    assert_eq!(host.view.board.title, "lock");
}
