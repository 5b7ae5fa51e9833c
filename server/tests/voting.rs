//! Voting: all see the same, at the right time and not before.

mod support;

use std::time::Duration;

use domain::command::Command;
use domain::deck::Card;
use domain::refusal::Refusal;
use domain::settings::Settings;
use support::{Client, TestServer};

/// The cards of this test are not digits, because timestamps contain those.
#[tokio::test]
async fn b11_nothing_of_a_card_leaves_the_server_before_the_reveal() {
    let server = TestServer::start().await;
    let (place, mut ana) = server.room_with_host().await;
    ana.add_stories(&["Story"]).await;
    let mut other_tab = Client::back(server.address, &place.room, &place.founder).await;
    let mut ben = Client::join(server.address, &place.room, "Ben").await;
    ana.done(ana.vote("½")).await;
    ana.done(ana.vote("☕")).await;
    ben.until("Ana has voted", |view| view.board.round().is_some_and(|r| r.votes() == 1)).await;
    ben.catch_up().await;
    assert!(ben.frames.iter().any(|frame| frame.contains("has_vote")));
    for frame in &ben.frames {
        assert!(!frame.contains("½") && !frame.contains("☕"), "{frame}");
    }
    // A newcomer, somebody who reloads and the exports do not have the card either.
    let late = Client::join(server.address, &place.room, "Late").await;
    let reloaded = Client::back(server.address, &place.room, &ben.secret).await;
    for view in [&late.view, &reloaded.view] {
        let mut board = view.board.clone();
        board.deck.cards.clear();
        assert!(view.hand.is_empty());
        assert!(!serde_json::to_string(&board).unwrap().contains("☕"));
    }
    assert!(!server.csv(&place.room, &ben.secret).await.contains("☕"));
    // The voter has the card in both tabs.
    other_tab.catch_up().await;
    assert_eq!(other_tab.view.my_card(), Some(&Card::new("☕")));
    assert_eq!(ana.view.my_card(), Some(&Card::new("☕")));
    ana.done(ana.reveal()).await;
    ben.until("the reveal", |view| view.board.round().is_some_and(|r| r.is_revealed())).await;
    assert!(ben.frames.last().unwrap().contains("☕"));
    assert!(server.csv(&place.room, &ben.secret).await.contains("Host: ☕"));
}

/// A deterministic random number generator.
struct Dice(u64);

impl Dice {
    fn up_to(&mut self, limit: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn b13_all_agree_on_a_card_that_changes_at_the_moment_of_the_reveal() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    host.add_stories(&["Story"]).await;
    let mut ana = Client::join(server.address, &place.room, "Ana").await;
    let mut others = Vec::new();
    for n in 0..4 {
        others.push(Client::join(server.address, &place.room, &format!("Other {n}")).await);
    }
    let (mut dice, mut in_time) = (Dice(13), 0);
    const ROUNDS: usize = 60;
    for _ in 0..ROUNDS {
        host.catch_up().await;
        ana.catch_up().await;
        ana.done(ana.vote("3")).await;
        let (vote, reveal) = (ana.vote("5"), host.reveal());
        let (first, second) = (dice.up_to(3_000), dice.up_to(3_000));
        let (answer, revealed) = tokio::join!(
            async {
                tokio::time::sleep(Duration::from_micros(first)).await;
                ana.ask(vote).await
            },
            async {
                tokio::time::sleep(Duration::from_micros(second)).await;
                host.ask(reveal).await
            }
        );
        revealed.unwrap();
        let expected = match answer {
            Ok(()) => "5",
            Err(Refusal::AlreadyRevealed) => "3",
            Err(other) => panic!("{other:?}"),
        };
        in_time += usize::from(expected == "5");
        host.catch_up().await;
        ana.catch_up().await;
        for other in &mut others {
            other.catch_up().await;
            assert_eq!(other.view.board, host.view.board);
        }
        assert_eq!(ana.view.board, host.view.board);
        assert_eq!(ana.view.my_card(), Some(&Card::new(expected)));
        let csv = server.csv(&place.room, &place.founder).await;
        assert!(csv.contains(&format!("Ana: {expected}")), "{expected}: {csv}");
        host.done(host.vote_again()).await;
    }
    assert!((1..ROUNDS).contains(&in_time), "no race: {in_time} of {ROUNDS} in time");
}

#[tokio::test]
async fn b15_whoever_joins_after_the_reveal_sees_what_all_see() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let mut ben = Client::join(server.address, &place.room, "Ben").await;
    ben.done(ben.vote("8")).await;
    host.done(host.vote("5")).await;
    host.done(host.reveal()).await;
    let mut late = Client::join(server.address, &place.room, "Late").await;
    host.catch_up().await;
    ben.catch_up().await;
    assert_eq!(late.view.board, host.view.board);
    assert_eq!(ben.view.board, host.view.board);
    assert_eq!(late.ask(late.vote("3")).await, Err(Refusal::WaitForNextRound));
}

#[tokio::test]
async fn b17_a_disconnected_person_does_not_hold_up_the_reveal() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let ben = Client::join(server.address, &place.room, "Ben").await;
    let ben_id = ben.view.you;
    drop(ben);
    host.done(host.vote("5")).await;
    host.done(host.reveal()).await;
    let ballots = host.round().ballots().unwrap();
    assert!(ballots.iter().any(|ballot| ballot.participant == ben_id && ballot.card.is_none()));
}

#[tokio::test]
async fn b19_reading_never_moves_the_room_and_moving_keeps_the_votes() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let stories = host.add_stories(&["One", "Two"]).await;
    let mut people = Vec::new();
    for n in 0..3 {
        people.push(Client::join(server.address, &place.room, &format!("Person {n}")).await);
    }
    for (client, card) in people.iter_mut().zip(["1", "2", "3"]) {
        client.done(client.vote(card)).await;
    }
    let refusal = people[0].ask(Command::Select(Some(stories[1]))).await.unwrap_err();
    assert!(matches!(refusal, Refusal::NotAllowed(_)));
    host.done(Command::Select(Some(stories[1]))).await;
    assert_eq!(host.round().votes(), 0);
    host.done(Command::Select(Some(stories[0]))).await;
    assert_eq!(host.round().votes(), 3);
    people[2].catch_up().await;
    assert_eq!(people[2].view.my_card(), Some(&Card::new("3")));
    host.done(host.reveal()).await;
    assert_eq!(host.round().ballots().unwrap().iter().filter(|b| b.card.is_some()).count(), 3);
}

#[tokio::test]
async fn b21_an_estimate_outlives_moving_on_at_once() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let stories = host.add_stories(&["One", "Two"]).await;
    let mut ben = Client::join(server.address, &place.room, "Ben").await;
    let estimate = Some("5".to_owned());
    host.send(Command::SetEstimate { story: stories[0], estimate }).await;
    host.done(Command::Select(Some(stories[1]))).await;
    ben.catch_up().await;
    let reloaded = Client::back(server.address, &place.room, &ben.secret).await;
    for view in [&host.view, &ben.view, &reloaded.view] {
        let story = view.board.stories.get(stories[0]).unwrap();
        assert_eq!(story.estimate.as_ref().unwrap().label(), "5");
        assert_eq!(view.board.current, Some(stories[1]));
    }
    let csv = server.csv(&place.room, &ben.secret).await;
    assert!(csv.lines().any(|line| line.contains("One") && line.contains(",5,")), "{csv}");
}

#[tokio::test]
async fn b23_an_estimate_reaches_everybody_each_time() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let story = host.add_stories(&["One"]).await[0];
    let mut watchers = Vec::new();
    for n in 0..3 {
        watchers.push(Client::join(server.address, &place.room, &format!("Person {n}")).await);
    }
    for estimate in [Some("3"), Some("5"), None] {
        let typed = estimate.map(str::to_owned);
        host.done(Command::SetEstimate { story, estimate: typed }).await;
        for watcher in &mut watchers {
            watcher
                .until("the estimate", |view| {
                    let story = view.board.stories.get(story).unwrap();
                    story.estimate.as_ref().map(|estimate| estimate.label()) == estimate
                })
                .await;
        }
    }
}

#[tokio::test]
async fn when_all_have_voted_the_cards_are_revealed_automatically() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let mut ben = Client::join(server.address, &place.room, "Ben").await;
    ben.done(ben.vote("8")).await;
    host.done(host.vote("5")).await;
    let counts = |view: &domain::view::RoomView| {
        view.board.round().is_some_and(|round| round.reveal_at().is_some())
    };
    ben.until("the countdown", counts).await;
    let late = Client::join(server.address, &place.room, "Late").await;
    ben.until("a newcomer stops it", |view| !counts(view)).await;
    drop(late);
    host.done(Command::Configure(Settings { auto_reveal: false, ..Settings::default() }.into()))
        .await;
    host.done(Command::Configure(Settings::default().into())).await;
    // After ten seconds nobody waits for the newcomer, and three seconds later the cards are
    // revealed.
    ben.until("the reveal", |view| view.board.round().is_some_and(|r| r.is_revealed())).await;
    // The host has read nothing meanwhile, and is heard again now.
    host.catch_up().await;
    ben.follow_to(host.at.seq).await;
    assert_eq!(ben.view.board, host.view.board);
}

#[tokio::test]
async fn averages_are_the_same_in_both_exports() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    host.add_stories(&["Story"]).await;
    for (n, card) in ["2", "2", "2", "2", "2", "3"].into_iter().enumerate() {
        let name = format!("Person {n}");
        let mut voter = Client::join(server.address, &place.room, &name).await;
        voter.done(voter.vote(card)).await;
    }
    host.done(host.reveal()).await;
    let csv = server.csv(&place.room, &place.founder).await;
    assert!(csv.contains(",2.17,"), "{csv}");
    let path = format!("/api/rooms/{}/export.md", place.room);
    let bearer = support::http::bearer(&place.founder);
    let answer = support::http::get(server.address, &path, &[bearer]).await;
    assert!(answer.text().contains("Average: 2.17"), "{}", answer.text());
    let disposition = answer.header("content-disposition").unwrap();
    assert_eq!(disposition, "attachment; filename=\"Sprint-12.md\"");
}
