//! One's own name, and the field in which one changes it.

use domain::command::Command;
use domain::refusal::Field;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::components::icon::Icon;
use crate::components::keyboard::is_submit;
use crate::host::use_host;
use crate::i18n::{Text, characters, messages, use_i18n};
use crate::session::use_commands;
use crate::state::{Topic, use_room};

/// The name, or the field for another one.
#[component]
pub fn MyName() -> impl IntoView {
    let host = use_host();
    let editing = RwSignal::new(false);
    let on_edit = Callback::new(move |()| {
        editing.set(true);
        host.focus(".me-field".to_owned());
    });
    view! {
        <div class="me-heading">
            <Show when=move || editing.get() fallback=move || view! { <Name on_edit /> }>
                <NameField editing />
            </Show>
        </div>
    }
}

#[component]
fn Name(on_edit: Callback<()>) -> impl IntoView {
    let (i18n, room) = (use_i18n(), use_room());
    let name = move || {
        room.read(Topic::People, |view| view.me().map(|me| me.shown_name()).unwrap_or_default())
    };
    view! {
        <span class="avatar avatar--mine" aria-hidden="true">
            <bdi>{move || characters::initial(&name())}</bdi>
        </span>
        <span class="me-name">
            <bdi title=name>{name}</bdi>
        </span>
        <button
            type="button"
            class="button button--quiet button--icon"
            aria-label=i18n.text(Text::Rename)
            title=i18n.text(Text::Rename)
            on:click=move |_| on_edit.run(())
        >
            {Icon::Pencil.view()}
        </button>
    }
}

#[component]
fn NameField(editing: RwSignal<bool>) -> impl IntoView {
    let (i18n, room, commands) = (use_i18n(), use_room(), use_commands());
    let name = room.peek(|view| view.me().map(|me| me.name.clone()));
    let draft = RwSignal::new(name.unwrap_or_default());
    let error = RwSignal::new(None::<String>);
    let save = move || match characters::name(&draft.get_untracked()) {
        Ok(name) => {
            editing.set(false);
            commands.send(Command::Rename(name));
        }
        Err(refusal) => error.set(Some(untrack(|| messages::refusal(i18n, &refusal)))),
    };
    let on_keydown = move |event: KeyboardEvent| match event.key().as_str() {
        "Escape" => {
            // It must not close the drawer as well.
            event.stop_propagation();
            editing.set(false);
        }
        _ if is_submit(&event) => save(),
        _ => {}
    };
    view! {
        <input
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
