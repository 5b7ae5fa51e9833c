//! Copies of the rooms: made while the server runs, put back, and made of damaged files. By the
//! commands of the binary, as whoever runs a server uses them.

mod support;

use std::fs;
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;
use std::process::{Command as Process, Output};

use domain::command::Command;
use server::storage::copies;
use server::storage::sqlite::FILE;
use support::{Client, TestServer, http};

fn ready_room(data: &Path, arguments: &[&str]) -> Output {
    Process::new(env!("CARGO_BIN_EXE_ready-room"))
        .arg("--data")
        .arg(data)
        .args(arguments)
        .current_dir(data)
        .output()
        .unwrap()
}

#[track_caller]
fn succeeds(data: &Path, arguments: &[&str]) -> String {
    let output = ready_room(data, arguments);
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[track_caller]
fn fails(data: &Path, arguments: &[&str], because: &str) {
    let output = ready_room(data, arguments);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && said.contains(because), "{said}");
}

#[tokio::test]
async fn a_copy_made_while_the_server_runs_brings_its_rooms_back() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    host.done(Command::Retitle("Copied".into())).await;
    let data = server.folder.path().join("data");
    let copy = server.folder.path().join("copy.db");
    let copy = copy.to_str().unwrap();
    succeeds(&data, &["backup", copy]);
    fails(&data, &["backup", copy], "exists already");
    host.done(Command::Retitle("Later".into())).await;
    let newer = server.room().await;
    fails(&data, &["restore", copy], "another Ready Room uses the data folder");

    let (folder, options) = server.stop().await;
    // As after a crash: what is in the log of the old file must not reach the new one.
    fs::write(data.join(format!("{FILE}-wal")), "not a log").unwrap();
    succeeds(&data, &["restore", copy]);
    let beside: Vec<String> = fs::read_dir(&data)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains(".before-"))
        .collect();
    assert!(beside.iter().any(|name| name.ends_with("-wal")), "{beside:?}");
    assert!(beside.iter().any(|name| !name.ends_with("-wal") && !name.ends_with("-shm")));
    let server = TestServer::on(folder, options).await;
    let host = Client::back(server.address, &place.room, &place.founder).await;
    assert_eq!(host.view.board.title, "Copied");
    let path = format!("/api/rooms/{}/export.csv", newer.room);
    let bearer = [http::bearer(&newer.founder)];
    assert_eq!(http::get(server.address, &path, &bearer).await.status, 404);
}

#[tokio::test]
async fn what_is_no_copy_or_damaged_is_not_put_back() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    host.add_stories(&["One"]).await;
    let data = server.folder.path().join("data");
    let copy = server.folder.path().join("copy.db");
    succeeds(&data, &["backup", copy.to_str().unwrap()]);
    drop(host);
    let (folder, options) = server.stop().await;
    let other = folder.path().join("other");
    fs::write(&other, "no database").unwrap();
    fails(&data, &["restore", other.to_str().unwrap()], "no database");
    fails(&data, &["restore", "nowhere.db"], "nowhere.db");
    let length = fs::metadata(&copy).unwrap().len();
    fs::File::options().write(true).open(&copy).unwrap().set_len(length / 2).unwrap();
    fails(&data, &["restore", copy.to_str().unwrap()], "damaged");
    let server = TestServer::on(folder, options).await;
    Client::back(server.address, &place.room, &place.founder).await;
}

/// Overwrites a page in the middle of the file, and cuts off its end.
#[tokio::test]
async fn of_a_damaged_file_all_rooms_come_back_that_can_be_read() {
    let server = TestServer::start().await;
    let mut places = Vec::new();
    for _ in 0..60 {
        places.push(server.room().await);
    }
    let data = server.folder.path().join("data");
    let (folder, options) = server.stop().await;
    let file = data.join(FILE);
    let length = fs::metadata(&file).unwrap().len();
    assert!(length > 20 * 4096, "{length}");
    let mut damaged = fs::File::options().write(true).open(&file).unwrap();
    damaged.seek(SeekFrom::Start(length / 2 / 4096 * 4096)).unwrap();
    damaged.write_all(&[0xff; 4096]).unwrap();
    damaged.set_len(length - 4096).unwrap();
    drop(damaged);
    let said = succeeds(&data, &["repair"]);
    assert!(said.contains("rooms are in the new file"), "{said}");
    let server = TestServer::on(folder, options).await;
    let mut back = 0;
    for place in &places {
        let path = format!("/api/rooms/{}/export.csv", place.room);
        let bearer = [http::bearer(&place.founder)];
        // Nobody has joined; whoever asks is unknown in a room that is there.
        back += usize::from(http::get(server.address, &path, &bearer).await.status == 401);
    }
    assert!((30..=60).contains(&back), "{back} of 60 came back: {said}");
}

/// The first page says what tables there are. Also in a copy that was put back the tables are found.
#[tokio::test]
async fn of_a_file_without_its_first_page_all_rooms_come_back() {
    for is_copy in [false, true] {
        let server = TestServer::start().await;
        let (place, mut host) = server.room_with_host().await;
        host.add_stories(&["One"]).await;
        let data = server.folder.path().join("data");
        drop(host);
        let (mut folder, options) = server.stop().await;
        if is_copy {
            let copy = folder.path().join("copy.db");
            succeeds(&data, &["backup", copy.to_str().unwrap()]);
            succeeds(&data, &["restore", copy.to_str().unwrap()]);
        }
        // Unsaved work in the journal, and in the log of SQLite.
        let server = TestServer::on(folder, options).await;
        let mut host = Client::back(server.address, &place.room, &place.founder).await;
        host.done(Command::Retitle("In the journal".into())).await;
        let crashed = std::sync::Arc::new(tempfile::tempdir().unwrap());
        let data = crashed.path().join("data");
        fs::create_dir(&data).unwrap();
        for name in [FILE.to_owned(), format!("{FILE}-wal")] {
            fs::copy(server.folder.path().join("data").join(&name), data.join(&name)).unwrap();
        }
        let log = rusqlite::Connection::open(data.join(FILE)).unwrap();
        log.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
        drop(log);
        let (_, options) = server.stop().await;
        folder = crashed;
        let mut damaged = fs::File::options().write(true).open(data.join(FILE)).unwrap();
        damaged.seek(SeekFrom::Start(100)).unwrap();
        damaged.write_all(&[0; 4096 - 100]).unwrap();
        drop(damaged);

        let said = succeeds(&data, &["repair"]);
        assert!(said.contains("1 rooms") && said.contains("the first page"), "{said}");
        let server = TestServer::on(folder, options).await;
        let host = Client::back(server.address, &place.room, &place.founder).await;
        assert_eq!(host.view.board.title, "In the journal");
        assert_eq!(host.view.board.stories.len(), 1);
    }
}

#[tokio::test]
async fn a_copy_is_made_each_day_and_a_week_of_them_is_kept() {
    let server = TestServer::start().await;
    let place = server.room().await;
    let data = server.folder.path().join("data");
    let folder = server.folder.path().join("copies");
    let first = copies::daily(&data, &folder, "2026-03-01").unwrap().unwrap();
    assert_eq!(copies::daily(&data, &folder, "2026-03-01").unwrap(), None);
    fs::write(folder.join("rooms-mine.db"), "somebody's own").unwrap();
    for day in 2..=9 {
        copies::daily(&data, &folder, &format!("2026-03-{day:02}")).unwrap().unwrap();
    }
    assert!(!first.exists());
    let mut names: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!((names.len(), names[0].as_str()), (8, "rooms-2026-03-03.db"));
    assert_eq!(names[7], "rooms-mine.db");
    let copy = rusqlite::Connection::open(folder.join("rooms-2026-03-09.db")).unwrap();
    let sql = "SELECT count(*) FROM rooms WHERE id = ?1";
    assert_eq!(copy.query_row(sql, [&place.room], |row| row.get::<_, i64>(0)).unwrap(), 1);
}
