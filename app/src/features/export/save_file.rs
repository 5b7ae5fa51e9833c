//! Fetches a file of the room and saves it on this device.

use domain::selection::Selection;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::exports;
use crate::host::{Host, use_host};
use crate::i18n::{Text, use_i18n};
use crate::session::use_commands;
use crate::state::{Toast, use_room_ui, use_toaster};

/// A function that saves the chosen stories in the form that the server calls by this name, closes the dialog, and
/// shows a toast.
pub fn use_save_file(
    saving: RwSignal<Option<&'static str>>,
) -> impl Fn(&'static str, Selection) + Copy + 'static {
    let (host, i18n, commands, toaster) = (use_host(), use_i18n(), use_commands(), use_toaster());
    let dialog = use_room_ui().dialog;
    move |form, selection| {
        if saving.get_untracked().is_some() {
            return;
        }
        saving.set(Some(form));
        let (room, secret) = (commands.room_id(), commands.secret());
        spawn_local(async move {
            let saved = exports::save(host, &room, &secret, form, selection).await;
            if saving.is_disposed() {
                // The room was left meanwhile.
                return;
            }
            saving.set(None);
            // Toasts lie below an open dialog.
            dialog.set(None);
            toaster.show(untrack(|| match saved {
                Some(name) => Toast::done(i18n.format(saved_text(host), &[("file", &name)])),
                None => Toast::problem(i18n.get(Text::ExportFailed)),
            }));
        });
    }
}

/// A sandbox can forbid downloads, and no browser says so.
fn saved_text(host: Host) -> Text {
    if host.is_sandboxed() { Text::ExportHandedOver } else { Text::ExportSaved }
}
