//! Whether this page is told of the second board, and who hears of it. Knows nothing of what it says.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::api::json::Unread;

/// Called with what the server says of the second board.
pub type Listener = Rc<dyn Fn(Unread)>;

/// The watching of one page. The server is asked once on each connection, unless the page has come back with a board that is
/// as current as its view.
#[derive(Default)]
pub struct Watching {
    listener: RefCell<Option<Listener>>,
    is_asked: Cell<bool>,
    is_current: Cell<bool>,
}

impl Watching {
    /// Somebody wants to hear of the second board from now on.
    pub fn listen(&self, listener: Listener) {
        *self.listener.borrow_mut() = Some(listener);
    }

    /// A connection begins. Returns whether the board is as current as the view.
    pub fn begin(&self) -> bool {
        self.is_asked.set(false);
        self.is_current.get()
    }

    /// The view is a fresh one, and the board is not.
    pub fn is_outdated(&self) {
        self.is_current.set(false);
    }

    /// Whether the server has to be asked now; it counts as asked from then on.
    pub fn must_ask(&self) -> bool {
        let is_wanted = self.listener.borrow().is_some() && !self.is_current.get();
        is_wanted && !self.is_asked.replace(true)
    }

    /// The server says something. The first on a connection that has asked is the board.
    pub fn hear(&self, message: Unread) {
        self.is_current.set(true);
        let listener = self.listener.borrow().clone();
        if let Some(listener) = listener {
            listener(message);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::api::json::decode;

    #[test]
    fn the_server_is_asked_once_on_each_connection_and_not_by_a_page_that_is_current() {
        let watching = Watching::default();
        assert!(!watching.begin());
        assert!(!watching.must_ask(), "nobody listens");
        let heard = Rc::new(Cell::new(0));
        let count = heard.clone();
        watching.listen(Rc::new(move |_| count.set(count.get() + 1)));
        assert!(watching.must_ask() && !watching.must_ask());
        // The connection is lost before the board has come.
        assert!(!watching.begin());
        assert!(watching.must_ask());
        watching.hear(decode("{}").unwrap());
        assert_eq!(heard.get(), 1);
        assert!(watching.begin(), "what was missed follows");
        assert!(!watching.must_ask());
        // Too much was missed.
        watching.is_outdated();
        assert!(watching.must_ask());
    }
}
