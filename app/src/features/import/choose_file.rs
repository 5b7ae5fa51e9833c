//! Choosing what is brought in: a file, or a text.

use leptos::prelude::*;

use super::import_state::use_import;
use super::paste_form::PasteForm;
use super::problem::{Problem, ProblemMessage};
use super::sample_list::load_sample_list;
use crate::components::file_picker::FilePicker;
use crate::components::icon::Icon;
use crate::components::lazy_part::LazyPart;
use crate::i18n::{Text, use_i18n};

/// What the browser's file chooser offers first.
const ACCEPTED_FILES: &str = ".csv,.tsv,.txt,.md,.json,.feature,.xlsx,.xls,.ods,text/*";

/// Asks for a file or a text.
#[component]
pub fn ChooseFile(
    /// Why what was chosen before could not be read.
    problem: Option<Problem>,
) -> impl IntoView {
    let (i18n, import) = (use_i18n(), use_import());
    view! {
        {problem.map(|problem| view! { <ProblemMessage problem /> })}
        <div class="import-drop">
            {Icon::Upload.view()} <p>{i18n.text(Text::ImportDrop)}</p>
            <FilePicker accept=ACCEPTED_FILES on_file=move |file| import.read_file(file)>
                {i18n.text(Text::ImportChoose)}
            </FilePicker> <p class="import-formats">{i18n.text(Text::ImportFormats)}</p>
        </div>
        <PasteForm />
        <Samples />
    }
}

/// Samples of all forms, folded away until somebody asks for them.
#[component]
fn Samples() -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    view! {
        <details
            class="import-columns"
            on:toggle:target=move |event| {
                open.try_set(event.target().open());
            }
        >
            <summary>
                <span>{i18n.text(Text::ImportSamples)}</span>
                {Icon::Down.view()}
            </summary>
            <Show when=move || open.get()>
                <LazyPart load=move || load_sample_list() />
            </Show>
        </details>
    }
}
