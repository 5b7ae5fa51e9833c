//! Loads the part of the page that holds the list of forms.

use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::export_list::ExportList;
use crate::components::lazy_part::PartMissing;

/// Loads the content of the dialog. `saving` is the file that is being fetched.
#[wasm_split(export, fallible)]
pub fn load_export(saving: RwSignal<Option<&'static str>>) -> Result<AnyView, PartMissing> {
    Ok(view! { <ExportList saving /> }.into_any())
}
