//! A file that was dropped on the page, on its way to the import. Knows nothing of what is done with it.

use leptos::prelude::*;
use web_sys::File;

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
