//! `cargo xtask bench`: fifty people join the largest room within a second, while twenty others vote in rooms
//! of their own. Fails when these notice.

#[path = "../tests/support/mod.rs"]
mod support;

mod votes;

use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use domain::command::Command;
use domain::draft::StoryDraft;
use domain::known::Known;
use domain::limits;
use domain::people::Role;
use domain::protocol::{ClientMessage, Hello, Join, PROTOCOL, encode};
use futures_util::{SinkExt, StreamExt};
use support::{Client, Running, carry_out, create_room, secret, soon};
use tokio::net::TcpStream;
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::Message;
use votes::{ROOMS, at, beside, show};

/// Bytes of each story's description.
const DESCRIPTION: usize = 2_000;

/// How many people join.
const PEOPLE: u32 = 50;

/// Within which time they begin to.
const WITHIN: Duration = Duration::from_secs(1);

/// How long votes are measured with nothing else to do.
const QUIET: Duration = Duration::from_secs(5);

/// How much longer a vote may take meanwhile, for ninety-nine of a hundred.
const MORE: Duration = Duration::from_millis(50);

#[tokio::main]
async fn main() -> ExitCode {
    let data = tempfile::tempdir().expect("a folder");
    let server = Running::start(data.path(), &[]);
    let room = large_room(server.address).await;
    let quiet = beside(server.address, ROOMS, tokio::time::sleep(QUIET)).await.0;
    let (busy, joined) =
        beside(server.address, ROOMS, everybody_joins(server.address, &room)).await;
    println!("{PEOPLE} people join a room of {} stories within {WITHIN:?}", limits::STORIES);
    let (bytes, mut times): (Vec<usize>, Vec<Duration>) = joined.into_iter().unzip();
    times.sort_unstable();
    let last = times.last().copied().unwrap_or_default().as_secs_f64();
    println!("  each receives {} bytes, the last has them after {last:.2} s", bytes[0]);
    println!("A vote in {ROOMS} other rooms, from the click to the answer");
    show("with nothing else", &quiet);
    show("while they join", &busy);
    if at(&busy, 99) < at(&quiet, 99) + MORE {
        return ExitCode::SUCCESS;
    }
    println!("✗ A vote must not take {MORE:?} longer, for 99 of 100");
    ExitCode::FAILURE
}

/// A room with as many stories as there can be; gives its id.
async fn large_room(address: SocketAddr) -> String {
    let place = create_room(address, "Sprint 12").await;
    let _host = Client::join_as(address, &place.room, &place.founder, "Ana").await;
    let draft = |n: usize| StoryDraft {
        title: format!("Story {n}"),
        // Numbers, so that it does not compress to nothing.
        description: (n * 7_919..).map(|word| format!("{word} ")).take(DESCRIPTION / 8).collect(),
        ..StoryDraft::default()
    };
    let stories = (0..limits::STORIES).map(draft).collect();
    carry_out(address, &place, Command::AddStories { stories, known: Known::Add }).await;
    place.room
}

/// What each has received, in bytes, and how long that took.
async fn everybody_joins(address: SocketAddr, room: &str) -> Vec<(usize, Duration)> {
    let mut people = Vec::new();
    for n in 0..PEOPLE {
        people.push(tokio::spawn(join(address, room.to_owned(), format!("Person {n}"))));
        tokio::time::sleep(WITHIN / PEOPLE).await;
    }
    let mut joined = Vec::new();
    for person in people {
        joined.push(person.await.expect("a person"));
    }
    joined
}

/// Joins, and receives the view without reading it, as this machine also runs the server.
async fn join(address: SocketAddr, room: String, name: String) -> (usize, Duration) {
    let start = Instant::now();
    let stream = TcpStream::connect(address).await.expect("a connection");
    let url = format!("ws://{address}/api/rooms/{room}/socket");
    let (mut socket, _) = client_async(url, stream).await.expect("a websocket");
    let hello =
        Hello { protocol: PROTOCOL, secret: secret(), token: None, resume: None, gzip: true };
    let join = Join { name, role: Role::Estimator, passcode: None };
    let messages: [ClientMessage; 2] = [ClientMessage::Hello(hello), ClientMessage::Join(join)];
    for message in messages {
        socket.send(Message::text(encode(&message))).await.expect("a message goes out");
    }
    let mut bytes = 0;
    loop {
        let frame = soon("a frame", socket.next()).await.expect("a frame").expect("a frame");
        bytes += frame.len();
        if let Message::Text(text) = frame
            && text.starts_with("{\"seated\"")
        {
            return (bytes, start.elapsed());
        }
    }
}
