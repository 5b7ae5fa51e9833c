//! `cargo xtask bench`: how fast files of each format are read, and what a room feels while a very
//! large one is. Fails when a large file takes longer than it may.

#[path = "../tests/support/mod.rs"]
mod support;

#[path = "../tests/support/samples.rs"]
mod samples;

use std::hint::black_box;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use domain::format::Format;
use domain::limits;
use domain::preview::Unreadable;
use domain::sheet::ReadOptions;
use serde_json::json;
use server::files::{self, job::Job};
use support::{Client, http, secret, soon};
use tokio::sync::watch;

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

/// The server as it is released, with its data in a folder that goes with it.
struct Running {
    process: Child,
    address: SocketAddr,
    _data: tempfile::TempDir,
}

impl Running {
    fn start() -> Self {
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

/// Prints how long votes take without and with large files under way, and how long those take.
async fn large_file() -> bool {
    let server = Running::start();
    let file = samples::wide_jira(limits::FILE_BYTES, COLUMNS);
    let (stop, stopped) = watch::channel(false);
    let quiet = {
        let stop = async {
            tokio::time::sleep(QUIET).await;
            let _ = stop.send(true);
        };
        tokio::join!(votes(server.address, stopped), stop).0
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
    let (busy, uploads) = tokio::join!(votes(server.address, stopped), uploads);
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

/// Two people vote in a room until it is said to stop: how long each vote took, ascending.
async fn votes(address: SocketAddr, stopped: watch::Receiver<bool>) -> Vec<Duration> {
    let founder = secret();
    let body = json!({ "title": "Sprint 12", "secret": founder }).to_string();
    let room = http::post(address, "/api/rooms", &[], body.as_bytes()).await.json();
    let room = room["room"].as_str().expect("a room").to_owned();
    let mut ana = Client::join_as(address, &room, &founder, "Ana").await;
    let mut ben = Client::join(address, &room, "Ben").await;
    ana.add_stories(&["Story"]).await;
    ben.catch_up().await;
    let (mut all, more) =
        tokio::join!(votes_of(&mut ana, stopped.clone()), votes_of(&mut ben, stopped));
    all.extend(more);
    all.sort_unstable();
    all
}

async fn votes_of(client: &mut Client, stopped: watch::Receiver<bool>) -> Vec<Duration> {
    let mut times = Vec::new();
    while !*stopped.borrow() {
        let card = if times.len() % 2 == 0 { "3" } else { "5" };
        let start = Instant::now();
        soon("a vote", client.done(client.vote(card))).await;
        times.push(start.elapsed());
        tokio::time::sleep(BETWEEN_VOTES).await;
    }
    times
}

fn at(times: &[Duration], percent: usize) -> Duration {
    times.get(times.len() * percent / 100).copied().unwrap_or_default()
}

fn show(name: &str, times: &[Duration]) {
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
