//! Listens for shortcuts: the first characters of a card play it, letters do what the buttons do. Never
//! while somebody types in a field, and never with a modifier.

use domain::settings::Permission;
use gloo_events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

use super::card_typing::CardTyping;
use super::layouts::meanings;
use crate::components::keyboard::{is_composing, leave_to_input_method};
use crate::features::round_actions::round_commands::{next_story, reveal, vote_again};
use crate::features::story::story_actions::edit_story;
use crate::host::{Host, use_host};
use crate::session::{Commands, use_commands};
use crate::state::{RoomDialog, RoomStore, RoomUi, use_room, use_room_ui};

/// Elements that take key presses themselves.
const FIELDS: &str = "input, textarea, select, dialog, [contenteditable]";

/// What shortcuts act on.
#[derive(Clone, Copy)]
struct Shortcuts {
    host: Host,
    room: RoomStore,
    commands: Commands,
    ui: RoomUi,
    card_typing: CardTyping,
}

/// Listens for as long as the current owner lives.
pub fn use_shortcuts() {
    let (host, room, commands, ui) = (use_host(), use_room(), use_commands(), use_room_ui());
    let card_typing = CardTyping::new(room, commands, ui);
    let shortcuts = Shortcuts { host, room, commands, ui, card_typing };
    let on_keydown = move |event: &Event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        leave_to_input_method(event);
        let is_ours = !is_composing(event) && !is_for_somebody_else(host, event);
        if is_ours && meanings(event).into_iter().flatten().any(|key| shortcuts.press(&key)) {
            event.prevent_default();
        }
    };
    let listener = EventListener::new_with_options(
        &host.event_target(),
        "keydown",
        EventListenerOptions::enable_prevent_default(),
        on_keydown,
    );
    StoredValue::new_local(listener);
}

impl Shortcuts {
    /// Does what a key stands for. Returns whether it stands for something.
    fn press(self, key: &str) -> bool {
        let Self { room, commands, ui, .. } = self;
        let may = |permission| untrack(|| room.may(permission));
        let is_character = key.chars().count() == 1 && key != "?" && key != " ";
        if is_character && untrack(|| room.is_estimator()) && self.card_typing.take(key) {
            return true;
        }
        match key.to_ascii_lowercase().as_str() {
            "r" if may(Permission::Reveal) => reveal(room, commands),
            "v" if may(Permission::Reveal) => vote_again(room, commands),
            "n" if may(Permission::Steer) => next_story(room, commands),
            "e" if may(Permission::Texts) => {
                let Some(story) = untrack(|| ui.shown()) else { return false };
                edit_story(self.host, ui, story);
            }
            "?" => ui.dialog.set(Some(RoomDialog::Shortcuts)),
            _ => return false,
        }
        true
    }
}

/// Whether a key press is meant for a field, a dialog, the wall or the browser.
fn is_for_somebody_else(host: Host, event: &KeyboardEvent) -> bool {
    if event.ctrl_key() || event.alt_key() || event.meta_key() || event.repeat() {
        return true;
    }
    // Seen from the window, the target of a press in a shadow root is the element that hosts it.
    let innermost = event.composed_path().get(0).dyn_into::<Element>().ok();
    innermost.and_then(|element| element.closest(FIELDS).ok().flatten()).is_some()
        || host.find("dialog[open], .wall-page").is_some()
}
