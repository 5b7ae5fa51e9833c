//! One connection where websockets are blocked: a stream of events, and a request for each frame, one
//! after the other. Knows no messages.

use std::cell::RefCell;
use std::rc::Rc;

use domain::ids::RoomId;
use js_sys::{JSON, Reflect};
use web_sys::{Event, EventSource, MessageEvent};

use super::http;
use super::line::{Happening, Hear, NO_GOODBYE, told_alike};
use crate::events::{Listener, at};
use crate::host::Host;
use crate::later::spawn;
use crate::storage::random_text;

/// Characters of a connection's name; nobody can guess it.
const NAME_CHARACTERS: usize = 32;

/// A connection. Dropping it closes it; nothing is heard of it afterwards.
pub struct Stream {
    source: EventSource,
    requests: Rc<Requests>,
    _listeners: [Listener; 4],
}

/// Frames on their way.
struct Requests {
    host: Host,
    path: String,
    heard: Hear,
    /// Those that wait, the oldest first. `None` while no request is out.
    waiting: RefCell<Option<Vec<String>>>,
}

impl Stream {
    /// Begins to connect. `None` where the browser refuses.
    pub fn connect(host: Host, room: &RoomId, heard: Hear) -> Option<Self> {
        let name = random_text(NAME_CHARACTERS);
        let path = ["api/rooms/", &room.0, "/events/", &name].concat();
        let source = EventSource::new(&host.address(&path)).ok()?;
        let [opened, frame] = told_alike(&heard);
        let hear = heard.clone();
        let closed = at(move |event: MessageEvent| hear(Happening::Closed(code(&event))));
        let hear = heard.clone();
        // The browser would try again by itself, with a name that is used up.
        let failed = at(move |_: Event| hear(Happening::Closed(NO_GOODBYE)));
        let listeners = [opened, frame, ("close", closed), ("error", failed)];
        let listen = |(name, act)| Listener::new(source.clone().into(), name, act);
        let requests = Rc::new(Requests { host, path, heard, waiting: RefCell::new(None) });
        Some(Self { _listeners: listeners.map(listen), source, requests })
    }

    /// Sends a frame when those before it have arrived.
    pub fn send(&self, frame: &str) {
        let mut waiting = self.requests.waiting.borrow_mut();
        if waiting.is_none() {
            spawn(self.requests.clone().run());
        }
        waiting.get_or_insert_default().push(frame.to_owned());
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.source.close();
        *self.requests.waiting.borrow_mut() = None;
    }
}

impl Requests {
    async fn run(self: Rc<Self>) {
        while let Some(frame) = self.next() {
            let answer = http::post(self.host, &self.path, http::TEXT, &frame.into(), None).await;
            if !answer.is_some_and(|answer| answer.is_ok()) {
                return (self.heard)(Happening::Closed(NO_GOODBYE));
            }
        }
    }

    fn next(&self) -> Option<String> {
        let mut waiting = self.waiting.borrow_mut();
        let frames = waiting.as_mut()?;
        if frames.is_empty() {
            *waiting = None;
            return None;
        }
        Some(frames.remove(0))
    }
}

/// The code in `{"code": 4008, "reason": ""}`.
fn code(event: &MessageEvent) -> u16 {
    let close = event.data().as_string().and_then(|text| JSON::parse(&text).ok());
    let code = close.and_then(|close| Reflect::get(&close, &"code".into()).ok());
    code.and_then(|code| code.as_f64()).map_or(NO_GOODBYE, |code| code as u16)
}
