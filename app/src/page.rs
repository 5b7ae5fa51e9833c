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
    commands: Option<Commands>,
    room: Option<RoomState>,
}

/// Gives them to what is made from here on.
pub fn provide(host: Host, texts: Texts, commands: Option<Commands>, room: Option<RoomState>) {
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

/// The way to the room; only the module of a first visit has one.
pub fn commands() -> Commands {
    match page().commands {
        Some(commands) => commands,
        None => unreachable!("the other module sends nothing by itself"),
    }
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
