//! Characters as a reader sees them, as the browser segments text: its rules are newer than any table
//! that the page could bring along. The server counts in the same way.

use domain::limits;
use domain::refusal::Refusal;
use domain::text::{is_visible, name_counted};
use js_sys::{Array, JsString, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen]
extern "C" {
    type Segmenter;

    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new() -> Result<Segmenter, JsValue>;

    #[wasm_bindgen(method)]
    fn segment(this: &Segmenter, text: &str) -> JsValue;
}

/// How many characters a text has. Long stacks of combining marks count as several.
pub fn length(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    let count =
        |character: String| character.chars().count().div_ceil(limits::SCALARS_PER_CHARACTER);
    characters(text).map(count).sum()
}

/// The first character of a name that can be seen, for its avatar.
pub fn initial(name: &str) -> String {
    let is_seen = |character: &String| character.chars().any(is_visible);
    characters(name).find(is_seen).unwrap_or_default()
}

/// How many characters a text has, exactly only where that comes near a limit: telling characters
/// apart takes time, and there are never more of them than scalars.
pub fn length_near(text: &str, limit: usize) -> usize {
    let scalars = text.chars().count();
    if scalars < limit / 2 { scalars } else { length(text) }
}

/// A name as the server takes it (rule 2).
pub fn name(typed: &str) -> Result<String, Refusal> {
    name_counted(typed, length)
}

/// A browser without the segmenter shows single scalars.
fn characters(text: &str) -> impl Iterator<Item = String> {
    let segments = match Segmenter::new() {
        Ok(segmenter) => Array::from(&segmenter.segment(text)),
        Err(_) => Array::from(&JsString::from(text)),
    };
    let key = JsValue::from("segment");
    (0..segments.length()).filter_map(move |index| {
        let piece = segments.get(index);
        let is_text = piece.is_string();
        let piece = if is_text { piece } else { Reflect::get(&piece, &key).ok()? };
        piece.dyn_into::<JsString>().ok().map(String::from)
    })
}
