//! The module of a first visit, as scripts see it. A library cannot say what only one of its modules
//! gives to scripts; so this stands by itself, and says no more than that.

use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

/// Shows the app; see [`app::start::start`].
#[wasm_bindgen]
pub fn start(
    frame: HtmlElement,
    options: &JsValue,
    table: &str,
    language: &str,
    fetch_table: Function,
) -> u32 {
    app::start::start(frame, options, table, language, fetch_table)
}

/// Does what the page around wishes; see [`app::start::act`].
#[wasm_bindgen]
pub fn act(number: u32, name: &str, value: &str) {
    app::start::act(number, name, value);
}

/// Ends what is shown; see [`app::start::stop`].
#[wasm_bindgen]
pub fn stop(number: u32) {
    app::start::stop(number);
}
