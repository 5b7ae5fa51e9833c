//! Loads the part of the page that holds the import. Its components are named nowhere else outside, so that
//! a first visit does not load them.

use futures_util::future::try_join;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::content::ImportContent;
use super::dropped_file::DroppedFile;
use crate::components::lazy_part::PartMissing;
use crate::i18n::{I18n, Supplement};

/// Loads the content of the dialog, and the texts in it.
pub async fn load_import(i18n: I18n, dropped: DroppedFile) -> Result<AnyView, PartMissing> {
    let texts = async { i18n.load(Supplement::Files).await.ok_or(PartMissing) };
    let (_, content) = try_join(texts, load_import_content(dropped)).await?;
    Ok(content())
}

/// Loads what builds the content, once the texts are there as well.
#[wasm_split(import, fallible)]
fn load_import_content(dropped: DroppedFile) -> Result<Box<dyn FnOnce() -> AnyView>, PartMissing> {
    Ok(Box::new(move || view! { <ImportContent dropped /> }.into_any()))
}
