//! A client that mirrors a room as a page does: it keeps the view, applies every update to it, and
//! fails when a number is missing.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU32, Ordering};

use domain::arriving::ArrivingView;
use domain::command::Command;
use domain::ids::{CommandId, StoryId, Subject};
use domain::known::Known;
use domain::people::Role;
use domain::protocol::{
    ClientMessage, Close, Do, Join, Lobby, Resume, ServerMessage, Welcome, decode,
};
use domain::refusal::Refusal;
use domain::round::Round;
use domain::view::RoomView;

use super::raw::Raw;
use super::soon::soon;

/// A new secret.
pub fn secret() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("secret-of-a-test-client-{:08}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// A participant with their view of the room.
pub struct Client {
    pub raw: Raw,
    pub view: RoomView,
    pub secret: String,
    pub room: String,
    pub address: SocketAddr,
    pub at: Resume,
    /// The number of the compressed board that the view began with.
    pub shared_board: Option<u64>,
    /// All frames since they were last taken.
    pub frames: Vec<String>,
    next_command: u32,
}

/// The answer to a command.
pub type Answer = Result<(), Refusal>;

impl Client {
    /// A newcomer who joins as an estimator.
    pub async fn join(address: SocketAddr, room: &str, name: &str) -> Self {
        Self::join_as(address, room, &secret(), name).await
    }

    pub async fn join_as(address: SocketAddr, room: &str, secret: &str, name: &str) -> Self {
        let raw = Raw::connect(address, room).await;
        Self::join_on(raw, address, room, secret, name).await
    }

    /// The same on a given connection.
    pub async fn join_on(
        raw: Raw,
        address: SocketAddr,
        room: &str,
        secret: &str,
        name: &str,
    ) -> Self {
        let (mut raw, _) = Self::lobby_on(raw, secret).await;
        let join = Join { name: name.to_owned(), role: Role::Estimator, passcode: None };
        raw.message(&ClientMessage::Join(join)).await;
        let welcome = raw.server_message().await;
        Self::welcomed(raw, address, room, secret, welcome).await
    }

    /// A stranger before joining.
    pub async fn lobby(address: SocketAddr, room: &str, secret: &str) -> (Raw, Lobby) {
        Self::lobby_on(Raw::connect(address, room).await, secret).await
    }

    async fn lobby_on(mut raw: Raw, secret: &str) -> (Raw, Lobby) {
        raw.hello(secret, None).await;
        match raw.server_message().await {
            ServerMessage::Lobby(lobby) => (raw, lobby),
            other => panic!("no lobby: {other:?}"),
        }
    }

    /// Somebody who is a participant already.
    pub async fn back(address: SocketAddr, room: &str, secret: &str) -> Self {
        Self::back_on(Raw::connect(address, room).await, address, room, secret).await
    }

    /// The same on a given connection.
    pub async fn back_on(mut raw: Raw, address: SocketAddr, room: &str, secret: &str) -> Self {
        raw.hello(secret, None).await;
        let welcome = raw.server_message().await;
        Self::welcomed(raw, address, room, secret, welcome).await
    }

    pub async fn welcomed(
        mut raw: Raw,
        address: SocketAddr,
        room: &str,
        secret: &str,
        message: ServerMessage,
    ) -> Self {
        let shared_board = match &message {
            ServerMessage::Board(board) => Some(board.seq),
            _ => None,
        };
        let Welcome { epoch, seq, view, .. } = match message {
            ServerMessage::Welcome(welcome) => *welcome,
            ServerMessage::Board(board) => Self::arrived(&mut raw, (*board).into()).await,
            other => panic!("no welcome: {other:?}"),
        };
        let (secret, room) = (secret.to_owned(), room.to_owned());
        let at = Resume { epoch, seq, watches: false };
        // Ids are distinct even for the same person in another tab.
        let next_command = 1000 * getrandom::u32().unwrap().rem_euclid(1_000_000);
        let frames = Vec::new();
        Self { raw, view, secret, room, address, at, shared_board, frames, next_command }
    }

    /// The view that begins with a board.
    async fn arrived(raw: &mut Raw, mut view: ArrivingView) -> Welcome {
        loop {
            match raw.server_message().await {
                ServerMessage::Update { seq, updates } => assert!(view.apply(seq, &updates)),
                ServerMessage::Seated(seated) => {
                    return view.seat(*seated).expect("an update is missing");
                }
                other => panic!("no part of a view: {other:?}"),
            }
        }
    }

    /// Drops the connection and keeps the view.
    pub async fn drop_connection(self) -> Away {
        let Self { view, secret, room, address, at, .. } = self;
        Away { view, secret, room, address, at }
    }

    /// Receives the next message and applies it to the view.
    pub async fn step(&mut self) -> Result<ServerMessage, u16> {
        let frame = self.raw.next().await?;
        let message: ServerMessage = decode(&frame).unwrap();
        self.frames.push(frame);
        match &message {
            ServerMessage::Update { seq, updates } => {
                assert_eq!(*seq, self.at.seq + 1, "an update is missing");
                self.at.seq = *seq;
                updates.iter().for_each(|update| self.view.apply(update));
            }
            ServerMessage::Welcome(welcome) => {
                self.at = Resume { epoch: welcome.epoch, seq: welcome.seq, watches: false };
                self.view = welcome.view.clone();
            }
            _ => {}
        }
        Ok(message)
    }

    /// Receives messages until the view satisfies a condition.
    #[track_caller]
    pub fn until(
        &mut self,
        what: &str,
        holds: impl Fn(&RoomView) -> bool,
    ) -> impl Future<Output = ()> {
        let what = what.to_owned();
        let waiting = format!("{}: {what}", std::panic::Location::caller());
        async move {
            while !holds(&self.view) {
                let step = soon(&waiting, self.step()).await;
                step.unwrap_or_else(|code| panic!("closed with {code} while waiting: {waiting}"));
            }
        }
    }

    pub fn next_id(&mut self) -> CommandId {
        self.next_command += 1;
        CommandId(format!("test-{:010}", self.next_command))
    }

    /// Sends a command without waiting for the answer.
    pub async fn send(&mut self, command: Command) -> CommandId {
        let id = self.next_id();
        self.send_as(id.clone(), command).await;
        id
    }

    pub async fn send_as(&mut self, id: CommandId, command: Command) {
        self.raw.message(&ClientMessage::Do(Do { id, command })).await;
    }

    /// Waits for the answer to a command.
    pub async fn answer(&mut self, id: &CommandId) -> Answer {
        loop {
            match self.step().await.unwrap_or_else(|code| panic!("closed with {code}")) {
                ServerMessage::Done { id: done, .. } if done == *id => return Ok(()),
                ServerMessage::Refused { id: Some(refused), refusal } if refused == *id => {
                    return Err(refusal);
                }
                _ => {}
            }
        }
    }

    pub async fn ask(&mut self, command: Command) -> Answer {
        let id = self.send(command).await;
        self.answer(&id).await
    }

    /// Sends a command that must not be refused.
    #[track_caller]
    pub fn done(&mut self, command: Command) -> impl Future<Output = ()> {
        let place = std::panic::Location::caller();
        async move {
            let what = format!("{command:?}");
            if let Err(refusal) = self.ask(command).await {
                panic!("{place}: {what} was refused: {refusal:?}");
            }
        }
    }

    /// Receives messages until the view is of this number.
    pub async fn follow_to(&mut self, seq: u64) {
        while self.at.seq < seq {
            self.step().await.unwrap_or_else(|code| panic!("closed with {code}"));
        }
    }

    /// Waits until everything that the room did before now is in the view.
    pub async fn catch_up(&mut self) {
        let name = self.view.me().unwrap().name.clone();
        self.done(Command::Rename(name)).await;
    }

    pub fn round(&self) -> &Round {
        self.view.board.round().unwrap()
    }

    pub fn current(&self) -> Subject {
        self.view.board.current
    }

    /// The vote as the page would send it now.
    pub fn vote(&self, card: &str) -> Command {
        Command::Vote {
            story: self.current(),
            round: self.round().number,
            card: Some(card.to_owned()),
            revealed: self.round().is_revealed(),
            remark: None,
            scores: None,
        }
    }

    pub fn reveal(&self) -> Command {
        Command::Reveal { story: self.current(), round: self.round().number }
    }

    pub fn vote_again(&self) -> Command {
        Command::VoteAgain { story: self.current(), round: self.round().number }
    }

    /// Adds stories with these titles, and returns their ids.
    pub async fn add_stories(&mut self, titles: &[&str]) -> Vec<StoryId> {
        let before = self.view.board.stories.len();
        self.done(add(titles)).await;
        self.view.board.stories.keys()[before..].to_vec()
    }

    pub async fn close_code(&mut self) -> u16 {
        self.raw.close_code().await
    }
}

/// The command that adds stories with these titles.
pub fn add(titles: &[&str]) -> Command {
    let draft = |title: &&str| domain::draft::StoryDraft {
        title: (*title).to_owned(),
        ..Default::default()
    };
    Command::AddStories { stories: titles.iter().map(draft).collect(), known: Known::LeaveOut }
}

/// A disconnected participant.
pub struct Away {
    pub view: RoomView,
    pub secret: String,
    pub room: String,
    pub address: SocketAddr,
    pub at: Resume,
}

impl Away {
    /// Reconnects with the view; also returns whether it could be kept.
    pub async fn come_back(self) -> (Client, bool) {
        let raw = Raw::connect(self.address, &self.room).await;
        self.come_back_on(raw).await
    }

    /// The same on a given connection.
    pub async fn come_back_on(self, mut raw: Raw) -> (Client, bool) {
        raw.hello(&self.secret, Some(self.at)).await;
        match raw.server_message().await {
            ServerMessage::Resumed { .. } => {
                let Self { view, secret, room, address, at } = self;
                let next_command = 1_000_000_000 + getrandom::u32().unwrap() % 1_000_000_000;
                let (shared_board, frames) = (None, Vec::new());
                let client = Client {
                    raw,
                    view,
                    secret,
                    room,
                    address,
                    at,
                    shared_board,
                    frames,
                    next_command,
                };
                (client, true)
            }
            welcome => {
                let client =
                    Client::welcomed(raw, self.address, &self.room, &self.secret, welcome).await;
                (client, false)
            }
        }
    }
}

/// The code of a close.
pub fn code(close: Close) -> u16 {
    close.code()
}
