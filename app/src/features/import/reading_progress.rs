//! How far the server is with reading.

use leptos::prelude::*;

use super::import_state::use_import;
use crate::i18n::{Text, use_i18n};

/// A bar that fills, and a button that ends the reading.
#[component]
pub fn ReadingProgress() -> impl IntoView {
    let (i18n, import) = (use_i18n(), use_import());
    let progress = import.progress;
    view! {
        <div class="import-reading" aria-busy="true">
            <p role="status">{i18n.text(Text::ImportReading)}</p>
            <div
                class="import-progress"
                role="progressbar"
                aria-valuemin="0"
                aria-valuemax="100"
                aria-label=i18n.text(Text::ImportReading)
                aria-valuenow=move || (progress.get() * 100.0).round().to_string()
            >
                <div
                    class="import-progress-fill"
                    style:--read=move || progress.get().to_string()
                ></div>
            </div>
            <div class="dialog-actions">
                <button type="button" class="button" on:click=move |_| import.back()>
                    {i18n.text(Text::ImportCancel)}
                </button>
            </div>
        </div>
    }
}
