//! `cargo xtask bench`: how fast files of each format are read, and what a room feels while a very
//! large one is. Fails when a large file takes longer than it may.

#[path = "../tests/support/mod.rs"]
mod support;

#[path = "../tests/support/samples.rs"]
mod samples;

mod votes;

use std::hint::black_box;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use domain::format::Format;
use domain::limits;
use domain::preview::Unreadable;
use domain::sheet::ReadOptions;
use serde_json::json;
use server::files::{self, job::Job};
use support::{Running, http};
use tokio::sync::watch;
use votes::{Voting, at, show};

/// Bytes of the file of each format.
const BYTES: usize = 4 * 1024 * 1024;

/// How long a format is read again and again.
const READING: Duration = Duration::from_secs(1);

/// Columns of the large file.
const COLUMNS: usize = 2_261;

/// How long the preview of a file of the largest size may take, from the first byte sent to the
/// last one received.
const LARGE_WITHIN: Duration = Duration::from_secs(3);

/// How long a vote may take meanwhile, for ninety-nine of a hundred: nobody notices.
const VOTE_WITHIN: Duration = Duration::from_millis(50);

/// Pause between two votes of a person.
const BETWEEN_VOTES: Duration = Duration::from_millis(10);

/// How long votes are measured with nothing else to do.
const QUIET: Duration = Duration::from_secs(4);

/// How often the large file is sent.
const UPLOADS: usize = 12;

fn main() -> ExitCode {
    println!("Reading files of {} MiB", BYTES >> 20);
    let mut is_good = true;
    for format in Format::ALL {
        is_good &= measure(format);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    is_good &= runtime.expect("a runtime").block_on(large_file());
    if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Prints the speed of one format; `false` if the file was taken for another one.
fn measure(format: Format) -> bool {
    let file = samples::file(format, BYTES);
    let (start, mut times) = (Instant::now(), 0);
    let mut preview = Err(Unreadable::Empty);
    while times == 0 || start.elapsed() < READING {
        preview = files::read(black_box(&file), &ReadOptions::default(), &Job::default());
        times += 1;
    }
    let speed = (file.len() * times) as f64 / 1e6 / start.elapsed().as_secs_f64();
    let name = json!(format).as_str().unwrap_or_default().to_owned();
    let found = preview.map(|preview| (preview.format, preview.stories.len()));
    println!("  {name:<20} {speed:>8.1} MB/s  {} stories", found.as_ref().map_or(0, |(_, n)| *n));
    let is_right = matches!(found, Ok((found, 1..)) if found == format);
    if !is_right {
        println!("✗ {name} was read as {found:?}");
    }
    is_right
}

/// Prints how long votes take without and with large files under way, and how long those take.
async fn large_file() -> bool {
    let data = tempfile::tempdir().expect("a folder");
    let server = Running::start(data.path(), &[]);
    let votes = async |stopped| Voting::new(server.address).await.run(BETWEEN_VOTES, stopped).await;
    let file = samples::wide_jira(limits::FILE_BYTES, COLUMNS);
    let (stop, stopped) = watch::channel(false);
    let quiet = {
        let stop = async {
            tokio::time::sleep(QUIET).await;
            let _ = stop.send(true);
        };
        tokio::join!(votes(stopped), stop).0
    };
    let (stop, stopped) = watch::channel(false);
    let uploads = async {
        let mut uploads = Vec::new();
        for _ in 0..UPLOADS {
            uploads.push(upload(server.address, &file).await);
        }
        let _ = stop.send(true);
        uploads
    };
    let (busy, uploads) = tokio::join!(votes(stopped), uploads);
    let rows = file.windows(6).filter(|window| window == b"\nStory").count();
    println!("A file of Jira: {} bytes, {COLUMNS} columns, {rows} stories", file.len());
    let mut is_good = true;
    for (took, stories) in uploads {
        println!("  previewed in {:>6.0} ms  {stories} stories", took.as_secs_f64() * 1e3);
        is_good &= took < LARGE_WITHIN && stories == rows;
    }
    println!("A vote in another room, from the click to the answer");
    show("with nothing else", &quiet);
    show("during the previews", &busy);
    is_good &= at(&busy, 99) < VOTE_WITHIN;
    if !is_good {
        println!("✗ It must take less than {LARGE_WITHIN:?}, and a vote less than {VOTE_WITHIN:?}");
    }
    is_good
}

/// The time of one preview over HTTP, and how many stories it shows.
async fn upload(address: SocketAddr, file: &[u8]) -> (Duration, usize) {
    let start = Instant::now();
    let answer = http::post(address, "/api/preview", &[], file).await;
    let took = start.elapsed();
    let stories = answer.json()["stories"].as_array().map_or(0, Vec::len);
    (took, stories)
}
