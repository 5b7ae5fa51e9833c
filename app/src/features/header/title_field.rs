//! The field in which a facilitator changes the room's title. It is in the part with the other fields that
//! are opened to edit something.

use domain::people::EditedText;
use domain::refusal::Field;
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::title_edit::use_title_edit;
use crate::components::conflict_notice::ConflictNotice;
use crate::components::keyboard::{is_escape, is_submit};
use crate::components::lazy_part::PartMissing;
use crate::features::editing::EditingSign;
use crate::host::use_host;
use crate::i18n::{Text, use_i18n};
use crate::state::{Topic, use_room};

/// Loads the field, which is shown while `editing`.
#[wasm_split(story_form, fallible)]
pub fn load_title_field(editing: RwSignal<bool>) -> Result<AnyView, PartMissing> {
    Ok(view! { <TitleField editing /> }.into_any())
}

/// Takes the focus when it appears. Enter and leaving the field save, and Escape closes it.
#[component]
fn TitleField(editing: RwSignal<bool>) -> impl IntoView {
    let (host, i18n, room) = (use_host(), use_i18n(), use_room());
    let edit = use_title_edit(editing);
    let text = edit.draft.text;
    let on_keydown = move |event: KeyboardEvent| {
        if is_escape(&event) {
            // An open drawer stays.
            event.stop_propagation();
            edit.close();
        } else if is_submit(&event) {
            edit.submit();
        }
    };
    let node = NodeRef::<html::Input>::new();
    node.on_load(|node| request_animation_frame(move || drop(node.focus())));
    view! {
        <div class="room-title-edit-form">
            <input
                node_ref=node
                class="field-input room-title-field"
                aria-label=i18n.text(Text::RoomTitle)
                maxlength=(Field::RoomTitle.limit() * 4).to_string()
                prop:value=text
                on:input:target=move |event| text.set(event.target().value())
                on:keydown=on_keydown
                on:blur=move |_| {
                    if !host.is_left_by_window(".room-title-field") {
                        edit.leave();
                    }
                }
            />
            <EditingSign text=EditedText::RoomTitle />
            <Show when=move || edit.draft.conflict.get()>
                <ConflictNotice
                    on_keep_mine=move || edit.keep_mine()
                    on_take_theirs=move || edit.discard()
                >
                    {move || room.read(Topic::Room, |view| view.board.title.clone())}
                </ConflictNotice>
            </Show>
        </div>
    }
}
