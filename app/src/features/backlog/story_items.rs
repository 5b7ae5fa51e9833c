//! What can be done with a story from its menu in the backlog.

use domain::ids::StoryId;
use domain::settings::Permission;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use crate::components::lazy_part::PartMissing;
use crate::components::menu_item::MenuItem;
use crate::features::story::story_actions::{bring_room, delete_story, edit_story};
use crate::host::use_host;
use crate::i18n::{Text, use_i18n};
use crate::session::use_commands;
use crate::state::{RoomDialog, use_room, use_room_ui};

/// Loads the items of a story's menu.
#[wasm_split(warm, fallible, preload(preload_warm))]
pub fn load_story_items(story: StoryId) -> Result<AnyView, PartMissing> {
    Ok(view! { <StoryItems story /> }.into_any())
}

/// What the viewer may do with a story.
#[component]
fn StoryItems(
    /// Which story.
    story: StoryId,
) -> impl IntoView {
    let (commands, host, i18n) = (use_commands(), use_host(), use_i18n());
    let (room, ui) = (use_room(), use_room_ui());
    view! {
        <Show when=move || room.may(Permission::Steer)>
            <MenuItem on_select=move || bring_room(
                commands,
                ui,
                story,
            )>{i18n.text(Text::BringRoomHere)}</MenuItem>
            <MenuItem on_select=move || {
                ui.dialog.set(Some(RoomDialog::Ahead(Some(story))))
            }>{i18n.text(Text::VoteAhead)}</MenuItem>
            <MenuItem on_select=move || {
                ui.dialog.set(Some(RoomDialog::PutOnWall(Some(story))))
            }>{i18n.text(Text::WallSort)}</MenuItem>
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
    }
}
