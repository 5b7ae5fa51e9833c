//! Whether this person hears soft sounds of the round: off until chosen, and remembered in this browser.

use leptos::prelude::*;

use crate::components::icon::Icon;
use crate::host::use_host;
use crate::i18n::{Text, use_i18n};
use crate::state::use_room_ui;

/// The switch.
#[component]
pub fn SoundSwitch() -> impl IntoView {
    let (host, i18n, ui) = (use_host(), use_i18n(), use_room_ui());
    let is_on = move || ui.sounds.get() == Some(true);
    let icon = move || if is_on() { Icon::Sound.view() } else { Icon::Muted.view() };
    view! {
        <button
            type="button"
            class="button button--quiet menu-button"
            aria-label=i18n.text(Text::Sounds)
            title=i18n.text(Text::Sounds)
            aria-pressed=move || is_on().to_string()
            on:click=move |_| ui.choose_sounds(host, !untrack(is_on))
        >
            {icon}
        </button>
    }
}
