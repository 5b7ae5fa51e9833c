//! Loads the part of the page that holds the list of forms.

use futures_util::future::try_join;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::export_list::ExportList;
use crate::components::lazy_part::PartMissing;
use crate::i18n::I18n;

/// Loads the content of the dialog, and the texts in it. `saving` is the file that is being fetched.
pub async fn load_export(
    i18n: I18n,
    open: RwSignal<bool>,
    saving: RwSignal<Option<&'static str>>,
) -> Result<AnyView, PartMissing> {
    let texts = async { i18n.load_file_texts().await.ok_or(PartMissing) };
    let (_, content) = try_join(texts, load_export_list(open, saving)).await?;
    Ok(content())
}

/// Loads what builds the content, once the texts are there as well.
#[wasm_split(export, fallible)]
fn load_export_list(
    open: RwSignal<bool>,
    saving: RwSignal<Option<&'static str>>,
) -> Result<Box<dyn FnOnce() -> AnyView>, PartMissing> {
    Ok(Box::new(move || view! { <ExportList open saving /> }.into_any()))
}
