//! What can come in, with a sample of each form. It is a part that loads when somebody asks for it.

use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::format_select::format_name;
use super::import_state::use_import;
use super::sample_files::{SAMPLES, Sample};
use crate::api::exports;
use crate::components::lazy_part::PartMissing;
use crate::i18n::{Text, use_i18n};

/// Loads the samples and lists them.
#[wasm_split(import_source, fallible)]
pub fn load_sample_list() -> Result<AnyView, PartMissing> {
    Ok(view! { <SampleList /> }.into_any())
}

/// Each form by its name, to be looked at here or saved.
#[component]
fn SampleList() -> impl IntoView {
    view! {
        <ul class="import-samples-list">{SAMPLES.map(|sample| view! { <SampleRow sample /> })}</ul>
    }
}

/// One form.
#[component]
fn SampleRow(sample: Sample) -> impl IntoView {
    let (i18n, import) = (use_i18n(), use_import());
    let Sample { format, file, text } = sample;
    let named =
        move |label: Text| move || i18n.format(label, &[("format", &format_name(i18n, format))]);
    view! {
        <li class="import-sample">
            <span class="import-sample-name">{move || format_name(i18n, format)}</span>
            <button
                type="button"
                class="button"
                aria-label=named(Text::ImportSampleLookAt)
                on:click=move |_| import.read_text(file, text)
            >
                {i18n.text(Text::ImportSampleLook)}
            </button>
            <button
                type="button"
                class="button"
                aria-label=named(Text::ImportSampleSaveOf)
                on:click=move |_| {
                    exports::save_text(text, file);
                }
            >
                {i18n.text(Text::ImportSampleSave)}
            </button>
        </li>
    }
}
