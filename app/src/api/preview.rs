//! Has a file or a pasted text read by the server, which reports how far it is and changes nothing.

use domain::ids::RoomId;
use domain::preview::{Preview, Unreadable};
use domain::protocol::encode;
use domain::sheet::ReadOptions;
use gloo_net::http::Response;
use js_sys::{Reflect, Uint8Array};
use serde::Deserialize;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::{AbortController, File, ReadableStreamDefaultReader, TextDecodeOptions, TextDecoder};

use super::addresses::room_api;
use super::json::decode;
use super::requests::{BYTES, REFUSED, TEXT, UnreadableBody, authorized, post};
use crate::host::Host;

/// The media type of an answer that reports the progress: one JSON value a line.
const LINES: &str = "application/x-ndjson";

/// What can be read.
#[derive(Clone, Debug)]
pub enum Source {
    /// A file of this device.
    File(File),
    /// What somebody pasted.
    Text(String),
}

/// Why there is no preview.
#[derive(Clone, Debug, PartialEq)]
pub enum NoPreview {
    /// It cannot be read.
    Unreadable(Unreadable),
    /// No answer came, or none that can be understood.
    Unreachable,
    /// The answer came, but the code that reads it did not.
    PartMissing,
}

/// One line of the server's answer.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    Progress(f64),
    Preview(Box<Preview>),
    Unreadable(Unreadable),
}

/// Reads `source` for an import into a room, and calls `on_progress` with how much of it has been read,
/// from 0 to 1. Dropping the future ends the request, and the server stops reading.
pub async fn preview(
    host: Host,
    room: &RoomId,
    secret: &str,
    source: &Source,
    options: &ReadOptions,
    on_progress: impl Fn(f64),
) -> Result<Preview, NoPreview> {
    let request = AbortOnDrop(AbortController::new().map_err(unreachable)?);
    let path = room_api(room, "preview");
    let (media_type, body) = match source {
        Source::File(file) => (BYTES, JsValue::from(file)),
        Source::Text(text) => (TEXT, JsValue::from(text)),
    };
    let answer = authorized(post(host, &path, media_type), host, secret)
        .header("accept", LINES)
        .query([("wish", encode(options))])
        .abort_signal(Some(&request.0.signal()))
        .body(body)
        .map_err(unreachable)?
        .send()
        .await
        .map_err(unreachable)?;
    if !answer.ok() {
        return Err(refusal(answer).await);
    }
    let mut lines = Lines::new(&answer).ok_or(NoPreview::Unreachable)?;
    while let Some(line) = lines.next().await {
        match read_line(line).await? {
            Line::Progress(progress) => on_progress(progress),
            Line::Preview(preview) => return Ok(*preview),
            Line::Unreadable(reason) => return Err(NoPreview::Unreadable(reason)),
        }
    }
    Err(NoPreview::Unreachable)
}

/// Reads a line by code that comes with the preview, because only that needs to know what may be in one.
#[wasm_split(import_preview, fallible)]
fn read_line(line: String) -> Result<Line, NoPreview> {
    decode(&line).map_err(unreachable)
}

async fn refusal(answer: Response) -> NoPreview {
    if !REFUSED.contains(&answer.status()) {
        return NoPreview::Unreachable;
    }
    let body: Option<UnreadableBody> = answer.text().await.ok().and_then(|text| decode(&text).ok());
    body.map_or(NoPreview::Unreachable, |body| NoPreview::Unreadable(body.unreadable))
}

impl From<SplitLoaderError> for NoPreview {
    fn from(_: SplitLoaderError) -> Self {
        Self::PartMissing
    }
}

fn unreachable<E>(_: E) -> NoPreview {
    NoPreview::Unreachable
}

/// Ends its request when it is dropped, if the answer has not arrived as a whole.
struct AbortOnDrop(AbortController);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// The lines of an answer, as they arrive.
struct Lines {
    reader: ReadableStreamDefaultReader,
    decoder: TextDecoder,
    /// What has arrived behind the last whole line.
    rest: String,
}

impl Lines {
    fn new(answer: &Response) -> Option<Self> {
        let reader = answer.body()?.get_reader().unchecked_into();
        Some(Self { reader, decoder: TextDecoder::new().ok()?, rest: String::new() })
    }

    /// The next whole line; `None` at the end, or where the connection broke.
    async fn next(&mut self) -> Option<String> {
        loop {
            if let Some((line, rest)) = self.rest.split_once('\n') {
                let line = line.to_owned();
                self.rest = rest.to_owned();
                return Some(line);
            }
            let part = JsFuture::from(self.reader.read()).await.ok()?;
            let bytes: Uint8Array = Reflect::get(&part, &"value".into()).ok()?.dyn_into().ok()?;
            self.rest += &self.decode(&bytes)?;
        }
    }

    /// The characters that are whole by now.
    fn decode(&self, bytes: &Uint8Array) -> Option<String> {
        let options = TextDecodeOptions::new();
        options.set_stream(true);
        self.decoder.decode_with_buffer_source_and_options(bytes, &options).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_an_answer_are_those_that_the_server_writes() {
        let progress = decode(r#"{"progress": 0.5}"#).unwrap();
        assert!(matches!(progress, Line::Progress(0.5)));
        let unreadable = decode(r#"{"unreadable": "empty"}"#).unwrap();
        assert!(matches!(unreadable, Line::Unreadable(Unreadable::Empty)));
        let preview = r#"{"preview": {"format": "jira-csv", "stories": [{"title": "Oil the hinge"}],
            "not_imported": [], "warnings": []}}"#;
        let Line::Preview(preview) = decode(preview).unwrap() else { panic!("no preview") };
        assert_eq!(preview.stories[0].title, "Oil the hinge");
    }
}
