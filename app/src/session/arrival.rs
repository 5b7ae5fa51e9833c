//! A large view on its way: board, updates, and what is the participant's own.

use std::cell::{Cell, RefCell};

use domain::arriving::ArrivingView;
use domain::protocol::{BoardAt, Seated, Welcome};
use domain::view::Update;

use crate::api::gzip;

/// What has arrived of a large view.
pub struct Arrival {
    reads_gzip: Cell<bool>,
    view: RefCell<Option<ArrivingView>>,
}

impl Default for Arrival {
    fn default() -> Self {
        Self { reads_gzip: Cell::new(gzip::is_readable()), view: RefCell::new(None) }
    }
}

impl Arrival {
    /// Whether large views may come compressed.
    pub fn reads_gzip(&self) -> bool {
        self.reads_gzip.get()
    }

    /// A message could not be read: ask for text from now on.
    pub fn failed(&self) {
        self.reads_gzip.set(false);
    }

    /// The board is there.
    pub fn begin(&self, board: BoardAt) {
        self.view.replace(Some(board.into()));
    }

    /// What has arrived belonged to a connection that is over.
    pub fn clear(&self) {
        self.view.take();
    }

    /// Takes updates that belong to a view on its way, and returns whether none is missing. `None` if
    /// there is no such view.
    pub fn update(&self, seq: u64, updates: &[Update]) -> Option<bool> {
        self.view.borrow_mut().as_mut().map(|view| view.apply(seq, updates))
    }

    /// The whole view; `None` if a part of it is missing.
    pub fn complete(&self, seated: Seated) -> Option<Welcome> {
        self.view.take()?.seat(seated)
    }
}
