//! The dialog that is open over the room.

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use web_sys::KeyboardEvent;

use crate::components::dialog::Dialog;
use crate::components::lazy_part::{LazyPart, Loading};
use crate::features::ahead::load_overview;
use crate::features::export::load_export;
use crate::features::import::{DroppedFile, load_import};
use crate::features::invite::load_invite;
use crate::features::preparation::{load_open_questions, load_ready_editor};
use crate::features::settings::load_settings;
use crate::features::shortcuts::load_shortcut_list;
use crate::features::wall::{WallView, load_wall};
use crate::i18n::{I18n, Text, use_i18n};
use crate::state::{RoomDialog, use_room_ui};

/// The shell. Whoever adds a dialog names it here: its heading, its class, and what loads its content.
#[component]
pub fn RoomDialogs(
    /// What was dropped on the page, for the import.
    dropped: DroppedFile,
) -> impl IntoView {
    let (i18n, ui) = (use_i18n(), use_room_ui());
    let saving = RwSignal::new(None);
    // Opening the one that is open changes nothing.
    let open = Memo::new(move |_| ui.dialog.get());
    Effect::new(move || {
        if open.get() != Some(RoomDialog::Import) {
            dropped.forget();
        }
    });
    let content = move || {
        let dialog = open.get()?;
        Some(view! { <LazyPart load=move || load(dialog, i18n, dropped, saving) /> })
    };
    view! {
        // The key that closes the dialog must not close the drawer below it as well.
        <Dialog
            dialog=ui.dialog
            head
            on:keydown=move |event: KeyboardEvent| event.stop_propagation()
        >
            {content}
        </Dialog>
    }
}

/// The heading of a dialog, and its class.
fn head(dialog: RoomDialog) -> (Text, &'static str) {
    match dialog {
        RoomDialog::Ahead(_) => (Text::VoteAhead, "ahead-dialog"),
        RoomDialog::Export => (Text::ExportTitle, "export"),
        RoomDialog::Import => (Text::ImportTitle, "import"),
        RoomDialog::Invite => (Text::Invite, "invite"),
        RoomDialog::OpenQuestions => (Text::QuestionsAndNotes, "preparation-dialog"),
        RoomDialog::PutOnWall(_) => (Text::WallSort, "ahead-dialog"),
        RoomDialog::Ready => (Text::DefinitionOfReady, "preparation-dialog"),
        RoomDialog::Settings => (Text::Settings, "settings"),
        RoomDialog::Shortcuts => (Text::Shortcuts, "shortcuts"),
    }
}

/// Loads the content of a dialog.
fn load(
    dialog: RoomDialog,
    i18n: I18n,
    dropped: DroppedFile,
    saving: RwSignal<Option<&'static str>>,
) -> Loading {
    match dialog {
        RoomDialog::Ahead(story) => Box::pin(load_overview(story)),
        RoomDialog::Export => Box::pin(load_export(saving)),
        RoomDialog::Import => Box::pin(SendWrapper::new(load_import(i18n, dropped))),
        RoomDialog::Invite => Box::pin(load_invite()),
        RoomDialog::OpenQuestions => Box::pin(load_open_questions()),
        RoomDialog::PutOnWall(story) => Box::pin(load_wall(WallView::Form(story))),
        RoomDialog::Ready => Box::pin(load_ready_editor()),
        RoomDialog::Settings => Box::pin(load_settings()),
        RoomDialog::Shortcuts => Box::pin(load_shortcut_list()),
    }
}
