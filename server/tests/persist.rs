//! Durability: what survives restarts, unloading and damaged files.

mod support;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use domain::command::Command;
use domain::deck::Card;
use domain::ids::RoomId;
use domain::protocol::Close;
use domain::time::Timestamp;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use rusqlite::Connection;
use server::rooms::{Frame, Greeting, Outbox, Proof, Registry, Reply, Timing, connection, secret};
use server::storage::sqlite::{FILE, SqliteStorage};
use server::storage::{LoadError, Loaded, OnDisk, Status, Storage, StorageError, Unvisited, Write};
use support::client::add;
use support::{Client, Options, Raw, TestServer, soon};
use tokio::sync::oneshot;

fn database(server_folder: &Path) -> Connection {
    Connection::open(server_folder.join("data").join(FILE)).unwrap()
}

#[tokio::test]
async fn a_restart_keeps_everything_including_hidden_cards_and_command_ids() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    host.add_stories(&["One", "Two"]).await;
    let mut ben = Client::join(server.address, &place.room, "Ben").await;
    ben.done(ben.vote("13")).await;
    let id = host.next_id();
    host.send_as(id.clone(), add(&["Three"])).await;
    host.answer(&id).await.unwrap();
    let (stories, round) = (host.view.board.stories.clone(), host.round().clone());

    let server = server.restart().await;
    let ben = Client::back(server.address, &place.room, &ben.secret).await;
    let mut host = Client::back(server.address, &place.room, &place.founder).await;
    assert_eq!(ben.view.my_card(), Some(&Card::new("13")));
    assert!(host.view.hand.is_empty());
    assert_eq!((&host.view.board.stories, host.round()), (&stories, &round));
    host.send_as(id.clone(), add(&["Three"])).await;
    assert_eq!(host.answer(&id).await, Ok(()));
    assert_eq!(host.view.board.stories.len(), 3);
    host.done(host.reveal()).await;
    assert_eq!(
        host.view.board.shown_ballot(host.current(), ben.view.you).unwrap().card,
        Some(Card::new("13"))
    );
}

#[tokio::test]
async fn everybody_is_told_that_the_server_stops() {
    let server = TestServer::start().await;
    let (_place, mut host) = server.room_with_host().await;
    let code = tokio::spawn(async move { host.close_code().await });
    server.stop().await;
    assert_eq!(soon("the close", code).await.unwrap(), Close::GoingAway.code());
}

#[tokio::test]
async fn an_empty_room_is_unloaded_and_loaded_as_it_was() {
    let options = Options { unload: Duration::from_millis(20), ..Options::default() };
    let server = TestServer::with(options).await;
    let (place, mut host) = server.room_with_host().await;
    host.add_stories(&["One"]).await;
    host.done(host.vote("5")).await;
    let epoch = host.at.epoch;
    drop(host);
    let database = database(server.folder.path());
    soon("the last snapshot", async {
        let sql = "SELECT snapshot_seq > 0 AND (SELECT count(*) FROM journal) = 0 FROM rooms";
        while !database.query_row(sql, [], |row| row.get::<_, bool>(0)).unwrap() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await;
    let host = Client::back(server.address, &place.room, &place.founder).await;
    assert_ne!(host.at.epoch, epoch);
    assert_eq!(host.view.board.stories.len(), 1);
    assert_eq!(host.view.my_card(), Some(&Card::new("5")));
}

#[tokio::test]
async fn a_snapshot_while_people_work_deletes_the_journal_before_it() {
    let options = Options { snapshot: Duration::from_millis(10), ..Options::default() };
    let server = TestServer::with(options).await;
    let (place, mut host) = server.room_with_host().await;
    host.add_stories(&["One"]).await;
    let database = database(server.folder.path());
    let sql = "SELECT snapshot_seq FROM rooms";
    let mut number = 0;
    while database.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap() < 3 {
        host.done(Command::Retitle(format!("Title {number}"))).await;
        number += 1;
    }
    let sql = "SELECT count(*) FROM journal, rooms WHERE seq <= snapshot_seq";
    assert_eq!(database.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap(), 0);
    let server = server.restart().await;
    let host = Client::back(server.address, &place.room, &place.founder).await;
    assert_eq!(host.view.board.title, format!("Title {}", number - 1));
}

/// Appends an entry to the journal of a room, `after` entries after its last snapshot.
fn append(database: &Connection, room: &str, behind: i64, entry: &str) {
    let sql = "INSERT INTO journal (room, seq, schema, entry)
               SELECT id, snapshot_seq + ?2, 1, ?3 FROM rooms WHERE id = ?1";
    assert_eq!(database.execute(sql, (room, behind, entry.as_bytes())).unwrap(), 1);
}

#[tokio::test]
async fn a_damaged_or_missing_entry_is_set_aside_and_the_room_opens_with_what_was_before() {
    let retitled = |title: &str| format!(r#"{{"events":[{{"change":{{"retitled":"{title}"}}}}]}}"#);
    for damaged_first in [true, false] {
        let server = TestServer::start().await;
        let (place, _host) = server.room_with_host().await;
        let (other, _other_host) = server.room_with_host().await;
        let (folder, options) = server.stop().await;
        let database = database(folder.path());
        append(&database, &place.room, 1, &retitled("Good"));
        if damaged_first {
            append(&database, &place.room, 2, "{\"events\":[{");
        }
        append(&database, &place.room, 3, &retitled("Too late"));

        let server = TestServer::on(folder, options).await;
        let mut host = Client::back(server.address, &place.room, &place.founder).await;
        assert_eq!(host.view.board.title, "Good");
        Client::back(server.address, &other.room, &other.founder).await;
        let sql = "SELECT count(*) FROM damaged WHERE room = ?1 AND bytes IS NOT NULL";
        let aside: i64 = database.query_row(sql, [&place.room], |row| row.get(0)).unwrap();
        assert_eq!(aside, if damaged_first { 2 } else { 1 });
        // It goes on working, and keeps what is done now.
        host.done(Command::Retitle("Better".into())).await;
        let server = server.restart().await;
        let host = Client::back(server.address, &place.room, &place.founder).await;
        assert_eq!(host.view.board.title, "Better");
    }
}

#[tokio::test]
async fn a_damaged_or_newer_snapshot_closes_its_room_and_no_other() {
    let server = TestServer::start().await;
    let (broken, newer, whole) = (server.room().await, server.room().await, server.room().await);
    let (folder, options) = server.stop().await;
    let database = database(folder.path());
    let damage = "UPDATE rooms SET snapshot = x'7b' WHERE id = ?1";
    assert_eq!(database.execute(damage, [&broken.room]).unwrap(), 1);
    let future = "UPDATE rooms SET schema = 999 WHERE id = ?1";
    assert_eq!(database.execute(future, [&newer.room]).unwrap(), 1);
    let server = TestServer::on(folder, options).await;
    for place in [&broken, &newer] {
        let mut raw = Raw::connect(server.address, &place.room).await;
        raw.hello(&place.founder, None).await;
        assert_eq!(raw.close_code().await, Close::Failed.code());
    }
    Client::join_as(server.address, &whole.room, &whole.founder, "Host").await;
}

#[tokio::test]
async fn a_second_process_on_the_same_data_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let first = SqliteStorage::open(folder.path()).unwrap();
    let error = SqliteStorage::open(folder.path()).err().unwrap().to_string();
    assert!(error.contains("another Ready Room uses the data folder"), "{error}");
    first.close().await;
    drop(first);
    SqliteStorage::open(folder.path()).unwrap();
}

#[tokio::test]
async fn a_file_of_a_newer_version_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = Connection::open(folder.path().join(FILE)).unwrap();
    file.execute("CREATE TABLE unheard_of (room TEXT)", []).unwrap();
    file.pragma_update(None, "user_version", 999).unwrap();
    drop(file);
    let error = SqliteStorage::open(folder.path()).err().unwrap().to_string();
    assert!(error.contains("newer version"), "{error}");
}

/// A storage that can be made to fail, as if the disk were full.
struct Faulty {
    disk: SqliteStorage,
    is_full: AtomicBool,
}

impl Storage for Faulty {
    fn write(&self, write: Write, on_disk: OnDisk) -> BoxFuture<'_, ()> {
        if matches!(write, Write::Append { .. }) && self.is_full.load(Ordering::SeqCst) {
            on_disk(Err(StorageError::Engine("database or disk is full".into())));
            return async {}.boxed();
        }
        self.disk.write(write, on_disk)
    }

    fn load(&self, room: RoomId, now: Timestamp) -> BoxFuture<'_, Result<Loaded, LoadError>> {
        self.disk.load(room, now)
    }

    fn status(&self, room: RoomId) -> BoxFuture<'_, Result<Option<Status>, StorageError>> {
        self.disk.status(room)
    }

    fn unvisited_since(&self, t: Timestamp) -> BoxFuture<'_, Result<Vec<Unvisited>, StorageError>> {
        self.disk.unvisited_since(t)
    }

    fn newest_visit(&self) -> BoxFuture<'_, Result<Option<Timestamp>, StorageError>> {
        self.disk.newest_visit()
    }

    fn is_failing(&self) -> bool {
        self.disk.is_failing()
    }

    fn is_in_place(&self) -> bool {
        self.disk.is_in_place()
    }

    fn give_up(&self) {
        self.disk.give_up();
    }

    fn close(&self) -> BoxFuture<'_, ()> {
        self.disk.close()
    }
}

async fn closed(mut outbox: Outbox) -> Close {
    loop {
        if let Frame::Close(close, _) = soon("the close", outbox.next()).await {
            return close;
        }
    }
}

#[tokio::test]
async fn a_room_that_could_not_be_written_is_read_again_without_the_change() {
    let folder = tempfile::tempdir().unwrap();
    let disk = SqliteStorage::open(folder.path()).unwrap();
    let storage = Arc::new(Faulty { disk, is_full: AtomicBool::new(false) });
    let minute = Duration::from_secs(60);
    let timing = Timing { snapshot: minute, unload: minute };
    let registry = Registry::new(storage.clone(), timing);
    let founder = secret::hash("the secret of the founder").unwrap();
    let room =
        registry.create("Before", &Default::default(), &Default::default(), founder.clone()).await;
    let room = room.unwrap().unwrap();

    let handle = registry.open(&room).await.unwrap();
    let (outgoing, outbox) = connection();
    let join =
        domain::protocol::Join { name: "Host".into(), role: Default::default(), passcode: None };
    let proof = Proof { secret: founder.clone(), vouched: None, passcode: None };
    let greeting = handle.join(proof, join, outgoing).await.unwrap();
    assert!(matches!(greeting, Greeting::Present(_)));
    let host = handle.identify(founder.clone()).await.unwrap().unwrap();

    storage.is_full.store(true, Ordering::SeqCst);
    let (reply, answer) = oneshot::channel();
    let request = domain::protocol::Do {
        id: domain::ids::CommandId("1".into()),
        command: Command::Retitle("Lost".into()),
    };
    handle.submit(host, request.clone(), Reply::Waiting(reply)).await.unwrap();
    assert!(answer.await.is_err(), "done, and not on disk");
    assert_eq!(closed(outbox).await, Close::Failed);

    storage.is_full.store(false, Ordering::SeqCst);
    let handle = registry.open(&room).await.unwrap();
    assert_eq!(handle.boards(founder.clone()).await.unwrap().unwrap().board.title, "Before");
    let (reply, answer) = oneshot::channel();
    handle.submit(host, request, Reply::Waiting(reply)).await.unwrap();
    assert!(answer.await.unwrap().is_ok());
    assert_eq!(handle.boards(founder).await.unwrap().unwrap().board.title, "Lost");
    registry.close().await;
}

/// The secret of the founder of the rooms in the fixtures.
const FIXTURE_SECRET: &str = "the-founder-of-the-fixtures";

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/storage").join(name)
}

#[tokio::test]
async fn files_of_every_version_load() {
    for version in ["v1.db"] {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let data = folder.path().join("data");
        std::fs::create_dir(&data).unwrap();
        std::fs::copy(fixture(version), data.join(FILE)).unwrap();
        let database = database(folder.path());
        let mut select = database.prepare("SELECT id FROM rooms ORDER BY snapshot_seq").unwrap();
        let rooms: Vec<String> =
            select.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        assert_eq!(rooms.len(), 2, "one with a journal, one with a snapshot");
        let server = TestServer::on(folder.clone(), Options::default()).await;
        for room in rooms {
            let mut host = Client::back(server.address, &room, FIXTURE_SECRET).await;
            let titles: Vec<_> = host.view.board.stories.iter().map(|s| s.title.as_str()).collect();
            assert_eq!(titles, ["Revealed", "Voted on"], "{version}");
            let revealed = host.view.board.stories.keys()[0];
            let story = host.view.board.stories.get(revealed).unwrap();
            assert_eq!(story.estimate.as_ref().unwrap().label(), "5");
            assert_eq!(story.rounds.finished().count(), 2);
            assert_eq!(host.view.my_card(), Some(&Card::new("8")));
            host.done(host.vote("13")).await;
        }
    }
}

/// Writes `v1.db`. Run it only for a new version, under a new name:
/// `cargo test -p server --test persist -- --ignored`.
#[tokio::test]
#[ignore = "writes a fixture"]
async fn write_fixture() {
    let mut kept = None;
    let options = Options { unload: Duration::from_millis(20), ..Options::default() };
    let server = TestServer::with(options).await;
    for is_snapshot in [true, false] {
        let body = serde_json::json!({ "title": "Fixture", "secret": FIXTURE_SECRET }).to_string();
        let answer = support::http::post(server.address, "/api/rooms", &[], body.as_bytes()).await;
        let room = answer.json()["room"].as_str().unwrap().to_owned();
        let mut host = Client::join_as(server.address, &room, FIXTURE_SECRET, "Host").await;
        let mut ben = Client::join(server.address, &room, "Ben").await;
        let stories = host.add_stories(&["Revealed", "Voted on"]).await;
        for card in ["3", "5"] {
            ben.catch_up().await;
            ben.done(ben.vote(card)).await;
            host.done(host.vote(card)).await;
            host.done(host.reveal()).await;
            if card == "3" {
                host.done(host.vote_again()).await;
            }
        }
        let estimate = Some("5".to_owned());
        host.done(Command::SetEstimate { story: stories[0], estimate }).await;
        host.done(Command::Select(Some(stories[1]))).await;
        host.done(host.vote("8")).await;
        if !is_snapshot {
            kept = Some((host, ben));
        }
    }
    let database = database(server.folder.path());
    let sql = "SELECT count(*) FROM rooms WHERE snapshot_seq > 0";
    while database.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap() == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let file = fixture("v1.db");
    assert!(!file.exists(), "a fixture is written once");
    database.execute("VACUUM INTO ?1", [file.to_str().unwrap()]).unwrap();
    drop(kept);
}
