//! Asks the server from time to time whether it is there, and what time it is.

use std::rc::Rc;
use std::time::Duration;

use domain::protocol::ClientMessage;

use super::Inner;
use crate::api::frames::ABNORMAL_CLOSURE;
use crate::session::timeouts::{PONG_TIMEOUT, TIMER_DELAY};

impl Inner {
    pub(super) fn ping(self: &Rc<Self>) {
        let now = js_sys::Date::now();
        self.pinged.set(Some(now));
        self.send(&ClientMessage::Ping { echo: now as u64 });
        self.set_ping_timer(PONG_TIMEOUT, Self::pong_missing);
    }

    /// A page that was too busy to notice in time was too busy to read an answer: it asks again.
    fn pong_missing(self: &Rc<Self>) {
        let waited = self.pinged.get().map_or(0.0, |pinged| js_sys::Date::now() - pinged);
        let was_busy = waited > (PONG_TIMEOUT + TIMER_DELAY).as_millis() as f64;
        if was_busy { self.ping() } else { self.lost(ABNORMAL_CLOSURE) }
    }

    pub(super) fn stop_pinging(&self) {
        self.pinged.set(None);
        self.ping_timer.take();
    }

    pub(super) fn set_ping_timer(self: &Rc<Self>, pause: Duration, then: fn(&Rc<Self>)) {
        *self.ping_timer.borrow_mut() = Some(self.timeout(pause, then));
    }
}
