//! Plain HTTP requests, one connection each.

use std::net::SocketAddr;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::soon::soon;

/// A header's name and value.
pub type Header = (&'static str, String);

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.text()))
    }
}

pub fn bearer(secret: &str) -> Header {
    ("Authorization", format!("Bearer {secret}"))
}

pub async fn get(address: SocketAddr, path: &str, headers: &[Header]) -> Answer {
    request(address, "GET", path, headers, b"").await
}

pub async fn post(address: SocketAddr, path: &str, headers: &[Header], body: &[u8]) -> Answer {
    request(address, "POST", path, headers, body).await
}

pub async fn request(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[Header],
    body: &[u8],
) -> Answer {
    let answered = soon(path, async {
        let socket = TcpStream::connect(address).await.unwrap();
        exchange(socket, method, path, headers, body).await
    });
    answered.await.expect("an answer")
}

/// A request on a connection, which ends with the answer; `None` if there is none.
pub async fn exchange(
    mut socket: TcpStream,
    method: &str,
    path: &str,
    headers: &[Header],
    body: &[u8],
) -> Option<Answer> {
    let host = socket.peer_addr().ok()?;
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    if !body.is_empty() {
        head += &format!("Content-Length: {}\r\n", body.len());
    }
    head += "\r\n";
    let mut answer = Vec::new();
    // A server that refuses by the head alone may not read the body.
    let _ = socket.write_all(head.as_bytes()).await;
    let _ = socket.write_all(body).await;
    let _ = socket.read_to_end(&mut answer).await;
    parse(&answer)
}

fn parse(answer: &[u8]) -> Option<Answer> {
    let end = answer.windows(4).position(|w| w == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    let mut lines = head.split("\r\n");
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let headers: Vec<_> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    assert!(!headers.iter().any(|(name, _)| name == "transfer-encoding"), "{head}");
    Some(Answer { status, headers, body: answer[end + 4..].to_vec() })
}

/// Asks for a websocket and says with which status the server answers.
pub async fn upgrade_status(address: SocketAddr, path: &str, headers: &[Header]) -> u16 {
    let mut head = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: upgrade\r\n");
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    head += "\r\n";
    let mut answer = [0; 12];
    soon(path, async {
        let mut socket = TcpStream::connect(address).await.unwrap();
        socket.write_all(head.as_bytes()).await.unwrap();
        socket.read_exact(&mut answer).await.unwrap();
    })
    .await;
    String::from_utf8_lossy(&answer[9..]).parse().unwrap()
}
