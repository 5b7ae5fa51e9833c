//! Requests to the server. Every address is relative to its base, so that a prefix before it is kept
//! (rule 35). Knows nothing of the room's rules.

use std::cell::RefCell;
use std::pin::Pin;
use std::time::Duration;

use domain::deck::DeckChoice;
use domain::draft::Unreadable;
use domain::ids::RoomId;
use domain::refusal::Refusal;
use js_sys::{JsString, Promise};
use leptos::prelude::{document, window};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Blob, Headers, HtmlElement, RequestInit, Response, Url};

use super::json;
use crate::host::Host;
use crate::later::after;

/// Rendered texts that are remembered. Beyond it the memory starts anew.
const REMEMBERED_MARKDOWN: usize = 200;

/// The statuses of answers that say in their body why something was refused.
const REFUSED: [u16; 2] = [403, 422];

/// The statuses of answers that would be the same again: not understood, too large.
const HOPELESS: [u16; 2] = [400, 413];

/// Where a room is made of a file.
const OPEN: &str = "api/rooms/open";

/// The media types of what is sent.
const JSON: &str = "application/json";
pub(super) const TEXT: &str = "text/plain;charset=utf-8";
const OTHER: &str = "application/octet-stream";

thread_local! {
    /// Texts with their HTML.
    static MARKDOWN: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Failed<R> {
    /// The server said no, and why.
    Refused(R),
    /// No answer came, or none that can be understood.
    Unreachable,
}

/// Why there is no room of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum NotOpened {
    /// The server would not have such a room, or none of this person.
    Refused(Refusal),
    /// It is no file of a room. The answer says what is wrong with it, to those who can read that.
    Unreadable(String),
    /// No answer came, or none that can be understood.
    Unreachable,
}

#[derive(Serialize)]
struct NewRoom<'a> {
    title: &'a str,
    deck: &'a DeckChoice,
    secret: &'a str,
}

#[derive(Deserialize)]
struct Created {
    room: RoomId,
}

#[derive(Deserialize)]
struct Refused {
    refused: Refusal,
}

/// The server's answer about a file that cannot be read.
#[derive(Deserialize)]
pub struct CannotRead {
    /// Why.
    pub unreadable: Unreadable,
}

/// The address of a room's page: the invitation.
pub fn room_address(host: Host, room: &RoomId) -> String {
    host.address(&["room/", &room.0].concat())
}

/// Where a room's websocket is.
pub(super) fn socket_address(host: Host, room: &RoomId) -> String {
    let address = host.address(&["api/rooms/", &room.0, "/socket"].concat());
    // `http` becomes `ws`, `https` becomes `wss`.
    ["ws", address.strip_prefix("http").unwrap_or_default()].concat()
}

/// Makes a room whose first facilitator is who holds the secret.
pub async fn create_room(
    host: Host,
    title: &str,
    deck: &DeckChoice,
    secret: &str,
) -> Result<RoomId, Failed<Refusal>> {
    let body = json::write(&NewRoom { title, deck, secret });
    let answer = post(host, "api/rooms", JSON, &body.into(), None).await;
    let created: Created = outcome(answer, |refused: Refused| refused.refused)?;
    Ok(created.room)
}

/// Makes a room again of the file of one. Who holds the secret is its first facilitator.
pub async fn open_room(host: Host, file: &JsValue, secret: &str) -> Result<RoomId, NotOpened> {
    let answer = post(host, OPEN, OTHER, file, Some(secret)).await;
    let answer = answer.ok_or(NotOpened::Unreachable)?;
    if answer.is_ok() {
        let created: Option<Created> = json::read(&answer.text);
        return created.map(|created| created.room).ok_or(NotOpened::Unreachable);
    }
    if !REFUSED.contains(&answer.status) {
        return Err(NotOpened::Unreachable);
    }
    let refused: Option<Refused> = json::read(&answer.text);
    Err(refused.map_or(NotOpened::Unreadable(answer.text), |body| NotOpened::Refused(body.refused)))
}

/// Sends a file or a text that is to be read, and gives the answer as soon as it begins to come: lines that
/// say how far the reading is. `signal` ends it.
pub async fn ask_lines(
    host: Host,
    path: &str,
    content: &JsValue,
    secret: &str,
    signal: &AbortSignal,
) -> Result<Response, Failed<Unreadable>> {
    let kind = if content.is_string() { TEXT } else { OTHER };
    let init =
        init(host, path, "POST", Some(kind), content, Some(secret)).ok_or(Failed::Unreachable)?;
    let _ = init.get_headers().unchecked_into::<Headers>().set("accept", "application/x-ndjson");
    init.set_signal(Some(signal));
    let asked = window().fetch_with_str_and_init(&host.address(path), &init);
    let answer = resolved::<Response>(asked).await.ok_or(Failed::Unreachable)?;
    if answer.ok() {
        return Ok(answer);
    }
    let refused = REFUSED.contains(&answer.status()).then(|| answer.text().ok()).flatten();
    let text = match refused {
        Some(text) => resolved::<JsString>(text).await.map(String::from),
        None => None,
    };
    let read: Option<CannotRead> = text.and_then(|text| json::read(&text));
    Err(read.map_or(Failed::Unreachable, |read| Failed::Refused(read.unreadable)))
}

/// The safe HTML of a Markdown text. `None` where the server cannot be reached.
pub async fn markdown(host: Host, text: &str) -> Option<String> {
    if let Some(html) = cached_markdown(text) {
        return Some(html);
    }
    let answer = post(host, "api/markdown", TEXT, &text.into(), None).await;
    let html = answer.filter(Answer::is_ok)?.text;
    MARKDOWN.with_borrow_mut(|known| {
        if known.len() >= REMEMBERED_MARKDOWN {
            known.clear();
        }
        known.push((text.to_owned(), html.clone()));
    });
    Some(html)
}

/// The safe HTML of a Markdown text that was rendered before.
pub fn cached_markdown(text: &str) -> Option<String> {
    let known = |known: &Vec<(String, String)>| {
        known.iter().find(|(other, _)| other == text).map(|(_, html)| html.clone())
    };
    MARKDOWN.with_borrow(known)
}

/// Saves the room on this device, in the form that the server calls `file`. Gives the name under which;
/// `None` where it could not be fetched.
pub async fn export(host: Host, room: &RoomId, secret: &str, file: &str) -> Option<String> {
    let path = ["api/rooms/", &room.0, "/export/", file].concat();
    let answer = request(host, &path, "GET", None, &JsValue::UNDEFINED, Some(secret))?;
    let answer = resolved::<Response>(answer).await?;
    let blob = answer.ok().then(|| answer.blob().ok()).flatten()?;
    let blob = resolved::<Blob>(blob).await?;
    let name = answer.headers().get("content-disposition").ok().flatten();
    let name = name.as_deref().and_then(file_name).unwrap_or(file);
    save_file(&blob, name)?;
    Some(name.to_owned())
}

/// Hands a command over that is too large for a frame. `None` where sending it again may help.
pub(super) async fn order(
    host: Host,
    room: &RoomId,
    secret: &str,
    body: &str,
) -> Option<Result<(), Refusal>> {
    let path = ["api/rooms/", &room.0, "/commands"].concat();
    let answer = post(host, &path, JSON, &body.into(), Some(secret)).await?;
    if answer.is_ok() {
        return Some(Ok(()));
    }
    match json::read::<Refused>(&answer.text) {
        Some(refused) => Some(Err(refused.refused)),
        None if HOPELESS.contains(&answer.status) => Some(Err(Refusal::BadCommandId)),
        None => None,
    }
}

/// What came back.
pub(super) struct Answer {
    status: u16,
    text: String,
}

impl Answer {
    /// Whether it is what was asked for.
    pub(super) fn is_ok(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// Sends something, and gives the answer once all of it is here. In a box: whatever waits for it is
/// then small.
pub(super) fn post(
    host: Host,
    path: &str,
    kind: &str,
    body: &JsValue,
    secret: Option<&str>,
) -> Pin<Box<dyn Future<Output = Option<Answer>>>> {
    let answer = request(host, path, "POST", Some(kind), body, secret);
    Box::pin(async move {
        let answer = resolved::<Response>(answer?).await?;
        let text = resolved::<JsString>(answer.text().ok()?).await?;
        Some(Answer { status: answer.status(), text: text.into() })
    })
}

fn request(
    host: Host,
    path: &str,
    method: &str,
    kind: Option<&str>,
    body: &JsValue,
    secret: Option<&str>,
) -> Option<Promise> {
    let init = init(host, path, method, kind, body, secret)?;
    Some(window().fetch_with_str_and_init(&host.address(path), &init))
}

fn init(
    host: Host,
    path: &str,
    method: &str,
    kind: Option<&str>,
    body: &JsValue,
    secret: Option<&str>,
) -> Option<RequestInit> {
    let headers = Headers::new().ok()?;
    if let Some(kind) = kind {
        headers.set("content-type", kind).ok()?;
    }
    if let Some(secret) = secret {
        // Whom the page around vouches for is known by that, but founds a room like anybody.
        let token = host.token().filter(|_| path != OPEN);
        let proof = token.as_deref().unwrap_or(secret);
        headers.set("authorization", &["Bearer ", proof].concat()).ok()?;
    }
    let init = RequestInit::new();
    init.set_method(method);
    init.set_headers(&headers);
    init.set_body(body);
    Some(init)
}

async fn resolved<T: JsCast>(promise: Promise) -> Option<T> {
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

/// What an answer holds, or why it holds nothing.
fn outcome<T: DeserializeOwned, B: DeserializeOwned, R>(
    answer: Option<Answer>,
    reason: impl Fn(B) -> R,
) -> Result<T, Failed<R>> {
    let answer = answer.ok_or(Failed::Unreachable)?;
    if answer.is_ok() {
        return json::read(&answer.text).ok_or(Failed::Unreachable);
    }
    let refused = REFUSED.contains(&answer.status).then(|| json::read(&answer.text));
    Err(refused.flatten().map_or(Failed::Unreachable, |body| Failed::Refused(reason(body))))
}

/// The plain name in `attachment; filename="sprint.csv"`.
fn file_name(disposition: &str) -> Option<&str> {
    let name = disposition.split(';').find_map(|part| part.trim().strip_prefix("filename="))?;
    Some(name.trim_matches('"')).filter(|name| !name.is_empty())
}

fn save_file(blob: &Blob, name: &str) -> Option<()> {
    let address = Url::create_object_url_with_blob(blob).ok()?;
    let link = document().create_element("a").ok()?;
    link.set_attribute("href", &address).ok()?;
    link.set_attribute("download", name).ok()?;
    link.unchecked_into::<HtmlElement>().click();
    // Some browsers read it only after the click.
    after(Duration::from_secs(10), move || drop(Url::revoke_object_url(&address)));
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_as_the_server_says() {
        assert_eq!(file_name("attachment; filename=\"sprint 12.csv\""), Some("sprint 12.csv"));
        assert_eq!(file_name("attachment; filename=a.md; filename*=UTF-8''b.md"), Some("a.md"));
        assert_eq!(file_name("inline"), None);
    }
}
