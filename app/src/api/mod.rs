//! The way to the server: requests, the websocket, and the event stream where websockets are blocked.
//! Only this module knows sockets and requests. Knows nothing of views.

pub mod addresses;
pub mod commands;
pub mod connection;
mod event_stream;
pub mod exports;
pub mod frames;
pub mod gzip;
pub mod json;
pub mod markdown;
pub mod origin;
pub mod preview;
mod requests;
pub mod rooms;
mod websocket;
