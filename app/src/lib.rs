//! The page: shows the app in an element, as often as it is asked to, and finds out from the address
//! bar what to show where the page is its own.

pub mod characters;
pub mod clock;
pub mod commands;
pub mod dom;
pub mod events;
pub mod host;
pub mod i18n;
mod later;
pub mod net;
pub mod page;
pub mod pages;
pub mod parts;
mod portal;
pub mod room;
pub mod sentences;
pub mod signals;
pub mod state;
pub mod storage;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use domain::ids::RoomId;
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Event, HtmlElement};

use crate::clock::Clock;
use crate::commands::Commands;
use crate::dom::on_window;
use crate::host::{Host, Options};
use crate::i18n::Texts;
use crate::signals::{Shared, Var};
use crate::state::RoomState;

/// Half as large as the standard one, and quicker; the page has one thread.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// The event that tells the page of a panic, after which no Rust runs any more.
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

/// The room that is shown, once one is in it.
type Shown = Shared<Cell<Option<RoomState>>>;

/// What is shown somewhere: it lives until its owner is cleaned up.
struct Instance {
    number: u32,
    commands: Commands,
    room: Shown,
    owner: Option<Owner>,
}

thread_local! {
    /// What is shown on this page, and the number of the next.
    static INSTANCES: RefCell<(Vec<Instance>, u32)> = const { RefCell::new((Vec::new(), 0)) };
}

/// Shows the app in `frame`; called by the loader with the attributes of the element (none of them where
/// the page is the app's own), with a table of texts, its language, and a function that fetches the
/// table of another language. Returns a number for [`act`] and [`stop`].
#[wasm_bindgen]
pub fn start(
    frame: HtmlElement,
    options: &JsValue,
    table: &str,
    language: &str,
    fetch_table: js_sys::Function,
) -> u32 {
    std::panic::set_hook(Box::new(|panic| {
        web_sys::console::error_1(&panic.to_string().into());
        if let Ok(event) = Event::new(CRASHED_EVENT) {
            let _ = window().dispatch_event(&event);
        }
    }));
    let options = Options::of(options);
    let place = options.place();
    let host = Host::new(frame.clone(), options);
    if host.is_page() {
        take_secret_from_address(host, &place);
    }
    let texts = Texts::new(host, table, language, fetch_table);
    let commands = Commands::new(host, texts);
    let room = Shown::lasting(Cell::new(None));
    let owner = Rc::new(RefCell::new(None));
    let (made, into) = (owner.clone(), frame.clone());
    let app = move || {
        *made.borrow_mut() = Owner::current();
        page::provide(host, texts, commands, None);
        let place = Var::new(place);
        if host.is_page() {
            on_window("popstate", move |_: Event| place.set(current_place()));
        }
        let go = move |next: Place| {
            if host.is_page() {
                push_address(host, &next);
            }
            place.set(next);
        };
        pages::app(place, Rc::new(go), Clock::new(), room).add_to(&into);
    };
    mount_to(frame, app).forget();
    let owner = owner.take();
    INSTANCES.with_borrow_mut(|(all, next)| {
        *next += 1;
        all.push(Instance { number: *next, commands, room, owner });
        *next
    })
}

/// Ends what is shown under a number, and forgets what it knew.
#[wasm_bindgen]
pub fn stop(number: u32) {
    let found = INSTANCES.with_borrow_mut(|(all, _)| {
        let place = all.iter().position(|instance| instance.number == number)?;
        Some(all.remove(place))
    });
    // Dropped outside of the borrow, since it may call back.
    if let Some(Instance { commands, room, owner, .. }) = found {
        owner.inspect(Owner::cleanup);
        commands.forget();
        room.get().take().inspect(|room| room.forget());
    }
}

/// Does what the page around wishes; see [`portal::act`].
#[wasm_bindgen]
pub fn act(number: u32, name: &str, value: &str) {
    let found = INSTANCES.with_borrow(|(all, _)| {
        let instance = all.iter().find(|instance| instance.number == number)?;
        Some((instance.commands, instance.room.get().get()))
    });
    if let Some((commands, room)) = found {
        portal::act(commands, room, name, value);
    }
}

fn current_place() -> Place {
    let base = web_sys::Url::new(&host::own_base()).map(|url| url.pathname()).unwrap_or_default();
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

fn push_address(host: Host, place: &Place) {
    let address = match place {
        Place::Room(room) => net::http::room_address(host, room),
        Place::Home | Place::NotFound => host.address(""),
    };
    if let Ok(history) = window().history() {
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&address));
    }
}

/// A link for another device holds the secret behind the `#`, which no server sees. It is kept and
/// taken out of the address, so that a copied address does not give it away.
fn take_secret_from_address(host: Host, place: &Place) {
    let Place::Room(room) = place else { return };
    let fragment = location().hash().unwrap_or_default();
    let Some(secret) = fragment.strip_prefix(DEVICE_FRAGMENT) else { return };
    if domain::protocol::SECRET_BYTES.contains(&secret.len()) {
        let known = storage::room(room);
        storage::keep_room(room, &storage::KnownRoom { secret: secret.to_owned(), ..known });
    }
    if let Ok(history) = window().history() {
        let address = net::http::room_address(host, room);
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
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
