//! What a person said of their card, beside it on the table.

use domain::remark::Remark;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::wording::said;
use crate::components::lazy_part::PartMissing;
use crate::i18n::use_i18n;

/// Loads the words.
#[wasm_split(remark, fallible)]
pub fn load_said(remark: Memo<Remark>) -> Result<AnyView, PartMissing> {
    Ok(view! { <Said remark /> }.into_any())
}

#[component]
fn Said(remark: Memo<Remark>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <span class="said" dir="auto">
            {move || remark.with(|remark| said(i18n, remark))}
        </span>
    }
}
