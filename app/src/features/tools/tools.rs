//! The tools of the room: its link, its files, its settings, and how the page looks.

use domain::command::Command;
use domain::settings::Permission;
use leptos::prelude::*;

use super::sound_switch::SoundSwitch;
use super::tool_button::ToolButton;
use crate::api::addresses;
use crate::components::copy_link::CopyLink;
use crate::components::icon::Icon;
use crate::components::language_menu::LanguageMenu;
use crate::components::theme_menu::ThemeMenu;
use crate::host::use_host;
use crate::i18n::{Text, use_i18n};
use crate::session::use_commands;
use crate::state::{RoomDialog, Topic, use_room, use_room_ui};

/// The tools.
#[component]
pub fn Tools() -> impl IntoView {
    let (i18n, room, ui, commands) = (use_i18n(), use_room(), use_room_ui(), use_commands());
    let host = use_host();
    let link = Signal::derive(move || {
        host.link().unwrap_or_else(|| addresses::room(host, &commands.room_id()))
    });
    let may_leave_story = move || {
        room.may(Permission::Steer) && room.read(Topic::Table, |view| view.board.current.is_some())
    };
    view! {
        <section class="tools" aria-label=i18n.text(Text::Tools)>
            <h2 class="panel-title">{i18n.text(Text::Tools)}</h2>
            <CopyLink link label=Text::CopyRoomLink />
            <button
                type="button"
                class="button export-open"
                on:click=move |_| ui.dialog.set(Some(RoomDialog::Export))
            >
                {Icon::Download.view()}
                {i18n.text(Text::ExportTitle)}
            </button>
            <ToolButton
                icon=Icon::Scan
                label=Text::Invite
                on_press=move || ui.dialog.set(Some(RoomDialog::Invite))
            />
            <Show when=may_leave_story>
                <ToolButton
                    icon=Icon::Circle
                    label=Text::QuickRound
                    on_press=move || commands.send(Command::Select(None))
                />
            </Show>
            <Show when=move || {
                room.may(Permission::Steer)
                    && room.read(Topic::Backlog, |view| !view.board.stories.is_empty())
            }>
                <ToolButton
                    icon=Icon::Clock
                    label=Text::VoteAhead
                    on_press=move || ui.dialog.set(Some(RoomDialog::Ahead(None)))
                />
                <ToolButton
                    icon=Icon::Columns
                    label=Text::WallSort
                    on_press=move || ui.dialog.set(Some(RoomDialog::PutOnWall(None)))
                />
            </Show>
            <Show when=move || room.is_facilitator()>
                <ToolButton
                    icon=Icon::Sliders
                    label=Text::Settings
                    on_press=move || ui.dialog.set(Some(RoomDialog::Settings))
                />
            </Show>
            <ToolButton
                icon=Icon::Keyboard
                label=Text::Shortcuts
                on_press=move || ui.dialog.set(Some(RoomDialog::Shortcuts))
            />
            // So that nobody looks elsewhere for why the room is slow.
            <Show when=move || commands.is_over_http()>
                <p class="tools-note" role="note">
                    {i18n.text(Text::OverHttp)}
                </p>
            </Show>
            <div class="tools-looks">
                <LanguageMenu />
                <ThemeMenu />
                <SoundSwitch />
            </div>
        </section>
    }
}
