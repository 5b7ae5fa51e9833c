//! Rooms end after nobody has been in them for a long time, and no wrong clock ends any (rule 1).

mod support;

use std::sync::Arc;
use std::time::Duration;

use domain::protocol::Close;
use domain::time::Timestamp;
use server::rooms::{Now, Sweeper, clock};
use server::storage::marked;
use support::{Client, Options, Raw, TestServer, empty_site, http};

const HOUR: Duration = Duration::from_secs(60 * 60);
const DAYS: u32 = 90;

/// A sweeper with clocks of its own, which sweeps every hour.
struct Clocks {
    sweeper: Sweeper,
    wall: Timestamp,
    running: Duration,
}

impl Clocks {
    /// Those of a process that starts now, with a clock that is this many days ahead.
    fn of(server: &TestServer, days_ahead: u64) -> Self {
        let sweeper = Sweeper::new(Arc::clone(&server.registry), DAYS);
        Self { sweeper, wall: clock::now().plus(days_ahead * 86_400_000), running: Duration::ZERO }
    }

    async fn sweep(&mut self) {
        let now = Now { wall: self.wall, running: self.running };
        self.sweeper.sweep(now).await.unwrap();
    }

    /// Lets days pass, and sweeps every six hours and at the end.
    async fn days(&mut self, days: u32) {
        for _ in 0..4 * days {
            self.running += 6 * HOUR;
            self.wall = self.wall.plus((6 * HOUR).as_millis() as u64);
            self.sweep().await;
        }
    }
}

async fn status(server: &TestServer, room: &str) -> u16 {
    http::get(server.address, &format!("/room/{room}"), &[]).await.status
}

fn with_site() -> (tempfile::TempDir, Options) {
    let site = tempfile::tempdir().unwrap();
    let options = Options { site: Some(empty_site(site.path())), ..Options::default() };
    (site, options)
}

#[tokio::test]
async fn a_room_ends_after_90_days_without_anybody_and_says_so() {
    let (_site, options) = with_site();
    let server = TestServer::with(options).await;
    let lonely = server.room().await;
    let (lively, mut host) = server.room_with_host().await;
    let mut clocks = Clocks::of(&server, 0);
    clocks.sweep().await;
    clocks.days(DAYS).await;
    assert_eq!(status(&server, &lonely.room).await, 200, "sooner than promised");
    clocks.days(2).await;
    assert_eq!(status(&server, &lonely.room).await, 410);
    let mut raw = Raw::connect(server.address, &lonely.room).await;
    assert_eq!(raw.close_code().await, Close::Ended.code());
    let csv = format!("/api/rooms/{}/export.csv", lonely.room);
    let bearer = [http::bearer(&lonely.founder)];
    assert_eq!(http::get(server.address, &csv, &bearer).await.status, 410);
    host.catch_up().await;
    assert_eq!(status(&server, &lively.room).await, 200);
}

#[tokio::test]
async fn a_marked_room_can_be_restored_for_a_week_and_not_longer() {
    let (_site, options) = with_site();
    let server = TestServer::with(options).await;
    let (saved, lost) = (server.room().await, server.room().await);
    let mut clocks = Clocks::of(&server, 0);
    clocks.sweep().await;
    clocks.days(DAYS + 2).await;
    let data = server.folder.path().join("data");
    let marked: Vec<_> = marked::list(&data).unwrap().into_iter().map(|one| one.room).collect();
    let mut both = vec![saved.room.clone(), lost.room.clone()];
    both.sort();
    assert_eq!(marked, both);
    clocks.days(5).await;
    marked::restore(&data, &saved.room, clocks.wall.0).unwrap();
    assert_eq!(status(&server, &saved.room).await, 200);
    Client::join_as(server.address, &saved.room, &saved.founder, "Host").await;
    clocks.days(3).await;
    assert_eq!(marked::list(&data).unwrap(), []);
    let error = marked::restore(&data, &lost.room, clocks.wall.0).unwrap_err().to_string();
    assert!(error.contains("no room"), "{error}");
    assert_eq!((status(&server, &saved.room).await, status(&server, &lost.room).await), (200, 410));
}

#[tokio::test]
async fn a_clock_that_is_wrong_at_the_start_ends_nothing() {
    let (_site, options) = with_site();
    let server = TestServer::with(options).await;
    let place = server.room().await;
    // Started again and again with the clock 100 days ahead.
    for _ in 0..3 {
        let mut wrong = Clocks::of(&server, 100);
        wrong.sweep().await;
        wrong.running += 23 * HOUR;
        wrong.wall = wrong.wall.plus((23 * HOUR).as_millis() as u64);
        wrong.sweep().await;
        assert_eq!(status(&server, &place.room).await, 200);
    }
    // It runs on with the wrong clock: what it marks comes back when the clock is right again.
    let mut wrong = Clocks::of(&server, 100);
    wrong.sweep().await;
    wrong.days(4).await;
    assert_eq!(status(&server, &place.room).await, 410);
    let mut right = Clocks::of(&server, 0);
    right.sweep().await;
    assert_eq!(status(&server, &place.room).await, 200);
}

#[tokio::test]
async fn a_clock_that_jumps_while_the_server_runs_ends_nothing() {
    let (_site, options) = with_site();
    let server = TestServer::with(options).await;
    let place = server.room().await;
    let mut clocks = Clocks::of(&server, 0);
    clocks.sweep().await;
    clocks.days(3).await;
    let right = clocks.wall;
    clocks.wall = clocks.wall.plus(100 * 86_400_000);
    for _ in 0..20 {
        clocks.running += HOUR;
        clocks.wall = clocks.wall.plus(HOUR.as_millis() as u64);
        clocks.sweep().await;
    }
    assert_eq!(status(&server, &place.room).await, 200);
    // It jumps back, and forth again.
    clocks.wall = right;
    clocks.sweep().await;
    clocks.wall = right.plus(100 * 86_400_000);
    clocks.sweep().await;
    clocks.running += 20 * HOUR;
    clocks.wall = clocks.wall.plus((20 * HOUR).as_millis() as u64);
    clocks.sweep().await;
    assert_eq!(status(&server, &place.room).await, 200);
}

/// How long the clock of the next test is random.
const WILD_DAYS: u32 = 85;

/// Every six hours the clock may jump by up to 200 days in either direction, for 18 hours at most, and
/// the server may be started again.
#[tokio::test]
async fn a_clock_that_jumps_now_and_then_ends_no_room_sooner_than_promised() {
    let (_site, options) = with_site();
    let mut server = TestServer::with(options).await;
    let place = server.room().await;
    let mut clocks = Clocks::of(&server, 0);
    let mut right = clocks.wall;
    let mut seed = 7_u64;
    let mut random = move |end: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % end
    };
    let (mut wrong_for, mut jumps, mut starts) = (0, 0, 0);
    for _ in 0..4 * WILD_DAYS {
        right = right.plus((6 * HOUR).as_millis() as u64);
        clocks.running += 6 * HOUR;
        clocks.wall = clocks.wall.plus((6 * HOUR).as_millis() as u64);
        if wrong_for == 0 && random(12) == 0 {
            let by = (1 + random(200)) * 86_400_000;
            let back = Timestamp(right.0.saturating_sub(by));
            clocks.wall = if random(2) == 0 { right.plus(by) } else { back };
            (wrong_for, jumps) = (1 + random(3), jumps + 1);
        } else if wrong_for > 0 {
            wrong_for -= 1;
            if wrong_for == 0 {
                clocks.wall = right;
            }
        }
        if random(30) == 0 {
            let wall = clocks.wall;
            // It uses the data folder.
            drop(clocks);
            server = server.restart().await;
            clocks = Clocks { wall, ..Clocks::of(&server, 0) };
            starts += 1;
        }
        clocks.sweep().await;
        assert_eq!(status(&server, &place.room).await, 200, "ended after {jumps} jumps");
    }
    assert!(jumps > 10 && starts > 3, "{jumps} jumps, {starts} starts");
    // In peace it ends as promised.
    clocks.wall = right;
    clocks.days(DAYS - WILD_DAYS + 4).await;
    assert_eq!(status(&server, &place.room).await, 410);
}
