//! The server.
#![allow(missing_docs)]
fn main() {}
