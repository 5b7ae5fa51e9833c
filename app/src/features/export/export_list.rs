//! The forms that the room can be saved in, in groups by what they are for.

use domain::selection::Selection;
use leptos::prelude::*;

use super::export_row::ExportRow;
use super::forms::{Form, TO_KEEP, TO_READ, TO_TRACKER};
use super::save_file::use_save_file;
use super::selection_choice::SelectionChoice;
use crate::i18n::{Text, use_i18n};

/// All forms.
#[component]
pub fn ExportList(
    /// The file that is being fetched.
    saving: RwSignal<Option<&'static str>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let save = use_save_file(saving);
    let selection = RwSignal::new(Selection::default());
    let rows = move |forms: &'static [Form], selection: Signal<Selection>| {
        let row = move |form: &'static Form| {
            let is_saving = Signal::derive(move || saving.get() == Some(form.file));
            let on_click = move || save(form.file, selection.get_untracked());
            view! { <ExportRow form is_saving on_click /> }
        };
        forms.iter().map(row).collect_view()
    };
    let all = move |forms| rows(forms, Signal::stored(Selection::default()));
    view! {
        <section class="export-group">
            <h3 class="export-heading">{i18n.text(Text::ExportToRead)}</h3>
            {all(TO_READ)}
        </section>
        <section class="export-group">
            <h3 class="export-heading">{i18n.text(Text::ExportToTracker)}</h3>
            <SelectionChoice selection />
            {rows(TO_TRACKER, selection.into())}
            <p class="export-note">{i18n.text(Text::ExportGuard)}</p>
        </section>
        <section class="export-group">
            <h3 class="export-heading">{i18n.text(Text::ExportToKeep)}</h3>
            {all(TO_KEEP)}
        </section>
    }
}
