//! Keeps the deck and the settings of this room for new rooms that are created in this browser.

use leptos::prelude::*;

use crate::components::icon::Icon;
use crate::host::use_host;
use crate::i18n::{Text, use_i18n};
use crate::state::{RoomDefaults, Toast, use_room, use_toaster};

/// The button.
#[component]
pub fn DefaultsButton() -> impl IntoView {
    let (host, i18n, room, toaster) = (use_host(), use_i18n(), use_room(), use_toaster());
    let store = move |_| {
        room.peek(|view| RoomDefaults::of(&view.board)).store(host);
        toaster.show(Toast::done(i18n.get(Text::DoneDefaultsKept)));
    };
    view! {
        <button type="button" class="button button--quiet" on:click=store>
            {Icon::Star.view()}
            {i18n.text(Text::KeepAsDefaults)}
        </button>
    }
}
