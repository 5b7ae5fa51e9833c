//! What components ask of the room, what became of it, and how the connection is. Knows nothing of how
//! commands travel.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use domain::by_dimension::ByDimension;
use domain::ids::{CommandId, RoomId, Subject};
use domain::protocol::{Close, Do};
use domain::refusal::Refusal;
use domain::remark::Remark;
use domain::time::Timestamp;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::command::Command;
use super::outbox::{Done, OnAnswer, Outbox, Outgoing};
use super::watching::Watching;
use crate::api::json::Unread;
use crate::i18n::{I18n, Supplement, Text, refusals};
use crate::random::random_text;
use crate::state::{Toast, Toaster};

/// Length in characters of what sets the command ids of this page apart from those of all others.
const PAGE_ID_LENGTH: usize = 16;

/// How the connection to the room is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ConnectionStatus {
    /// The first connection is being made.
    Connecting,
    /// Commands are sent at once.
    Live,
    /// The connection is lost, and being made again.
    Lost {
        /// When it was lost.
        since: Timestamp,
    },
    /// The connection is over for good.
    Ended(Close),
}

/// Sends commands to the room. After its page was left, nothing is sent any more.
#[derive(Clone, Copy)]
pub struct Commands {
    inner: StoredValue<Rc<Inner>, LocalStorage>,
    status: RwSignal<ConnectionStatus>,
    over_http: RwSignal<bool>,
    i18n: I18n,
    toaster: Toaster,
}

struct Inner {
    room_id: RoomId,
    secret: String,
    outbox: RefCell<Outbox>,
    /// Notified when the outbox changes.
    changed: ArcTrigger,
    page_id: String,
    latest_id: Cell<u32>,
    watching: Watching,
    /// Sends what waits, if there is a connection; set by the session.
    flush: RefCell<Option<Rc<dyn Fn()>>>,
}

/// The context that the page of a room provides.
pub fn use_commands() -> Commands {
    expect_context()
}

impl Commands {
    /// Commands for a room, sent by whoever holds the secret.
    pub fn new(room_id: RoomId, secret: String, i18n: I18n, toaster: Toaster) -> Self {
        let inner = Inner {
            room_id,
            secret,
            outbox: RefCell::default(),
            changed: ArcTrigger::new(),
            page_id: random_text(PAGE_ID_LENGTH),
            latest_id: Cell::new(0),
            watching: Watching::default(),
            flush: RefCell::new(None),
        };
        Self {
            inner: StoredValue::new_local(Rc::new(inner)),
            status: RwSignal::new(ConnectionStatus::Connecting),
            over_http: RwSignal::new(false),
            i18n,
            toaster,
        }
    }

    /// Sends a command; a refusal is shown as a toast.
    pub fn send(self, command: Command) {
        self.push(command, None);
    }

    /// Sends a command and calls back with the answer; no toast is shown. The caller's signals may be
    /// disposed of by then: read them with `try_get_untracked`.
    pub fn send_then(
        self,
        command: Command,
        on_answer: impl FnOnce(Result<(), Refusal>) + 'static,
    ) {
        self.push(command, Some(Box::new(|answer| on_answer(answer.map(drop)))));
    }

    /// The same for a command that can be undone: the answer holds what it takes to do so.
    pub fn send_undoable(
        self,
        command: Command,
        on_answer: impl FnOnce(Result<Done, Refusal>) + 'static,
    ) {
        self.push(command, Some(Box::new(on_answer)));
    }

    /// Sends a command and shows a toast when it was carried out, or why it was refused.
    pub fn send_with_toast(self, command: Command, done: impl FnOnce() -> Toast + 'static) {
        self.send_then(command, move |answer| match answer {
            Ok(()) => self.toaster.show(done()),
            Err(refusal) => self.show_refusal(&refusal),
        });
    }

    /// Sends a command and shows a toast, which offers to undo it, when it was carried out, or why it was
    /// refused.
    pub fn send_with_undo(self, command: Command, text: impl FnOnce(I18n) -> String + 'static) {
        self.send_undoable(command, move |answer| match answer {
            Ok(done) => {
                let text = untrack(|| text(self.i18n));
                self.toaster.show(Toast::with_undo(text, done.id));
            }
            Err(refusal) => self.show_refusal(&refusal),
        });
    }

    /// Undoes an own command. The toast says what became of it, and undoes that.
    pub fn undo(self, command: CommandId) {
        let i18n = self.i18n;
        self.send_undoable(Command::Undo(command), move |answer| match answer {
            Ok(Done { id, stayed }) => {
                let text = untrack(|| match stayed {
                    0 => i18n.get(Text::DoneUndone),
                    stayed => i18n.plural(Text::DoneUndonePartly, stayed as usize),
                });
                self.toaster.show(Toast::with_undo(text, id));
            }
            Err(refusal) => self.show_refusal(&refusal),
        });
    }

    /// How many commands wait for their answer.
    pub fn pending(self) -> usize {
        self.read_outbox(Outbox::kept).unwrap_or_default()
    }

    /// Whether a command like that waits for its answer.
    pub fn is_pending(self, matches: impl Fn(&Command) -> bool) -> bool {
        self.read_outbox(|outbox| outbox.commands().any(matches)).unwrap_or_default()
    }

    /// The card of the newest vote on this round that is not answered yet; `Some(None)` where it takes a
    /// card back. Such a card is on its way and not saved.
    pub fn pending_vote(self, subject: Subject, round: u32) -> Option<Option<String>> {
        self.read_outbox(|outbox| outbox.pending_vote(subject, round)).flatten()
    }

    /// What the newest vote on this round that is not answered yet says of its card, if one does.
    pub fn pending_remark(self, subject: Subject, round: u32) -> Option<Remark> {
        self.read_outbox(|outbox| outbox.pending_remark(subject, round)).flatten()
    }

    /// The cards for further dimensions of the newest vote on this round that is not answered yet, if it has any
    /// say in them.
    pub fn pending_scores(self, subject: Subject, round: u32) -> Option<ByDimension<String>> {
        self.read_outbox(|outbox| outbox.pending_scores(subject, round)).flatten()
    }

    /// Calls `listener` with the second board, and with what becomes of it from then on. For the one that keeps it.
    pub fn watch(self, listener: impl Fn(Unread) + 'static) {
        self.watching(|watching| watching.listen(Rc::new(listener)));
        self.inner.try_with_value(|inner| inner.flush());
    }

    /// How the connection is.
    pub fn status(self) -> ConnectionStatus {
        self.status.get()
    }

    /// Whether the page talks to the room by requests, because websockets are blocked.
    pub fn is_over_http(self) -> bool {
        self.over_http.get()
    }

    /// The id of the room.
    pub fn room_id(self) -> RoomId {
        let room_id = self.inner.try_with_value(|inner| inner.room_id.clone());
        room_id.unwrap_or_else(|| RoomId(String::new()))
    }

    /// The secret by which the room knows this person.
    pub fn secret(self) -> String {
        self.inner.try_with_value(|inner| inner.secret.clone()).unwrap_or_default()
    }

    /// Shows a toast that says why something was refused, once the words are there.
    pub fn show_refusal(self, refusal: &Refusal) {
        let refusal = refusal.clone();
        spawn_local(async move {
            self.toaster.show(Toast::problem(refusals::in_words(self.i18n, refusal).await));
        });
    }

    pub(super) async fn load_refusals(self) {
        // Where they do not arrive, it is said without the reason.
        let _ = self.i18n.load(Supplement::Parts).await;
    }

    pub(super) fn watching<R>(self, act: impl FnOnce(&Watching) -> R) -> Option<R> {
        let inner = self.inner.try_get_value()?;
        Some(act(&inner.watching))
    }

    pub(super) fn status_untracked(self) -> ConnectionStatus {
        self.status.try_get_untracked().unwrap_or(ConnectionStatus::Connecting)
    }

    pub(super) fn set_status(self, status: ConnectionStatus) {
        if self.status_untracked() != status {
            self.status.try_set(status);
        }
    }

    pub(super) fn set_over_http(self, on: bool) {
        if self.over_http.try_get_untracked() == Some(!on) {
            self.over_http.set(on);
        }
    }

    pub(super) fn on_flush(self, flush: Rc<dyn Fn()>) {
        self.inner.with_value(|inner| *inner.flush.borrow_mut() = Some(flush));
    }

    pub(super) fn next_unsent(self) -> Option<Outgoing> {
        self.inner.try_get_value()?.outbox.borrow_mut().next_unsent()
    }

    pub(super) fn resend(self) {
        self.inner.try_with_value(|inner| inner.outbox.borrow_mut().resend());
    }

    /// Takes the answer to a command: how much an undo left alone, or why it was refused.
    pub(super) fn answered(self, id: CommandId, answer: Result<u32, Refusal>) {
        let Some(inner) = self.inner.try_get_value() else { return };
        let removed = inner.outbox.borrow_mut().remove(&id);
        let Some(on_answer) = removed else { return };
        inner.changed.notify();
        match (on_answer, answer.map(|stayed| Done { id, stayed })) {
            (Some(on_answer), answer) => on_answer(answer),
            (None, Err(refusal)) => self.show_refusal(&refusal),
            (None, Ok(_)) => {}
        }
        inner.flush();
    }

    fn push(self, command: Command, on_answer: Option<OnAnswer>) {
        let Some(inner) = self.inner.try_get_value() else { return };
        let id = inner.next_id();
        inner.outbox.borrow_mut().push(Do { id, command }, on_answer);
        inner.changed.notify();
        inner.flush();
    }

    fn read_outbox<R>(self, read: impl FnOnce(&Outbox) -> R) -> Option<R> {
        let inner = self.inner.try_get_value()?;
        inner.changed.track();
        let outbox = inner.outbox.borrow();
        Some(read(&outbox))
    }
}

impl Inner {
    fn next_id(&self) -> CommandId {
        self.latest_id.set(self.latest_id.get() + 1);
        CommandId(format!("{}-{}", self.page_id, self.latest_id.get()))
    }

    fn flush(&self) {
        let flush = self.flush.borrow().clone();
        if let Some(flush) = flush {
            flush();
        }
    }
}
