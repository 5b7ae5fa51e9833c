//! What makes a story ready.

use domain::ids::StoryId;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::items::Items;
use super::product_store::use_product;
use super::readiness::load_readiness;
use crate::components::lazy_part::{LazyPart, PartMissing};
use crate::components::part_loading::PartLoading;

/// Loads it.
#[wasm_split(preparation, fallible)]
pub fn load_panel(story: StoryId) -> Result<AnyView, PartMissing> {
    Ok(view! { <Panel story /> }.into_any())
}

#[component]
fn Panel(story: StoryId) -> impl IntoView {
    let product = use_product();
    // It changes often, and arrives once.
    let has_arrived = Memo::new(move |_| product.has_arrived());
    let content = move || {
        if !has_arrived.get() {
            return view! { <PartLoading /> }.into_any();
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
