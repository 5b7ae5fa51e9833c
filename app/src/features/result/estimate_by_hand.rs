//! A field for an estimate that is on no card. It is in the part with what else stands beside a result.

use domain::command::Command;
use domain::ids::StoryId;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::save_estimate::saved;
use crate::components::lazy_part::PartMissing;
use crate::features::estimates::EstimateField;
use crate::i18n::{Text, use_i18n};
use crate::state::{DraftField, use_room};

/// Loads the field for the estimate of a story.
#[wasm_split(references, fallible)]
pub fn load_estimate_by_hand(story: StoryId) -> Result<AnyView, PartMissing> {
    Ok(view! { <EstimateByHand story /> }.into_any())
}

#[component]
fn EstimateByHand(story: StoryId) -> impl IntoView {
    let (room, i18n) = (use_room(), use_i18n());
    let command =
        move |typed: &str| Command::SetEstimate { story, estimate: Some(typed.to_owned()) };
    view! {
        <EstimateField
            label=Signal::derive(i18n.text(Text::EstimateByHand))
            placeholder=Text::EstimateByHandHint
            field=DraftField::Estimate(story)
            error=RwSignal::new(None)
            command
            said=move |typed: &str| saved(room, i18n, story, Some(typed))
        />
    }
}
