//! The dialog for bringing stories in. A file dropped anywhere on the page opens it as well.

use domain::settings::Permission;
use leptos::prelude::*;
use send_wrapper::SendWrapper;

use super::dropped_file::DroppedFile;
use super::load::load_import;
use crate::components::dialog::Dialog;
use crate::components::file_drop::use_file_drop;
use crate::components::lazy_part::LazyPart;
use crate::host::use_host;
use crate::i18n::{Text, use_i18n};
use crate::state::{use_room, use_room_ui};

/// The dialog.
#[component]
pub fn ImportDialog() -> impl IntoView {
    let (room, open) = (use_room(), use_room_ui().import_open);
    let dropped = DroppedFile::new();
    use_file_drop(use_host(), move |file| {
        if room.peek(|view| view.board.may(view.you, Permission::Backlog)) {
            dropped.offer(file);
            open.set(true);
        }
    });
    view! {
        <Dialog open title=Text::ImportTitle class="import">
            <DialogContent dropped />
        </Dialog>
    }
}

/// What is in the dialog while it is open.
#[component]
fn DialogContent(dropped: DroppedFile) -> impl IntoView {
    let i18n = use_i18n();
    on_cleanup(move || dropped.forget());
    view! { <LazyPart load=move || SendWrapper::new(load_import(i18n, dropped)) /> }
}
