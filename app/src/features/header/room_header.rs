//! The room's title, between the buttons that open the drawers of a narrow room.

use leptos::prelude::*;

use super::drawer_button::DrawerButton;
use super::room_title::RoomTitle;
use crate::components::icon::Icon;
use crate::i18n::Text;
use crate::state::{Drawer, Topic, use_room};

/// The bar.
#[component]
pub fn RoomHeader() -> impl IntoView {
    let room = use_room();
    let connected =
        move || room.read(Topic::People, |view| view.board.connected().count()).to_string();
    view! {
        <header class="room-header" translate="no">
            <DrawerButton
                drawer=Drawer::Backlog
                class="room-header-backlog"
                icon=Icon::List
                label=Text::Backlog
            />
            <RoomTitle />
            <DrawerButton
                drawer=Drawer::Side
                class="room-header-side"
                icon=Icon::People
                label=Text::People
            >
                <span class="count">{connected}</span>
            </DrawerButton>
        </header>
    }
}
