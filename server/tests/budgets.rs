//! What one address may use of the server, and that others do not notice when it has used that.

mod support;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use domain::protocol::{Close, ServerMessage};
use domain::refusal::Refusal;
use serde_json::json;
use server::address_limits::AddressLimits;
use support::{Options, Raw, Running, TestServer, connect_from, http, secret, soon};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};

/// Another address of this machine than the one that tests come from.
const ELSEWHERE: IpAddr = IpAddr::V4(Ipv4Addr::new(127, 0, 0, 2));

const NONE: AddressLimits =
    AddressLimits { connections: 0, requests: 0, rooms: 0, strangers: 0, joins: 0, passcodes: 0 };

async fn server(address_limits: AddressLimits) -> TestServer {
    TestServer::with(Options { address_limits, ..Options::default() }).await
}

async fn connect_from_elsewhere(server: &TestServer) -> TcpStream {
    connect_from(ELSEWHERE, server.address).await.unwrap()
}

/// What comes on the connection until it ends.
async fn rest(mut stream: TcpStream) -> String {
    let mut bytes = Vec::new();
    // A connection that is reset has ended as well.
    let _ = stream.read_to_end(&mut bytes).await;
    String::from_utf8_lossy(&bytes).into_owned()
}

async fn creates_room(server: &TestServer, headers: &[http::Header]) -> http::Answer {
    let body = json!({ "title": "Sprint 12", "secret": secret() }).to_string();
    http::post(server.address, "/api/rooms", headers, body.as_bytes()).await
}

#[tokio::test]
async fn silent_connections_of_one_address_keep_nobody_out_and_end_soon() {
    let server = server(AddressLimits { connections: 4, ..NONE }).await;
    let mut silent = Vec::new();
    for said in ["", "", "GET / HTTP/1.1\r\nHost: ", "POST /api/rooms HTTP/1.1\r\n"] {
        let mut stream = connect_from_elsewhere(&server).await;
        stream.write_all(said.as_bytes()).await.unwrap();
        silent.push(tokio::spawn(rest(stream)));
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    let one_more = connect_from_elsewhere(&server).await;
    assert_eq!(soon("the fifth is closed", rest(one_more)).await, "");
    assert_eq!(http::get(server.address, "/healthz", &[]).await.status, 200);
    let start = Instant::now();
    for stream in silent {
        timeout(Duration::from_secs(15), stream).await.expect("it ends by itself").unwrap();
    }
    assert!(start.elapsed() > Duration::from_secs(5), "a slow line has some time");
    let mut again = connect_from_elsewhere(&server).await;
    again
        .write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        .await
        .unwrap();
    assert!(soon("an answer", rest(again)).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn a_websocket_is_a_connection_as_long_as_it_lasts() {
    let server = server(AddressLimits { connections: 3, ..NONE }).await;
    let place = server.room().await;
    let path = format!("/api/rooms/{}/socket", place.room);
    let first = Raw::connect(server.address, &place.room).await;
    let _second = Raw::connect(server.address, &place.room).await;
    let headers = [
        ("Upgrade", "websocket".to_owned()),
        ("Sec-WebSocket-Version", "13".to_owned()),
        ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==".to_owned()),
    ];
    let status = async || http::upgrade_status(server.address, &path, &headers).await;
    assert_eq!(status().await, 429);
    drop(first);
    let again = async {
        while status().await != 101 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    soon("a place is free again", again).await;
}

#[tokio::test]
async fn half_a_body_is_not_waited_for() {
    let server = server(NONE).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let head = "POST /api/rooms HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{\"title\":";
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = [0; 12];
    let read = timeout(Duration::from_secs(15), stream.read_exact(&mut answer)).await;
    read.expect("an answer in time").unwrap();
    assert_eq!(&answer, b"HTTP/1.1 408");
}

#[tokio::test]
async fn an_address_makes_so_many_rooms_a_minute_and_is_told_when_to_come_back() {
    let server = server(AddressLimits { rooms: 3, ..NONE }).await;
    for _ in 0..3 {
        assert_eq!(creates_room(&server, &[]).await.status, 201);
    }
    let refused = creates_room(&server, &[]).await;
    assert_eq!(refused.status, 429);
    let seconds: u32 = refused.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=20).contains(&seconds), "{seconds}");
    let told = json!({ "refused": { "too_many_requests": { "seconds": seconds } } });
    assert_eq!(refused.json(), told);
    let mut elsewhere = connect_from_elsewhere(&server).await;
    let body = json!({ "title": "Sprint 12", "secret": secret() }).to_string();
    let head = "POST /api/rooms HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length:";
    let request = format!("{head} {}\r\n\r\n{body}", body.len());
    elsewhere.write_all(request.as_bytes()).await.unwrap();
    assert!(soon("an answer", rest(elsewhere)).await.starts_with("HTTP/1.1 201"));
}

#[tokio::test]
async fn a_flood_of_requests_is_told_to_wait() {
    let server = server(AddressLimits { requests: 2, ..NONE }).await;
    let mut answered = 0;
    let refused = loop {
        let answer = http::get(server.address, "/healthz", &[]).await;
        if answer.status == 429 {
            break answer;
        }
        answered += 1;
        assert!(answered < 10_000, "a flood goes on for ever");
    };
    // Ten seconds' worth may come at once.
    assert!(answered >= 20, "{answered}");
    assert_eq!(refused.header("retry-after"), Some("1"));
}

#[tokio::test]
async fn behind_a_trusted_proxy_each_client_has_a_budget_of_its_own() {
    let server = TestServer::with(Options {
        address_limits: AddressLimits { rooms: 1, ..NONE },
        trusted_proxies: "127.0.0.1".parse().unwrap(),
        ..Options::default()
    })
    .await;
    let from = |address: &str| [("X-Forwarded-For", address.to_owned())];
    assert_eq!(creates_room(&server, &from("192.0.2.1")).await.status, 201);
    assert_eq!(creates_room(&server, &from("192.0.2.2")).await.status, 201);
    // What the client itself has put in front counts for nothing.
    assert_eq!(creates_room(&server, &from("192.0.2.9, 192.0.2.1")).await.status, 429);
    assert_eq!(creates_room(&server, &[]).await.status, 201);
}

#[tokio::test]
async fn secrets_cannot_be_tried_out() {
    let server = server(AddressLimits { strangers: 2, ..NONE }).await;
    let place = server.room().await;
    let hello = async |address: SocketAddr| {
        let mut raw = Raw::connect(address, &place.room).await;
        raw.hello(&secret(), None).await;
        raw
    };
    for _ in 0..2 {
        let told = hello(server.address).await.server_message().await;
        assert!(matches!(told, ServerMessage::Lobby(_)));
    }
    let mut third = hello(server.address).await;
    assert_eq!(third.close_code().await, Close::TooManyRequests.code());
    let path = format!("/api/rooms/{}/commands", place.room);
    let guess = http::post(server.address, &path, &[http::bearer(&secret())], b"{}").await;
    assert_eq!(guess.status, 429);
    // Whoever is known comes in all the same.
    let mut known = Raw::connect(server.address, &place.room).await;
    known.hello(&place.founder, None).await;
    assert_ne!(known.next().await, Err(Close::TooManyRequests.code()));
}

#[tokio::test]
async fn who_joins_too_often_is_refused_with_a_sentence_and_stays_in_the_lobby() {
    let server = server(AddressLimits { joins: 1, ..NONE }).await;
    let place = server.room().await;
    let joins = async |name: &str| {
        let mut raw = Raw::connect(server.address, &place.room).await;
        raw.hello(&secret(), None).await;
        raw.next().await.unwrap();
        raw.text(json!({ "join": { "name": name, "role": "estimator" } }).to_string()).await;
        raw.server_message().await
    };
    assert!(matches!(joins("Ana").await, ServerMessage::Welcome(_)));
    let refused = joins("Ben").await;
    let is_told = |refusal: &Refusal| matches!(refusal, Refusal::TooManyRequests { seconds: 1.. });
    assert!(
        matches!(&refused, ServerMessage::Refused { id: None, refusal } if is_told(refusal)),
        "{refused:?}"
    );
}

/// Whoever runs the server learns who uses it up, once a minute for each limit, and nothing else of them.
#[tokio::test]
async fn what_an_address_has_reached_is_in_the_log_once() {
    let data = tempfile::tempdir().unwrap();
    let flags = ["--address-rooms", "1", "--address-joins", "1", "--address-connections", "40"];
    let server = Running::start(data.path(), &flags);
    let connect = async || connect_from(ELSEWHERE, server.address).await.unwrap();
    let post = async |path: &str, body: &[u8]| {
        http::exchange(connect().await, "POST", path, &[], body).await.map(|answer| answer.status)
    };
    let silent = connect().await;
    let mut late = connect().await;
    let head = "POST /api/markdown HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{";
    late.write_all(head.as_bytes()).await.unwrap();
    let room = json!({ "title": "Sprint 12", "secret": secret() }).to_string();
    for status in [201, 429, 429] {
        assert_eq!(post("/api/rooms", room.as_bytes()).await, Some(status));
    }
    for _ in 0..2 {
        let large = post("/api/markdown", &vec![b'x'; 300 * 1024]).await;
        assert!(matches!(large, Some(413) | None), "{large:?}");
    }
    let mut arriving = Vec::new();
    for _ in 0..6 {
        let mut stream = connect().await;
        let head = "POST /api/preview HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{";
        stream.write_all(head.as_bytes()).await.unwrap();
        arriving.push(stream);
    }
    let mut held = Vec::new();
    for _ in 0..60 {
        held.push(connect().await);
    }
    soon("the silent one is closed", rest(silent)).await;
    assert!(soon("an answer", rest(late)).await.starts_with("HTTP/1.1 408"));
    let log = server.log();
    for what in ["Room", "TooLarge", "LargeBodies", "Connections", "Silent", "Late"] {
        let line = format!("an address has reached a limit address=127.0.0.2 what={what}\n");
        assert_eq!(log.matches(&line).count(), 1, "{what}: {log}");
    }
    assert!(!log.contains("Sprint") && !log.contains("secret"), "{log}");
}
