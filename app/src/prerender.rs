//! The forms that people meet first, as HTML: rendered at build time from the components of the app, and
//! served in the page, so that they can be filled in before the app is there.

use std::sync::Arc;

use hydration_context::SsrSharedContext;
use js_sys::Function;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use crate::contexts::Contexts;
use crate::host::{Host, Options};
pub use crate::i18n::LANGUAGES;
use crate::i18n::Supplement;
use crate::navigation::Navigate;
use crate::pages::{HomeContent, JoinPage};
use crate::route::Route;

/// A page that begins with a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// Where rooms are created.
    Home,
    /// The way into a room.
    Room,
}

/// The form of `page` in `language`, whose texts are JSON arrays: those that every visit needs, and those of the
/// parts. `is_framed` says that it is shown in a frame or an element, without the header of the app's own pages.
pub fn render(page: Page, is_framed: bool, language: &str, [table, parts]: [&str; 2]) -> String {
    // Nothing at build time calls it.
    let no_function: Function = JsValue::UNDEFINED.unchecked_into();
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new())));
    let html = owner.with(|| {
        let host = Host::new(JsValue::NULL.unchecked_into(), Options::at_build_time(is_framed));
        let contexts = Contexts::new(host, table, language, no_function);
        let _ = contexts.i18n.add(Supplement::Parts, language, parts);
        contexts.provide();
        provide_context(Navigate::new(host, RwSignal::new(Route::Home)));
        match page {
            Page::Home => view! { <HomeContent /> }.to_html(),
            Page::Room => {
                let lobby = Memo::new(|_| None);
                let refused = RwSignal::new(None);
                let on_join = Callback::new(|_| {});
                view! { <JoinPage lobby name="".into() role=Default::default() refused on_join /> }
                    .to_html()
            }
        }
    });
    owner.cleanup();
    html
}
