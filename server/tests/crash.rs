//! Everything that was confirmed with `done` survives the killing of the process.

mod support;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use domain::command::Command;
use domain::ids::CommandId;
use domain::protocol::ServerMessage;
use domain::settings::{Allowed, Settings};
use serde_json::json;
use support::client::{add, secret};
use support::{Client, Running, http, soon};

/// How often the server is killed.
const KILLS: usize = 20;
/// How many people work at the same time.
const CLIENTS: usize = 4;
/// How long after the beginning of the work the server is killed at the latest, in milliseconds.
const LATEST_MS: u64 = 250;
/// The most time that the whole test may take.
const BOUND: Duration = Duration::from_secs(100);
/// The seed of the random times of the kills.
const SEED: u64 = 20;

/// What the server is started with, besides the folder.
const ARGUMENTS: [&str; 4] = ["--snapshot-seconds", "0", "--log", "error"];

fn next_random(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

/// The titles that a client asked to add, and whether each was confirmed.
type Asked = BTreeMap<CommandId, (String, bool)>;

/// Adds one story after the other until the server is gone.
async fn work(mut client: Client, number: usize) -> (String, Asked) {
    let mut asked = Asked::new();
    for n in 0.. {
        let title = format!("Client {number}, story {n}");
        let id = client.send(add(&[&title])).await;
        asked.insert(id, (title, false));
        // Several may be in flight at the same time.
        while asked.values().filter(|(_, done)| !done).count() >= 4 {
            match client.step().await {
                Ok(ServerMessage::Done { id }) => {
                    if let Some((_, done)) = asked.get_mut(&id) {
                        *done = true;
                    }
                }
                Ok(_) => {}
                Err(_) => return (client.secret, asked),
            }
        }
    }
    (client.secret, asked)
}

/// Sends unanswered commands again, as a page does, and checks that everything is there.
async fn check(address: SocketAddr, room: &str, secret: &str, asked: &Asked) {
    let mut client = Client::back(address, room, secret).await;
    let count = |client: &Client, title: &str| {
        client.view.board.stories.iter().filter(|story| story.title == title).count()
    };
    for (title, _) in asked.values().filter(|(_, done)| *done) {
        assert_eq!(count(&client, title), 1, "done and lost: {title}");
    }
    for (id, (title, _)) in asked.iter().filter(|(_, (_, done))| !done) {
        client.send_as(id.clone(), add(&[title])).await;
        assert_eq!(client.answer(id).await, Ok(()));
    }
    for (title, _) in asked.values() {
        assert_eq!(count(&client, title), 1, "sent twice: {title}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn confirmed_commands_survive_twenty_kills() {
    let (start, mut random) = (Instant::now(), SEED);
    let data = tempfile::tempdir().unwrap();
    let mut rooms = Vec::new();
    let mut done = 0;
    let mut server = Running::start(data.path(), &ARGUMENTS);
    for kill in 0..KILLS {
        assert!(start.elapsed() < BOUND, "too slow: {kill} kills in {:?}", start.elapsed());
        let founder = secret();
        let body = json!({ "title": "Crash", "secret": founder }).to_string();
        let answer = http::post(server.address, "/api/rooms", &[], body.as_bytes()).await;
        let room = answer.json()["room"].as_str().unwrap().to_owned();
        let mut host = Client::join_as(server.address, &room, &founder, "Host").await;
        let settings = Settings { backlog: Allowed::Everyone, ..Settings::default() };
        host.done(Command::Configure(settings.into())).await;
        let mut working = Vec::new();
        for number in 0..CLIENTS {
            let mut client = Client::join(server.address, &room, &format!("Client {number}")).await;
            // A join is on disk a moment later; once the next command is confirmed, it is.
            client.done(Command::Rename(format!("Worker {number}"))).await;
            working.push(tokio::spawn(work(client, number)));
        }
        // The time of the kill is what is tested, so this does not wait for anything.
        let moment = Duration::from_millis(next_random(&mut random) % LATEST_MS);
        tokio::time::sleep(moment).await;
        server.kill();
        server = Running::start(data.path(), &ARGUMENTS);
        for client in working {
            let (secret, asked) = soon("the clients notice", client).await.unwrap();
            done += asked.values().filter(|(_, done)| *done).count();
            check(server.address, &room, &secret, &asked).await;
        }
        let host = Client::back(server.address, &room, &founder).await;
        rooms.push((room, founder, host.view.board.stories.clone()));
    }
    // The later kills did no harm to the earlier rooms.
    for (room, founder, stories) in &rooms {
        let host = Client::back(server.address, room, founder).await;
        assert_eq!(&host.view.board.stories, stories);
    }
    let file = rusqlite::Connection::open(data.path().join(server::storage::sqlite::FILE)).unwrap();
    let damaged: i64 = file.query_row("SELECT count(*) FROM damaged", [], |r| r.get(0)).unwrap();
    assert_eq!(damaged, 0);
    println!("{done} commands were done before {KILLS} kills, in {:?}", start.elapsed());
    assert!(done > KILLS, "hardly anything was done: {done}");
}
