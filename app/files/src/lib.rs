//! The module that is fetched when somebody wants to bring stories in, as scripts see it.

use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

/// Shows the import; see [`app::files::show_import`].
#[wasm_bindgen]
pub fn show_import(
    frame: HtmlElement,
    options: &JsValue,
    table: &str,
    language: &str,
    fetch_table: Function,
) -> u32 {
    app::files::show_import(frame, options, table, language, fetch_table)
}

/// Says why no room can be made of a file; see [`app::files::opening::say_unreadable`].
#[wasm_bindgen]
pub fn say_unreadable(
    frame: HtmlElement,
    options: &JsValue,
    table: &str,
    language: &str,
    fetch_table: Function,
    answer: &str,
) -> Option<String> {
    app::files::opening::say_unreadable(frame, options, table, language, fetch_table, answer)
}

/// Tells what is shown something; see [`app::files::tell`].
#[wasm_bindgen]
pub fn tell(number: u32, name: &str, value: &JsValue) {
    app::files::tell(number, name, value);
}
