//! One attack on a server of its own, beside rooms that vote: how these fare, whether anybody else is
//! served meanwhile, and how soon everybody is served again.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};

use serde_json::json;
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use crate::attacks::{Attack, Scene, Size, attacker};
use crate::support::{Client, Place, Raw, Running, connect_from, create_room, http, secret};
use crate::votes::beside;

/// Where somebody comes from who has nothing to do with the attack.
const BYSTANDER: IpAddr = IpAddr::V4(Ipv4Addr::new(127, 0, 2, 1));

/// Pause between two visits of the bystander.
const BETWEEN_VISITS: Duration = Duration::from_millis(500);

/// How long the whole of a visit may take before it counts as turned away.
const VISIT_WITHIN: Duration = Duration::from_secs(120);

/// What came of an attack.
pub struct Found {
    /// What votes took before it, ascending.
    pub quiet: Vec<Duration>,
    /// What they took during it.
    pub busy: Vec<Duration>,
    /// The longest visit of somebody else during it.
    pub visit: Duration,
    /// The most memory of the server, in bytes.
    pub memory: u64,
    /// How long it took after its end until everybody was served.
    pub recovered: Duration,
}

/// Carries out an attack while this many rooms vote; `quiet` is for how long they do so before.
/// Panics if a vote is lost, if anybody is thrown out, or if somebody is served no more.
pub async fn run(attack: &Attack, size: Size, rooms: usize, quiet: Duration) -> Found {
    let data = tempfile::tempdir().expect("a folder");
    let arguments = ["--snapshot-seconds", "1", "--log", "warn"];
    let server = Running::start(data.path(), &arguments);
    let address = server.address;
    let scene = Scene { server: address, size };
    let place = create_room(address, "Sprint 12").await;
    let known = Client::join_as(address, &place.room, &place.founder, "Ana").await;
    drop(known);
    let (quiet, ()) = beside(address, rooms, sleep(quiet)).await;
    let attacked = async {
        let (stop, stopped) = watch::channel(false);
        let visits = visits(address, &place, stopped);
        let attack = async {
            (attack.carry_out)(&scene).await;
            let _ = stop.send(true);
        };
        let (visit, ()) = tokio::join!(visits, attack);
        let start = Instant::now();
        for from in [BYSTANDER, attacker(0), attacker(1)] {
            while !is_served(address, from, &place).await {
                assert!(start.elapsed() < VISIT_WITHIN, "{from} is not served any more");
                sleep(Duration::from_millis(50)).await;
            }
        }
        (visit, start.elapsed())
    };
    let (busy, (visit, recovered)) = beside(address, rooms, attacked).await;
    let log = server.log();
    assert!(!log.contains("panicked"), "{log}");
    Found { quiet, busy, visit, memory: server.peak_memory(), recovered }
}

/// Visits until the attack is over: the longest one.
async fn visits(address: SocketAddr, place: &Place, stopped: watch::Receiver<bool>) -> Duration {
    let mut longest = Duration::ZERO;
    while !*stopped.borrow() {
        let start = Instant::now();
        let visit = visit(address, place);
        let served = timeout(VISIT_WITHIN, visit).await.unwrap_or_default();
        assert!(served.is_some(), "a bystander is turned away");
        longest = longest.max(start.elapsed());
        sleep(BETWEEN_VISITS).await;
    }
    longest
}

/// What somebody does who has nothing to do with the attack; `None` if that does not work.
async fn visit(address: SocketAddr, place: &Place) -> Option<()> {
    let post = async |path: &str, body: &str| {
        let stream = connect_from(BYSTANDER, address).await.ok()?;
        let answer = http::exchange(stream, "POST", path, &[], body.as_bytes()).await?;
        (answer.status == 200).then_some(())
    };
    post("/api/markdown", "*A description*").await?;
    post("/api/preview", "One story\nAnother one\n").await?;
    let mut raw = Raw::connect_from(BYSTANDER, address, &place.room).await?;
    raw.hello(&place.founder, None).await;
    raw.next().await.ok().map(drop)
}

/// Whether somebody at this address is served as if nothing had happened: a page, a text, a file, a new
/// room, and a newcomer.
async fn is_served(address: SocketAddr, from: IpAddr, place: &Place) -> bool {
    let request = async |method: &str, path: &str, body: &str| {
        let stream = connect_from(from, address).await.ok()?;
        let answer = http::exchange(stream, method, path, &[], body.as_bytes()).await?;
        (200..300).contains(&answer.status).then_some(())
    };
    let all = async {
        request("GET", "/healthz", "").await?;
        request("POST", "/api/markdown", "*A description*").await?;
        request("POST", "/api/preview", "One story\nAnother one\n").await?;
        let room = json!({ "title": "Sprint 13", "secret": secret() }).to_string();
        request("POST", "/api/rooms", &room).await?;
        let mut raw = Raw::connect_from(from, address, &place.room).await?;
        raw.hello(&secret(), None).await;
        let lobby = raw.next().await.ok()?;
        lobby.starts_with(r#"{"lobby""#).then_some(())
    };
    timeout(VISIT_WITHIN, all).await.is_ok_and(|served| served.is_some())
}
