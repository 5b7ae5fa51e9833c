//! The form for a question or a note.

use domain::ids::{ItemId, StoryId};
use domain::people::EditedText;
use domain::refusal::Field;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;
use web_sys::KeyboardEvent;

use super::due_field::DueField;
use super::item_edit::use_item_edit;
use crate::components::conflict_notice::ConflictNotice;
use crate::components::keyboard::{is_escape, is_submit};
use crate::components::lazy_part::PartMissing;
use crate::components::limited_field::LimitedField;
use crate::components::switch::Switch;
use crate::features::editing::EditingSign;
use crate::i18n::{Text, use_i18n};

/// Loads the form, which is shown while `is_edited`.
#[wasm_split(item_form, fallible)]
pub fn load_item_form(
    story: StoryId,
    item: ItemId,
    is_edited: RwSignal<bool>,
) -> Result<AnyView, PartMissing> {
    Ok(view! { <ItemForm story item is_edited /> }.into_any())
}

/// The form. Escape closes it, with what was typed there again the next time.
#[component]
fn ItemForm(
    /// The story.
    story: StoryId,
    /// Which item.
    item: ItemId,
    /// Whether the form is shown.
    is_edited: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let edit = use_item_edit(story, item, is_edited);
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        edit.submit();
    };
    let on_keydown = move |event: KeyboardEvent| {
        if is_escape(&event) {
            event.stop_propagation();
            edit.close();
        } else if is_submit(&event) && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            edit.submit();
        }
    };
    let of_question = move || {
        view! {
            <LimitedField
                id="item-answer"
                label=Text::QuestionAnswer
                field=Field::Item
                draft=edit.answer.text
                multiline=true
                focused=true
            />
            <div class="item-form-row">
                <LimitedField
                    id="item-owner"
                    label=Text::QuestionOwner
                    field=Field::Name
                    draft=edit.owner.text
                />
                <DueField id="item-due" due=edit.due.text />
            </div>
        }
    };
    let of_note = move || {
        view! {
            <Switch
                label=Text::IsDecision
                is_on=move || edit.is_decision.get()
                on_press=move || edit.is_decision.update(|is| *is = !*is)
            />
        }
    };
    let label = if edit.is_question { Text::Question } else { Text::Note };
    view! {
        <form class="item-form" on:submit=on_submit on:keydown=on_keydown>
            <LimitedField
                id="item-text"
                label
                field=Field::Item
                draft=edit.text.text
                multiline=true
                focused=!edit.is_question
                error=edit.error
            />
            {if edit.is_question { of_question().into_any() } else { of_note().into_any() }}
            <EditingSign text=EditedText::Item(item) />
            <Show when=move || edit.has_conflict()>
                <ConflictNotice
                    on_keep_mine=move || edit.keep_mine()
                    on_take_theirs=move || edit.discard()
                >
                    {move || edit.theirs()}
                </ConflictNotice>
            </Show>
            <div class="form-actions">
                <button
                    type="submit"
                    class="button button--primary button--small"
                    disabled=move || edit.is_sending()
                >
                    {i18n.text(Text::Save)}
                </button>
                <button
                    type="button"
                    class="button button--quiet button--small"
                    on:click=move |_| edit.discard()
                >
                    {i18n.text(Text::Cancel)}
                </button>
            </div>
        </form>
    }
}
