//! Who says nothing for a while is away, on either line, and back with the first sign of life.

mod support;

use std::time::{Duration, Instant};

use domain::deck::Card;
use domain::ids::ParticipantId;
use domain::people::Presence;
use domain::protocol::{ClientMessage, ServerMessage};
use domain::time::Timestamp;
use domain::view::RoomView;
use futures_util::{SinkExt, StreamExt};
use support::client::secret;
use support::{Client, Raw, TestServer, soon};
use tokio::net::TcpStream;
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::Message;

fn away_since(view: &RoomView, person: ParticipantId) -> Option<Timestamp> {
    match view.board.people.get(person)?.presence {
        Presence::AwaySince(since) => Some(since),
        Presence::Connected => None,
    }
}

/// The time by the server's clock.
async fn now(client: &mut Client) -> Timestamp {
    client.raw.message(&ClientMessage::Ping { echo: 1 }).await;
    loop {
        if let ServerMessage::Pong { now, .. } = client.step().await.unwrap() {
            return now;
        }
    }
}

/// Reads nothing, so that nothing answers the server's pings, until the host sees it.
async fn falls_silent(host: &mut Client, mut silent: Client) {
    silent.done(silent.vote("5")).await;
    let person = silent.view.you;
    let last_sign = now(host).await;
    host.until("the silence is noticed", |view| away_since(view, person).is_some()).await;
    let noticed = now(host).await;
    let since = away_since(&host.view, person).unwrap();
    // Rule 17 counts from the last sign, and not from when it was noticed.
    assert!(since.since(last_sign) < noticed.since(since), "{last_sign:?} {since:?} {noticed:?}");

    // It only froze: the same connection goes on, with its vote.
    silent.raw.message(&ClientMessage::Ping { echo: 1 }).await;
    host.until("it is back", |view| away_since(view, person).is_none()).await;
    silent.catch_up().await;
    assert_eq!(silent.view.my_card(), Some(&Card::new("5")));
    assert_eq!(silent.view.board, host.view.board);
}

#[tokio::test]
async fn a_websocket_that_dies_silently_is_noticed_within_ten_seconds() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let silent = Client::join(server.address, &place.room, "Ben").await;
    falls_silent(&mut host, silent).await;
}

#[tokio::test]
async fn an_event_stream_whose_client_says_nothing_is_noticed_within_ten_seconds() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let raw = Raw::events(server.address, &place.room).await;
    let silent = Client::join_on(raw, server.address, &place.room, &secret(), "Ben").await;
    falls_silent(&mut host, silent).await;
}

/// Each ping is answered, so they count like messages: 200 at once and 50 a second.
#[tokio::test]
async fn pings_of_a_client_have_a_pace() {
    let server = TestServer::start().await;
    let (place, _host) = server.room_with_host().await;
    let url = format!("ws://{}/api/rooms/{}/socket", server.address, place.room);
    let stream = TcpStream::connect(server.address).await.unwrap();
    let (mut socket, _) = client_async(url, stream).await.unwrap();
    let start = Instant::now();
    for _ in 0..300 {
        socket.send(Message::Ping("?".into())).await.unwrap();
    }
    let mut answered = 0;
    while answered < 300 {
        let frame = soon("a pong", socket.next()).await.unwrap().unwrap();
        answered += u32::from(frame.is_pong());
    }
    assert!(start.elapsed() > Duration::from_millis(1_500), "{:?}", start.elapsed());
}

#[tokio::test]
async fn whoever_only_listens_to_a_websocket_is_not_away() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let mut listener = Client::join(server.address, &place.room, "Ben").await;
    let raw = Raw::events(server.address, &place.room).await;
    let silent = Client::join_on(raw, server.address, &place.room, &secret(), "Cleo").await;
    let [listening, silent] = [listener.view.you, silent.view.you];
    // Reading is what answers the pings.
    let is_away = |view: &RoomView| away_since(view, silent).is_some();
    tokio::join!(listener.until("Cleo is away", is_away), host.until("Cleo is away", is_away));
    assert_eq!(away_since(&host.view, listening), None);
}
