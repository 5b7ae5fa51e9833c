//! Going from page to page. The address bar follows only where the page is the app's own.

use domain::ids::RoomId;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::api::addresses;
use crate::host::Host;
use crate::route::Route;
use crate::state::browser_storage::{self, KnownRoom};

/// How the fragment of a link begins that lets a person continue on another device.
const DEVICE_FRAGMENT: &str = "#as=";

/// Goes to another page.
#[derive(Clone, Copy)]
pub struct Navigate {
    host: Host,
    route: RwSignal<Route>,
}

/// The context that [`App`](crate::app::App) provides.
pub fn use_navigate() -> Navigate {
    expect_context()
}

impl Navigate {
    /// Navigation that sets `route`.
    pub fn new(host: Host, route: RwSignal<Route>) -> Self {
        Self { host, route }
    }

    /// Shows the page of a room, and puts it into the address bar where that is the app's own.
    pub fn to_room(self, room: RoomId) {
        if self.host.is_page()
            && let Ok(history) = window().history()
        {
            let address = addresses::room(self.host, &room);
            let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&address));
        }
        self.route.set(Route::Room(room));
    }
}

/// The link by which a person goes on as the same one on another device. It lets in whoever has it.
pub fn device_link(host: Host, room: &RoomId, secret: &str) -> String {
    format!("{}{DEVICE_FRAGMENT}{secret}", addresses::room(host, room))
}

/// Stores the secret from a link for another device, and takes it out of the address bar, so that a
/// copied address does not give it away. It stands behind the `#`, which is not sent to servers.
pub fn store_secret_from_address(host: Host, route: &Route) {
    let Route::Room(room) = route else { return };
    let fragment = location().hash().unwrap_or_default();
    let Some(secret) = fragment.strip_prefix(DEVICE_FRAGMENT) else { return };
    if domain::protocol::SECRET_BYTES.contains(&secret.len()) {
        let known = browser_storage::known_room(host, room);
        let known = KnownRoom { secret: secret.to_owned(), ..known };
        browser_storage::store_room(host, room, &known);
    }
    if let Ok(history) = window().history() {
        let address = addresses::room(host, room);
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
    }
}
