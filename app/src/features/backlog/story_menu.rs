//! The menu of a story in the backlog.

use domain::ids::StoryId;
use domain::settings::Permission;
use leptos::prelude::*;

use crate::components::icon::Icon;
use crate::components::menu::Menu;
use crate::components::menu_item::MenuItem;
use crate::features::story::story_actions::{bring_room, delete_story, edit_story};
use crate::host::use_host;
use crate::i18n::{Text, use_i18n};
use crate::session::use_commands;
use crate::state::{short_name, use_room, use_room_ui};

/// What the viewer may do with a story.
#[component]
pub fn StoryMenu(
    /// Which story.
    story: StoryId,
) -> impl IntoView {
    let (commands, host, i18n) = (use_commands(), use_host(), use_i18n());
    let (room, ui) = (use_room(), use_room_ui());
    let label = Signal::derive(move || {
        let name = room.story(story, short_name);
        i18n.format(Text::StoryActions, &[("story", &name)])
    });
    view! {
        <Menu label icon=Icon::More>
            <Show when=move || room.may(Permission::Steer)>
                <MenuItem on_select=move || bring_room(
                    commands,
                    ui,
                    story,
                )>{i18n.text(Text::BringRoomHere)}</MenuItem>
            </Show>
            <Show when=move || room.may(Permission::Texts)>
                <MenuItem on_select=move || edit_story(
                    host,
                    ui,
                    story,
                )>{i18n.text(Text::EditStory)}</MenuItem>
            </Show>
            <Show when=move || room.may(Permission::Backlog)>
                <MenuItem on_select=move || delete_story(
                    room,
                    commands,
                    story,
                )>{i18n.text(Text::DeleteStory)}</MenuItem>
            </Show>
        </Menu>
    }
}
