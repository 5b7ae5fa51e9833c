//! Keeps the screen on while the room is in a round, where the browser can. It gives the lock back when the page is
//! hidden, so it is asked for again when it is seen.

use gloo_events::EventListener;
use js_sys::{Promise, Reflect};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use super::tab::begun_round;
use crate::host::use_host;
use crate::state::{Topic, use_room};

#[wasm_bindgen]
extern "C" {
    type WakeLockSentinel;

    /// Fails where the browser does not give one: in a hidden page, with a low battery.
    #[wasm_bindgen(catch, js_namespace = ["navigator", "wakeLock"], js_name = request)]
    async fn request(kind: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method)]
    fn release(this: &WakeLockSentinel) -> Promise;
}

/// Whether the browser has such locks: not without a secure connection.
fn has_locks() -> bool {
    let locks = Reflect::get(&window().navigator(), &"wakeLock".into());
    locks.is_ok_and(|locks| locks.is_object())
}

/// Holds the lock while a round is open on a story, or somebody has voted in a quick one. Only on a page of one's
/// own: the page around a frame or an element has to allow it, and asking where it does not is reported as a fault.
pub fn use_wake_lock() {
    let room = use_room();
    if !use_host().is_page() || !has_locks() {
        return;
    }
    let held = StoredValue::new_local(None::<WakeLockSentinel>);
    let is_wanted =
        Memo::new(move |_| room.read(Topic::Table, |view| begun_round(&view.board).is_some()));
    let give_back = move || {
        if let Some(lock) = held.try_update_value(Option::take).flatten() {
            let _ = lock.release();
        }
    };
    let ask = move || {
        spawn_local(async move {
            let Ok(lock) = request("screen").await else { return };
            let lock: WakeLockSentinel = lock.unchecked_into();
            give_back();
            match is_wanted.try_get_untracked() {
                Some(true) => held.set_value(Some(lock)),
                _ => drop(lock.release()),
            }
        });
    };
    Effect::new(move || if is_wanted.get() { ask() } else { give_back() });
    let listener = EventListener::new(&document(), "visibilitychange", move |_| {
        if !document().hidden() && is_wanted.try_get_untracked() == Some(true) {
            ask();
        }
    });
    let listener = StoredValue::new_local(Some(listener));
    on_cleanup(move || {
        give_back();
        drop(listener.try_update_value(Option::take));
    });
}
