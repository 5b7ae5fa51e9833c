//! The conversation of one page with one room: connects, comes back by itself, tells the state of
//! updates and the outbox of answers. Each attempt has a generation, so that what is left of an
//! earlier one can touch nothing.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::time::Duration;

use domain::ids::{CommandId, RoomId};
use domain::people::Role;
use domain::protocol::{ClientMessage, Close, Hello, Join, Lobby, PROTOCOL, Resume, ServerMessage};
use domain::refusal::Refusal;
use leptos::prelude::*;

use super::line::{Happening, Line, NO_GOODBYE};
use super::outbox::Parcel;
use super::retry::Retry;
use super::waking::Waking;
use super::{http, json};
use crate::clock::Clock;
use crate::commands::{Commands, LinkStatus};
use crate::later::{Timer, after, spawn};
use crate::signals::Var;
use crate::state::RoomState;

/// How long an attempt may take until the connection is open.
const CONNECT_LIMIT: Duration = Duration::from_secs(8);

/// How long the first answer may take then: a full view of a large room on a slow line.
const WELCOME_LIMIT: Duration = Duration::from_secs(30);

/// An attempt that is no older than this is left alone when the device wakes.
const YOUNG_ATTEMPT_MS: f64 = 2_000.0;

/// How often the server is asked whether it is there. With [`PONG_LIMIT`], a lost connection shows
/// within five seconds (rule 6).
const PING_EVERY: Duration = Duration::from_millis(2_000);

/// How long its answer may take.
const PONG_LIMIT: Duration = Duration::from_millis(2_500);

/// How late a timer runs at the least when the page was busy or asleep.
const BUSY: Duration = Duration::from_millis(500);

/// Where the page stands with the room.
#[derive(Clone)]
pub enum Phase {
    /// Nothing is known yet.
    Connecting,
    /// The room is there, and this page has to say who it is.
    Lobby(Lobby),
    /// The page is in the room.
    Inside(RoomState),
    /// It is over.
    Ended(Close),
}

/// Ends the conversation when it is dropped.
pub struct Session(Rc<Inner>);

struct Inner {
    room: RoomId,
    secret: String,
    commands: Commands,
    clock: Clock,
    phase: Var<Phase>,
    join_refused: Var<Option<Refusal>>,
    /// The wish to join, until it is answered.
    join: RefCell<Option<Join>>,
    state: Cell<Option<RoomState>>,
    /// Where the view stands.
    resume: Cell<Option<Resume>>,
    line: Line,
    generation: Cell<u32>,
    /// When the present attempt began, by the local clock.
    began: Cell<f64>,
    /// Whether the first answer is here.
    is_up: Cell<bool>,
    /// Whether the server knows who this is and takes commands.
    is_live: Cell<bool>,
    is_over: Cell<bool>,
    retry: RefCell<Retry>,
    /// The next attempt, or the end of the present one's patience.
    timer: Cell<Option<Timer>>,
    beat: Cell<Option<Timer>>,
    /// When the ping that waits for its pong left, by the local clock.
    asked: Cell<Option<f64>>,
    waking: RefCell<Option<Waking>>,
}

impl Session {
    /// Begins to connect. `phase` and `join_refused` are set as things happen.
    pub fn start(
        room: RoomId,
        secret: String,
        commands: Commands,
        clock: Clock,
        phase: Var<Phase>,
        join_refused: Var<Option<Refusal>>,
    ) -> Self {
        commands.enter(room.clone());
        let inner = Rc::new(Inner {
            room,
            secret,
            commands,
            clock,
            phase,
            join_refused,
            join: RefCell::new(None),
            state: Cell::new(None),
            resume: Cell::new(None),
            line: Line::default(),
            generation: Cell::new(0),
            began: Cell::new(0.0),
            is_up: Cell::new(false),
            is_live: Cell::new(false),
            is_over: Cell::new(false),
            retry: RefCell::default(),
            timer: Cell::new(None),
            beat: Cell::new(None),
            asked: Cell::new(None),
            waking: RefCell::new(None),
        });
        let weak = Rc::downgrade(&inner);
        commands.set_flush(Some(Rc::new(move || with(&weak, Inner::flush))));
        let weak = Rc::downgrade(&inner);
        *inner.waking.borrow_mut() = Some(Waking::listen(move || with(&weak, Inner::woke)));
        inner.connect();
        Self(inner)
    }

    /// Asks to become a participant.
    pub fn join(&self, name: String, role: Role) {
        self.0.join_refused.set(None);
        *self.0.join.borrow_mut() = Some(Join { name, role });
        self.0.send_join();
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.0.commands.set_flush(None);
        self.0.end();
    }
}

impl Inner {
    fn connect(self: &Rc<Self>) {
        let generation = self.retire();
        self.began.set(js_sys::Date::now());
        self.after(CONNECT_LIMIT, generation, |inner| inner.lost(NO_GOODBYE));
        let weak = Rc::downgrade(self);
        let heard = Rc::new(move |happening| {
            with(&weak, |inner| {
                if inner.generation.get() == generation {
                    inner.hear(happening);
                }
            });
        });
        self.line.connect(self.commands.host(), &self.room, heard);
    }

    /// Drops the connection with what waits for it, and begins the next generation.
    fn retire(&self) -> u32 {
        self.is_up.set(false);
        self.is_live.set(false);
        self.asked.set(None);
        stop(&self.timer);
        stop(&self.beat);
        self.generation.set(self.generation.get() + 1);
        self.line.retire();
        self.generation.get()
    }

    fn hear(self: &Rc<Self>, happening: Happening) {
        match happening {
            Happening::Opened => {
                self.line.opened();
                let (secret, resume) = (self.secret.clone(), self.resume.get());
                let token = self.commands.host().token();
                let hello = Hello { protocol: PROTOCOL, secret, token, resume };
                self.send(&ClientMessage::Hello(hello));
                self.after(WELCOME_LIMIT, self.generation.get(), |inner| inner.lost(NO_GOODBYE));
            }
            Happening::Frame(frame) => match json::read(&frame) {
                Some(message) => self.take(message),
                // A server that this page does not understand, or a damaged frame: a fresh view.
                None => {
                    self.resume.set(None);
                    self.lost(NO_GOODBYE);
                }
            },
            Happening::Closed(code) => self.lost(code),
        }
    }

    fn take(self: &Rc<Self>, message: ServerMessage) {
        match message {
            ServerMessage::Lobby(lobby) => {
                self.answered();
                // Whoever was in the room before and is not known there any more starts afresh.
                self.state.set(None);
                self.resume.set(None);
                self.commands.set_link(LinkStatus::Live);
                self.phase.set(Phase::Lobby(lobby));
                self.send_join();
            }
            ServerMessage::Welcome(welcome) => {
                self.join.take();
                self.clock.hint(welcome.now);
                self.resume.set(Some(Resume { epoch: welcome.epoch, seq: welcome.seq }));
                match self.state.get() {
                    Some(state) => state.replace(welcome.view),
                    None => self.state.set(Some(RoomState::new(welcome.view, self.clock))),
                }
                self.live();
            }
            ServerMessage::Resumed { now } => {
                self.clock.hint(now);
                self.live();
            }
            ServerMessage::Update { seq, updates } => self.update(seq, &updates),
            ServerMessage::Done { id } => self.commands.answered(&id, Ok(())),
            ServerMessage::Refused { id: Some(id), refusal } => {
                self.commands.answered(&id, Err(refusal));
            }
            ServerMessage::Refused { id: None, refusal } => {
                self.join.take();
                self.join_refused.set(Some(refusal));
            }
            ServerMessage::Pong { now, .. } => {
                if let Some(asked) = self.asked.take() {
                    self.clock.measure(asked, now);
                    self.beat_after(PING_EVERY, Self::ping);
                }
            }
        }
    }

    fn update(self: &Rc<Self>, seq: u64, updates: &[domain::view::Update]) {
        let (Some(state), Some(resume)) = (self.state.get(), self.resume.get()) else { return };
        if seq != resume.seq + 1 {
            return self.lost(NO_GOODBYE);
        }
        self.resume.set(Some(Resume { seq, ..resume }));
        updates.iter().for_each(|update| state.apply(update));
    }

    /// The server knows who this is: what waits is sent, and sent again.
    fn live(self: &Rc<Self>) {
        self.answered();
        self.is_live.set(true);
        self.commands.set_link(LinkStatus::Live);
        if let Some(state) = self.state.get()
            && !matches!(self.phase.try_get_untracked(), Some(Phase::Inside(_)))
        {
            self.phase.set(Phase::Inside(state));
        }
        self.commands.resend();
        self.flush();
    }

    /// The first answer is here: the connection counts as up, and is watched from now on.
    fn answered(self: &Rc<Self>) {
        stop(&self.timer);
        self.is_up.set(true);
        self.commands.set_over_http(self.line.answered());
        self.retry.borrow_mut().is_up(js_sys::Date::now());
        self.ping();
    }

    fn flush(self: &Rc<Self>) {
        while self.is_live.get() {
            match self.commands.next_parcel() {
                Some(Parcel::Frame(frame)) => self.line.send(&frame),
                Some(Parcel::Large(id, body)) => self.post(id, body),
                None => return,
            }
        }
    }

    fn post(self: &Rc<Self>, id: CommandId, body: String) {
        let (inner, generation) = (self.clone(), self.generation.get());
        spawn(async move {
            match http::order(inner.commands.host(), &inner.room, &inner.secret, &body).await {
                Some(answer) => inner.commands.answered(&id, answer),
                // Sent again on the next connection.
                None if inner.generation.get() == generation => inner.lost(NO_GOODBYE),
                None => {}
            }
        });
    }

    fn ping(self: &Rc<Self>) {
        let asked = js_sys::Date::now();
        self.asked.set(Some(asked));
        self.send(&ClientMessage::Ping { echo: asked as u64 });
        self.beat_after(PONG_LIMIT, Self::unanswered);
    }

    /// No answer in time. A page that was too busy to notice in time was too busy to read one.
    fn unanswered(self: &Rc<Self>) {
        let waited = self.asked.get().map_or(0.0, |asked| js_sys::Date::now() - asked);
        let busy = waited > (PONG_LIMIT + BUSY).as_millis() as f64;
        if busy { self.ping() } else { self.lost(NO_GOODBYE) }
    }

    /// There is one beat at a time: the end of the patience with a ping, or the next ping.
    fn beat_after(self: &Rc<Self>, pause: Duration, then: fn(&Rc<Self>)) {
        stop(&self.beat);
        let weak = Rc::downgrade(self);
        self.beat.set(after(pause, move || with(&weak, then)));
    }

    fn lost(self: &Rc<Self>, code: u16) {
        if self.is_over.get() {
            return;
        }
        if let Some(close) = Close::of(code).filter(|close| close.is_final()) {
            self.end();
            self.commands.set_link(LinkStatus::Ended(close));
            self.phase.set(Phase::Ended(close));
            return;
        }
        self.line.ended();
        let generation = self.retire();
        if matches!(self.commands.link_now(), LinkStatus::Live | LinkStatus::Connecting) {
            self.commands.set_link(LinkStatus::Lost { since: self.clock.peek() });
        }
        let pause = self.retry.borrow_mut().pause(js_sys::Date::now(), js_sys::Math::random());
        self.after(Duration::from_millis(pause as u64), generation, Self::connect);
    }

    /// The device woke or the network is back: look at once.
    fn woke(self: &Rc<Self>) {
        let hidden = document().visibility_state() == web_sys::VisibilityState::Hidden;
        if hidden || self.is_over.get() {
            return;
        }
        if self.is_up.get() {
            self.ping();
        } else if js_sys::Date::now() - self.began.get() > YOUNG_ATTEMPT_MS {
            self.connect();
        }
    }

    fn end(&self) {
        self.is_over.set(true);
        self.retire();
        self.waking.borrow_mut().take();
    }

    /// Sent again on every connection that asks who is there.
    fn send_join(&self) {
        if let Some(join) = self.join.borrow().clone() {
            self.send(&ClientMessage::Join(join));
        }
    }

    fn send(&self, message: &ClientMessage) {
        self.line.send(&json::write(message));
    }

    fn after(
        self: &Rc<Self>,
        pause: Duration,
        generation: u32,
        then: impl Fn(&Rc<Self>) + 'static,
    ) {
        let weak = Rc::downgrade(self);
        let run = move || {
            with(&weak, |inner| {
                if inner.generation.get() == generation {
                    then(inner);
                }
            });
        };
        stop(&self.timer);
        self.timer.set(after(pause, run));
    }
}

fn with(inner: &Weak<Inner>, act: impl FnOnce(&Rc<Inner>)) {
    if let Some(inner) = inner.upgrade() {
        act(&inner);
    }
}

fn stop(timer: &Cell<Option<Timer>>) {
    timer.take().into_iter().for_each(Timer::stop);
}
