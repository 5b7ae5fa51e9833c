//! What a criterion is edited in. It is in the part with the other fields that are opened to edit something.

use domain::ids::{CriterionId, StoryId};
use domain::people::EditedText;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::criterion_edit::use_criterion_edit;
use super::criterion_field::CriterionField;
use crate::components::conflict_notice::ConflictNotice;
use crate::components::lazy_part::PartMissing;
use crate::features::editing::EditingSign;

/// Loads the field, which is shown while `is_open`.
#[wasm_split(story_form, fallible)]
pub fn load_criterion_form(
    story: StoryId,
    criterion: CriterionId,
    is_open: RwSignal<bool>,
) -> Result<AnyView, PartMissing> {
    Ok(view! { <CriterionForm story criterion is_open /> }.into_any())
}

#[component]
fn CriterionForm(story: StoryId, criterion: CriterionId, is_open: RwSignal<bool>) -> impl IntoView {
    let edit = use_criterion_edit(story, criterion, is_open);
    view! {
        <CriterionField edit />
        <EditingSign text=EditedText::Criterion(criterion) />
        <Show when=move || edit.draft.conflict.get()>
            <ConflictNotice
                on_keep_mine=move || edit.keep_mine()
                on_take_theirs=move || edit.discard()
            >
                {move || edit.saved_text()}
            </ConflictNotice>
        </Show>
    }
}
