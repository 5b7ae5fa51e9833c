//! The page: mounts the app into an element, and finds out from the address bar what to show when
//! the page is its own.

pub mod characters;
pub mod clock;
pub mod commands;
pub mod dom;
pub mod events;
pub mod i18n;
mod later;
pub mod net;
pub mod page;
pub mod pages;
pub mod parts;
pub mod room;
pub mod sentences;
pub mod signals;
pub mod state;
pub mod storage;

use std::rc::Rc;

use domain::ids::RoomId;
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Event, HtmlElement};

use crate::clock::Clock;
use crate::commands::Commands;
use crate::dom::on_window;
use crate::i18n::Texts;
use crate::signals::Var;

/// Half as large as the standard one, and quicker; the page has one thread.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// The event that tells the loader of a panic, after which no Rust runs any more.
const CRASHED_EVENT: &str = "ready-room:crashed";

/// What the fragment of an address begins with that lets a person take over on another device.
const DEVICE_FRAGMENT: &str = "#as=";

/// What is shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// Where rooms are made.
    Home,
    /// A room.
    Room(RoomId),
    /// Nothing has this address.
    NotFound,
}

/// How the app is mounted.
pub struct Options {
    /// What is shown first.
    pub place: Place,
    /// Whether the address bar is the app's own: it follows what is shown.
    pub owns_address: bool,
}

/// Starts the page; called by the loader with a table of texts, its language, and a function that
/// fetches the table of another language.
#[wasm_bindgen]
pub fn start(table: &str, language: &str, fetch_table: js_sys::Function) {
    std::panic::set_hook(Box::new(|panic| {
        web_sys::console::error_1(&panic.to_string().into());
        if let Ok(event) = web_sys::Event::new(CRASHED_EVENT) {
            let _ = window().dispatch_event(&event);
        }
    }));
    let Some(body) = document().body() else { return };
    let place = current_place();
    take_secret_from_address(&place);
    mount(body, Options { place, owns_address: true }, table, language, fetch_table);
}

/// Shows the app in `parent`, for as long as the page lives.
pub fn mount(
    parent: HtmlElement,
    options: Options,
    table: &str,
    language: &str,
    fetch_table: js_sys::Function,
) {
    let (table, language) = (table.to_owned(), language.to_owned());
    let host = parent.clone();
    let app = move || {
        let texts = Texts::new(&table, &language, fetch_table);
        page::provide(texts, Commands::new(texts), None);
        let place = Var::new(options.place);
        if options.owns_address {
            on_window("popstate", move |_: Event| place.set(current_place()));
        }
        let go = move |next: Place| {
            if options.owns_address {
                push_address(&next);
            }
            place.set(next);
        };
        pages::app(place, Rc::new(go), Clock::new()).add_to(&host);
    };
    mount_to(parent, app).forget();
}

fn current_place() -> Place {
    let base = document().base_uri().ok().flatten().unwrap_or_default();
    let base = web_sys::Url::new(&base).map(|url| url.pathname()).unwrap_or_default();
    place_of(&base, &location().pathname().unwrap_or_default())
}

/// What has this path, on a page whose base has that one.
fn place_of(base: &str, path: &str) -> Place {
    let base = base.trim_end_matches('/');
    let Some(path) = path.strip_prefix(base) else { return Place::NotFound };
    match path.trim_matches('/').split_once('/') {
        None if matches!(path, "" | "/") => Place::Home,
        Some(("room", id)) if RoomId::is_well_formed(id) => Place::Room(RoomId(id.to_owned())),
        _ => Place::NotFound,
    }
}

fn push_address(place: &Place) {
    let address = match place {
        Place::Room(room) => net::http::room_address(room),
        Place::Home | Place::NotFound => net::http::address(""),
    };
    if let Ok(history) = window().history() {
        let _ = history.push_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&address));
    }
}

/// A link for another device holds the secret behind the `#`, which no server sees. It is kept and
/// taken out of the address, so that a copied address does not give it away.
fn take_secret_from_address(place: &Place) {
    let Place::Room(room) = place else { return };
    let fragment = location().hash().unwrap_or_default();
    let Some(secret) = fragment.strip_prefix(DEVICE_FRAGMENT) else { return };
    if domain::protocol::SECRET_BYTES.contains(&secret.len()) {
        let known = storage::room(room);
        storage::keep_room(room, &storage::KnownRoom { secret: secret.to_owned(), ..known });
    }
    if let Ok(history) = window().history() {
        let address = net::http::room_address(room);
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&address));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b50_an_address_means_the_same_under_any_prefix() {
        let room = Place::Room(RoomId("abcdefghijklmnop".into()));
        for base in ["/", "/tools/poker/", "/tools/poker"] {
            let prefix = base.trim_end_matches('/');
            assert_eq!(place_of(base, &format!("{prefix}/")), Place::Home);
            assert_eq!(place_of(base, &format!("{prefix}/room/abcdefghijklmnop")), room);
            assert_eq!(place_of(base, &format!("{prefix}/room/abcdefghijklmnop/")), room);
        }
        assert_eq!(place_of("/tools/poker/", "/tools/poker"), Place::Home);
    }

    #[test]
    fn b52_what_is_no_address_is_not_found() {
        for path in ["/nonsense", "/room", "/room/", "/room/abc", "/room/abcdefghijklmnop/x", "//x"]
        {
            assert_eq!(place_of("/", path), Place::NotFound, "{path}");
        }
        assert_eq!(place_of("/tools/", "/other"), Place::NotFound);
    }
}
