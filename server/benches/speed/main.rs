//! `cargo xtask bench`: the server beside a bare one, which passes on what it receives and knows neither rules nor
//! disk. Prints what the difference costs, and fails where it costs more than it may. On Linux, each
//! server runs on one processor and the people on another.

#[path = "../../tests/support/mod.rs"]
mod support;

mod bare;
mod people;
mod process;

use std::process::ExitCode;
use std::time::Duration;

use people::{Kind, People};
use process::Server;

/// In how many rooms people vote.
const ROOMS: usize = 100;

/// How many people are in each.
const PEOPLE: usize = 10;

/// From one vote in a room to the next: each person votes once a second.
const BETWEEN_VOTES: Duration = Duration::from_millis(100);

/// How long votes are measured, at that pace and as fast as they go.
const MEASURED: Duration = Duration::from_secs(10);

/// How often everything is measured. The medians count.
const PASSES: usize = 3;

/// What is measured of one server.
#[derive(Default)]
struct Figures {
    /// Memory for each connection, in bytes.
    memory: Vec<f64>,
    /// How long it takes until everybody in the room has a vote, in milliseconds, for 99 of 100.
    everybody: Vec<f64>,
    /// Of a processor, at the pace, in percent.
    processor: Vec<f64>,
    /// Votes that reach one person, each second, as fast as they go.
    deliveries: Vec<f64>,
}

/// What of the two servers is compared: how many times the bare server's it may be.
struct Comparison {
    name: &'static str,
    of: fn(&Figures) -> &Vec<f64>,
    is_good: fn(f64) -> bool,
    bound: &'static str,
}

const COMPARISONS: [Comparison; 4] = [
    Comparison {
        name: "bytes a connection",
        of: |figures| &figures.memory,
        is_good: |ratio| ratio <= 1.3,
        bound: "at most 1.3",
    },
    Comparison {
        name: "everybody has a vote, ms (99 %)",
        of: |figures| &figures.everybody,
        is_good: |ratio| ratio <= 1.6,
        bound: "at most 1.6",
    },
    Comparison {
        name: "processor, % of one",
        of: |figures| &figures.processor,
        is_good: |ratio| ratio <= 1.5,
        bound: "at most 1.5",
    },
    Comparison {
        name: "deliveries a second",
        of: |figures| &figures.deliveries,
        is_good: |ratio| ratio >= 0.6,
        bound: "at least 0.6",
    },
];

fn main() -> ExitCode {
    if std::env::args().any(|argument| argument == bare::ARGUMENT) {
        bare::run();
        return ExitCode::SUCCESS;
    }
    process::keep_to_processor(std::process::id(), 1);
    let [mut bare, mut ready] = [Figures::default(), Figures::default()];
    for _ in 0..PASSES {
        measure(Kind::Bare, &mut bare);
        measure(Kind::Ready, &mut ready);
    }
    println!("{ROOMS} rooms of {PEOPLE} people, beside a bare server (medians of {PASSES})");
    println!("  {:<34}{:>12}{:>12}{:>8}", "", "bare", "Ready Room", "ratio");
    let mut all_good = true;
    for Comparison { name, of, is_good, bound } in COMPARISONS {
        let [bare, ready] = [median(of(&bare)), median(of(&ready))];
        let ratio = ready / bare;
        let mark = if is_good(ratio) { "" } else { "  ✗" };
        println!("  {name:<34}{bare:>12.1}{ready:>12.1}{ratio:>8.2}  {bound}{mark}");
        all_good &= is_good(ratio);
    }
    if all_good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// One thread is enough for the people, and is all they have.
fn measure(kind: Kind, figures: &mut Figures) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let server = Server::start(kind);
        let before = server.memory();
        let mut people = People::join(kind, server.address, ROOMS, PEOPLE).await;
        // What joining has used is given back by then.
        tokio::time::sleep(Duration::from_secs(1)).await;
        let grown = server.memory().saturating_sub(before);
        figures.memory.push(grown as f64 / (ROOMS * PEOPLE) as f64);

        let before = server.processor_time();
        let mut times = people.vote(Some(BETWEEN_VOTES), MEASURED).await;
        let used = server.processor_time() - before;
        figures.processor.push(100.0 * used.as_secs_f64() / MEASURED.as_secs_f64());
        times.sort_unstable();
        figures.everybody.push(times[times.len() * 99 / 100].as_secs_f64() * 1e3);

        let votes = people.vote(None, MEASURED).await.len();
        figures.deliveries.push((votes * PEOPLE) as f64 / MEASURED.as_secs_f64());
    });
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}
