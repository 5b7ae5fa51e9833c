//! The room's title, and the field in which a facilitator changes it.

use domain::command::Command;
use domain::refusal::Field;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::components::icon::Icon;
use crate::components::keyboard::is_submit;
use crate::host::use_host;
use crate::i18n::{Text, use_i18n};
use crate::session::use_commands;
use crate::state::{Topic, use_room};

/// The title, or the field for another one.
#[component]
pub fn RoomTitle() -> impl IntoView {
    let (host, room) = (use_host(), use_room());
    let editing = RwSignal::new(false);
    let draft = RwSignal::new(String::new());
    let on_edit = Callback::new(move |()| {
        draft.set(room.peek(|view| view.board.title.clone()));
        editing.set(true);
        host.focus(".room-title-field".to_owned());
    });
    view! {
        <div class="room-heading">
            <Show when=move || editing.get() fallback=move || view! { <Title on_edit /> }>
                <TitleField draft editing />
            </Show>
        </div>
    }
}

#[component]
fn Title(on_edit: Callback<()>) -> impl IntoView {
    let (i18n, room) = (use_i18n(), use_room());
    let title = move || {
        let title = room.read(Topic::Room, |view| view.board.title.clone());
        if title.is_empty() { i18n.get(Text::UntitledRoom) } else { title }
    };
    view! {
        <h1 class="room-title">
            <bdi>{title}</bdi>
        </h1>
        <Show when=move || room.read(Topic::Room, |view| view.board.settings.locked)>
            <span class="room-locked" role="img" aria-label=i18n.text(Text::RoomLocked)>
                {Icon::Lock.view()}
            </span>
        </Show>
        <Show when=move || room.is_facilitator()>
            <button
                type="button"
                class="button button--quiet button--icon room-title-edit"
                aria-label=i18n.text(Text::EditRoomTitle)
                on:click=move |_| on_edit.run(())
            >
                {Icon::Pencil.view()}
            </button>
        </Show>
    }
}

#[component]
fn TitleField(draft: RwSignal<String>, editing: RwSignal<bool>) -> impl IntoView {
    let (i18n, room, commands) = (use_i18n(), use_room(), use_commands());
    let save = move || {
        // The field also loses the focus when it, or the whole room, leaves the page.
        if editing.try_get_untracked() != Some(true) {
            return;
        }
        editing.set(false);
        let typed = draft.get_untracked();
        if room.peek(|view| view.board.title != typed.trim()) {
            commands.send(Command::Retitle(typed));
        }
    };
    let on_keydown = move |event: KeyboardEvent| match event.key().as_str() {
        "Escape" => {
            // An open drawer stays.
            event.stop_propagation();
            editing.set(false);
        }
        _ if is_submit(&event) => save(),
        _ => {}
    };
    view! {
        <input
            class="field-input room-title-field"
            aria-label=i18n.text(Text::RoomTitle)
            maxlength=(Field::RoomTitle.limit() * 4).to_string()
            prop:value=draft
            on:input:target=move |event| draft.set(event.target().value())
            on:keydown=on_keydown
            on:blur=move |_| save()
        />
    }
}
