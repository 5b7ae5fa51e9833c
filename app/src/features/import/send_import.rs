//! Sends an import, waits for its stories, and says what it brought.

use domain::ids::CommandId;
use futures_channel::oneshot;
use futures_util::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::reactive::effect::ImmediateEffect;
use leptos::task::spawn_local;

use super::preview_state::PreviewState;
use crate::i18n::{I18n, Text, use_i18n};
use crate::session::use_commands;
use crate::state::{
    DraftField, LatestImport, RoomStore, Toast, Topic, use_drafts, use_room, use_room_ui,
    use_toaster,
};

/// How long after the answer the stories may arrive, in milliseconds.
const ARRIVAL_TIMEOUT_MS: u32 = 5_000;

/// A function that imports what was read, closes the dialog, and shows a toast with an undo.
pub fn use_send_import(state: PreviewState) -> impl Fn() + Copy + 'static {
    let (i18n, toaster) = (use_i18n(), use_toaster());
    let (commands, room, dialog) = (use_commands(), use_room(), use_room_ui().dialog);
    let drafts = use_drafts();
    let finish = move |command: CommandId, import: Option<LatestImport>| {
        // The room was left meanwhile.
        if dialog.is_disposed() {
            return;
        }
        // Another file may have been dropped meanwhile, and be looked at now.
        if !state.is_busy.is_disposed() {
            state.is_busy.set(false);
            dialog.set(None);
        }
        toaster.show(Toast::of_import(untrack(|| brought(i18n, import)), command));
    };
    move || {
        if untrack(|| state.is_busy.get() || state.counts().is_empty()) {
            return;
        }
        state.is_busy.set(true);
        state.refusal.set(None);
        let before = room.latest_import().number;
        commands.send_undoable(state.command(), move |answer| match answer {
            Ok(done) => {
                drafts.forget(DraftField::PastedList);
                spawn_local(async move { finish(done.id, import_after(room, before).await) });
            }
            Err(refusal) => {
                if state.is_busy.is_disposed() {
                    return commands.show_refusal(&refusal);
                }
                state.is_busy.set(false);
                state.refusal.set(Some(refusal));
            }
        });
    }
}

/// Waits for the first import behind the one with number `before`: the answer to a large command comes by
/// HTTP, and may be faster than the stories. `None` where they do not come by themselves: the connection
/// was lost in between, and they are part of a fresh view.
async fn import_after(room: RoomStore, before: u32) -> Option<LatestImport> {
    let (sender, receiver) = oneshot::channel();
    let mut sender = Some(sender);
    let _watcher = ImmediateEffect::new_mut(move || {
        room.track(Topic::Backlog);
        let latest = room.latest_import();
        if latest.number != before
            && let Some(sender) = sender.take()
        {
            // Fails only where nobody waits any more.
            let _ = sender.send(latest);
        }
    });
    match select(receiver, TimeoutFuture::new(ARRIVAL_TIMEOUT_MS)).await {
        Either::Left((import, _)) => import.ok(),
        Either::Right(_) => None,
    }
}

fn brought(i18n: I18n, import: Option<LatestImport>) -> String {
    let LatestImport { added, updated, .. } = import.unwrap_or_default();
    match (added, updated) {
        (0, 0) => i18n.get(Text::ImportedSomeHow),
        (0, updated) => i18n.plural(Text::ImportedUpdated, updated),
        (added, 0) => i18n.plural(Text::Imported, added),
        (added, updated) => {
            let updated = i18n.number(updated as f64);
            i18n.plural_with(Text::ImportedBoth, added, &[("updated", &updated)])
        }
    }
}
