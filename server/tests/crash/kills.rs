//! Kills at random moments.

use std::time::{Duration, Instant};

use crate::random::Random;
use crate::support::Running;
use crate::work::{Finished, Team};

/// How often the server is killed.
const KILLS: usize = 20;
/// How long after the beginning of the work the server is killed at the latest, in milliseconds.
const LATEST_MS: usize = 250;
/// The most time that the whole test may take.
const BOUND: Duration = Duration::from_secs(100);
/// The seed of the random times of the kills.
const SEED: u64 = 20;
/// What the server is started with, besides the folder.
const ARGUMENTS: [&str; 4] = ["--snapshot-seconds", "0", "--log", "error"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn confirmed_commands_survive_twenty_kills() {
    let (start, mut random) = (Instant::now(), Random(SEED));
    let data = tempfile::tempdir().unwrap();
    let mut finished = Finished::default();
    let mut done = 0;
    let mut server = Running::start(data.path(), &ARGUMENTS);
    for kill in 0..KILLS {
        assert!(start.elapsed() < BOUND, "too slow: {kill} kills in {:?}", start.elapsed());
        let team = Team::start(server.address).await;
        let place = team.place.clone();
        random.moment(LATEST_MS).await;
        server.kill();
        server = Running::start(data.path(), &ARGUMENTS);
        done += team.check(server.address).await;
        finished.note(server.address, place).await;
    }
    finished.check(server.address).await;
    let file = rusqlite::Connection::open(data.path().join(server::storage::sqlite::FILE)).unwrap();
    let damaged: i64 = file.query_row("SELECT count(*) FROM damaged", [], |r| r.get(0)).unwrap();
    assert_eq!(damaged, 0);
    println!("{done} commands were done before {KILLS} kills, in {:?}", start.elapsed());
    assert!(done > KILLS, "hardly anything was done: {done}");
}
