//! Codes to scan: for others who join, and for oneself on another device.

mod code;
mod invite_content;

pub use invite_content::load_invite;
