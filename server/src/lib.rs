//! What the server is made of, as a library for its binary and its tests.

pub mod files;
