//! What makes a story ready.

use domain::ids::StoryId;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::items::Items;
use super::product_store::use_product;
use super::readiness::load_readiness;
use crate::components::lazy_part::{LazyPart, PartMissing};
use crate::i18n::{Text, use_i18n};

/// Loads it.
#[wasm_split(preparation, fallible)]
pub fn load_panel(story: StoryId) -> Result<AnyView, PartMissing> {
    Ok(view! { <Panel story /> }.into_any())
}

#[component]
fn Panel(story: StoryId) -> impl IntoView {
    let (i18n, product) = (use_i18n(), use_product());
    let loading = move || {
        view! {
            <p class="part-loading" role="status" aria-busy="true">
                {i18n.text(Text::PartLoading)}
            </p>
        }
    };
    // It changes often, and arrives once.
    let has_arrived = Memo::new(move |_| product.has_arrived());
    let content = move || {
        if !has_arrived.get() {
            return loading().into_any();
        }
        view! {
            <div class="preparation-body">
                <Items story is_question=true />
                <Items story is_question=false />
                <LazyPart load=move || load_readiness(story) />
            </div>
        }
        .into_any()
    };
    view! { {content} }
}
