//! A file that was dropped on the page, on its way to the import.

use domain::settings::Permission;
use leptos::prelude::*;
use web_sys::File;

use crate::components::file_drop::use_file_drop;
use crate::host::use_host;
use crate::state::{RoomDialog, use_room, use_room_ui};

/// A file dropped anywhere on the page opens the import, for those who may bring stories in.
pub fn use_dropped_file() -> DroppedFile {
    let (room, dialog) = (use_room(), use_room_ui().dialog);
    let dropped = DroppedFile::new();
    use_file_drop(use_host(), move |file| {
        if room.peek(|view| view.board.may(view.you, Permission::Backlog)) {
            dropped.offer(file);
            dialog.set(Some(RoomDialog::Import));
        }
    });
    dropped
}

/// Keeps a dropped file until somebody takes it.
#[derive(Clone, Copy)]
pub struct DroppedFile {
    waiting: StoredValue<Option<File>, LocalStorage>,
    receiver: StoredValue<Option<UnsyncCallback<File>>, LocalStorage>,
}

impl DroppedFile {
    /// No file yet.
    pub fn new() -> Self {
        Self { waiting: StoredValue::new_local(None), receiver: StoredValue::new_local(None) }
    }

    /// Hands a file over, at once or when there is a receiver.
    pub fn offer(self, file: File) {
        if let Some(receiver) = self.receiver.try_get_value().flatten() {
            receiver.run(file);
        } else {
            self.waiting.try_set_value(Some(file));
        }
    }

    /// Calls `receive` with the file that waits, and with each later one until the current owner is cleaned
    /// up.
    pub fn receive(self, receive: impl Fn(File) + 'static) {
        let receiver = UnsyncCallback::new(receive);
        if let Some(file) = self.waiting.try_update_value(Option::take).flatten() {
            receiver.run(file);
        }
        self.receiver.try_set_value(Some(receiver));
        on_cleanup(move || {
            self.receiver.try_set_value(None);
        });
    }

    /// Forgets the file that waits.
    pub fn forget(self) {
        self.waiting.try_set_value(None);
    }
}
