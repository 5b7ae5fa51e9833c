//! What to check in a preview, and what is left out of it. It is a part that loads where there is either.

use std::sync::Arc;

use domain::preview::Preview;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::left_out_list::LeftOutList;
use super::warning_list::WarningList;
use crate::components::lazy_part::PartMissing;

/// Loads both lists and shows those of a preview.
#[wasm_split(import_findings, fallible)]
pub fn load_findings(preview: Arc<Preview>) -> Result<AnyView, PartMissing> {
    let view = view! {
        <WarningList warnings=preview.warnings.clone() />
        <LeftOutList left_out=preview.not_imported.clone() />
    };
    Ok(view.into_any())
}
