//! What every component can reach by context.

use js_sys::Function;
use leptos::prelude::*;

use crate::host::Host;
use crate::i18n::I18n;
use crate::session::ActiveRoom;
use crate::state::Toaster;

/// What every component can reach by context. Made before the view, so that scripts reach it too.
#[derive(Clone, Copy)]
pub struct Contexts {
    /// Where the app is shown.
    pub host: Host,
    /// The translations.
    pub i18n: I18n,
    /// The notices on the page.
    pub toaster: Toaster,
    /// The room that the app is in.
    pub active_room: ActiveRoom,
}

impl Contexts {
    /// The contexts of one instance, owned by the current owner.
    pub fn new(host: Host, table: &str, language: &str, fetch_table: Function) -> Self {
        Self {
            host,
            i18n: I18n::new(host, table, language, fetch_table),
            toaster: Toaster::new(),
            active_room: ActiveRoom::new(),
        }
    }

    /// Provides them to the components below.
    pub fn provide(self) {
        provide_context(self.host);
        provide_context(self.i18n);
        provide_context(self.toaster);
        provide_context(self.active_room);
    }
}
