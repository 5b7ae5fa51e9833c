//! Votes in a room of the real server, and how long they take beside something else.
// Each who uses it uses a part of it.
#![allow(dead_code)]

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use domain::command::Command;
use domain::settings::Settings;
use tokio::sync::{mpsc, watch};

use crate::support::{Client, create_room, soon};

/// In how many rooms people vote beside something else.
pub const ROOMS: usize = 20;

/// Pause between two votes of a person: faster than people are.
const BETWEEN_VOTES: Duration = Duration::from_millis(250);

/// What votes in so many rooms took during `work`, ascending, and what came of that.
pub async fn beside<T>(
    address: SocketAddr,
    rooms: usize,
    work: impl Future<Output = T>,
) -> (Vec<Duration>, T) {
    let (stop, stopped) = watch::channel(false);
    let (vote, mut begun) = mpsc::channel::<()>(1);
    let rooms: Vec<_> = (0..rooms)
        .map(|_| {
            let (vote, stopped) = (vote.clone(), stopped.clone());
            tokio::spawn(async move {
                let voting = Voting::new(address).await;
                drop(vote);
                voting.run(BETWEEN_VOTES, stopped).await
            })
        })
        .collect();
    drop(vote);
    // Until all of them vote.
    let _ = begun.recv().await;
    let done = work.await;
    let _ = stop.send(true);
    let mut times = Vec::new();
    for room in rooms {
        times.extend(room.await.expect("votes"));
    }
    times.sort_unstable();
    (times, done)
}

/// Two people in a room who vote.
pub struct Voting([Client; 2]);

impl Voting {
    /// A new room. Nothing is revealed in it.
    pub async fn new(address: SocketAddr) -> Self {
        let place = create_room(address, "Sprint 12").await;
        let mut ana = Client::join_as(address, &place.room, &place.founder, "Ana").await;
        let settings = Settings { auto_reveal: false, ..Settings::default() };
        ana.done(Command::Configure(settings.into())).await;
        ana.add_stories(&["Story"]).await;
        let ben = Client::join(address, &place.room, "Ben").await;
        Self([ana, ben])
    }

    /// They vote until they are told to stop, with this pause after each vote: how long each took,
    /// ascending. Panics if a vote is lost or refused, or anybody is thrown out.
    pub async fn run(mut self, pause: Duration, stopped: watch::Receiver<bool>) -> Vec<Duration> {
        let [ana, ben] = &mut self.0;
        let (mut all, more) =
            tokio::join!(votes_of(ana, pause, stopped.clone()), votes_of(ben, pause, stopped));
        all.extend(more);
        all.sort_unstable();
        all
    }
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
