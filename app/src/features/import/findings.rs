//! What to check in a preview, what is left out of it, and the columns that are not used. It is a part
//! that loads where there is any of these.

use std::sync::Arc;

use domain::preview::Preview;
use domain::sheet::Sheet;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::left_out_list::LeftOutList;
use super::unused_list::UnusedList;
use super::warning_list::WarningList;
use crate::components::lazy_part::PartMissing;

/// Loads the lists and shows those of a preview.
#[wasm_split(import_findings, fallible)]
pub fn load_findings(preview: Arc<Preview>) -> Result<AnyView, PartMissing> {
    let sheet = preview.sheet.clone().filter(Sheet::has_title).map(Arc::new);
    let view = view! {
        <WarningList warnings=preview.warnings.clone() />
        <LeftOutList left_out=preview.not_imported.clone() />
        {sheet.map(|sheet| view! { <UnusedList sheet /> })}
    };
    Ok(view.into_any())
}
