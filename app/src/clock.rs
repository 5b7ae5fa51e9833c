//! The server's clock as this page knows it: the local one and the measured difference (rule 27).
//! Ticks only while somebody looks. Knows nothing of what the time is for.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use domain::time::Timestamp;
use leptos::prelude::*;

use crate::later::after;

/// How often those who look are told of the time: often enough that no second is seen to jump.
const TICK: Duration = Duration::from_millis(200);

/// Round trips longer than this say little about the server's clock.
const FAIR_ROUND_TRIP_MS: f64 = 1_000.0;

/// The server's time: a handle that can be copied anywhere; lives as long as the page.
#[derive(Clone, Copy)]
pub struct Clock(&'static Kept);

struct Kept {
    /// Milliseconds that the server's clock is ahead of this page's: the bits of an `f64`.
    offset: AtomicU64,
    /// Whether the offset comes from a round trip and not from a guess.
    is_measured: AtomicBool,
    /// Whether the next tick is on its way.
    ticks: AtomicBool,
    tick: ArcTrigger,
}

impl Clock {
    /// A clock that trusts this device until the server says something else.
    pub fn new() -> Self {
        Self(Box::leak(Box::new(Kept {
            offset: AtomicU64::new(0),
            is_measured: AtomicBool::new(false),
            ticks: AtomicBool::new(false),
            tick: ArcTrigger::new(),
        })))
    }

    /// The time now. Reactive code around it runs again several times a second.
    pub fn now(self) -> Timestamp {
        self.0.tick.track();
        if !self.0.ticks.swap(true, Ordering::Relaxed) {
            let tick = move || {
                self.0.ticks.store(false, Ordering::Relaxed);
                self.0.tick.notify();
            };
            after(TICK, tick);
        }
        self.peek()
    }

    /// The time now, once.
    pub fn peek(self) -> Timestamp {
        Timestamp((js_sys::Date::now() + self.offset()).max(0.0) as u64)
    }

    /// Milliseconds that the server's clock is ahead of this device's.
    pub fn offset(self) -> f64 {
        f64::from_bits(self.0.offset.load(Ordering::Relaxed))
    }

    /// Takes the time that a message brought, whose way took no one knows how long.
    pub fn hint(self, server: Timestamp) {
        if !self.0.is_measured.load(Ordering::Relaxed) {
            self.set_offset(server.0 as f64 - js_sys::Date::now());
        }
    }

    /// Takes the time that an answer brought; `asked` is when the question left, by the local clock.
    pub fn measure(self, asked: f64, server: Timestamp) {
        let answered = js_sys::Date::now();
        let is_fair = (0.0..=FAIR_ROUND_TRIP_MS).contains(&(answered - asked));
        if is_fair || !self.0.is_measured.load(Ordering::Relaxed) {
            self.0.is_measured.store(true, Ordering::Relaxed);
            self.set_offset(server.0 as f64 - (asked + answered) / 2.0);
        }
    }

    fn set_offset(self, offset: f64) {
        self.0.offset.store(offset.to_bits(), Ordering::Relaxed);
        self.0.tick.notify();
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::new()
    }
}
