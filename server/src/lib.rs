//! The server as a library, for its binary and its tests.

pub mod address_limits;
pub mod base_path;
pub mod calendar;
pub mod files;
pub mod http;
pub mod identity;
pub mod log;
pub mod maintenance;
pub mod markdown;
pub mod networks;
pub mod rooms;
pub mod server;
pub mod settings;
pub mod storage;
pub mod tokens;
