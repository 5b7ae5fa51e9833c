//! The form for a story's title, description and link. It is in the part with the other fields that are opened to
//! edit something.

use domain::ids::StoryId;
use domain::people::EditedText;
use domain::refusal::Field;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;
use web_sys::KeyboardEvent;

use super::story_edit::use_story_edit;
use crate::components::conflict_notice::ConflictNotice;
use crate::components::keyboard::{is_escape, is_submit};
use crate::components::lazy_part::PartMissing;
use crate::components::limited_field::LimitedField;
use crate::features::editing::EditingSign;
use crate::i18n::{Text, use_i18n};
use crate::state::use_room;

/// Loads the form and opens it for a story.
#[wasm_split(story_form, fallible, preload(preload_fields))]
pub fn load_story_form(story: StoryId) -> Result<AnyView, PartMissing> {
    Ok(view! { <StoryForm story /> }.into_any())
}

#[component]
fn StoryForm(story: StoryId) -> impl IntoView {
    let (i18n, room) = (use_i18n(), use_room());
    let edit = use_story_edit(story);
    let on_keydown = move |event: KeyboardEvent| {
        if is_escape(&event) {
            event.stop_propagation();
            edit.close();
        } else if is_submit(&event) && (event.ctrl_key() || event.meta_key()) {
            edit.submit();
        }
    };
    view! {
        <form
            class="story-form"
            on:submit=move |event| {
                event.prevent_default();
                edit.submit();
            }
            on:keydown=on_keydown
        >
            <LimitedField
                id="story-title-field"
                label=Text::StoryTitle
                field=Field::StoryTitle
                draft=edit.title.text
                error=edit.error
                focused=true
            />
            <LimitedField
                id="story-description-field"
                label=Text::StoryDescription
                field=Field::Description
                draft=edit.description.text
                multiline=true
            />
            <LimitedField
                id="story-link-field"
                label=Text::StoryLink
                field=Field::Link
                draft=edit.link.text
            />
            <EditingSign text=EditedText::Story(story) />
            <Show when=move || edit.has_conflict()>
                <ConflictNotice
                    on_keep_mine=move || edit.keep_mine()
                    on_take_theirs=move || edit.begin()
                >
                    <strong dir="auto">
                        {move || room.story(story, |story| story.title.clone())}
                    </strong>
                    <div dir="auto">
                        {move || room.story(story, |story| story.description.clone())}
                    </div>
                </ConflictNotice>
            </Show>
            <div class="form-actions">
                <button type="submit" class="button button--primary">
                    {i18n.text(Text::Save)}
                </button>
                <button type="button" class="button button--quiet" on:click=move |_| edit.discard()>
                    {move || {
                        let is_changed = edit.is_changed_now();
                        i18n.get(if is_changed { Text::DiscardChanges } else { Text::Cancel })
                    }}
                </button>
            </div>
        </form>
    }
}
