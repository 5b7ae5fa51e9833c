//! The dialog that lists the shortcuts.

use leptos::prelude::*;

use super::shortcut_list::load_shortcut_list;
use crate::components::dialog::Dialog;
use crate::components::lazy_part::LazyPart;
use crate::i18n::Text;
use crate::state::use_room_ui;

/// The dialog.
#[component]
pub fn ShortcutsDialog() -> impl IntoView {
    let ui = use_room_ui();
    view! {
        <Dialog open=ui.shortcuts_open title=Text::Shortcuts class="shortcuts">
            <LazyPart load=load_shortcut_list />
        </Dialog>
    }
}
