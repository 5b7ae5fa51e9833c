//! A connection over server-sent events and requests that knows nothing of the protocol.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::net::TcpStream;

use super::soon::soon;
use super::{gzip, http};

/// An open stream.
pub struct Events {
    address: SocketAddr,
    pub path: String,
    pub head: String,
    /// How many events held a compressed message.
    pub compressed: u32,
    lines: Lines<BufReader<TcpStream>>,
}

/// One event.
#[derive(Debug, Default, PartialEq)]
pub struct Event {
    pub name: String,
    pub data: String,
}

/// The path of a new stream of a room.
pub fn path(room: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("/api/rooms/{room}/events/a-connection_{number:010}")
}

impl Events {
    pub async fn open(address: SocketAddr, room: &str) -> Self {
        Self::at(address, path(room)).await
    }

    /// Sends an HTTP/1.0 request, so that the body is not chunked.
    pub async fn at(address: SocketAddr, path: String) -> Self {
        Self::with(address, path, &[]).await
    }

    /// The same with further headers in the request.
    pub async fn with(address: SocketAddr, path: String, headers: &[http::Header]) -> Self {
        let mut socket = soon("connect", TcpStream::connect(address)).await.unwrap();
        let headers = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n"));
        let headers: String = headers.collect();
        let request = format!("GET {path} HTTP/1.0\r\nHost: {address}\r\n{headers}\r\n");
        socket.write_all(request.as_bytes()).await.unwrap();
        let mut lines = BufReader::new(socket).lines();
        let mut head = String::new();
        while let Some(line) = soon("a head", lines.next_line()).await.unwrap()
            && !line.is_empty()
        {
            head += &line.to_lowercase();
            head += "\n";
        }
        assert!(head.contains(" 200 "), "{head}");
        Self { address, path, head, compressed: 0, lines }
    }

    /// Sends a frame and says with which status it was answered.
    pub async fn post(&self, frame: &[u8]) -> u16 {
        http::post(self.address, &self.path, &[], frame).await.status
    }

    /// The next event; `None` when the stream has ended.
    pub async fn event(&mut self) -> Option<Event> {
        let mut event = Event::default();
        loop {
            let line = soon("an event", self.lines.next_line()).await.ok().flatten()?;
            match line.split_once(": ") {
                Some(("event", name)) => event.name = name.to_owned(),
                Some(("data", data)) => event.data = data.to_owned(),
                // The server asks for a sign of life.
                None if line.is_empty() && event.name == "alive" => event = Event::default(),
                None if line.is_empty() && event != Event::default() => return Some(event),
                _ => assert!(line.is_empty() || line.starts_with(':'), "{line}"),
            }
        }
    }

    /// The next frame, or the code with which the server closed; 0 when the line just broke.
    pub async fn next(&mut self) -> Result<String, u16> {
        let Some(event) = self.event().await else { return Err(0) };
        if event.name.is_empty() {
            let Some(base64) = event.data.strip_prefix("gzip ") else { return Ok(event.data) };
            self.compressed += 1;
            return Ok(gzip::text_of_base64(base64));
        }
        assert_eq!(event.name, "close");
        let close: Value = serde_json::from_str(&event.data).unwrap();
        assert!(close["reason"].is_string(), "{close}");
        assert_eq!(self.event().await, None, "something came after the close");
        Err(close["code"].as_u64().unwrap().try_into().unwrap())
    }
}
