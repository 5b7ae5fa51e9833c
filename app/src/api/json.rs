//! Reads JSON by the browser's own parser. Code that reads each type from the values which that makes takes half
//! the space of code that reads text.

use serde::de::DeserializeOwned;

/// A text is no JSON, or not that of the wanted type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotReadable;

/// Reads a value. Numbers have at most 53 bits, as in the browser.
#[cfg(target_arch = "wasm32")]
pub fn decode<T: DeserializeOwned>(json: &str) -> Result<T, NotReadable> {
    let value = js_sys::JSON::parse(json).map_err(|_| NotReadable)?;
    serde_wasm_bindgen::from_value(value).map_err(|_| NotReadable)
}

/// The same where there is no browser: at build time and in native tests.
#[cfg(not(target_arch = "wasm32"))]
pub fn decode<T: DeserializeOwned>(json: &str) -> Result<T, NotReadable> {
    domain::protocol::decode(json).map_err(|_| NotReadable)
}
