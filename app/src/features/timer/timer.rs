//! The timer in the bar of actions: a button for those who may start one, until there is one.

use domain::settings::Permission;
use leptos::prelude::*;

use super::timer_panel::load_timer_panel;
use crate::components::icon::Icon;
use crate::components::lazy_part::LazyPart;
use crate::i18n::{Text, use_i18n};
use crate::state::{Topic, use_room};

/// The timer, or the button that opens it.
#[component]
pub fn Timer() -> impl IntoView {
    let (i18n, room) = (use_i18n(), use_room());
    let opened = RwSignal::new(false);
    let is_set = move || room.read(Topic::Table, |view| view.board.timer.is_some());
    let is_shown = Memo::new(move |_| opened.get() || is_set());
    let button = move || {
        view! {
            <Show when=move || room.may(Permission::Reveal)>
                <button
                    type="button"
                    class="button button--quiet button--icon"
                    aria-label=i18n.text(Text::Timer)
                    title=i18n.text(Text::Timer)
                    on:click=move |_| opened.set(true)
                >
                    {Icon::Clock.view()}
                </button>
            </Show>
        }
    };
    view! {
        <Show when=move || is_shown.get() fallback=button>
            <LazyPart load=move || load_timer_panel(opened) />
        </Show>
    }
}
