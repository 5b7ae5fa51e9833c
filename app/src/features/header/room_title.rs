//! The room's title, and the field in which a facilitator changes it.

use leptos::prelude::*;

use super::title_field::load_title_field;
use crate::components::icon::Icon;
use crate::components::lazy_part::LazyPart;
use crate::i18n::{Text, use_i18n};
use crate::state::{Topic, use_room};

/// The title, or the field for another one.
#[component]
pub fn RoomTitle() -> impl IntoView {
    let editing = RwSignal::new(false);
    view! {
        <div class="room-heading">
            <Show when=move || editing.get() fallback=move || view! { <Title editing /> }>
                <LazyPart
                    load=move || load_title_field(editing)
                    on_cancel=move |()| editing.set(false)
                />
            </Show>
        </div>
    }
}

#[component]
fn Title(editing: RwSignal<bool>) -> impl IntoView {
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
                on:click=move |_| editing.set(true)
            >
                {Icon::Pencil.view()}
            </button>
        </Show>
    }
}
