//! One's own name, and the field in which one changes it.

use leptos::prelude::*;

use super::name_field::load_name_field;
use crate::components::icon::Icon;
use crate::components::lazy_part::LazyPart;
use crate::i18n::{Text, characters, use_i18n};
use crate::state::{Topic, use_room};

/// The name, or the field for another one.
#[component]
pub fn MyName() -> impl IntoView {
    let editing = RwSignal::new(false);
    view! {
        <div class="me-heading">
            <Show when=move || editing.get() fallback=move || view! { <Name editing /> }>
                <LazyPart
                    load=move || load_name_field(editing)
                    on_cancel=move |()| editing.set(false)
                />
            </Show>
        </div>
    }
}

#[component]
fn Name(editing: RwSignal<bool>) -> impl IntoView {
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
            on:click=move |_| editing.set(true)
        >
            {Icon::Pencil.view()}
        </button>
    }
}
