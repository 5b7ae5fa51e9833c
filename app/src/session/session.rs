//! Connects to the room, reconnects by itself, applies updates to the store and gives answers to the
//! outbox. Each attempt has a generation, because a dropped connection may still deliver frames that had
//! already been buffered.

mod pinging;

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::time::Duration;

use domain::ids::RoomId;
use domain::protocol::{
    ClientMessage, Close, Do, Hello, Join, PROTOCOL, Resume, ServerMessage, Welcome, encode,
};
use domain::refusal::Refusal;
use domain::view::Update;
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::arrival::Arrival;
use super::commands::{Commands, ConnectionStatus};
use super::outbox::Outgoing;
use super::phase::Phase;
use super::retry::Retry;
use super::timeouts::{CONNECT_TIMEOUT, PING_INTERVAL, RECENT_ATTEMPT_MS, WELCOME_TIMEOUT};
use super::transport_choice::TransportChoice;
use super::wake::on_wake;
use super::watching::Watching;
use crate::api::commands::send_command;
use crate::api::connection::Connection;
use crate::api::frames::{ABNORMAL_CLOSURE, ConnectionEvent};
use crate::api::json::{Unread, Written, decode};
use crate::host::Host;
use crate::state::{Clock, RoomStore};

/// A conversation with a room. Dropping it ends the conversation.
pub struct Session(Rc<Inner>);

struct Inner {
    host: Host,
    room: RoomId,
    secret: String,
    commands: Commands,
    clock: Clock,
    /// Owns the store.
    owner: Option<Owner>,
    phase: RwSignal<Phase>,
    join_refused: RwSignal<Option<Refusal>>,
    /// The request to join, until it is answered.
    join: RefCell<Option<Join>>,
    store: Cell<Option<RoomStore>>,
    arrival: Arrival,
    /// The position of the view in the stream of updates.
    resume: Cell<Option<Resume>>,
    connection: RefCell<Option<Connection>>,
    transport: RefCell<TransportChoice>,
    generation: Cell<u32>,
    /// When the present attempt began, by the local clock.
    started: Cell<f64>,
    /// Whether the first answer has arrived.
    is_up: Cell<bool>,
    /// Whether the server knows who this is and takes commands.
    is_live: Cell<bool>,
    is_over: Cell<bool>,
    retry: RefCell<Retry>,
    /// The timeout of the present attempt, or the pause before the next one.
    attempt_timer: RefCell<Option<Timeout>>,
    /// The timeout of a ping, or the pause before the next one.
    ping_timer: RefCell<Option<Timeout>>,
    /// When the ping that waits for its pong was sent, by the local clock.
    pinged: Cell<Option<f64>>,
    wake_listeners: RefCell<Vec<EventListener>>,
}

impl Session {
    /// Begins to connect. `phase` and `join_refused` are set as things happen. The current owner will own
    /// the store.
    pub fn start(
        host: Host,
        commands: Commands,
        phase: RwSignal<Phase>,
        join_refused: RwSignal<Option<Refusal>>,
    ) -> Self {
        let inner = Rc::new(Inner {
            host,
            room: commands.room_id(),
            secret: commands.secret(),
            commands,
            clock: Clock::default(),
            owner: Owner::current(),
            phase,
            join_refused,
            join: RefCell::new(None),
            store: Cell::new(None),
            arrival: Arrival::default(),
            resume: Cell::new(None),
            connection: RefCell::new(None),
            transport: RefCell::default(),
            generation: Cell::new(0),
            started: Cell::new(0.0),
            is_up: Cell::new(false),
            is_live: Cell::new(false),
            is_over: Cell::new(false),
            retry: RefCell::default(),
            attempt_timer: RefCell::new(None),
            ping_timer: RefCell::new(None),
            pinged: Cell::new(None),
            wake_listeners: RefCell::default(),
        });
        let weak = Rc::downgrade(&inner);
        commands.on_flush(Rc::new(move || with(&weak, Inner::flush)));
        let weak = Rc::downgrade(&inner);
        *inner.wake_listeners.borrow_mut() = on_wake(move || with(&weak, Inner::wake));
        inner.connect();
        Self(inner)
    }

    /// Asks to become a participant.
    pub fn join(&self, join: Join) {
        if self.0.join_refused.with_untracked(Option::is_some) {
            self.0.join_refused.set(None);
        }
        *self.0.join.borrow_mut() = Some(join);
        // Otherwise it is sent when the server asks who is there: before that, it would come out of turn.
        if self.0.is_up.get() {
            self.0.send_join();
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.0.end();
    }
}

impl Inner {
    fn connect(self: &Rc<Self>) {
        let generation = self.disconnect();
        self.started.set(js_sys::Date::now());
        self.set_attempt_timer(CONNECT_TIMEOUT, |inner| inner.lost(ABNORMAL_CLOSURE));
        let weak = Rc::downgrade(self);
        let on_event = move |event| {
            with(&weak, |inner| {
                if inner.generation.get() == generation {
                    inner.on_event(event);
                }
            });
        };
        let transport = self.transport.borrow_mut().next();
        let connection =
            Connection::open(self.host, self.room.clone(), transport, Rc::new(on_event));
        *self.connection.borrow_mut() = Some(connection);
    }

    /// Drops the connection with its timers, and begins the next generation.
    fn disconnect(&self) -> u32 {
        self.is_up.set(false);
        self.is_live.set(false);
        self.arrival.clear();
        self.attempt_timer.take();
        self.stop_pinging();
        self.generation.set(self.generation.get() + 1);
        self.connection.take();
        self.generation.get()
    }

    fn on_event(self: &Rc<Self>, event: ConnectionEvent) {
        match event {
            ConnectionEvent::Opened => {
                self.transport.borrow_mut().opened();
                let resume = self.resume.get();
                let watches = self.commands.watching(|it| it.begin()).unwrap_or_default();
                let resume = resume.map(|resume| Resume { watches, ..resume });
                let secret = self.secret.clone();
                let (token, gzip) = (self.host.token(), self.arrival.reads_gzip());
                let hello = Hello { protocol: PROTOCOL, secret, token, resume, gzip };
                self.send(&ClientMessage::Hello(hello));
                self.set_attempt_timer(WELCOME_TIMEOUT, |inner| inner.lost(ABNORMAL_CLOSURE));
            }
            ConnectionEvent::Frame(frame) => match decode(&frame) {
                Ok(message) => self.on_message(message),
                // A server that this page does not understand, or a damaged frame: take a fresh view.
                Err(_) => {
                    self.arrival.failed();
                    self.resume.set(None);
                    self.lost(ABNORMAL_CLOSURE);
                }
            },
            ConnectionEvent::Closed(code) => self.lost(code),
        }
    }

    fn on_message(self: &Rc<Self>, message: ServerMessage<Unread>) {
        match message {
            ServerMessage::Lobby(lobby) => {
                self.first_answer();
                // Whoever was in the room before and is not known there any more starts afresh.
                self.resume.set(None);
                self.commands.set_status(ConnectionStatus::Live);
                self.phase.try_set(Phase::Lobby(lobby));
                self.send_join();
            }
            ServerMessage::Welcome(welcome) => self.welcome(*welcome),
            ServerMessage::Board(board) => self.arrival.begin(*board),
            ServerMessage::Seated(seated) => match self.arrival.complete(*seated) {
                Some(welcome) => self.welcome(welcome),
                None => self.lost(ABNORMAL_CLOSURE),
            },
            ServerMessage::Resumed { now } => {
                self.clock.hint(now);
                self.live();
            }
            ServerMessage::Update { seq, updates } => self.update(seq, &updates),
            ServerMessage::Product(message) => {
                self.commands.watching(|it| it.hear(message));
            }
            ServerMessage::Done { id, stayed } => self.commands.answered(id, Ok(stayed)),
            ServerMessage::Refused { id: Some(id), refusal } => {
                self.commands.answered(id, Err(refusal));
            }
            ServerMessage::Refused { id: None, refusal } => {
                self.join.take();
                self.first_answer();
                self.join_refused(refusal);
            }
            ServerMessage::Pong { now, .. } => {
                if let Some(pinged) = self.pinged.take() {
                    self.clock.measure(pinged, now);
                    self.set_ping_timer(PING_INTERVAL, Self::ping);
                }
            }
        }
    }

    fn join_refused(&self, refusal: Refusal) {
        let (commands, join_refused) = (self.commands, self.join_refused);
        spawn_local(async move {
            // The texts are there when it is read.
            commands.load_refusals().await;
            join_refused.try_set(Some(refusal));
        });
    }

    fn welcome(self: &Rc<Self>, welcome: Welcome) {
        self.join.take();
        self.clock.hint(welcome.now);
        let Welcome { epoch, seq, .. } = welcome;
        self.resume.set(Some(Resume { epoch, seq, watches: false }));
        self.commands.watching(Watching::is_outdated);
        if let Some(store) = self.store.get() {
            store.replace(welcome.view);
        } else if let Some(owner) = &self.owner {
            let clock = self.clock.clone();
            self.store.set(Some(owner.with(|| RoomStore::new(welcome.view, clock))));
        }
        self.live();
    }

    fn update(self: &Rc<Self>, seq: u64, updates: &[Update]) {
        match self.arrival.update(seq, updates) {
            Some(true) => return,
            Some(false) => return self.lost(ABNORMAL_CLOSURE),
            None => {}
        }
        let (Some(store), Some(resume)) = (self.store.get(), self.resume.get()) else { return };
        if seq != resume.seq + 1 {
            return self.lost(ABNORMAL_CLOSURE);
        }
        self.resume.set(Some(Resume { seq, ..resume }));
        updates.iter().for_each(|update| store.apply(update));
    }

    /// The server knows who this is: commands that wait are sent, and sent again.
    fn live(self: &Rc<Self>) {
        self.first_answer();
        self.is_live.set(true);
        self.commands.set_status(ConnectionStatus::Live);
        let is_inside = self.phase.try_with_untracked(|phase| matches!(phase, Phase::Inside(_)));
        if let (Some(store), Some(false)) = (self.store.get(), is_inside) {
            self.phase.set(Phase::Inside(store));
        }
        self.commands.resend();
        self.flush();
    }

    /// The connection counts as up, and is watched from now on.
    fn first_answer(self: &Rc<Self>) {
        self.attempt_timer.take();
        self.is_up.set(true);
        self.commands.set_over_http(self.transport.borrow_mut().answered());
        self.retry.borrow_mut().went_up(js_sys::Date::now());
        self.ping();
    }

    fn flush(self: &Rc<Self>) {
        if self.is_live.get() && self.commands.watching(|it| it.must_ask()) == Some(true) {
            self.send(&ClientMessage::Watch);
        }
        while self.is_live.get() {
            match self.commands.next_unsent() {
                Some(Outgoing::Frame(frame)) => self.send_frame(frame),
                Some(Outgoing::Large(command)) => self.send_by_request(command),
                None => return,
            }
        }
    }

    fn send_by_request(self: &Rc<Self>, command: Rc<Do<Written>>) {
        let (weak, generation) = (Rc::downgrade(self), self.generation.get());
        let (host, room, secret) = (self.host, self.room.clone(), self.secret.clone());
        spawn_local(async move {
            let answer = send_command(host, &room, &secret, &command).await;
            with(&weak, |inner| match answer {
                Some(answer) => inner.commands.answered(command.id.clone(), answer),
                // Sent again on the next connection.
                None if inner.generation.get() == generation => inner.lost(ABNORMAL_CLOSURE),
                None => {}
            });
        });
    }

    fn lost(self: &Rc<Self>, code: u16) {
        if self.is_over.get() {
            return;
        }
        if let Some(close) = Close::of(code).filter(|close| close.is_final()) {
            self.end();
            self.commands.set_status(ConnectionStatus::Ended(close));
            self.phase.try_set(Phase::Ended(close));
            return;
        }
        self.transport.borrow_mut().ended(window().navigator().on_line());
        self.disconnect();
        let status = self.commands.status_untracked();
        if matches!(status, ConnectionStatus::Live | ConnectionStatus::Connecting) {
            self.commands.set_status(ConnectionStatus::Lost { since: self.clock.now_untracked() });
        }
        let pause = self.retry.borrow_mut().pause(js_sys::Date::now(), js_sys::Math::random());
        self.set_attempt_timer(Duration::from_millis(pause as u64), Self::connect);
    }

    /// The device woke up or the network is back: check at once.
    fn wake(self: &Rc<Self>) {
        if document().hidden() || self.is_over.get() {
            return;
        }
        if self.is_up.get() {
            self.ping();
        } else if js_sys::Date::now() - self.started.get() > RECENT_ATTEMPT_MS {
            self.connect();
        }
    }

    fn end(&self) {
        self.is_over.set(true);
        self.disconnect();
        self.wake_listeners.take();
    }

    /// Sent again on every connection that asks who is there. The view that comes may be so large that a
    /// pong behind it would be late.
    fn send_join(self: &Rc<Self>) {
        if let Some(join) = self.join.borrow().clone() {
            self.send(&ClientMessage::Join(join));
            self.stop_pinging();
            self.set_attempt_timer(WELCOME_TIMEOUT, |inner| inner.lost(ABNORMAL_CLOSURE));
        }
    }

    fn send(&self, message: &ClientMessage<Written>) {
        self.send_frame(encode(message));
    }

    fn send_frame(&self, frame: String) {
        if let Some(connection) = &*self.connection.borrow() {
            connection.send(frame);
        }
    }

    fn set_attempt_timer(self: &Rc<Self>, pause: Duration, then: fn(&Rc<Self>)) {
        *self.attempt_timer.borrow_mut() = Some(self.timeout(pause, then));
    }

    fn timeout(self: &Rc<Self>, pause: Duration, then: fn(&Rc<Self>)) -> Timeout {
        let weak = Rc::downgrade(self);
        Timeout::new(pause.as_millis() as u32, move || with(&weak, then))
    }
}

/// Does something with the conversation, if it still exists.
fn with(inner: &Weak<Inner>, act: impl FnOnce(&Rc<Inner>)) {
    if let Some(inner) = inner.upgrade() {
        act(&inner);
    }
}
