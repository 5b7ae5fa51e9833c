//! Reads JSON by the browser's own parser. Code that reads each type from the values which that makes takes half
//! the space of code that reads text.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};

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

/// A value that is passed on unread. What concerns the second board is for those parts of the page that know it.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
#[cfg(target_arch = "wasm32")]
pub struct Unread(#[serde(with = "serde_wasm_bindgen::preserve")] wasm_bindgen::JsValue);

/// The same where there is no browser.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
#[cfg(not(target_arch = "wasm32"))]
pub struct Unread(serde_json::Value);

impl Unread {
    /// Reads the value.
    #[cfg(target_arch = "wasm32")]
    pub fn read<T: DeserializeOwned>(self) -> Result<T, NotReadable> {
        serde_wasm_bindgen::from_value(self.0).map_err(|_| NotReadable)
    }

    /// The same where there is no browser.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn read<T: DeserializeOwned>(self) -> Result<T, NotReadable> {
        serde_json::from_value(self.0).map_err(|_| NotReadable)
    }
}

/// A value that those parts have written, as it travels.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Written(Box<RawValue>);

impl Written {
    /// Writes a value. Those of the protocol always can be: all their maps have text as keys.
    pub fn of(value: &impl Serialize) -> Option<Self> {
        to_raw_value(value).ok().map(Self)
    }
}

impl PartialEq for Written {
    fn eq(&self, other: &Self) -> bool {
        self.0.get() == other.0.get()
    }
}
