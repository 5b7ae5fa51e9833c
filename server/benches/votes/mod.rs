//! Votes in a room of the real server, and how long they take beside something else.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tokio::sync::watch;

use crate::support::{Client, create_room, soon};

/// The server as it is released, with its data in a folder that goes with it.
pub struct Running {
    process: Child,
    /// Where it listens.
    pub address: SocketAddr,
    _data: tempfile::TempDir,
}

impl Running {
    /// Starts it on a free port.
    pub fn start() -> Self {
        let data = tempfile::tempdir().expect("a folder");
        let mut process = Command::new(env!("CARGO_BIN_EXE_ready-room"))
            .args(["--site-addr", "127.0.0.1:0", "--data"])
            .arg(data.path())
            .current_dir(data.path())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let mut line = String::new();
        let output = process.stdout.take().expect("its output");
        BufReader::new(output).read_line(&mut line).expect("its first line");
        let address = line.trim().rsplit('/').next().and_then(|address| address.parse().ok());
        Self { process, address: address.expect("its address"), _data: data }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Two people vote in a room until it is said to stop, with this pause after each vote: how long each
/// vote took, ascending.
pub async fn votes(
    address: SocketAddr,
    pause: Duration,
    stopped: watch::Receiver<bool>,
) -> Vec<Duration> {
    let place = create_room(address, "Sprint 12").await;
    let mut ana = Client::join_as(address, &place.room, &place.founder, "Ana").await;
    let mut ben = Client::join(address, &place.room, "Ben").await;
    ana.add_stories(&["Story"]).await;
    ben.catch_up().await;
    let (mut all, more) = tokio::join!(
        votes_of(&mut ana, pause, stopped.clone()),
        votes_of(&mut ben, pause, stopped)
    );
    all.extend(more);
    all.sort_unstable();
    all
}

async fn votes_of(
    client: &mut Client,
    pause: Duration,
    stopped: watch::Receiver<bool>,
) -> Vec<Duration> {
    let mut times = Vec::new();
    while !*stopped.borrow() {
        let card = if times.len() % 2 == 0 { "3" } else { "5" };
        let start = Instant::now();
        soon("a vote", client.done(client.vote(card))).await;
        times.push(start.elapsed());
        tokio::time::sleep(pause).await;
    }
    times
}

/// The time within which so many percent were done.
pub fn at(times: &[Duration], percent: usize) -> Duration {
    times.get(times.len() * percent / 100).copied().unwrap_or_default()
}

/// Prints the median and the slow ones.
pub fn show(name: &str, times: &[Duration]) {
    let [median, high, most] = [50, 99, 100].map(|percent| {
        let time = if percent == 100 {
            times.last().copied().unwrap_or_default()
        } else {
            at(times, percent)
        };
        time.as_secs_f64() * 1e3
    });
    println!(
        "  {name:<20} median {median:.2} ms, 99 % within {high:.2} ms, at most {most:.2} ms ({} votes)",
        times.len()
    );
}
