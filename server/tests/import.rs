//! Previews of files over HTTP: progress, queueing, cancellation, permissions, and previews for a
//! room.

mod support;

#[path = "support/samples.rs"]
mod samples;

use std::net::SocketAddr;

use domain::command::Command;
use domain::draft::StoryDraft;
use domain::format::Format;
use domain::known::Known;
use domain::limits;
use domain::preview::Preview;
use domain::sheet::{Assignment, ColumnKind, ReadOptions};
use serde_json::{Value, json};
use support::{Client, Place, TestServer, http, secret, soon};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const PREVIEW: &str = "/api/preview";

/// Large enough to take a while to read.
const LARGE: usize = 8 * 1024 * 1024;

/// The columns of a large file from Jira.
const COLUMNS: usize = 2_261;

/// The path with options in it, which are ASCII here.
fn with_options(options: &Value) -> String {
    let encoded: String = options.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect();
    format!("{PREVIEW}?wish={encoded}")
}

/// The head of a request whose body arrives in parts, or never.
fn head(path: &str, length: usize) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: room.example\r\nAccept: application/x-ndjson\r\nContent-Length: {length}\r\n\r\n"
    )
}

/// A connection on which a file was sent, before the response.
async fn sent(address: SocketAddr, file: &[u8]) -> TcpStream {
    let mut socket = TcpStream::connect(address).await.unwrap();
    soon("the head", socket.write_all(head(PREVIEW, file.len()).as_bytes())).await.unwrap();
    soon("the file", socket.write_all(file)).await.unwrap();
    socket
}

/// Reads until the received text contains this.
async fn until(socket: &mut TcpStream, text: &str) -> String {
    let mut came = Vec::new();
    let mut part = vec![0; 64 * 1024];
    loop {
        let length = soon(text, socket.read(&mut part)).await.unwrap();
        assert_ne!(length, 0, "the line ended before {text}");
        came.extend_from_slice(&part[..length]);
        let so_far = String::from_utf8_lossy(&came);
        if so_far.contains(text) {
            return so_far.into_owned();
        }
    }
}

async fn preview(server: &TestServer, path: &str, file: &str) -> Preview {
    let answer = http::post(server.address, path, &[], file.as_bytes()).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    serde_json::from_slice(&answer.body).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_large_file_reports_progress_and_then_its_preview() {
    let server = TestServer::start().await;
    let file = samples::wide_jira(LARGE, COLUMNS);
    let mut socket = sent(server.address, &file).await;
    let came = until(&mut socket, "\"preview\"").await;
    let progress: Vec<f64> = came
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok()?.get("progress")?.as_f64())
        .collect();
    assert!(!progress.is_empty());
    assert!(progress.iter().all(|part| (0.0..=1.0).contains(part)), "{progress:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_that_never_arrive_hold_up_nobody() {
    let server = TestServer::start().await;
    let mut holding = Vec::new();
    for path in [PREVIEW, PREVIEW, "/api/rooms/open", "/api/rooms/open"] {
        let mut socket = TcpStream::connect(server.address).await.unwrap();
        socket.write_all(head(path, 1_000).as_bytes()).await.unwrap();
        socket.write_all(b"Title,Points\n").await.unwrap();
        holding.push(socket);
    }
    let read = soon("a turn", preview(&server, PREVIEW, "One\nTwo\n")).await;
    assert_eq!(read.stories.len(), 2);
}

#[tokio::test]
async fn options_choose_columns_and_invalid_ones_are_refused() {
    let server = TestServer::start().await;
    let file = "Title,Why\nOil,It squeaks\nPaint,It fades\n";
    let columns = vec![Assignment { holds: ColumnKind::Title, columns: vec![1] }];
    let options = ReadOptions { columns: Some(columns), ..ReadOptions::default() };
    let read = preview(&server, &with_options(&json!(options)), file).await;
    let titles: Vec<_> = read.stories.iter().map(|story| story.title.as_str()).collect();
    assert_eq!(titles, ["It squeaks", "It fades"]);
    let list = preview(&server, &with_options(&json!({ "format": "pasted-list" })), file).await;
    assert_eq!((list.format, list.stories.len()), (Format::PastedList, 3));
    for options in [json!({ "format": "scroll" }), json!({ "has_header": 2 }), json!(7)] {
        let answer =
            http::post(server.address, &with_options(&options), &[], file.as_bytes()).await;
        assert_eq!(answer.status, 400, "{options}");
    }
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_refused_with_the_reason() {
    let server = TestServer::start().await;
    let unreadable = async |body: &[u8]| {
        let answer = http::post(server.address, PREVIEW, &[], body).await;
        assert_eq!(answer.status, 422, "{}", answer.text());
        answer.json()["unreadable"].clone()
    };
    let too_large = unreadable(&vec![b'x'; limits::FILE_BYTES + 1]).await;
    assert_eq!(too_large, json!({ "too_large": { "limit": limits::FILE_BYTES } }));
    assert_eq!(unreadable(b"PK\x03\x04\0\0").await, json!("not_text"));
}

fn keyed(key: &str, title: &str, criteria: &[&str]) -> StoryDraft {
    StoryDraft {
        key: Some(key.to_owned()),
        title: title.to_owned(),
        criteria: criteria.iter().map(|text| (*text).to_owned()).collect(),
        ..StoryDraft::default()
    }
}

/// A later export of the one story that the room has, and of another one.
const LATER: &str = "Summary,Issue key,Issue Type,Acceptance Criteria\n\
    Oil the gate,YARD-1,Story,\"* It is silent\n* It shuts\"\nPaint,YARD-2,Story,\n";

async fn room_with_a_story(server: &TestServer) -> (Place, Client) {
    let (place, mut host) = server.room_with_host().await;
    let stories = vec![keyed("YARD-1", "Oil the hinge", &["It is silent"])];
    host.done(Command::AddStories { stories, known: Known::LeaveOut }).await;
    (place, host)
}

async fn preview_for(server: &TestServer, place: &Place, secret: &str) -> http::Answer {
    let path = format!("/api/rooms/{}/preview", place.room);
    http::post(server.address, &path, &[http::bearer(secret)], LATER.as_bytes()).await
}

#[tokio::test]
async fn a_preview_for_a_room_shows_known_stories_and_changes_to_participants_only() {
    let server = TestServer::start().await;
    let (place, _host) = room_with_a_story(&server).await;
    let read: Preview =
        serde_json::from_slice(&preview_for(&server, &place, &place.founder).await.body).unwrap();
    assert_eq!((read.stories.len(), read.known.len()), (2, 1));
    let difference = &read.known[0].difference;
    assert_eq!(read.known[0].draft, 0);
    let title = difference.title.as_ref().unwrap();
    assert_eq!((title.before.as_str(), title.after.as_str()), ("Oil the hinge", "Oil the gate"));
    assert_eq!(
        (difference.added.as_slice(), difference.removed.len()),
        (&["It shuts".to_owned()][..], 0)
    );
    assert_eq!(preview_for(&server, &place, &secret()).await.status, 401);
    let path = format!("/api/rooms/{}/preview", place.room);
    assert_eq!(http::post(server.address, &path, &[], LATER.as_bytes()).await.status, 401);
}

#[tokio::test]
async fn an_update_keeps_votes_and_is_undone_as_a_whole() {
    let server = TestServer::start().await;
    let (place, mut host) = room_with_a_story(&server).await;
    host.done(host.vote("5")).await;
    host.done(host.reveal()).await;
    host.catch_up().await;
    let before = host.view.board.stories.clone();
    let updated = before.keys()[..1].to_vec();
    let read: Preview =
        serde_json::from_slice(&preview_for(&server, &place, &place.founder).await.body).unwrap();
    let update = Command::AddStories { stories: read.stories, known: Known::Update };
    let import = host.send(update).await;
    host.answer(&import).await.unwrap();
    host.catch_up().await;
    let stories = host.view.board.stories.clone();
    let first = updated[0];
    let (was, is) = (before.get(first).unwrap(), stories.get(first).unwrap());
    assert_eq!((is.title.as_str(), stories.len()), ("Oil the gate", 2));
    assert_eq!((&is.rounds, &is.estimate), (&was.rounds, &was.estimate));
    host.done(Command::Undo(import)).await;
    host.catch_up().await;
    let stories = &host.view.board.stories;
    let back = stories.get(first).unwrap();
    assert_eq!((back.title.as_str(), stories.keys()), (was.title.as_str(), before.keys()));
    assert_eq!((&back.criteria, &back.rounds), (&was.criteria, &was.rounds));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn voting_continues_while_two_large_files_are_read() {
    let server = TestServer::start().await;
    let (_place, mut host) = server.room_with_host().await;
    host.add_stories(&["Story"]).await;
    let file = samples::file(Format::JiraCsv, LARGE);
    let mut reading = [sent(server.address, &file).await, sent(server.address, &file).await];
    for card in ["3", "5"].into_iter().cycle().take(20) {
        host.done(host.vote(card)).await;
    }
    for socket in &mut reading {
        until(socket, "\"preview\"").await;
    }
}
