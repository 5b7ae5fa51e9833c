//! The dialog of the room's settings.

use leptos::prelude::*;

use super::settings_content::load_settings;
use crate::components::dialog::Dialog;
use crate::components::lazy_part::LazyPart;
use crate::i18n::Text;
use crate::state::use_room_ui;

/// The dialog.
#[component]
pub fn SettingsDialog() -> impl IntoView {
    let ui = use_room_ui();
    view! {
        <Dialog open=ui.settings_open title=Text::Settings class="settings">
            <LazyPart load=load_settings />
        </Dialog>
    }
}
