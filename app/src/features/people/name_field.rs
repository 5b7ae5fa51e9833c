//! The field in which one changes one's own name. It is in the part with the other fields that are opened to
//! edit something.

use domain::command::Command;
use domain::refusal::Field;
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use crate::components::keyboard::{is_escape, is_submit};
use crate::components::lazy_part::PartMissing;
use crate::i18n::{Text, characters, messages, use_i18n};
use crate::session::use_commands;
use crate::state::{DraftField, EditDraft, use_drafts, use_room};

/// Loads the field, which is shown while `editing`.
#[wasm_split(story_form, fallible)]
pub fn load_name_field(editing: RwSignal<bool>) -> Result<AnyView, PartMissing> {
    Ok(view! { <NameField editing /> }.into_any())
}

#[component]
fn NameField(editing: RwSignal<bool>) -> impl IntoView {
    let (i18n, room, commands) = (use_i18n(), use_room(), use_commands());
    let drafts = use_drafts();
    let name = room.peek(|view| view.me().map(|me| me.name.clone()));
    let draft = EditDraft::new();
    draft.begin(name.unwrap_or_default(), 0);
    draft.keep_in(drafts, DraftField::Name);
    let draft = draft.text;
    let error = RwSignal::new(None::<String>);
    let save = move || match characters::name(&draft.get_untracked()) {
        Ok(name) => {
            editing.set(false);
            commands.send_then(Command::Rename(name), move |answer| match answer {
                Ok(()) => drafts.forget(DraftField::Name),
                Err(refusal) => commands.show_refusal(&refusal),
            });
        }
        Err(refusal) => error.set(Some(untrack(|| messages::refusal(i18n, &refusal)))),
    };
    let on_keydown = move |event: KeyboardEvent| {
        if is_escape(&event) {
            // It must not close the drawer as well.
            event.stop_propagation();
            editing.set(false);
        } else if is_submit(&event) {
            save();
        }
    };
    let node = NodeRef::<html::Input>::new();
    node.on_load(|node| request_animation_frame(move || drop(node.focus())));
    view! {
        <input
            node_ref=node
            class="field-input me-field"
            aria-label=i18n.text(Text::YourName)
            maxlength=(Field::Name.limit() * 4).to_string()
            prop:value=draft
            on:input:target=move |event| draft.set(event.target().value())
            on:keydown=on_keydown
        />
        <button type="button" class="button button--small" on:click=move |_| save()>
            {i18n.text(Text::Save)}
        </button>
        <span class="field-error" role="alert">
            {move || error.get()}
        </span>
    }
}
