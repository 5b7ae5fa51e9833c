//! The button that opens the dialog for saving the room as a file, and the dialog.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::load::load_export;
use crate::components::dialog::Dialog;
use crate::components::icon::Icon;
use crate::components::lazy_part::LazyPart;
use crate::i18n::{Text, use_i18n};

/// The button with its dialog.
#[component]
pub fn ExportButton() -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    let saving = RwSignal::new(None);
    view! {
        <button
            type="button"
            class="button export-open"
            aria-expanded=move || open.get().to_string()
            on:click=move |_| open.set(true)
        >
            {Icon::Download.view()}
            {i18n.text(Text::ExportTitle)}
        </button>
        // The key that closes the dialog must not close the drawer below it as well.
        <Dialog
            open
            title=Text::ExportTitle
            class="export"
            on:keydown=move |event: KeyboardEvent| event.stop_propagation()
        >
            <LazyPart load=move || load_export(open, saving) />
        </Dialog>
    }
}
