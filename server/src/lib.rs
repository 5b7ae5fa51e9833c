//! What the server is made of, as a library for its binary and its tests.

pub mod files;
pub mod http;
pub mod markdown;
pub mod rooms;
pub mod server;
pub mod settings;
pub mod storage;
