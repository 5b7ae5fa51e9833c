//! What the page knows of the second board, and who is notified when it changes. There is one for each room, which asks the
//! server when it is first used.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use domain::ids::StoryId;
use domain::product::Product;
use domain::product::action::ProductAction;
use domain::product::change::ProductChange;
use domain::protocol::ProductMessage;
use domain::refusal::Refusal;
use leptos::prelude::*;

use crate::api::json::{Unread, Written};
use crate::i18n::I18n;
use crate::session::{Command, Commands, use_commands};
use crate::state::use_room;

/// The second board as this page knows it.
#[derive(Clone, Copy)]
pub struct ProductStore {
    inner: StoredValue<Rc<Inner>, LocalStorage>,
    commands: Commands,
}

#[derive(Default)]
struct Inner {
    product: RefCell<Product>,
    /// The number of the last update that it holds; `None` until it has come.
    seq: Cell<Option<u64>>,
    changed: ArcTrigger,
    stories: RefCell<BTreeMap<StoryId, ArcTrigger>>,
}

/// The second board of the room that the page is in.
pub fn use_product() -> ProductStore {
    let (room, commands) = (use_room(), use_commands());
    let inner = room.kept(|| {
        let inner = Rc::new(Inner::default());
        let weak = Rc::downgrade(&inner);
        commands.watch(move |message| {
            if let Some(inner) = weak.upgrade() {
                inner.hear(message);
            }
        });
        inner
    });
    ProductStore { inner: StoredValue::new_local(inner), commands }
}

impl ProductStore {
    /// Whether it has come. Runs the reactive code around it again when it does.
    pub fn has_arrived(self) -> bool {
        self.read(|_| ());
        self.inner().seq.get().is_some()
    }

    /// Reads it, and runs the reactive code around it again when anything changes.
    pub fn read<R>(self, read: impl FnOnce(&Product) -> R) -> R {
        self.inner().changed.track();
        self.peek(read)
    }

    /// The same for what concerns one story: runs again when that changes.
    pub fn read_of<R>(self, story: StoryId, read: impl FnOnce(&Product) -> R) -> R {
        let trigger = self.inner().stories.borrow_mut().entry(story).or_default().clone();
        trigger.track();
        self.peek(read)
    }

    /// Reads it without subscribing: for event handlers.
    pub fn peek<R>(self, read: impl FnOnce(&Product) -> R) -> R {
        read(&self.inner().product.borrow())
    }

    /// Asks for something and calls back with the answer; no toast is shown.
    pub fn send_then(
        self,
        action: &ProductAction,
        on_answer: impl FnOnce(Result<(), Refusal>) + 'static,
    ) {
        if let Some(command) = command(action) {
            self.commands.send_then(command, on_answer);
        }
    }

    /// Asks for something and shows a toast, which offers to undo it, or why it was refused.
    pub fn send_with_undo(
        self,
        action: &ProductAction,
        text: impl FnOnce(I18n) -> String + 'static,
    ) {
        if let Some(command) = command(action) {
            self.commands.send_with_undo(command, text);
        }
    }

    /// Asks for something; a refusal is shown as a toast.
    pub fn send(self, action: &ProductAction) {
        if let Some(command) = command(action) {
            self.commands.send(command);
        }
    }

    fn inner(self) -> Rc<Inner> {
        self.inner.try_get_value().unwrap_or_default()
    }
}

impl Inner {
    fn hear(&self, message: Unread) {
        match message.read() {
            Ok(ProductMessage::Board { seq, product }) => {
                self.product.replace(*product);
                self.seq.set(Some(seq));
                self.changed.notify();
                self.stories.borrow().values().for_each(ArcTrigger::notify);
            }
            Ok(ProductMessage::Changes { seq, changes }) => {
                // What a board of a moment ago holds already may follow it.
                if self.seq.get().is_some_and(|last| last < seq) {
                    self.seq.set(Some(seq));
                    changes.iter().for_each(|change| self.apply(change));
                }
            }
            // A server that this page does not understand.
            Err(_) => {}
        }
    }

    fn apply(&self, change: &ProductChange) {
        let story = match change {
            ProductChange::Put(item) => Some(item.story),
            ProductChange::Removed(id) => self.product.borrow().item(*id).map(|item| item.story),
            ProductChange::Checked(checked) => Some(Some(checked.story)),
            ProductChange::ReadyDefined(_) => None,
        };
        self.product.borrow_mut().apply(change);
        self.changed.notify();
        let triggers: Vec<_> = match story {
            Some(story) => {
                let triggers = self.stories.borrow();
                story.and_then(|story| triggers.get(&story)).into_iter().cloned().collect()
            }
            None => self.stories.borrow().values().cloned().collect(),
        };
        triggers.iter().for_each(ArcTrigger::notify);
    }
}

fn command(action: &ProductAction) -> Option<Command> {
    Written::of(action).map(Command::Product)
}
