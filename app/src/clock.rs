//! The server's clock as this page knows it: the local one and the measured difference (rule 27).
//! Ticks only while somebody looks. Knows nothing of what the time is for.

use std::time::Duration;

use domain::time::Timestamp;
use leptos::prelude::*;

/// How often those who look are told of the time: often enough that no second is seen to jump.
const TICK: Duration = Duration::from_millis(200);

/// Round trips longer than this say little about the server's clock.
const FAIR_ROUND_TRIP_MS: f64 = 1_000.0;

/// The server's time.
#[derive(Clone, Copy)]
pub struct Clock {
    /// Milliseconds that the server's clock is ahead of this page's.
    offset: StoredValue<f64>,
    /// Whether the offset comes from a round trip and not from a guess.
    measured: StoredValue<bool>,
    tick: Trigger,
    ticks: StoredValue<bool>,
}

impl Clock {
    /// A clock that trusts this device until the server says something else.
    pub fn new() -> Self {
        Self {
            offset: StoredValue::new(0.0),
            measured: StoredValue::new(false),
            tick: Trigger::new(),
            ticks: StoredValue::new(false),
        }
    }

    /// The time now. Reactive code around it runs again several times a second.
    pub fn now(self) -> Timestamp {
        self.tick.track();
        if !self.ticks.get_value() {
            self.ticks.set_value(true);
            set_timeout(
                move || {
                    self.ticks.set_value(false);
                    self.tick.notify();
                },
                TICK,
            );
        }
        self.peek()
    }

    /// The time now, once.
    pub fn peek(self) -> Timestamp {
        Timestamp((js_sys::Date::now() + self.offset.get_value()).max(0.0) as u64)
    }

    /// Milliseconds that the server's clock is ahead of this device's.
    pub fn offset(self) -> f64 {
        self.offset.get_value()
    }

    /// Takes the time that a message brought, whose way took no one knows how long.
    pub fn hint(self, server: Timestamp) {
        if !self.measured.get_value() {
            self.offset.set_value(server.0 as f64 - js_sys::Date::now());
        }
    }

    /// Takes the time that an answer brought; `asked` is when the question left, by the local clock.
    pub fn measure(self, asked: f64, server: Timestamp) {
        let answered = js_sys::Date::now();
        let round_trip = answered - asked;
        if (0.0..=FAIR_ROUND_TRIP_MS).contains(&round_trip) || !self.measured.get_value() {
            self.offset.set_value(server.0 as f64 - (asked + answered) / 2.0);
            self.measured.set_value(true);
            self.tick.notify();
        }
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::new()
    }
}
