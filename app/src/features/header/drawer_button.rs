//! A button that opens and closes one of the drawers of a narrow room.

use leptos::prelude::*;

use crate::components::icon::Icon;
use crate::host::use_host;
use crate::i18n::{Text, use_i18n};
use crate::state::{Drawer, use_room_ui};

/// The button of one drawer.
#[component]
pub fn DrawerButton(
    /// The drawer.
    drawer: Drawer,
    /// Its own class beside those of all buttons of drawers.
    class: &'static str,
    /// What it shows.
    icon: Icon,
    /// What it says.
    label: Text,
    /// What stands behind the label.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (host, i18n, ui) = (use_host(), use_i18n(), use_room_ui());
    let toggle = move |_| {
        if ui.drawer.get_untracked() == drawer {
            ui.drawer.set(Drawer::Closed);
        } else {
            ui.drawer.set(drawer);
            host.focus(drawer.selector().to_owned());
        }
    };
    view! {
        <button
            type="button"
            class=format!("button button--quiet room-header-drawer {class}")
            aria-expanded=move || (ui.drawer.get() == drawer).to_string()
            on:click=toggle
        >
            {icon.view()}
            <span class="room-header-label">{i18n.text(label)}</span>
            {children.map(|children| children())}
        </button>
    }
}
