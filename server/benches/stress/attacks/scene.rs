//! Where attacks happen: the server, the addresses that they come from, and how large they are.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use bytes::Bytes;
use domain::command::Command;
use domain::draft::StoryDraft;
use domain::ids::CommandId;
use domain::known::Known;
use domain::protocol::{Do, encode};
use serde_json::json;
use tokio::net::TcpStream;

use crate::support::http::{self, Answer, Header, bearer};
use crate::support::{Client, Place, Raw, connect_from, secret};

/// How large an attack is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// As it was when it hurt.
    Full,
    /// As much as a test has time for.
    Short,
}

/// A server that is attacked.
#[derive(Clone, Debug)]
pub struct Scene {
    /// The server's address.
    pub server: SocketAddr,
    /// How large attacks are.
    pub size: Size,
}

/// One of the addresses that attacks come from.
pub fn attacker(number: usize) -> IpAddr {
    IpAddr::V4(Ipv4Addr::new(127, 0, 1, 1 + u8::try_from(number % 200).unwrap_or_default()))
}

impl Scene {
    /// The number for this size.
    pub fn of<T>(&self, full: T, short: T) -> T {
        match self.size {
            Size::Full => full,
            Size::Short => short,
        }
    }

    /// Goes on as it is for so long.
    pub async fn hold(&self, full: Duration) {
        tokio::time::sleep(self.of(full, Duration::from_secs(2))).await;
    }

    /// A connection of an attacker; `None` if the server refuses.
    pub async fn connect(&self, from: usize) -> Option<TcpStream> {
        connect_from(attacker(from), self.server).await.ok()
    }

    /// A websocket of an attacker; `None` if the server refuses.
    pub async fn socket(&self, from: usize, room: &str) -> Option<Raw> {
        Raw::connect_from(attacker(from), self.server, room).await
    }

    /// The answer to a request of an attacker, if there is one.
    pub async fn post(
        &self,
        from: usize,
        path: &str,
        headers: &[Header],
        body: &[u8],
    ) -> Option<Answer> {
        http::exchange(self.connect(from).await?, "POST", path, headers, body).await
    }

    /// Asks for a room; gives the status.
    pub async fn creates_room(&self, from: usize) -> Option<u16> {
        let body = json!({ "title": "Sprint 12", "secret": secret() }).to_string();
        self.post(from, "/api/rooms", &[], body.as_bytes()).await.map(|answer| answer.status)
    }

    /// A room of an attacker, with its facilitator in it.
    pub async fn room(&self, from: usize) -> (Place, Client) {
        let founder = secret();
        let body = json!({ "title": "Sprint 12", "secret": founder }).to_string();
        let made = self.post(from, "/api/rooms", &[], body.as_bytes()).await.expect("an answer");
        let room = made.json()["room"].as_str().expect("a room").to_owned();
        let raw = self.socket(from, &room).await.expect("a websocket");
        let host = Client::join_on(raw, self.server, &room, &founder, "Mallory").await;
        (Place { room, founder }, host)
    }

    /// The answer to a command of the founder by HTTP, if there is one.
    pub async fn command(&self, from: usize, place: &Place, body: &Bytes) -> Option<Answer> {
        let path = format!("/api/rooms/{}/commands", place.room);
        self.post(from, &path, &[bearer(&place.founder)], body).await
    }
}

/// A command that adds so many stories of the largest size that a description may have.
pub fn long_stories(stories: usize) -> Bytes {
    // Numbers, so that they do not compress to nothing.
    let description: String = (0..).map(|word| format!("{} ", word * 7_919)).take(5_000).collect();
    let draft = StoryDraft {
        title: "Story".into(),
        description: description.chars().take(domain::limits::DESCRIPTION).collect(),
        ..StoryDraft::default()
    };
    body(Command::AddStories { stories: vec![draft; stories], known: Known::Add })
}

/// A command as the body of a request.
pub fn body(command: Command) -> Bytes {
    encode(&Do { id: CommandId(secret()), command }).into()
}
