//! The text of a criterion, which is edited where it stands.

use domain::ids::{CriterionId, StoryId};
use leptos::prelude::*;

use super::criterion_edit::use_criterion_edit;
use super::criterion_field::CriterionField;
use crate::components::conflict_notice::ConflictNotice;
use crate::i18n::{Text, use_i18n};

/// The text: as a field while it is edited, else as a button that opens the field, or as plain text for
/// people who may not edit it.
#[component]
pub fn CriterionText(
    /// The story that the criterion belongs to.
    story: StoryId,
    /// Which criterion.
    criterion: CriterionId,
    /// Whether the viewer may edit it.
    may_edit: Memo<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let edit = use_criterion_edit(story, criterion);
    let plain = move || {
        view! { <p class="criterion-text" dir="auto" prop:textContent=move || edit.saved_text() /> }
    };
    let text = move || {
        view! {
            <Show when=move || may_edit.get() fallback=plain>
                <button
                    type="button"
                    class="criterion-text"
                    title=i18n.text(Text::EditCriterion)
                    dir="auto"
                    on:click=move |_| edit.begin()
                    prop:textContent=move || edit.saved_text()
                />
            </Show>
        }
    };
    view! {
        <div class="criterion-words">
            <Show when=move || edit.is_open() fallback=text>
                <CriterionField edit />
            </Show>
            <Show when=move || edit.draft.conflict.get()>
                <ConflictNotice
                    on_keep_mine=move || edit.keep_mine()
                    on_take_theirs=move || edit.close()
                >
                    {move || edit.saved_text()}
                </ConflictNotice>
            </Show>
        </div>
    }
}
