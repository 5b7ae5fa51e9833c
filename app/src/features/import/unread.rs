//! In place of a preview: what was chosen cannot be read in this way, but perhaps in another, or once more.

use leptos::prelude::*;

use super::format_select::FormatSelect;
use super::import_state::use_import;
use super::problem::{Problem, ProblemMessage};
use crate::i18n::{Text, use_i18n};

/// Says why, and offers other formats, or to try again where the format is not to blame.
#[component]
pub fn Unread(
    /// Why it cannot be read.
    problem: Problem,
) -> impl IntoView {
    let (i18n, import) = (use_i18n(), use_import());
    let is_passing = problem.is_passing();
    let again = move || {
        view! {
            <button
                type="button"
                class="button button--primary"
                on:click=move |_| import.read_again()
            >
                {i18n.text(Text::TryAgain)}
            </button>
        }
    };
    view! {
        <div class="import-preview">
            <ProblemMessage problem />
            {(!is_passing).then(|| view! { <FormatSelect /> })}
            <div class="dialog-actions">
                {is_passing.then(again)}
                <button type="button" class="button" on:click=move |_| import.back()>
                    {i18n.text(Text::ImportBack)}
                </button>
            </div>
        </div>
    }
}
