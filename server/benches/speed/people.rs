//! People in rooms who vote, on either server. They understand no more than they need, for they share
//! the machine with it.

use std::net::SocketAddr;
use std::time::Duration;

use domain::command::Command;
use domain::ids::{CommandId, ParticipantId};
use domain::people::Role;
use domain::protocol::{ClientMessage, Do, Hello, Join, PROTOCOL, encode};
use domain::settings::Settings;
use futures_util::future::join_all;
use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep_until};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{WebSocketStream, client_async};

use crate::support::{create_room, secret, soon};

/// Whom they talk to.
#[derive(Clone, Copy)]
pub enum Kind {
    Bare,
    Ready,
}

/// Everybody, by room.
pub struct People(Vec<Room>);

struct Room {
    kind: Kind,
    people: Vec<WebSocketStream<TcpStream>>,
    votes: usize,
    asked: usize,
}

impl People {
    /// So many rooms with so many people each.
    pub async fn join(kind: Kind, address: SocketAddr, rooms: usize, people: usize) -> Self {
        let rooms = (0..rooms).map(|number| Room::join(kind, address, number, people));
        Self(join_all(rooms).await)
    }

    /// In each room one person after the other votes, with this pause from one vote to the next or as fast as
    /// they go: how long it took each time until everybody in the room had the vote.
    pub async fn vote(&mut self, pause: Option<Duration>, duration: Duration) -> Vec<Duration> {
        let count = self.0.len() as u32;
        let begin = Instant::now();
        let voting = self.0.iter_mut().enumerate().map(|(number, room)| {
            // Not all rooms at the same moment.
            let first = begin + pause.unwrap_or_default() * number as u32 / count;
            room.vote(first, pause, begin + duration)
        });
        join_all(voting).await.concat()
    }
}

impl Room {
    async fn join(kind: Kind, address: SocketAddr, number: usize, people: usize) -> Self {
        let mut room = Self { kind, people: Vec::new(), votes: 0, asked: 0 };
        let (path, founder) = match kind {
            Kind::Bare => (number.to_string(), String::new()),
            Kind::Ready => {
                let place = create_room(address, "Sprint 12").await;
                (format!("api/rooms/{}/socket", place.room), place.founder)
            }
        };
        for person in 0..people {
            let stream = TcpStream::connect(address).await.expect("a connection");
            stream.set_nodelay(true).expect("no delay");
            let opened = client_async(format!("ws://{address}/{path}"), stream).await;
            let (socket, _) = opened.expect("a websocket");
            room.people.push(socket);
            if let Kind::Ready = kind {
                let secret = if person == 0 { founder.clone() } else { secret() };
                room.enter(person, secret).await;
            }
        }
        if let Kind::Ready = kind {
            // Nothing is revealed: everybody goes on to vote in the same round.
            let settings = Settings { auto_reveal: false, ..Settings::default() };
            room.ask(0, Command::Configure(settings.into())).await;
            room.read(0, |text| text.starts_with("{\"done\"")).await;
        }
        room
    }

    async fn enter(&mut self, person: usize, secret: String) {
        let (protocol, name) = (PROTOCOL, format!("Person {person}"));
        let hello = Hello { protocol, secret, token: None, resume: None, gzip: false };
        let join = Join { name, role: Role::Estimator, passcode: None };
        let messages: [ClientMessage; 2] = [ClientMessage::Hello(hello), ClientMessage::Join(join)];
        for message in messages {
            self.send(person, encode(&message)).await;
        }
        self.read(person, |text| text.starts_with("{\"welcome\"")).await;
    }

    async fn vote(
        &mut self,
        first: Instant,
        pause: Option<Duration>,
        end: Instant,
    ) -> Vec<Duration> {
        let (mut next, mut times) = (first, Vec::new());
        while Instant::now() < end {
            sleep_until(next).await;
            let start = Instant::now();
            let voter = self.votes % self.people.len();
            let mark = self.cast(voter).await;
            for person in 0..self.people.len() {
                self.read(person, |text| text.contains(&mark)).await;
            }
            times.push(start.elapsed());
            next = pause.map_or_else(Instant::now, |pause| next + pause);
        }
        times
    }

    /// Votes. Gives what stands in the message that everybody receives.
    async fn cast(&mut self, voter: usize) -> String {
        self.votes += 1;
        match self.kind {
            Kind::Bare => {
                let mark = format!("\"vote\":{},", self.votes);
                // About as long as what the other server sends.
                let text = format!(
                    r#"{{"update":{{{mark}"updates":[{{"voted":{{"story":null,"participant":3}}}}]}}}}"#
                );
                self.send(voter, text).await;
                mark
            }
            Kind::Ready => {
                // Another card than the time before.
                let card = ["3", "5"][self.votes / self.people.len() % 2].to_owned();
                let vote = Command::Vote {
                    story: None,
                    round: 1,
                    card: Some(card),
                    revealed: false,
                    remark: None,
                    scores: None,
                };
                self.ask(voter, vote).await;
                let participant = ParticipantId(voter as u32 + 1);
                format!("\"voted\":{{\"story\":null,\"participant\":{participant}")
            }
        }
    }

    async fn ask(&mut self, person: usize, command: Command) {
        self.asked += 1;
        let id = CommandId(self.asked.to_string());
        self.send(person, encode(&ClientMessage::Do(Do { id, command }))).await;
    }

    async fn send(&mut self, person: usize, text: String) {
        self.people[person].send(Message::text(text)).await.expect("a message goes out");
    }

    /// Reads up to a message.
    async fn read(&mut self, person: usize, is_it: impl Fn(&str) -> bool) {
        loop {
            let frame = soon("a frame", self.people[person].next()).await;
            match frame.expect("a frame").expect("a frame") {
                Message::Text(text) if is_it(&text) => return,
                Message::Text(_) | Message::Ping(_) => {}
                other => panic!("closed: {other:?}"),
            }
        }
    }
}
