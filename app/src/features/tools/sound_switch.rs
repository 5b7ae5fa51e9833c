//! Whether this person hears soft sounds of the round: off until chosen, and remembered in this browser.

use leptos::prelude::*;

use crate::components::sound_button::SoundButton;
use crate::host::use_host;
use crate::i18n::Text;
use crate::state::use_room_ui;

/// The switch.
#[component]
pub fn SoundSwitch() -> impl IntoView {
    let (host, ui) = (use_host(), use_room_ui());
    let is_on = move || ui.sounds.get() == Some(true);
    let toggle = move || ui.choose_sounds(host, !untrack(is_on));
    view! { <SoundButton label=Text::Sounds class="menu-button" is_on on_press=toggle /> }
}
