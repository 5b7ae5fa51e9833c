//! Texts that nobody can guess.

use leptos::prelude::window;

/// Letters and digits that are safe in addresses and hard to confuse: five random bits each.
const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// A random text of `length` characters. Works without a secure context.
pub fn random_text(length: usize) -> String {
    let mut bytes: Vec<u8> = (0..length).map(|_| (js_sys::Math::random() * 256.0) as u8).collect();
    // Every browser with WebAssembly has this; the weaker numbers above only stand in for an error.
    if let Ok(crypto) = window().crypto() {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes.iter().map(|byte| ALPHABET[usize::from(byte % 32)] as char).collect()
}
