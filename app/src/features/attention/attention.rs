//! Everything about attention, loaded once somebody has come and done something.

use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::nudge::use_nudge;
use super::round_sounds::use_round_sounds;
use super::tab::use_tab;
use super::wake_lock::use_wake_lock;
use crate::components::lazy_part::PartMissing;

/// Loads it.
#[wasm_split(warm, fallible)]
pub fn load_attention() -> Result<AnyView, PartMissing> {
    Ok(view! { <Attention /> }.into_any())
}

/// Shows nothing itself.
#[component]
fn Attention() -> impl IntoView {
    use_tab();
    use_round_sounds();
    use_nudge();
    use_wake_lock();
}
