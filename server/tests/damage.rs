//! What is written is what is read: checksums, and rooms that are larger than a row.

mod support;

use std::path::Path;
use std::time::Duration;

use domain::command::Command;
use domain::draft::StoryDraft;
use domain::known::Known;
use domain::protocol::Close;
use rusqlite::Connection;
use server::storage::repair::repair;
use server::storage::sqlite::{FILE, PART};
use support::{Client, Options, Raw, TestServer, carry_out, soon};

fn database(folder: &Path) -> Connection {
    Connection::open(folder.join("data").join(FILE)).unwrap()
}

fn count(database: &Connection, sql: &str) -> i64 {
    database.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// Flips the lowest bit of the first byte that is `from`, which makes it `to`.
fn flip(bytes: &mut [u8], from: u8, to: u8) {
    assert_eq!(from ^ to, 1);
    let place = bytes.iter().rposition(|byte| *byte == from).unwrap();
    bytes[place] = to;
}

/// An 8 that became a 9 is still JSON, and still an estimate.
#[tokio::test]
async fn a_flipped_bit_in_the_journal_is_noticed_and_set_aside() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let story = host.add_stories(&["One"]).await[0];
    let database = database(server.folder.path());
    host.done(Command::SetEstimate { story, estimate: Some("8".into()) }).await;
    let sql = "SELECT seq, entry FROM journal ORDER BY seq DESC LIMIT 1";
    let (seq, mut entry): (i64, Vec<u8>) =
        database.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    assert!(String::from_utf8_lossy(&entry).contains(r#""estimate":"8""#));
    // A copy of the folder as it is now, because a stop writes a snapshot.
    let copy = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let data = copy.path().join("data");
    std::fs::create_dir(&data).unwrap();
    database.execute("VACUUM INTO ?1", [data.join(FILE).to_str().unwrap()]).unwrap();
    flip(&mut entry, b'8', b'9');
    let damaged = Connection::open(data.join(FILE)).unwrap();
    damaged.execute("UPDATE journal SET entry = ?2 WHERE seq = ?1", (seq, entry)).unwrap();

    let server = TestServer::on(copy, Options::default()).await;
    let host = Client::back(server.address, &place.room, &place.founder).await;
    assert_eq!(host.view.board.stories.get(story).unwrap().estimate, None);
    assert_eq!(count(&damaged, "SELECT count(*) FROM damaged"), 1);
}

#[tokio::test]
async fn a_flipped_bit_in_a_snapshot_closes_its_room_and_no_other() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let (other, _host) = server.room_with_host().await;
    host.done(Command::Retitle("8".into())).await;
    drop(host);
    let (folder, options) = server.stop().await;
    let damaged = database(folder.path());
    let sql = "SELECT snapshot FROM rooms WHERE id = ?1";
    let mut snapshot: Vec<u8> = damaged.query_row(sql, [&place.room], |row| row.get(0)).unwrap();
    flip(&mut snapshot, b'8', b'9');
    let sql = "UPDATE rooms SET snapshot = ?2 WHERE id = ?1";
    damaged.execute(sql, (&place.room, snapshot)).unwrap();
    let server = TestServer::on(folder, options).await;
    let mut raw = Raw::connect(server.address, &place.room).await;
    raw.hello(&place.founder, None).await;
    assert_eq!(raw.close_code().await, Close::Failed.code());
    Client::back(server.address, &other.room, &other.founder).await;
}

/// The tables tell their version themselves.
#[tokio::test]
async fn a_flipped_bit_in_the_number_of_the_tables_locks_nobody_out() {
    let mut server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    host.done(Command::Retitle("Still here".into())).await;
    drop(host);
    for bit in [0, 1, 2, 5, 30] {
        let (folder, options) = server.stop().await;
        let damaged = database(folder.path());
        let version: i64 = damaged.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
        let flip = || damaged.pragma_update(None, "user_version", version ^ 1 << bit).unwrap();
        flip();
        if bit == 5 {
            let saved = repair(&folder.path().join("data"), 1).unwrap();
            assert_eq!((saved.rooms, saved.damaged), (1, vec![]));
        }
        drop(damaged);
        server = TestServer::on(folder, options).await;
        let host = Client::back(server.address, &place.room, &place.founder).await;
        assert_eq!(host.view.board.title, "Still here", "bit {bit}");
    }
}

/// What stands beside the bytes of an entry can be damaged as well as these: nobody has ever written such
/// numbers.
#[tokio::test]
async fn a_damaged_number_beside_an_entry_sets_it_aside_and_the_room_goes_on() {
    for damage in [
        "checksum = 1 << 40",
        "checksum = -1",
        "schema = -1",
        "schema = 1 << 40",
        "seq = seq + 64",
        "seq = seq - 64",
    ] {
        let server = TestServer::start().await;
        let (place, mut host) = server.room_with_host().await;
        host.done(Command::Retitle("Before".into())).await;
        host.done(Command::Retitle("Damaged".into())).await;
        let copy = std::sync::Arc::new(tempfile::tempdir().unwrap());
        let data = copy.path().join("data");
        std::fs::create_dir(&data).unwrap();
        let whole = database(server.folder.path());
        whole.execute("VACUUM INTO ?1", [data.join(FILE).to_str().unwrap()]).unwrap();
        let damaged = Connection::open(data.join(FILE)).unwrap();
        let last = "seq = (SELECT max(seq) FROM journal)";
        damaged.execute(&format!("UPDATE journal SET {damage} WHERE {last}"), []).unwrap();

        let server = TestServer::on(copy, Options::default()).await;
        let mut host = Client::back(server.address, &place.room, &place.founder).await;
        assert_eq!(host.view.board.title, "Before", "{damage}");
        host.done(Command::Retitle("After".into())).await;
        let server = server.restart().await;
        let host = Client::back(server.address, &place.room, &place.founder).await;
        assert_eq!(host.view.board.title, "After", "{damage}");
    }
}

#[tokio::test]
async fn a_damaged_number_beside_a_snapshot_closes_its_room_and_no_other() {
    for damage in ["checksum = 1 << 40", "schema = -1", "snapshot_seq = -1", "ended = 5"] {
        let server = TestServer::start().await;
        let (place, host) = server.room_with_host().await;
        let (other, _host) = server.room_with_host().await;
        drop(host);
        let (folder, options) = server.stop().await;
        let sql = format!("UPDATE rooms SET {damage} WHERE id = ?1");
        database(folder.path()).execute(&sql, [&place.room]).unwrap();
        let server = TestServer::on(folder, options).await;
        let mut raw = Raw::connect(server.address, &place.room).await;
        raw.hello(&place.founder, None).await;
        assert_eq!(raw.close_code().await, Close::Failed.code(), "{damage}");
        Client::back(server.address, &other.room, &other.founder).await;
    }
}

#[tokio::test]
async fn a_room_that_is_larger_than_a_row_is_written_in_parts_and_read_whole() {
    let options = Options { snapshot: Duration::from_millis(10), ..Options::default() };
    let server = TestServer::with(options).await;
    let (place, mut host) = server.room_with_host().await;
    let database = database(server.folder.path());
    let description = "x".repeat(50_000);
    let draft = |number: usize| StoryDraft {
        title: format!("Story {number}"),
        description: format!("{number} {}", &description[6..]),
        ..StoryDraft::default()
    };
    let stories: Vec<_> = (0..4 * PART / 50_000).map(draft).collect();
    let command = Command::AddStories { stories: stories.clone(), known: Known::LeaveOut };
    carry_out(server.address, &place, command).await;
    // Snapshots replace it more than once, and leave nothing behind.
    for number in 0..5 {
        host.done(Command::Retitle(format!("Title {number}"))).await;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let largest = "SELECT max(length(coalesce(snapshot, ''))) FROM rooms";
    assert!(count(&database, largest) <= PART as i64);
    soon("only the parts of the last snapshot", async {
        while count(&database, "SELECT count(*) FROM obsolete") > 0
            || count(&database, "SELECT count(*) FROM journal") > 0
            || count(&database, "SELECT count(*) FROM parts")
                != count(&database, "SELECT sum(parts) FROM rooms")
        {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await;
    let server = server.restart().await;
    let host = Client::back(server.address, &place.room, &place.founder).await;
    let read: Vec<_> = host.view.board.stories.iter().map(StoryDraft::from).collect();
    assert_eq!(read, stories);
}

#[tokio::test]
async fn an_entry_that_is_larger_than_a_row_is_read_from_the_journal() {
    let server = TestServer::start().await;
    let (place, _host) = server.room_with_host().await;
    let database = database(server.folder.path());
    let description = "ü".repeat(50_000);
    let stories: Vec<_> = (0..30)
        .map(|number| StoryDraft {
            title: number.to_string(),
            description: description.clone(),
            ..StoryDraft::default()
        })
        .collect();
    let command = Command::AddStories { stories: stories.clone(), known: Known::LeaveOut };
    carry_out(server.address, &place, command).await;
    assert!(count(&database, "SELECT max(parts) FROM journal") >= 5);
    let copy = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let data = copy.path().join("data");
    std::fs::create_dir(&data).unwrap();
    database.execute("VACUUM INTO ?1", [data.join(FILE).to_str().unwrap()]).unwrap();
    // Parts of a write that a crash has cut short.
    let copied = Connection::open(data.join(FILE)).unwrap();
    copied.execute("INSERT INTO parts VALUES (99, 0, x'00')", []).unwrap();
    let server = TestServer::on(copy, Options::default()).await;
    let host = Client::back(server.address, &place.room, &place.founder).await;
    assert_eq!(host.view.board.stories.len(), stories.len());
    soon("the abandoned part", async {
        while count(&copied, "SELECT count(*) FROM parts WHERE blob = 99") > 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await;
}
