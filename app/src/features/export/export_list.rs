//! The forms that the room can be saved in, in groups by what they are for.

use leptos::prelude::*;

use super::export_row::ExportRow;
use super::forms::{Form, TO_KEEP, TO_READ, TO_TRACKER};
use super::save_file::use_save_file;
use crate::i18n::{Text, use_i18n};

/// All forms.
#[component]
pub fn ExportList(
    /// Whether the dialog is shown; unset once the file is saved.
    open: RwSignal<bool>,
    /// The file that is being fetched.
    saving: RwSignal<Option<&'static str>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let save = use_save_file(open, saving);
    let group = move |title: Text, forms: &'static [Form], note: Option<Text>| {
        let row = |form: &'static Form| {
            let is_saving = Signal::derive(move || saving.get() == Some(form.file));
            view! { <ExportRow form is_saving on_click=move || save(form.file) /> }
        };
        view! {
            <section class="export-group">
                <h3 class="export-heading">{i18n.text(title)}</h3>
                {forms.iter().map(row).collect_view()}
                {note.map(|note| view! { <p class="export-note">{i18n.text(note)}</p> })}
            </section>
        }
    };
    view! {
        {group(Text::ExportToRead, TO_READ, None)}
        {group(Text::ExportToTracker, TO_TRACKER, Some(Text::ExportGuard))}
        {group(Text::ExportToKeep, TO_KEEP, None)}
    }
}
