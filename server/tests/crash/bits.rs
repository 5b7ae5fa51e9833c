//! Flipped bits: nobody is ever shown a value that was not there, whatever is damaged is said in the log,
//! and other rooms are whole.

use std::fs;
use std::path::Path;
use std::process::{Command as Process, Output};
use std::time::Instant;

use domain::command::Command;
use domain::protocol::{ServerMessage, decode};
use domain::story::Story;
use rusqlite::Connection;
use server::storage::sqlite::FILE;

use crate::random::Random;
use crate::support::running::BINARY;
use crate::support::{Client, Place, Raw, Running, TestServer};

/// How many rooms there are.
const ROOMS: usize = 12;
/// How many bits are flipped of each file, each in a copy of its own.
const FLIPS: usize = 30;
/// How many rooms a page of the file holds, at the most.
const ON_A_PAGE: usize = 8;
/// The seed of the places of the bits.
const SEED: u64 = 4;

/// A room, and its stories after each confirmed command.
struct Room {
    place: Place,
    history: Vec<Vec<Story>>,
}

fn stories(client: &Client) -> Vec<Story> {
    client.view.board.stories.iter().cloned().collect()
}

/// Some commands, after each of which the stories are noted.
async fn work(host: &mut Client, history: &mut Vec<Vec<Story>>) {
    for estimate in ["1", "2", "3"] {
        let story = host.add_stories(&[&"Story ".repeat(20)]).await[0];
        history.push(stories(host));
        let estimate = Some(estimate.to_owned());
        host.done(Command::SetEstimate { story, estimate }).await;
        history.push(stories(host));
    }
}

/// Rooms in the files of a server that ended without saving: what they hold is in snapshots, in the journal,
/// and in the write-ahead log.
async fn rooms(folder: &Path) -> Vec<Room> {
    let mut server = TestServer::start().await;
    let mut rooms = Vec::new();
    for _ in 0..ROOMS {
        let (place, mut host) = server.room_with_host().await;
        let mut history = vec![Vec::new()];
        work(&mut host, &mut history).await;
        rooms.push(Room { place, history });
    }
    server = server.restart().await;
    for Room { place, history } in &mut rooms {
        let mut host = Client::back(server.address, &place.room, &place.founder).await;
        work(&mut host, history).await;
    }
    for name in [FILE.to_owned(), format!("{FILE}-wal")] {
        fs::copy(server.folder.path().join("data").join(&name), folder.join(&name)).unwrap();
    }
    rooms
}

/// Moves what is in the write-ahead log into the file, as SQLite does by itself from time to time.
fn empty_the_log(folder: &Path) {
    let database = Connection::open(folder.join(FILE)).unwrap();
    database.pragma_update(None, "wal_checkpoint", "TRUNCATE").unwrap();
}

/// Flips one bit of a file.
fn flip(folder: &Path, name: &str, random: &mut Random) -> String {
    let mut bytes = fs::read(folder.join(name)).unwrap();
    let (byte, bit) = (random.below(bytes.len()), random.below(8));
    bytes[byte] ^= 1 << bit;
    fs::write(folder.join(name), bytes).unwrap();
    format!("bit {bit} of byte {byte} of {name}")
}

/// The stories of a room, if it can be entered, and whether it takes a command.
async fn enter(server: &Running, place: &Place) -> Option<(Vec<Story>, bool)> {
    let mut raw = Raw::connect(server.address, &place.room).await;
    raw.hello(&place.founder, None).await;
    let ServerMessage::Welcome(welcome) = decode::<ServerMessage>(&raw.next().await.ok()?).unwrap()
    else {
        return None;
    };
    raw.text(r#"{"do":{"id":"abcdefgh12345678","command":{"retitle":"After"}}}"#).await;
    let is_done = loop {
        match raw.next().await {
            Ok(frame) if frame.starts_with(r#"{"done""#) => break true,
            Ok(_) => {}
            Err(_) => break false,
        }
    };
    Some((welcome.view.board.stories.iter().cloned().collect(), is_done))
}

/// How many rooms are not as they were. Panics if one shows what never was, or refuses a command without
/// a word in the log.
async fn harmed(server: &Running, rooms: &[Room], what: &str) -> usize {
    let mut harmed = 0;
    for Room { place, history } in rooms {
        let entered = enter(server, place).await;
        let log = server.log();
        // A bit in the number of an entry shows when the next one is written.
        let is_said =
            ["damaged", "malformed", "cannot write"].iter().any(|word| log.contains(word));
        match entered {
            Some((stories, is_done)) => {
                assert!(history.contains(&stories), "a value that never was: {what}: {stories:?}");
                assert!(is_done || is_said, "not saved, and nothing said: {what}: {log}");
                harmed += usize::from(Some(&stories) != history.last() || !is_done);
            }
            None => {
                harmed += 1;
            }
        }
    }
    harmed
}

fn repair(folder: &Path) -> Output {
    Process::new(BINARY).arg("--data").arg(folder).arg("repair").output().unwrap()
}

/// The log is mended: at the most the bit stays flipped, and nothing behind it is lost.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flipped_bit_in_the_write_ahead_log_loses_nothing_behind_it() {
    let base = tempfile::tempdir().unwrap();
    let rooms = rooms(base.path()).await;
    let harmed = flips(base.path(), &format!("{FILE}-wal"), &rooms).await;
    assert!(harmed.iter().all(|harmed| *harmed <= ON_A_PAGE), "{harmed:?}");
    assert!(harmed.iter().filter(|harmed| **harmed == 0).count() > FLIPS / 2, "{harmed:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flipped_bit_shows_nobody_what_never_was_and_leaves_other_rooms_whole() {
    let base = tempfile::tempdir().unwrap();
    let rooms = rooms(base.path()).await;
    empty_the_log(base.path());
    let harmed = flips(base.path(), FILE, &rooms).await;
    assert!(harmed.iter().all(|harmed| *harmed <= ON_A_PAGE), "{harmed:?}");
    assert!(harmed.iter().filter(|harmed| **harmed <= 1).count() > FLIPS * 3 / 4, "{harmed:?}");
}

/// Flips bits of a file, each in a copy of its own: how many rooms each has harmed. Where SQLite cannot
/// read the file, it is repaired as the documentation says.
async fn flips(base: &Path, name: &str, rooms: &[Room]) -> Vec<usize> {
    let (begin, mut random, mut all) = (Instant::now(), Random(SEED), Vec::new());
    for _ in 0..FLIPS {
        let folder = tempfile::tempdir().unwrap();
        for file in fs::read_dir(base).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), folder.path().join(file.file_name())).unwrap();
        }
        let what = flip(folder.path(), name, &mut random);
        let start = || {
            let command = Process::new(BINARY);
            Running::try_start_by(command, folder.path(), folder.path(), &["--log", "info"])
        };
        let mut count = None;
        if let Ok(server) = start() {
            let found = harmed(&server, rooms, &what).await;
            count = (!server.log().contains("malformed")).then_some(found);
            server.kill();
        }
        if count.is_none() {
            let repaired = repair(folder.path());
            assert!(repaired.status.success(), "{what}: {repaired:?}");
            count = Some(harmed(&start().unwrap(), rooms, &what).await);
        }
        println!("{what}: {count:?} harmed");
        all.extend(count);
    }
    println!("{FLIPS} bits in {:?}", begin.elapsed());
    all
}
