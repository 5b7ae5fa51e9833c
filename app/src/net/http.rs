//! Requests to the server. Every address is relative to the page's base, so that a prefix before it
//! is kept (rule 35). Knows nothing of the room's rules.

use std::cell::RefCell;
use std::time::Duration;

use domain::deck::DeckChoice;
use domain::draft::{Preview, Unreadable};
use domain::ids::RoomId;
use domain::refusal::Refusal;
use leptos::prelude::{document, window};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Headers, HtmlElement, RequestInit, Response, Url};

use super::json;
use crate::later::after;

/// Rendered texts that are remembered. Beyond it the memory starts anew.
const REMEMBERED_MARKDOWN: usize = 200;

/// The status of an answer that says in its body why something was refused.
const UNPROCESSABLE: u16 = 422;

/// The statuses of answers that would be the same again: not understood, too large.
const HOPELESS: [u16; 2] = [400, 413];

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

/// In which form a backlog leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Export {
    /// For trackers and spreadsheets.
    Csv,
    /// For wikis.
    Markdown,
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

#[derive(Deserialize)]
struct CannotRead {
    unreadable: Unreadable,
}

/// The whole address of a page or file of the site: `room/abc` below the page's base.
pub fn address(path: &str) -> String {
    let base = document().base_uri().ok().flatten().unwrap_or_default();
    Url::new_with_base(path, &base).map(|url| url.href()).unwrap_or_default()
}

/// The address of a room's page: the invitation.
pub fn room_address(room: &RoomId) -> String {
    address(&["room/", &room.0].concat())
}

/// The invitation for oneself, on another device: it holds the secret.
pub fn device_address(room: &RoomId, secret: &str) -> String {
    [&room_address(room), "#as=", secret].concat()
}

/// Where a room's websocket is.
pub(super) fn socket_address(room: &RoomId) -> String {
    let address = address(&["api/rooms/", &room.0, "/socket"].concat());
    // `http` becomes `ws`, `https` becomes `wss`.
    ["ws", address.strip_prefix("http").unwrap_or_default()].concat()
}

/// Makes a room whose first facilitator is who holds the secret.
pub async fn create_room(
    title: &str,
    deck: &DeckChoice,
    secret: &str,
) -> Result<RoomId, Failed<Refusal>> {
    let body = serde_json::to_string(&NewRoom { title, deck, secret }).unwrap_or_default();
    let answer = post("api/rooms", Some("application/json"), &body.into(), None).await;
    let created = outcome(answer, |refused: Refused| refused.refused).await?;
    parsed::<Created, _>(&created).map(|created| created.room)
}

/// Reads a file or pasted text.
pub async fn preview(content: &JsValue) -> Result<Preview, Failed<Unreadable>> {
    let kind = content.is_string().then_some("text/plain;charset=utf-8");
    let answer =
        post("api/preview", kind.or(Some("application/octet-stream")), content, None).await;
    let preview = outcome(answer, |answer: CannotRead| answer.unreadable).await?;
    parsed(&preview)
}

/// The safe HTML of a Markdown text. `None` where the server cannot be reached.
pub async fn markdown(text: &str) -> Option<String> {
    if let Some(html) = cached_markdown(text) {
        return Some(html);
    }
    let answer = post("api/markdown", Some("text/plain;charset=utf-8"), &text.into(), None).await;
    let html = answer_text(&answer.filter(Response::ok)?).await?;
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

/// Saves the room's backlog as a file on this device. False where it could not be fetched.
pub async fn export(room: &RoomId, secret: &str, form: Export) -> bool {
    let (path, kind) = match form {
        Export::Csv => ("/export.csv", "csv"),
        Export::Markdown => ("/export.md", "md"),
    };
    let path = ["api/rooms/", &room.0, path].concat();
    let Some(answer) = fetch(&path, "GET", None, &JsValue::UNDEFINED, Some(secret)).await else {
        return false;
    };
    let Some(promise) = answer.ok().then(|| answer.blob().ok()).flatten() else { return false };
    let Ok(blob) = JsFuture::from(promise).await else { return false };
    let name = answer.headers().get("content-disposition").ok().flatten();
    let name = name.as_deref().and_then(file_name).map(str::to_owned);
    let fallback = || ["backlog.", kind].concat();
    save_file(&blob.unchecked_into(), &name.unwrap_or_else(fallback)).is_some()
}

/// Hands a command over that is too large for a frame. `None` where sending it again may help.
pub(super) async fn order(room: &RoomId, secret: &str, body: &str) -> Option<Result<(), Refusal>> {
    let path = ["api/rooms/", &room.0, "/commands"].concat();
    let answer = post(&path, Some("application/json"), &body.into(), Some(secret)).await?;
    if answer.ok() {
        return Some(Ok(()));
    }
    let (status, text) = (answer.status(), answer_text(&answer).await?);
    match json::read::<Refused>(&text) {
        Some(refused) => Some(Err(refused.refused)),
        None if HOPELESS.contains(&status) => Some(Err(Refusal::BadCommandId)),
        None => None,
    }
}

async fn post(
    path: &str,
    kind: Option<&str>,
    body: &JsValue,
    secret: Option<&str>,
) -> Option<Response> {
    fetch(path, "POST", kind, body, secret).await
}

async fn fetch(
    path: &str,
    method: &str,
    kind: Option<&str>,
    body: &JsValue,
    secret: Option<&str>,
) -> Option<Response> {
    let headers = Headers::new().ok()?;
    if let Some(kind) = kind {
        headers.set("content-type", kind).ok()?;
    }
    if let Some(secret) = secret {
        headers.set("authorization", &["Bearer ", secret].concat()).ok()?;
    }
    let init = RequestInit::new();
    init.set_method(method);
    init.set_headers(&headers);
    init.set_body(body);
    let answer = window().fetch_with_str_and_init(&address(path), &init);
    JsFuture::from(answer).await.ok()?.dyn_into().ok()
}

/// The body of an answer, or why there is none.
async fn outcome<B: DeserializeOwned, R>(
    answer: Option<Response>,
    reason: impl Fn(B) -> R,
) -> Result<String, Failed<R>> {
    let answer = answer.ok_or(Failed::Unreachable)?;
    let text = answer_text(&answer).await.ok_or(Failed::Unreachable)?;
    if answer.ok() {
        return Ok(text);
    }
    let refused = (answer.status() == UNPROCESSABLE).then(|| json::read(&text));
    Err(refused.flatten().map_or(Failed::Unreachable, |body| Failed::Refused(reason(body))))
}

fn parsed<T: DeserializeOwned, R>(text: &str) -> Result<T, Failed<R>> {
    json::read(text).ok_or(Failed::Unreachable)
}

async fn answer_text(answer: &Response) -> Option<String> {
    JsFuture::from(answer.text().ok()?).await.ok()?.as_string()
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
