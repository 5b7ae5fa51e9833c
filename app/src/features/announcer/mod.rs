//! What screen readers are told while it happens.

mod announcer;

pub use announcer::Announcer;
