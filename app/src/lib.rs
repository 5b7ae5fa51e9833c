//! The page, as a library of which two modules of WebAssembly are made: the one of a first visit
//! (`start`, in `app/room`), and the one that is fetched when somebody wants to bring stories in
//! (`files`, in `app/files`). Neither holds more than it calls.

pub mod characters;
pub mod clock;
pub mod commands;
pub mod dom;
pub mod events;
pub mod files;
pub mod host;
pub mod i18n;
mod later;
pub mod net;
pub mod page;
pub mod pages;
pub mod parts;
pub mod place;
mod portal;
pub mod room;
pub mod sentences;
pub mod signals;
pub mod start;
pub mod state;
pub mod storage;

use std::cell::RefCell;
use std::rc::Rc;

use leptos::mount::mount_to;
use leptos::prelude::*;
use web_sys::{Event, HtmlElement};

/// Half as large as the standard one, and quicker; the page has one thread.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// The event that tells the page of a panic, after which no Rust of that module runs any more.
const CRASHED_EVENT: &str = "ready-room:crashed";

/// Lets the page hear of a panic.
fn tell_of_panics() {
    std::panic::set_hook(Box::new(|panic| {
        web_sys::console::error_1(&panic.to_string().into());
        if let Ok(event) = Event::new(CRASHED_EVENT) {
            let _ = window().dispatch_event(&event);
        }
    }));
}

/// Shows what `make` puts into `frame`. It lives until the owner is cleaned up.
fn mount(frame: HtmlElement, make: impl FnOnce(&HtmlElement) + 'static) -> Option<Owner> {
    let owner = Rc::new(RefCell::new(None));
    let (made, into) = (owner.clone(), frame.clone());
    let app = move || {
        *made.borrow_mut() = Owner::current();
        make(&into);
    };
    mount_to(frame, app).forget();
    owner.take()
}
