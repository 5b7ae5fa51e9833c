//! In place of a preview: what was chosen cannot be read in this way, but perhaps in another.

use leptos::prelude::*;

use super::format_select::FormatSelect;
use super::import_state::use_import;
use super::problem::{Problem, ProblemMessage};
use crate::i18n::{Text, use_i18n};

/// Says why, and offers other formats.
#[component]
pub fn Unread(
    /// Why it cannot be read.
    problem: Problem,
) -> impl IntoView {
    let (i18n, import) = (use_i18n(), use_import());
    view! {
        <div class="import-preview">
            <ProblemMessage problem />
            <FormatSelect />
            <div class="dialog-actions">
                <button type="button" class="button" on:click=move |_| import.back()>
                    {i18n.text(Text::ImportBack)}
                </button>
            </div>
        </div>
    }
}
