//! What stands in the place of something that is on its way.

use leptos::prelude::*;

use crate::i18n::{Text, use_i18n};

/// Says so.
#[component]
pub fn PartLoading() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <p class="part-loading" role="status" aria-busy="true">
            {i18n.text(Text::PartLoading)}
        </p>
    }
}
