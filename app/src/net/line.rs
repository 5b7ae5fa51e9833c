//! The line to the room, on the way that is chosen; one connection at a time. Knows no messages.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use domain::ids::RoomId;
use leptos::prelude::window;
use web_sys::{Event, MessageEvent};

use super::choice::{Choice, Way};
use super::http;
use super::socket::Socket;
use super::stream::Stream;
use crate::events::{Act, at};
use crate::host::Host;
use crate::later::after;

/// What browsers give when nobody said goodbye.
pub const NO_GOODBYE: u16 = 1006;

/// What happens to a connection.
pub enum Happening {
    /// It is open.
    Opened,
    /// A text frame came.
    Frame(String),
    /// It is over, with the code that the other side gave, or [`NO_GOODBYE`].
    Closed(u16),
}

/// What is told of what happens.
pub type Hear = Rc<dyn Fn(Happening)>;

/// What both kinds of connection tell in the same way: that they are open, and a frame.
pub fn told_alike(heard: &Hear) -> [(&'static str, Box<dyn Act>); 2] {
    let hear = heard.clone();
    let opened = at(move |_: Event| hear(Happening::Opened));
    let hear = heard.clone();
    let frame = at(move |event: MessageEvent| {
        if let Some(text) = event.data().as_string() {
            hear(Happening::Frame(text));
        }
    });
    [("open", opened), ("message", frame)]
}

/// The present connection, and what earlier ones have taught.
#[derive(Default)]
pub struct Line {
    choice: RefCell<Choice>,
    connection: RefCell<Option<Connection>>,
}

/// Dropping it closes it.
enum Connection {
    Socket(Socket),
    Stream(Stream),
}

impl Line {
    /// Begins to connect. Where the browser refuses to at all, nothing is heard.
    pub fn connect(&self, host: Host, room: &RoomId, heard: Hear) {
        let way = self.choice.borrow_mut().next();
        let connection = match way {
            Way::Socket => {
                let socket = Socket::connect(&http::socket_address(host, room), heard);
                socket.map(Connection::Socket)
            }
            Way::Stream => Stream::connect(host, room, heard).map(Connection::Stream),
        };
        *self.connection.borrow_mut() = connection;
    }

    /// Sends a frame. A connection that cannot is about to say that it is closed.
    pub fn send(&self, frame: &str) {
        match &*self.connection.borrow() {
            Some(Connection::Socket(socket)) => socket.send(frame),
            Some(Connection::Stream(stream)) => stream.send(frame),
            None => {}
        }
    }

    /// Closes the connection when the callback that may be running has returned.
    pub fn retire(&self) {
        // Not within the borrow: it may be the connection that is speaking.
        let retired = self.connection.borrow_mut().take();
        if let Some(retired) = retired {
            after(Duration::ZERO, move || drop(retired));
        }
    }

    /// The connection is open.
    pub fn opened(&self) {
        self.choice.borrow_mut().opened();
    }

    /// The server has answered. Says whether the way is the one for where websockets are blocked.
    pub fn answered(&self) -> bool {
        self.choice.borrow_mut().answered()
    }

    /// The attempt has failed, or the connection is gone.
    pub fn ended(&self) {
        self.choice.borrow_mut().ended(window().navigator().on_line());
    }
}
