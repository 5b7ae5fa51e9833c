//! A room that is as large as rooms may be holds up no other: neither when it is filled, nor when its
//! snapshot is written, read or shown.

mod support;

use std::time::{Duration, Instant};

use domain::command::Command;
use domain::draft::StoryDraft;
use domain::known::Known;
use serde_json::json;
use support::{Options, TestServer, http};

/// How long a vote may take beside it, without optimisation and on busy machines. Before rooms were
/// bounded and written in parts it was up to twenty.
const LONGEST: Duration = Duration::from_secs(3);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn votes_go_on_beside_a_room_that_is_as_large_as_rooms_may_be() {
    let options = Options { snapshot: Duration::from_millis(500), ..Options::default() };
    let server = TestServer::with(options).await;
    let (large, founder) = server.room_with_host().await;
    let (_small, mut voter) = server.room_with_host().await;
    let address = server.address;
    let filling = tokio::spawn(async move {
        let path = format!("/api/rooms/{}/commands", large.room);
        let bearer = [http::bearer(&founder.secret)];
        let draft = StoryDraft {
            title: "Story".into(),
            description: "x".repeat(50_000),
            ..StoryDraft::default()
        };
        drop(founder);
        let mut stories = 0;
        for number in 0..20 {
            let command: Command =
                Command::AddStories { stories: vec![draft.clone(); 200], known: Known::LeaveOut };
            let body = json!({ "id": number.to_string(), "command": command }).to_string();
            let answer = http::post(address, &path, &bearer, body.as_bytes()).await;
            if answer.status == 409 {
                assert!(answer.json()["refused"]["room_too_large"]["limit"].is_u64());
                break;
            }
            assert_eq!(answer.status, 200, "{}", answer.text());
            stories += 200;
        }
        for number in 0..4 {
            let id = format!("t{number}");
            let body = json!({ "id": id, "command": { "retitle": id } }).to_string();
            http::post(address, &path, &bearer, body.as_bytes()).await;
            tokio::time::sleep(Duration::from_millis(700)).await;
        }
        (large, stories)
    });
    let mut waits = Vec::new();
    while !filling.is_finished() {
        let start = Instant::now();
        voter.done(voter.vote(if waits.len() % 2 == 0 { "5" } else { "8" })).await;
        waits.push(start.elapsed());
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let (large, stories) = filling.await.unwrap();
    assert!(stories > 1_000, "{stories}");
    waits.sort();
    let (median, longest) = (waits[waits.len() / 2], waits[waits.len() - 1]);
    println!(
        "{} votes: median {median:?}, p99 {:?}, longest {longest:?}",
        waits.len(),
        waits[waits.len() * 99 / 100]
    );
    assert!(longest < LONGEST, "{longest:?}");
    drop(voter);
    let server = server.restart().await;
    let csv = server.csv(&large.room, &large.founder).await;
    assert_eq!(csv.matches("\r\nStory,").count(), stories);
}
