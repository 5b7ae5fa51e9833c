//! The text of a criterion, which is edited where it stands.

use domain::ids::{CriterionId, StoryId};
use leptos::prelude::*;

use super::criterion_form::load_criterion_form;
use crate::components::lazy_part::LazyPart;
use crate::i18n::{Text, use_i18n};
use crate::state::use_room;

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
    let (i18n, room) = (use_i18n(), use_room());
    let is_open = RwSignal::new(false);
    let text = move || room.criterion(story, criterion, |it| it.text.clone());
    let plain = move || view! { <p class="criterion-text" dir="auto" prop:textContent=text /> };
    let shown = move || {
        view! {
            <Show when=move || may_edit.get() fallback=plain>
                <button
                    type="button"
                    class="criterion-text"
                    title=i18n.text(Text::EditCriterion)
                    dir="auto"
                    on:click=move |_| is_open.set(true)
                    prop:textContent=text
                />
            </Show>
        }
    };
    view! {
        <div class="criterion-words">
            <Show when=move || is_open.get() fallback=shown>
                <LazyPart
                    load=move || load_criterion_form(story, criterion, is_open)
                    on_cancel=move |()| is_open.set(false)
                />
            </Show>
        </div>
    }
}
