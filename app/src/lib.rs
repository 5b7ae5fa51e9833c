//! The front end: what scripts may call. `start` shows the app in an element, `act` does what the
//! page around it asks for, `stop` takes the app away again. Several instances can run on one page.

// The types of whole pages are deep where they are rendered to HTML.
#![recursion_limit = "256"]

mod api;
mod app;
mod components;
mod contexts;
mod early;
mod embedding;
mod features;
mod host;
mod i18n;
mod navigation;
mod pages;
#[cfg(not(target_arch = "wasm32"))]
pub mod prerender;
mod random;
mod route;
mod session;
mod state;

use std::any::Any;
use std::cell::RefCell;
use std::time::Duration;

use js_sys::Function;
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Event, HtmlElement};

use crate::app::App;
use crate::contexts::Contexts;
use crate::host::{Host, Options};

/// The event that tells the page of a panic, after which no Rust code runs any more.
const CRASHED_EVENT: &str = "ready-room:crashed";

/// The app as it is shown in one element.
struct Instance {
    number: u32,
    contexts: Contexts,
    /// Owns the contexts. Views and their effects are owned below it.
    owner: Owner,
    /// The mounted view: dropping it takes the view off the page.
    mounted: Box<dyn Any>,
}

thread_local! {
    /// The instances on this page, and the number of the next one.
    static INSTANCES: RefCell<(Vec<Instance>, u32)> = const { RefCell::new((Vec::new(), 0)) };
}

/// Shows the app in `container`.
///
/// `options` are the attributes of the custom element (none of them where the page is the app's own),
/// with the functions that the loader provides; see [`Options`]. `table` holds the texts of `language`,
/// and `fetch_table` fetches those of another language. Returns the number for [`act`] and [`stop`].
#[wasm_bindgen]
pub fn start(
    container: HtmlElement,
    options: &JsValue,
    table: &str,
    language: &str,
    fetch_table: Function,
) -> u32 {
    report_panics();
    let options = Options::from_js(options);
    let route = options.route();
    let owner = Owner::new_root(None);
    let contexts = owner.with(|| {
        let host = Host::new(container.clone(), options);
        if host.is_page() {
            navigation::store_secret_from_address(host, &route);
        }
        Contexts::new(host, table, language, fetch_table)
    });
    let mounted =
        owner.with(|| mount_to(container, move || view! { <App contexts initial_route=route /> }));
    INSTANCES.with_borrow_mut(|(instances, latest)| {
        *latest += 1;
        let mounted = Box::new(mounted);
        instances.push(Instance { number: *latest, contexts, owner, mounted });
        *latest
    })
}

/// Does what the page around asks for; see [`embedding::act`].
#[wasm_bindgen]
pub fn act(number: u32, name: &str, value: &str) {
    let found = INSTANCES.with_borrow(|(instances, _)| {
        let instance = instances.iter().find(|instance| instance.number == number)?;
        Some((instance.contexts, instance.owner.clone()))
    });
    if let Some((contexts, owner)) = found {
        owner.with(|| embedding::act(contexts, name, value));
    }
}

/// Takes an instance off the page.
#[wasm_bindgen]
pub fn stop(number: u32) {
    let found = INSTANCES.with_borrow_mut(|(instances, _)| {
        let position = instances.iter().position(|instance| instance.number == number)?;
        Some(instances.remove(position))
    });
    // Outside of the borrow, because handlers may run while elements are removed.
    if let Some(Instance { owner, mounted, .. }) = found {
        drop(mounted);
        // Tasks that are already scheduled still find the contexts.
        set_timeout(move || owner.cleanup(), Duration::ZERO);
    }
}

/// Tells the page of a panic.
fn report_panics() {
    std::panic::set_hook(Box::new(|panic| {
        web_sys::console::error_1(&panic.to_string().into());
        if let Ok(event) = Event::new(CRASHED_EVENT) {
            let _ = window().dispatch_event(&event);
        }
    }));
}
