//! What the page asks of the room, what came of it, and how the connection is. A handle that can be
//! copied anywhere; lives as long as the page. Knows nothing of how commands travel.

use std::cell::Cell;
use std::rc::Rc;

use domain::command::Command;
use domain::ids::{CommandId, RoomId, Subject};
use domain::protocol::Close;
use domain::refusal::Refusal;
use domain::time::Timestamp;
use leptos::prelude::*;

use crate::i18n::Texts;
use crate::net::outbox::{Answered, Outbox, Parcel};
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
pub struct Commands {
    texts: Texts,
    outbox: RwSignal<Outbox, LocalStorage>,
    link: RwSignal<LinkStatus>,
    toasts: RwSignal<Vec<ShownToast>>,
    room: StoredValue<RoomId>,
    page: StoredValue<(String, Cell<u32>), LocalStorage>,
    /// Sends what waits, if there is a connection; set by the session.
    flush: StoredValue<Option<Rc<dyn Fn()>>, LocalStorage>,
}

impl Commands {
    /// Nothing to send yet, and no room.
    pub fn new(texts: Texts) -> Self {
        Self {
            texts,
            outbox: RwSignal::new_local(Outbox::default()),
            link: RwSignal::new(LinkStatus::Connecting),
            toasts: RwSignal::new(Vec::new()),
            room: StoredValue::new(RoomId(String::new())),
            page: StoredValue::new_local((storage::random_text(PAGE_MARK), Cell::new(0))),
            flush: StoredValue::new_local(None),
        }
    }

    /// Sends a command; a refusal is shown as a toast.
    pub fn send(self, command: Command) {
        self.push(command, None);
    }

    /// Sends a command and calls back with what became of it; no toast is shown. The caller's
    /// signals may be gone by then: use `try_set`.
    pub fn send_then(self, command: Command, then: impl FnOnce(Result<(), Refusal>) + 'static) {
        self.push(command, Some(Box::new(then)));
    }

    /// How many commands wait for their answer.
    pub fn pending(self) -> usize {
        self.outbox.with(Outbox::len)
    }

    /// Whether a command like that waits for its answer.
    pub fn is_pending(self, like: impl Fn(&Command) -> bool) -> bool {
        self.outbox.with(|outbox| outbox.commands().any(like))
    }

    /// The card of the newest vote on this round that is not answered yet; `Some(None)` where it
    /// takes a card back. Such a card is on its way and not saved.
    pub fn pending_vote(self, subject: Subject, round: u32) -> Option<Option<String>> {
        self.outbox.with(|outbox| outbox.pending_vote(subject, round))
    }

    /// Shows a toast.
    pub fn notify(self, toast: Toast) {
        let id = self.next_number();
        self.toasts.update(|toasts| toasts.push(ShownToast { id, toast }));
    }

    /// The toasts on the page, the oldest first.
    pub fn toasts(self) -> Vec<ShownToast> {
        self.toasts.get()
    }

    /// Takes a toast off the page.
    pub fn dismiss(self, id: u32) {
        self.toasts.update(|toasts| toasts.retain(|shown| shown.id != id));
    }

    /// How the connection is.
    pub fn link(self) -> LinkStatus {
        self.link.get()
    }

    /// The room that the page is in.
    pub fn room(self) -> RoomId {
        self.room.get_value()
    }

    /// Enters a room: what waited for another one is forgotten.
    pub(crate) fn enter(self, room: RoomId) {
        self.outbox.update(Outbox::clear);
        self.link.set(LinkStatus::Connecting);
        self.room.set_value(room);
    }

    pub(crate) fn link_now(self) -> LinkStatus {
        self.link.get_untracked()
    }

    pub(crate) fn set_link(self, link: LinkStatus) {
        if self.link.get_untracked() != link {
            self.link.set(link);
        }
    }

    pub(crate) fn set_flush(self, flush: Option<Rc<dyn Fn()>>) {
        self.flush.set_value(flush);
    }

    pub(crate) fn next_parcel(self) -> Option<Parcel> {
        // Sending changes nothing that is shown.
        self.outbox.try_update_untracked(Outbox::next_parcel).flatten()
    }

    pub(crate) fn resend(self) {
        self.outbox.update_untracked(Outbox::resend);
    }

    pub(crate) fn answered(self, id: &CommandId, answer: Result<(), Refusal>) {
        let Some((_, then)) = self.outbox.try_update(|outbox| outbox.take(id)).flatten() else {
            return;
        };
        match (then, answer) {
            (Some(then), answer) => then(answer),
            (None, Err(refusal)) => self.notify_refusal(&refusal),
            (None, Ok(())) => {}
        }
        self.flush();
    }

    /// Says in a toast why something was refused.
    pub fn notify_refusal(self, refusal: &Refusal) {
        let text = untrack(|| sentences::refusal(self.texts, refusal));
        self.notify(Toast { text, undo: None, tone: Tone::Problem });
    }

    fn push(self, command: Command, then: Option<Answered>) {
        let mark = self.page.with_value(|(mark, _)| mark.clone());
        let id = CommandId([&mark, "-", &self.next_number().to_string()].concat());
        self.outbox.update(|outbox| outbox.push(id, command, then));
        self.flush();
    }

    fn flush(self) {
        if let Some(flush) = self.flush.get_value() {
            flush();
        }
    }

    fn next_number(self) -> u32 {
        self.page.with_value(|(_, number)| number.replace(number.get() + 1))
    }
}
