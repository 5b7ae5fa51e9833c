//! The server's clock as this page knows it: the local one and the measured difference (rule 27).
//! Ticks only while somebody reads it. Knows nothing of what the time is for.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use domain::time::Timestamp;
use leptos::prelude::*;

/// How often readers are notified: often enough that no second is seen to jump.
const TICK: Duration = Duration::from_millis(200);

/// How often readers are notified for whom a minute is soon enough.
const SLOW_TICK: Duration = Duration::from_secs(10);

/// Round trips longer than this say little about the server's clock, in milliseconds.
const FAIR_ROUND_TRIP_MS: f64 = 1_000.0;

/// The server's time: that of this device until the server says something else.
#[derive(Clone, Default)]
pub struct Clock(Rc<Inner>);

#[derive(Default)]
struct Inner {
    /// Milliseconds that the server's clock is ahead of this page's.
    offset: Cell<f64>,
    /// Whether the offset comes from a round trip and not from a guess.
    is_measured: Cell<bool>,
    quick: Tick,
    slow: Tick,
}

/// What notifies the readers of the time while there are any.
#[derive(Default)]
struct Tick {
    /// Whether the next one is scheduled.
    is_scheduled: Cell<bool>,
    trigger: ArcTrigger,
}

impl Clock {
    /// The time now. Reactive code around it runs again several times a second.
    pub fn now(&self) -> Timestamp {
        self.tick(|inner| &inner.quick, TICK)
    }

    /// The time now, for what is days away: reactive code around it runs again every ten seconds.
    pub fn now_slowly(&self) -> Timestamp {
        self.tick(|inner| &inner.slow, SLOW_TICK)
    }

    fn tick(&self, which: fn(&Inner) -> &Tick, after: Duration) -> Timestamp {
        let tick = which(&self.0);
        tick.trigger.track();
        if !tick.is_scheduled.replace(true) {
            let inner = self.0.clone();
            let notify = move || {
                which(&inner).is_scheduled.set(false);
                which(&inner).trigger.notify();
            };
            set_timeout(notify, after);
        }
        self.now_untracked()
    }

    /// The time now, without subscribing.
    pub fn now_untracked(&self) -> Timestamp {
        Timestamp((js_sys::Date::now() + self.0.offset.get()).max(0.0) as u64)
    }

    /// Takes the server's time from a message whose travel time is not known.
    pub fn hint(&self, server: Timestamp) {
        if !self.0.is_measured.get() {
            self.set_offset(server.0 as f64 - js_sys::Date::now());
        }
    }

    /// Takes the server's time from an answer; `asked` is when the question was sent, by the local clock
    /// in milliseconds.
    pub fn measure(&self, asked: f64, server: Timestamp) {
        let answered = js_sys::Date::now();
        let is_fair = (0.0..=FAIR_ROUND_TRIP_MS).contains(&(answered - asked));
        if is_fair || !self.0.is_measured.get() {
            self.0.is_measured.set(true);
            self.set_offset(server.0 as f64 - (asked + answered) / 2.0);
        }
    }

    fn set_offset(&self, offset: f64) {
        self.0.offset.set(offset);
        self.0.quick.trigger.notify();
        self.0.slow.trigger.notify();
    }
}
