//! The way to the server. Only this module knows sockets and requests; the rest of the page sees
//! commands going out and the room changing.

mod choice;
pub mod http;
pub mod json;
mod line;
pub mod outbox;
mod retry;
pub mod session;
mod socket;
mod stream;
mod waking;
