//! A client that does not read holds up nobody else.

mod support;

use std::time::{Duration, Instant};

use domain::command::Command;
use domain::ids::StoryId;
use domain::view::RoomView;
use support::{Client, TestServer};

/// More frames than a client's queue holds, and more bytes than the system's buffers hold.
const EDITORS: usize = 6;
const EDITS: u32 = 200;
const DESCRIPTION: usize = 40_000;

fn edit(story: StoryId, revision: u32) -> Command {
    let description = format!("{revision:06}{}", "x".repeat(DESCRIPTION - 6));
    Command::EditStory { story, revision, title: None, description: Some(description), link: None }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_does_not_read_is_disconnected_and_nobody_waits_for_it() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let stories = host.add_stories(&["One", "Two", "Three", "Four", "Five", "Six"]).await;
    let sleeper = Client::join(server.address, &place.room, "Sleeper").await;
    let sleeping = sleeper.view.you;

    let mut editing = Vec::new();
    for (n, story) in stories.into_iter().enumerate().take(EDITORS) {
        let name = format!("Editor {n}");
        let mut editor = Client::join(server.address, &place.room, &name).await;
        editing.push(tokio::spawn(async move {
            for revision in 0..EDITS {
                editor.done(edit(story, revision)).await;
                editor.frames.clear();
            }
            editor
        }));
    }
    let mut slowest = Duration::ZERO;
    while editing.iter().any(|editor| !editor.is_finished()) {
        let start = Instant::now();
        host.done(Command::Retitle(format!("{start:?}"))).await;
        slowest = slowest.max(start.elapsed());
        host.frames.clear();
    }
    for editor in editing {
        assert_eq!(editor.await.unwrap().view.board.people.len(), EDITORS + 2);
    }
    let is_away = |view: &RoomView| {
        view.board.people.get(sleeping).is_some_and(|person| !person.is_connected())
    };
    host.until("the sleeper is cut off", is_away).await;
    assert!(slowest < Duration::from_secs(5), "somebody waited for {slowest:?}");

    // When it reads again, it finds itself disconnected, and reconnects to the state that all see.
    let (mut sleeper, _) = sleeper.drop_connection().await.come_back().await;
    sleeper.catch_up().await;
    host.catch_up().await;
    assert_eq!(sleeper.view.board, host.view.board);
}
