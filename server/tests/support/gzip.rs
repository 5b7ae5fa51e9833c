//! Messages that travel compressed.

use std::io::Read;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::read::GzDecoder;

/// The text of a binary frame.
pub fn text(bytes: &[u8]) -> String {
    let mut text = String::new();
    GzDecoder::new(bytes).read_to_string(&mut text).unwrap();
    text
}

/// The text of a binary frame in base64.
pub fn text_of_base64(base64: &str) -> String {
    text(&STANDARD.decode(base64).unwrap())
}
