//! What is shown, and how the address bar names it where the page is the app's own.

use domain::ids::RoomId;
use leptos::prelude::{location, window};
use wasm_bindgen::JsValue;

use crate::host::{self, Host};
use crate::{net, storage};

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

/// What the address bar names.
pub fn current_place() -> Place {
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

/// Writes a place into the address bar.
pub fn push_address(host: Host, place: &Place) {
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
pub fn take_secret_from_address(host: Host, place: &Place) {
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
