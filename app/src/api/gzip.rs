//! Messages that travel compressed. The browser itself reads them, if it can.

use js_sys::{Array, Function, Reflect, Uint8Array, global};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// The class that decompresses. Not in `web_sys`, which counts it as unstable.
const CLASS: &str = "DecompressionStream";

/// Whether this browser reads gzip.
pub fn is_readable() -> bool {
    class().is_some()
}

/// The text of a compressed message; empty, which is no message, where it is damaged.
pub async fn text(bytes: &[u8]) -> String {
    decompressed(bytes).await.unwrap_or_default()
}

async fn decompressed(bytes: &[u8]) -> Option<String> {
    let arguments = Array::of1(&JsValue::from("gzip"));
    let decompressor = Reflect::construct(&class()?, &arguments).ok()?;
    let bytes = Uint8Array::from(bytes);
    let compressed = Response::new_with_opt_buffer_source(Some(&bytes)).ok()?.body()?;
    let plain = compressed.pipe_through(decompressor.unchecked_ref());
    let plain = Response::new_with_opt_readable_stream(Some(&plain)).ok()?;
    JsFuture::from(plain.text().ok()?).await.ok()?.as_string()
}

fn class() -> Option<Function> {
    Reflect::get(&global(), &CLASS.into()).ok()?.dyn_into().ok()
}
