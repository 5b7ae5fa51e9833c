//! Kills while the disk is full or read-only, and when it comes back.

use std::fs::{self, DirEntry};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use domain::command::Command as Do;
use tokio::sync::Mutex;

use crate::disk_places::{Disk, FileSize, InFile, InMemory};
use crate::random::Random;
use crate::support::running::BINARY;
use crate::support::{Client, Running, health_becomes};
use crate::work::{Finished, Team};

/// What the server is started with, besides the folder.
const ARGUMENTS: [&str; 4] = ["--snapshot-seconds", "0", "--log", "info"];
/// How often each disk fails.
const ROUNDS: usize = 6;
/// How long the work, the failure, and the work after it take at the most, in milliseconds.
const LATEST_MS: usize = 700;

fn start(disk: &impl Disk) -> Result<Running, String> {
    Running::try_start_by(disk.command(), disk.data(), &disk.log(), &ARGUMENTS)
}

/// The disk fails while people work. Sometimes it comes back before the server is killed, sometimes the
/// server is started while it still fails.
async fn nothing_is_lost_on(mut disk: impl Disk, seed: u64) {
    let (begin, mut random) = (Instant::now(), Random(seed));
    let mut server = start(&disk).unwrap();
    let (mut finished, mut done) = (Finished::default(), 0);
    for round in 0..ROUNDS {
        let team = Team::start(server.address).await;
        let place = team.place.clone();
        random.moment(LATEST_MS).await;
        disk.fail(&server);
        if round % 2 == 0 {
            health_becomes(server.address, 503).await;
        } else {
            random.moment(LATEST_MS).await;
        }
        if round % 3 == 0 {
            // It goes on by itself, and whoever is known was never thrown out.
            disk.recover(Some(&server));
            health_becomes(server.address, 200).await;
            let mut host = Client::back(server.address, &place.room, &place.founder).await;
            host.done(Do::Retitle("Goes on".into())).await;
            random.moment(LATEST_MS).await;
            server.kill();
        } else {
            server.kill();
            if let Ok(on_full_disk) = start(&disk) {
                random.moment(LATEST_MS).await;
                on_full_disk.kill();
            }
            disk.recover(None);
        }
        server = start(&disk).unwrap();
        done += team.check(server.address).await;
        finished.note(server.address, place).await;
    }
    finished.check(server.address).await;
    let log = server.log();
    assert!(is_sound(&log), "{log}");
    println!(
        "{done} commands were done on a disk that failed {ROUNDS} times, in {:?}",
        begin.elapsed()
    );
    assert!(done > ROUNDS, "hardly anything was done: {done}");
}

/// A namespace has a copy of everything that is mounted when it is made, and keeps it in use: what was unmounted
/// and is mounted again would still be as it was.
static MOUNTS: Mutex<()> = Mutex::const_new(());

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn confirmed_commands_survive_kills_while_no_file_may_grow() {
    nothing_is_lost_on(FileSize::new(), 1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn confirmed_commands_survive_kills_on_a_full_disk() {
    let _mounts = MOUNTS.lock().await;
    let Some(disk) = InMemory::new(8) else {
        return eprintln!("skipped: this system allows no user namespaces (`unshare`)");
    };
    nothing_is_lost_on(disk, 2).await;
}

/// Does something while no thread of the server runs.
fn while_it_stands(server: &Running, work: impl FnOnce()) {
    let signal = |name: &str| {
        let sent = Command::new("kill").args([name, &server.id().to_string()]).status();
        assert!(sent.unwrap().success());
    };
    signal("-STOP");
    let stands = |task: DirEntry| {
        let status = fs::read_to_string(task.path().join("status")).unwrap();
        status.contains("State:\tT")
    };
    let tasks = || fs::read_dir(format!("/proc/{}/task", server.id())).unwrap();
    while !tasks().all(|task| stands(task.unwrap())) {
        std::thread::yield_now();
    }
    work();
    signal("-CONT");
}

/// As when ext4 finds an error and remounts itself. Not during a write: some kernels (6.18 is one) say then
/// that it is on disk when it is not.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn confirmed_commands_survive_kills_on_a_disk_that_becomes_read_only() {
    let _mounts = MOUNTS.lock().await;
    let Some(disk) = InFile::new() else {
        return eprintln!("skipped: only root can mount a file system (`mount -o loop`)");
    };
    let (data, mut random) = (disk.data(), Random(3));
    let start =
        || Running::try_start_by(Command::new(BINARY), Path::new(&data), disk.log(), &ARGUMENTS);
    let mut server = start().unwrap();
    let mut done = 0;
    for _ in 0..3 {
        let team = Team::start(server.address).await;
        let place = team.place.clone();
        random.moment(LATEST_MS).await;
        while_it_stands(&server, || assert!(disk.remount("abort")));
        health_becomes(server.address, 503).await;
        // Whoever is known still comes in.
        Client::back(server.address, &place.room, &place.founder).await;
        random.moment(LATEST_MS).await;
        server.kill();
        let refused = start().err().unwrap();
        assert!(
            refused.contains("ready-room: cannot") && !refused.contains("panicked"),
            "{refused}"
        );
        assert!(disk.unmount() && disk.check() && disk.mount());
        server = start().unwrap();
        done += team.check(server.address).await;
    }
    // Read-only from the start, and without anybody's doing writable again.
    server.kill();
    assert!(disk.remount("ro"));
    let refused = start().err().unwrap();
    assert!(refused.contains("ready-room: cannot"), "{refused}");
    assert!(disk.remount("rw"));
    let server = start().unwrap();
    let log = server.log();
    assert!(is_sound(&log), "{log}");
    assert!(done > 3, "hardly anything was done: {done}");
    drop(server);
}

/// Whether a log tells of no panic and no damaged record. A frame of the write-ahead log that was cut short
/// may look like one with a flipped bit, which is passed over like any other that is not whole.
fn is_sound(log: &str) -> bool {
    let is_worse = |line: &&str| line.contains("panicked") || line.contains("damaged");
    log.lines().filter(is_worse).all(|line| line.contains("damaged write-ahead log"))
}
