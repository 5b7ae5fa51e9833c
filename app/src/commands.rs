//! What the page asks of the room, what came of it, and how the connection is. A handle that can be
//! copied anywhere; lives as long as the page. Knows nothing of how commands travel.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use domain::command::Command;
use domain::ids::{CommandId, RoomId, Subject};
use domain::protocol::Close;
use domain::refusal::Refusal;
use domain::time::Timestamp;
use leptos::prelude::*;

use crate::host::Host;
use crate::i18n::Texts;
use crate::net::outbox::{Answered, Order, Outbox, Parcel};
use crate::signals::{Shared, Var};
use crate::{sentences, storage};

/// Characters that set apart the command ids of this page from those of any other.
const PAGE_MARK: usize = 16;

/// How the connection to the room is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LinkStatus {
    /// The first connection is being made.
    Connecting,
    /// What is done arrives at once.
    Live,
    /// The connection is gone; it is tried again by itself.
    Lost {
        /// When it was lost.
        since: Timestamp,
    },
    /// The connection is gone for good.
    Ended(Close),
}

/// Whether a toast tells of a success or of a problem.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    #[default]
    Done,
    /// Something was not done.
    Problem,
}

/// A short notice that goes away by itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Toast {
    /// What it says.
    pub text: String,
    /// What takes back what it tells of.
    pub undo: Option<Command>,
    /// What it tells of.
    pub tone: Tone,
}

/// A toast on the page.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownToast {
    /// Which one.
    pub id: u32,
    /// What it is.
    pub toast: Toast,
}

/// Sends commands and tells what became of them.
#[derive(Clone, Copy)]
pub struct Commands(Shared<Kept>);

struct Kept {
    host: Host,
    texts: Texts,
    outbox: RefCell<Outbox>,
    /// Told when the outbox changes.
    pending: ArcTrigger,
    link: Var<LinkStatus>,
    over_http: Var<bool>,
    toasts: Var<Vec<ShownToast>>,
    room: RefCell<RoomId>,
    page_mark: String,
    latest_number: Cell<u32>,
    /// Sends what waits, if there is a connection; set by the session.
    flush: RefCell<Option<Rc<dyn Fn()>>>,
}

impl Commands {
    /// Nothing to send yet, and no room.
    pub fn new(host: Host, texts: Texts) -> Self {
        Self(Shared::lasting(Kept {
            host,
            texts,
            outbox: RefCell::default(),
            pending: ArcTrigger::new(),
            link: Var::new(LinkStatus::Connecting),
            over_http: Var::new(false),
            toasts: Var::new(Vec::new()),
            room: RefCell::new(RoomId(String::new())),
            page_mark: storage::random_text(PAGE_MARK),
            latest_number: Cell::new(0),
            flush: RefCell::new(None),
        }))
    }

    /// Sends a command; a refusal is shown as a toast.
    pub fn send(self, command: Command) {
        self.push(Order::Known(command), None);
    }

    /// Sends a command and calls back with what became of it; no toast is shown. The caller's
    /// signals may be gone by then: setting them does nothing.
    pub fn send_then(self, command: Command, then: impl FnOnce(Result<(), Refusal>) + 'static) {
        self.push(Order::Known(command), Some(Box::new(then)));
    }

    /// Like [`Commands::send_then`], for a command that the other module has written as JSON.
    pub fn send_written(self, json: String, then: impl FnOnce(Result<(), Refusal>) + 'static) {
        self.push(Order::Written(json), Some(Box::new(then)));
    }

    /// How many commands wait for their answer.
    pub fn pending(self) -> usize {
        self.waiting(Outbox::count)
    }

    /// Whether a command like that waits for its answer.
    pub fn is_pending(self, like: impl Fn(&Command) -> bool) -> bool {
        self.waiting(|outbox| outbox.commands().any(like))
    }

    /// The card of the newest vote on this round that is not answered yet; `Some(None)` where it
    /// takes a card back. Such a card is on its way and not saved.
    pub fn pending_vote(self, subject: Subject, round: u32) -> Option<Option<String>> {
        self.waiting(|outbox| outbox.pending_vote(subject, round))
    }

    /// Shows a toast.
    pub fn notify(self, toast: Toast) {
        let id = self.next_number();
        self.kept().toasts.update(|toasts| toasts.push(ShownToast { id, toast }));
    }

    /// The toasts on the page, the oldest first.
    pub fn toasts(self) -> Vec<ShownToast> {
        self.kept().toasts.get()
    }

    /// Takes a toast off the page.
    pub fn dismiss(self, id: u32) {
        self.kept().toasts.update(|toasts| toasts.retain(|shown| shown.id != id));
    }

    /// How the connection is.
    pub fn link(self) -> LinkStatus {
        self.kept().link.get()
    }

    /// Whether the page speaks to the room by requests, because websockets are blocked.
    pub fn is_over_http(self) -> bool {
        self.kept().over_http.get()
    }

    /// The translations.
    pub fn texts(self) -> Texts {
        self.kept().texts
    }

    /// Where the app is shown.
    pub fn host(self) -> Host {
        self.kept().host
    }

    /// The room that the page is in.
    pub fn room(self) -> RoomId {
        self.kept().room.borrow().clone()
    }

    /// Says in a toast why something was refused.
    pub fn notify_refusal(self, refusal: &Refusal) {
        let text = untrack(|| sentences::refusal(self.kept().texts, refusal));
        self.notify(Toast { text, undo: None, tone: Tone::Problem });
    }

    /// Enters a room: what waited for another one is forgotten.
    pub(crate) fn enter(self, room: RoomId) {
        let kept = self.kept();
        kept.outbox.borrow_mut().clear();
        kept.pending.notify();
        kept.link.set(LinkStatus::Connecting);
        *kept.room.borrow_mut() = room;
    }

    /// Forgets everything: what is shown has ended for good.
    pub(crate) fn forget(self) {
        let kept = self.kept();
        kept.outbox.borrow_mut().clear();
        *kept.flush.borrow_mut() = None;
    }

    pub(crate) fn link_now(self) -> LinkStatus {
        self.kept().link.get_untracked()
    }

    pub(crate) fn set_link(self, link: LinkStatus) {
        if self.link_now() != link {
            self.kept().link.set(link);
        }
    }

    pub(crate) fn set_over_http(self, on: bool) {
        let kept = self.kept();
        if kept.over_http.get_untracked() != on {
            kept.over_http.set(on);
        }
    }

    pub(crate) fn set_flush(self, flush: Option<Rc<dyn Fn()>>) {
        *self.kept().flush.borrow_mut() = flush;
    }

    pub(crate) fn next_parcel(self) -> Option<Parcel> {
        self.kept().outbox.borrow_mut().next_parcel()
    }

    pub(crate) fn resend(self) {
        self.kept().outbox.borrow_mut().resend();
    }

    pub(crate) fn answered(self, id: &CommandId, answer: Result<(), Refusal>) {
        let kept = self.kept();
        let taken = kept.outbox.borrow_mut().take(id);
        let Some(then) = taken else { return };
        kept.pending.notify();
        match (then, answer) {
            (Some(then), answer) => then(answer),
            (None, Err(refusal)) => self.notify_refusal(&refusal),
            (None, Ok(())) => {}
        }
        self.flush();
    }

    fn push(self, order: Order, then: Option<Answered>) {
        let kept = self.kept();
        let number = self.next_number().to_string();
        let id = CommandId([&kept.page_mark, "-", &number].concat());
        kept.outbox.borrow_mut().push(id, order, then);
        kept.pending.notify();
        self.flush();
    }

    fn flush(self) {
        let flush = self.kept().flush.borrow().clone();
        if let Some(flush) = flush {
            flush();
        }
    }

    fn waiting<R>(self, look: impl FnOnce(&Outbox) -> R) -> R {
        let kept = self.kept();
        kept.pending.track();
        let outbox = kept.outbox.borrow();
        look(&outbox)
    }

    fn next_number(self) -> u32 {
        let kept = self.kept();
        kept.latest_number.set(kept.latest_number.get() + 1);
        kept.latest_number.get()
    }

    fn kept(self) -> Rc<Kept> {
        self.0.get()
    }
}
