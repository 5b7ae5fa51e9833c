//! The view of a large room: compressed once for many, the same for every client, and alive while it
//! is on its way.

mod support;

use std::collections::BTreeSet;

use domain::command::Command;
use domain::deck::Card;
use domain::draft::StoryDraft;
use domain::known::Known;
use domain::people::Role;
use domain::protocol::{ClientMessage, Close, Join, ServerMessage, decode};
use support::{Client, Place, Raw, TestServer, carry_out, secret, soon};
use tokio::io::AsyncWriteExt;

const STORIES: usize = 200;
const STORY_BYTES: usize = 2_000;

/// How many people come one after the other.
const PEOPLE: usize = 50;

/// A room whose backlog is large, with its facilitator in it.
async fn large_room(server: &TestServer) -> (Place, Client) {
    let (place, mut host) = server.room_with_host().await;
    import(server, &place, STORIES).await;
    host.until("the stories", |view| view.board.stories.len() == STORIES).await;
    (place, host)
}

async fn import(server: &TestServer, place: &Place, stories: usize) {
    let draft = |n| StoryDraft {
        title: format!("Story {n}"),
        description: "word ".repeat(STORY_BYTES / 5),
        ..StoryDraft::default()
    };
    let stories = (0..stories).map(draft).collect();
    carry_out(server.address, place, Command::AddStories { stories, known: Known::Add }).await;
}

async fn gzip_reader(server: &TestServer, place: &Place) -> Raw {
    Raw::connect(server.address, &place.room).await.reading_gzip()
}

async fn joined(server: &TestServer, place: &Place, raw: Raw, name: &str) -> Client {
    Client::join_on(raw, server.address, &place.room, &secret(), name).await
}

/// Waits until all have seen the same.
async fn settle(clients: &mut [&mut Client]) {
    for client in clients.iter_mut() {
        client.catch_up().await;
    }
    let last = clients.iter().map(|client| client.at.seq).max().unwrap();
    for client in clients {
        client.follow_to(last).await;
    }
}

#[tokio::test]
async fn a_client_that_reads_no_gzip_gets_a_large_view_as_text() {
    let server = TestServer::start().await;
    let (place, mut host) = large_room(&server).await;
    for raw in [
        Raw::connect(server.address, &place.room).await,
        Raw::events(server.address, &place.room).await,
    ] {
        let mut ben = joined(&server, &place, raw, "Ben").await;
        assert_eq!((ben.shared_board, ben.raw.compressed()), (None, 0));
        settle(&mut [&mut host, &mut ben]).await;
        assert_eq!(ben.view.board, host.view.board);
    }
}

#[tokio::test]
async fn a_client_that_reads_gzip_gets_small_views_as_text() {
    let server = TestServer::start().await;
    let (place, _host) = server.room_with_host().await;
    let ben = joined(&server, &place, gzip_reader(&server, &place).await, "Ben").await;
    assert_eq!((ben.shared_board, ben.raw.compressed()), (None, 0));
    assert_eq!(ben.view.me().unwrap().name, "Ben");
}

#[tokio::test]
async fn a_large_view_in_parts_is_the_view_of_everybody_else() {
    let server = TestServer::start().await;
    let (place, mut host) = large_room(&server).await;
    for raw in [
        gzip_reader(&server, &place).await,
        Raw::events(server.address, &place.room).await.reading_gzip(),
    ] {
        let mut ben = joined(&server, &place, raw, "Ben").await;
        assert_eq!(ben.raw.compressed(), 1);
        assert!(ben.view.me().unwrap().is_connected());
        let mut back = Client::back(server.address, &place.room, &ben.secret).await;
        settle(&mut [&mut host, &mut ben, &mut back]).await;
        assert_eq!(ben.view.board, host.view.board);
        assert_eq!(ben.view, back.view);
    }
}

#[tokio::test]
async fn b11_a_view_in_parts_has_the_own_hidden_cards_and_nobody_elses() {
    let server = TestServer::start().await;
    let (place, mut host) = large_room(&server).await;
    let mut ben = joined(&server, &place, gzip_reader(&server, &place).await, "Ben").await;
    ben.done(ben.vote("13")).await;
    host.done(host.vote("☕")).await;
    let mut raw = gzip_reader(&server, &place).await;
    raw.hello(&ben.secret, None).await;
    let mut frames = vec![raw.next().await.unwrap()];
    while !frames.last().unwrap().starts_with(r#"{"seated""#) {
        frames.push(raw.next().await.unwrap());
    }
    let ServerMessage::Seated(seated) = decode::<ServerMessage>(frames.last().unwrap()).unwrap()
    else {
        panic!()
    };
    assert_eq!(seated.hand, [(ben.current(), Card::new("13").into())]);
    let shown: usize = frames.iter().map(|frame| frame.matches("☕").count()).sum();
    assert_eq!(shown, 1, "only the deck shows it");
}

#[tokio::test]
async fn many_who_come_one_after_the_other_share_a_board() {
    let server = TestServer::start().await;
    let (place, mut host) = large_room(&server).await;
    let mut people = Vec::new();
    for number in 0..PEOPLE {
        let raw = gzip_reader(&server, &place).await;
        people.push(joined(&server, &place, raw, &format!("Person {number}")).await);
    }
    let boards: BTreeSet<_> = people.iter().map(|person| person.shared_board).collect();
    assert_eq!(boards.len(), 1, "{boards:?}");
    assert!(people.iter().all(|person| person.view.me().is_some()));
    let last = people.last_mut().unwrap();
    settle(&mut [&mut host, last]).await;
    assert_eq!(last.view.board, host.view.board);
}

#[tokio::test]
async fn a_board_that_is_too_far_behind_is_made_again() {
    let server = TestServer::start().await;
    let (place, mut host) = large_room(&server).await;
    let ben = joined(&server, &place, gzip_reader(&server, &place).await, "Ben").await;
    import(&server, &place, STORIES).await;
    let late = joined(&server, &place, gzip_reader(&server, &place).await, "Late").await;
    assert_eq!(late.view.board.stories.len(), 2 * STORIES);
    assert!(late.shared_board > ben.shared_board);
    for number in 0..200 {
        host.done(Command::Retitle(format!("Title {number}"))).await;
    }
    let last = joined(&server, &place, gzip_reader(&server, &place).await, "Last").await;
    assert_eq!(last.view.board.title, "Title 199");
    assert!(last.shared_board > late.shared_board);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_happens_while_a_view_is_on_its_way_comes_behind_it() {
    let server = TestServer::start().await;
    let (place, mut host) = large_room(&server).await;
    let mut joining = Vec::new();
    for number in 0..20 {
        let raw = gzip_reader(&server, &place).await;
        let (address, room) = (server.address, place.room.clone());
        joining.push(tokio::spawn(async move {
            Client::join_on(raw, address, &room, &secret(), &format!("Person {number}")).await
        }));
    }
    // A client that misses a number fails.
    let mut titles = 0;
    while joining.iter().any(|client| !client.is_finished()) || titles < 20 {
        titles += 1;
        host.done(Command::Retitle(format!("Title {titles}"))).await;
    }
    for client in joining {
        let mut client = client.await.unwrap();
        settle(&mut [&mut host, &mut client]).await;
        assert_eq!(client.view.board, host.view.board);
    }
}

#[tokio::test]
async fn who_comes_back_in_time_gets_only_what_it_missed() {
    let server = TestServer::start().await;
    let (place, mut host) = large_room(&server).await;
    let ben = joined(&server, &place, gzip_reader(&server, &place).await, "Ben").await;
    let ben = ben.drop_connection().await;
    host.done(Command::Retitle("Meanwhile".into())).await;
    let (mut ben, resumed) = ben.come_back_on(gzip_reader(&server, &place).await).await;
    assert!(resumed);
    ben.catch_up().await;
    assert_eq!((ben.view.board.title.as_str(), ben.raw.compressed()), ("Meanwhile", 0));
    assert!(ben.frames.iter().map(String::len).sum::<usize>() < 1_000);
}

/// Joins as somebody new without reading what comes then.
async fn joining(raw: Raw) -> Raw {
    let mut raw = raw;
    raw.hello(&secret(), None).await;
    let lobby = raw.next().await.unwrap();
    assert!(lobby.starts_with(r#"{"lobby""#), "{lobby}");
    let join = Join { name: "Bot".into(), role: Role::Observer, passcode: None };
    raw.message(&ClientMessage::Join(join)).await;
    raw
}

async fn huge_room(server: &TestServer) -> (Place, Client) {
    let (place, mut host) = server.room_with_host().await;
    // More than the system's buffers hold.
    import(server, &place, 2_000).await;
    host.until("the stories", |view| view.board.stories.len() == 2_000).await;
    (place, host)
}

/// Four take the places for huge views by `connect`, and the others have to wait until one of them reads.
async fn take_all_places(server: &TestServer, place: &Place, connect: impl AsyncFn() -> Raw) {
    let socket = async || Raw::connect(server.address, &place.room).await;
    let mut unread = Vec::new();
    for _ in 0..4 {
        unread.push(joining(connect().await).await);
    }
    soon("a place is missing", async {
        while joining(socket().await).await.next().await != Err(Close::TooManyRequests.code()) {}
    })
    .await;
    // Nobody reads, and no place is given back.
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    assert_eq!(joining(socket().await).await.next().await, Err(Close::TooManyRequests.code()));
    // Whoever shares a view needs none.
    joined(server, place, gzip_reader(server, place).await, "Ben").await;
    assert!(unread.pop().unwrap().next().await.is_ok());
    soon("a place is free", async { while joining(socket().await).await.next().await.is_err() {} })
        .await;
}

#[tokio::test]
async fn only_a_few_huge_views_that_no_two_clients_share_are_in_memory_at_a_time() {
    let server = TestServer::start().await;
    let (place, _host) = huge_room(&server).await;
    take_all_places(&server, &place, async || Raw::connect(server.address, &place.room).await)
        .await;
}

#[tokio::test]
async fn a_huge_view_on_an_event_stream_keeps_its_place_until_it_is_read() {
    let server = TestServer::start().await;
    let (place, _host) = huge_room(&server).await;
    take_all_places(&server, &place, async || Raw::events(server.address, &place.room).await).await;
}

#[tokio::test]
async fn who_finds_no_place_for_a_huge_view_was_never_here() {
    let server = TestServer::start().await;
    let (place, mut host) = huge_room(&server).await;
    let mut unread = Vec::new();
    for _ in 0..4 {
        unread.push(joining(Raw::connect(server.address, &place.room).await).await);
    }
    host.until("the four", |view| view.board.connected().count() == 5).await;
    let late = joining(Raw::connect(server.address, &place.room).await).await.next().await;
    assert_eq!(late, Err(Close::TooManyRequests.code()));
    host.catch_up().await;
    assert_eq!(host.view.board.people.len(), 5);
}

#[tokio::test]
async fn answers_with_a_huge_view_are_few_at_a_time_until_they_are_read() {
    let server = TestServer::start().await;
    let (place, _host) = huge_room(&server).await;
    let path = format!("/api/rooms/{}/state", place.room);
    let ask = async || {
        let mut stream = tokio::net::TcpStream::connect(server.address).await.unwrap();
        let Place { founder, .. } = &place;
        let head =
            format!("GET {path} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {founder}\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        stream
    };
    let mut unread = Vec::new();
    for _ in 0..4 {
        let stream = ask().await;
        stream.readable().await.unwrap();
        unread.push(stream);
    }
    let fifth = ask().await;
    let waits = tokio::time::timeout(std::time::Duration::from_millis(500), fifth.readable()).await;
    assert!(waits.is_err(), "answered while four are not read");
    unread.pop();
    soon("an answer", fifth.readable()).await.unwrap();
}
