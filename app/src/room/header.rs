//! The bar over the room: its title, its link, and what opens the drawers of a narrow room.

use domain::command::Command;
use domain::refusal::Field;
use leptos::prelude::*;

use super::desk::{Desk, Drawer};
use super::editing::{focus_on_load, focus_soon, is_enter, typed};
use super::reads::{is_facilitator, press, say};
use crate::commands::Commands;
use crate::i18n::{Text, Texts};
use crate::parts::icon::Icon;
use crate::state::{RoomState, Topic};

/// The bar over the room.
#[component]
pub fn RoomHeader(desk: Desk) -> impl IntoView {
    let room = expect_context::<RoomState>();
    let texts = expect_context::<Texts>();
    let here = move || room.read(Topic::People, |view| view.board.connected().count());
    let drawer_button = move |drawer: Drawer, class: &'static str, icon: Icon, label: Text| {
        let toggle = move |_| {
            let open = desk.drawer.get_untracked() != drawer;
            desk.drawer.set(if open { drawer } else { Drawer::Closed });
            if open {
                focus_soon(drawer.selector().to_owned());
            }
        };
        view! {
            <button
                type="button"
                class=["button button--quiet room-header-drawer ", class].concat()
                aria-expanded=move || (desk.drawer.get() == drawer).to_string()
                on:click=press(toggle)
            >
                {icon.view()}
                <span class="room-header-label">{say(texts, label)}</span>
                {(drawer == Drawer::Side).then(|| view! { <span class="count">{here}</span> })}
            </button>
        }
        .into_any()
    };
    view! {
        <header class="room-header">
            {drawer_button(Drawer::Backlog, "room-header-backlog", Icon::List, Text::Backlog)}
            {title(room, texts)}
            {drawer_button(Drawer::Side, "room-header-side", Icon::People, Text::People)}
        </header>
    }
    .into_any()
}

fn title(room: RoomState, texts: Texts) -> AnyView {
    let commands = expect_context::<Commands>();
    let editing = RwSignal::new(None::<String>);
    let title = move || room.read(Topic::Room, |view| view.board.title.clone());
    let begin = move |_| editing.set(Some(room.peek(|view| view.board.title.clone())));
    let save = move || {
        let Some(typed) = editing.get_untracked() else { return };
        editing.set(None);
        if room.peek(|view| view.board.title != typed.trim()) {
            commands.send(Command::Retitle(typed));
        }
    };
    let keys = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        "Escape" => editing.set(None),
        _ if is_enter(&event) => save(),
        _ => {}
    };
    let shown_title = move || match title() {
        title if title.is_empty() => texts.get(Text::UntitledRoom),
        title => title,
    };
    let field = move || {
        let node = NodeRef::new();
        focus_on_load(node);
        view! {
            <input
                node_ref=node
                class="field-input room-title-field"
                aria-label=say(texts, Text::RoomTitle)
                maxlength=(Field::RoomTitle.limit() * 4).to_string()
                prop:value=move || editing.get().unwrap_or_default()
                on:input=move |event| editing.set(Some(typed(&event)))
                on:keydown=keys
                on:blur=move |_| save()
            />
        }
    };
    let still = move || {
        view! {
            <h1 class="room-title"><bdi>{shown_title}</bdi></h1>
            <Show when=move || is_facilitator(room)>
                <button
                    type="button"
                    class="button button--quiet button--icon room-title-edit"
                    aria-label=say(texts, Text::EditRoomTitle)
                    on:click=press(begin)
                >
                    {Icon::Pencil.view()}
                </button>
            </Show>
        }
    };
    let is_editing = Memo::new(move |_| editing.with(Option::is_some));
    view! {
        <div class="room-heading">
            {move || if is_editing.get() { field().into_any() } else { still().into_any() }}
        </div>
    }
    .into_any()
}
