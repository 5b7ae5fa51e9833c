//! Reconnecting: what a person comes back to.

mod support;

use std::time::Duration;

use domain::command::Command;
use domain::deck::Card;
use domain::ids::Epoch;
use support::client::add;
use support::{Client, Options, TestServer, soon};

#[tokio::test]
async fn a_client_that_was_away_for_a_moment_gets_what_it_missed_and_no_more() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let ben = Client::join(server.address, &place.room, "Ben").await;
    let ben = ben.drop_connection().await;
    host.done(host.vote("3")).await;
    host.add_stories(&["One", "Two"]).await;
    let (mut ben, resumed) = ben.come_back().await;
    assert!(resumed);
    ben.catch_up().await;
    host.catch_up().await;
    assert_eq!(ben.view.board, host.view.board);
    assert!(!ben.frames.iter().any(|frame| frame.contains("welcome")));
}

#[tokio::test]
async fn missed_updates_include_the_own_card_from_another_tab_and_no_others_cards() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let mut ben = Client::join(server.address, &place.room, "Ben").await;
    let other_tab = Client::back(server.address, &place.room, &ben.secret).await;
    let other_tab = other_tab.drop_connection().await;
    ben.done(ben.vote("13")).await;
    host.done(host.vote("☕")).await;
    let (mut other_tab, resumed) = other_tab.come_back().await;
    assert!(resumed);
    other_tab.catch_up().await;
    assert_eq!(other_tab.view.my_card(), Some(&Card::new("13")));
    assert!(!other_tab.frames.iter().any(|frame| frame.contains("☕")));
    ben.catch_up().await;
    assert_eq!(other_tab.view, ben.view);
}

/// More than are sent together.
#[tokio::test]
async fn a_client_that_has_missed_a_hundred_updates_gets_each_of_them() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let ben = Client::join(server.address, &place.room, "Ben").await;
    host.catch_up().await;
    let ben = ben.drop_connection().await;
    for number in 0..100 {
        host.done(Command::Retitle(format!("Title {number}"))).await;
    }
    let (mut ben, resumed) = ben.come_back().await;
    assert!(resumed);
    ben.catch_up().await;
    assert_eq!(ben.view.board.title, "Title 99");
    let came = (0..100).filter(|number| {
        let title = format!("\"Title {number}\"");
        ben.frames.iter().any(|frame| frame.contains(&title))
    });
    assert_eq!(came.count(), 100);
}

#[tokio::test]
async fn a_command_counts_although_its_sender_left_right_behind_it() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    for number in 0..20 {
        let mut ben = Client::join(server.address, &place.room, "Ben").await;
        ben.send(Command::Rename(format!("Ben {number}"))).await;
        drop(ben);
        let title = format!("Ben {number}");
        host.until("the new name", |view| {
            view.board.people.iter().any(|person| person.name == title)
        })
        .await;
    }
}

#[tokio::test]
async fn a_client_too_far_behind_gets_a_fresh_view() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let ben = Client::join(server.address, &place.room, "Ben").await;
    let ben = ben.drop_connection().await;
    for number in 0..300 {
        host.send(Command::Retitle(format!("Title {number}"))).await;
    }
    host.until("the last title", |view| view.board.title == "Title 299").await;
    let (mut ben, resumed) = ben.come_back().await;
    assert!(!resumed);
    ben.catch_up().await;
    host.catch_up().await;
    assert_eq!(ben.view.board, host.view.board);
}

#[tokio::test]
async fn a_view_of_another_run_of_the_server_is_replaced() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    host.add_stories(&["Kept"]).await;
    let mut host = host.drop_connection().await;
    let server = server.restart().await;
    host.address = server.address;
    let (at, before) = (host.at, host.view.board.stories.clone());
    let (host, resumed) = host.come_back().await;
    assert!(!resumed);
    assert_ne!(host.at.epoch, at.epoch);
    assert_eq!(host.view.board.stories, before);
    assert_eq!(host.room, place.room);
}

#[tokio::test]
async fn impossible_numbers_are_answered_with_a_fresh_view() {
    let server = TestServer::start().await;
    let (place, host) = server.room_with_host().await;
    let good = host.at;
    let mut away = host.drop_connection().await;
    for (epoch, seq) in [(good.epoch, u64::MAX), (good.epoch, 1 << 40), (Epoch(!good.epoch.0), 0)] {
        away.at.epoch = epoch;
        away.at.seq = seq;
        let (host, resumed) = away.come_back().await;
        assert!(!resumed, "{epoch} {seq}");
        away = host.drop_connection().await;
    }
    assert_eq!(away.room, place.room);
}

#[tokio::test]
async fn b26_a_person_who_drops_ten_times_is_one_person_with_one_vote() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let mut ben = Client::join(server.address, &place.room, "Ben").await;
    ben.done(ben.vote("5")).await;
    for _ in 0..10 {
        ben = ben.drop_connection().await.come_back().await.0;
    }
    ben.catch_up().await;
    host.catch_up().await;
    assert_eq!(host.view.board.people.len(), 2);
    assert_eq!((host.round().votes(), ben.view.my_card()), (1, Some(&Card::new("5"))));
    host.until("the old lines are gone", |view| view.board.connected().count() == 2).await;
    assert_eq!(host.view.board.missing_votes(), 1);
}

#[tokio::test]
async fn a_command_sent_again_after_a_broken_connection_counts_once() {
    let server = TestServer::start().await;
    let (_place, mut host) = server.room_with_host().await;
    let id = host.next_id();
    host.send_as(id.clone(), add(&["Once"])).await;
    // The connection breaks before the answer is read.
    let (mut host, _) = host.drop_connection().await.come_back().await;
    host.send_as(id.clone(), add(&["Once"])).await;
    assert_eq!(host.answer(&id).await, Ok(()));
    assert_eq!(host.view.board.stories.len(), 1);
}

#[tokio::test]
async fn others_see_that_a_person_left_and_came_back() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let ben = Client::join(server.address, &place.room, "Ben").await;
    let ben_id = ben.view.you;
    host.until("Ben is here", |view| view.board.connected().count() == 2).await;
    let ben = ben.drop_connection().await;
    let is_here =
        |view: &domain::view::RoomView| view.board.people.get(ben_id).unwrap().is_connected();
    host.until("Ben is away", |view| !is_here(view)).await;
    let (_ben, _) = ben.come_back().await;
    host.until("Ben is back", is_here).await;
}

#[tokio::test]
async fn many_who_connect_at_once_find_one_room() {
    let options = Options { unload: Duration::from_millis(1), ..Options::default() };
    let server = TestServer::with(options).await;
    let place = server.room().await;
    let joining = (0..20).map(|n| {
        let (address, room) = (server.address, place.room.clone());
        tokio::spawn(async move { Client::join(address, &room, &format!("Person {n}")).await })
    });
    let joining: Vec<_> = joining.collect();
    let mut clients = Vec::new();
    for client in joining {
        clients.push(soon("join", client).await.unwrap());
    }
    for client in &mut clients {
        client.until("all are here", |view| view.board.connected().count() == 20).await;
    }
    let epochs: std::collections::HashSet<_> = clients.iter().map(|c| c.at.epoch.0).collect();
    assert_eq!(epochs.len(), 1);
}
