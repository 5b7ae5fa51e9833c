//! Having something read on the server: how far it is, what came of it, and letting go of it. Knows no
//! formats and shows nothing.

use domain::draft::{Preview, Unreadable};
use domain::sheet::Wish;
use js_sys::{Reflect, Uint8Array};
use serde::Deserialize;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, ReadableStreamDefaultReader, TextDecodeOptions, TextDecoder};

use crate::host::Host;
use crate::net::http::{self, Failed};
use crate::net::json;

/// Who has it read, and for which room.
#[derive(Clone)]
pub(super) struct Reader {
    pub(super) host: Host,
    pub(super) room: String,
    pub(super) secret: String,
}

/// One line of the server's answer.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    Progress(f64),
    Preview(Box<Preview>),
    Unreadable(Unreadable),
}

impl Reader {
    /// Sends a file or a text, and calls `progress` with how much of it has been read, from 0 to 1. Ends
    /// without an answer when `signal` says so.
    pub(super) async fn read(
        self,
        content: JsValue,
        wish: Wish,
        signal: AbortSignal,
        progress: impl Fn(f64),
    ) -> Result<Preview, Failed<Unreadable>> {
        let wish = js_sys::encode_uri_component(&json::write(&wish)).as_string();
        let path = ["api/rooms/", &self.room, "/preview?wish=", &wish.unwrap_or_default()].concat();
        let asked = http::ask_lines(self.host, &path, &content, &self.secret, &signal);
        let answer = asked.await?;
        let body = answer.body().ok_or(Failed::Unreachable)?;
        let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
        let decoder = TextDecoder::new().map_err(|_| Failed::Unreachable)?;
        let mut text = String::new();
        while let Some(part) = next(&reader).await {
            text += &decoded(&decoder, &part);
            while let Some((line, rest)) = text.split_once('\n') {
                match json::read(line) {
                    Some(Line::Progress(read)) => progress(read),
                    Some(Line::Preview(preview)) => return Ok(*preview),
                    Some(Line::Unreadable(why)) => return Err(Failed::Refused(why)),
                    None => return Err(Failed::Unreachable),
                }
                text = rest.to_owned();
            }
        }
        Err(Failed::Unreachable)
    }
}

/// The next bytes; `None` at the end, or where the connection broke.
async fn next(reader: &ReadableStreamDefaultReader) -> Option<Uint8Array> {
    let part = JsFuture::from(reader.read()).await.ok()?;
    Reflect::get(&part, &"value".into()).ok()?.dyn_into().ok()
}

/// The characters that are whole by now.
fn decoded(decoder: &TextDecoder, bytes: &Uint8Array) -> String {
    let options = TextDecodeOptions::new();
    options.set_stream(true);
    decoder.decode_with_buffer_source_and_options(bytes, &options).unwrap_or_default()
}
