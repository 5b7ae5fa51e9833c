//! What every part of the page works with: given once by who shows the page, found by all.

use leptos::prelude::*;

use crate::commands::Commands;
use crate::host::Host;
use crate::i18n::Texts;
use crate::state::RoomState;

#[derive(Clone, Copy)]
struct Page {
    host: Host,
    texts: Texts,
    commands: Commands,
    room: Option<RoomState>,
}

/// Gives them to what is made from here on.
pub fn provide(host: Host, texts: Texts, commands: Commands, room: Option<RoomState>) {
    provide_context(Page { host, texts, commands, room });
}

/// Where it is shown.
pub fn host() -> Host {
    page().host
}

/// The translations.
pub fn texts() -> Texts {
    page().texts
}

/// The way to the server.
pub fn commands() -> Commands {
    page().commands
}

/// The room; only what is shown inside one may ask.
pub fn room() -> RoomState {
    match page().room {
        Some(room) => room,
        None => unreachable!("parts of a room are shown inside it"),
    }
}

fn page() -> Page {
    match use_context() {
        Some(page) => page,
        None => unreachable!("parts of a page are made inside it"),
    }
}
