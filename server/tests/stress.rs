//! One client cannot stop the others. The attacks of `cargo xtask stress`, with fewer clients and without
//! bounds on time: every vote of other rooms is counted, memory is bounded, and everybody is served
//! during the attack and after it.
// Attackers come from addresses that only Linux has without being told.
#![cfg(target_os = "linux")]

mod support;

#[path = "../benches/votes/mod.rs"]
mod votes;

#[path = "../benches/stress/attacks/mod.rs"]
mod attacks;

#[path = "../benches/stress/trial.rs"]
mod trial;

use std::time::Duration;

use attacks::{ALL, Size};

/// In how many rooms people vote.
const ROOMS: usize = 4;

async fn holds_against(name: &str) {
    rlimit::increase_nofile_limit(u64::MAX).unwrap();
    let attack = ALL.iter().find(|attack| attack.name == name).unwrap();
    let found = trial::run(attack, Size::Short, ROOMS, Duration::from_millis(500)).await;
    assert!(!found.quiet.is_empty() && !found.busy.is_empty());
    let memory_mb = found.memory / 1_000_000;
    println!("{memory_mb} MB, served after {:?}, a visit took {:?}", found.recovered, found.visit);
    assert!(memory_mb <= attack.memory_mb, "{memory_mb} MB");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn markdown_that_takes_long() {
    holds_against("Markdown that takes long").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn millions_of_empty_stories() {
    holds_against("millions of empty stories").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rooms_that_are_filled() {
    holds_against("rooms filled to their limit").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_pages_of_one_person_that_read_nothing() {
    holds_against("one person, 100 pages unread").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_who_read_nothing() {
    holds_against("100 people who read nothing").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn silent_connections() {
    holds_against("silent connections").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bodies_that_drip() {
    holds_against("bodies that drip").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn large_bodies_that_stop() {
    holds_against("large bodies that stop").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn strangers_who_fill_a_room() {
    holds_against("strangers fill a room").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn newcomers_who_come_and_go() {
    holds_against("newcomers come and go").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn new_rooms_without_pace() {
    holds_against("new rooms without pace").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_secrets_without_pace() {
    holds_against("wrong secrets without pace").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commands_without_pace() {
    holds_against("commands without pace").await;
}

/// What is carried out on a large scale is tried on a small one, too.
#[test]
fn each_attack_has_its_test() {
    let tests = include_str!("stress.rs");
    for attack in ALL {
        assert!(tests.contains(&format!("holds_against(\"{}\")", attack.name)), "{}", attack.name);
    }
}
