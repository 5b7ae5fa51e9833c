//! Fetches the part that people need soon after they have come, as soon as somebody does something in the
//! room.

use std::time::Duration;

use gloo_events::EventListener;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::features::backlog::preload_warm;
use crate::features::editing::{preload_soon, tidy_drafts};
use crate::features::hand::preload_remark;
use crate::features::story::preload_fields;
use crate::host::use_host;
use crate::i18n::{Supplement, use_i18n};
use crate::state::use_room_ui;

/// Who does nothing for so long has time for them.
const AT_LEAST_AFTER: Duration = Duration::from_secs(20);

/// The events that tell of somebody.
const SIGNS: [&str; 2] = ["pointerdown", "keydown"];

/// Fetches the result of a round, the fields that are opened where their text stands, and what is
/// printed. What does not arrive is fetched again when it is needed.
pub fn use_warm_parts() {
    let (host, i18n, ui) = (use_host(), use_i18n(), use_room_ui());
    let listeners = StoredValue::new_local(Vec::<EventListener>::new());
    let warm = move || {
        // Once is enough. A listener is not dropped while it runs.
        let once = listeners.try_update_value(std::mem::take).unwrap_or_default();
        if !once.is_empty() {
            set_timeout(move || drop(send_wrapper::SendWrapper::new(once)), Duration::ZERO);
            spawn_local(async move {
                if i18n.load(Supplement::Parts).await.is_some() {
                    ui.is_warm.try_set(true);
                }
                let _ = preload_soon().await;
                let _ = preload_fields().await;
                let _ = preload_remark().await;
                let _ = preload_warm().await;
                let _ = tidy_drafts(host).await;
            });
        }
    };
    let listen = |sign| EventListener::new(&host.event_target(), sign, move |_| warm());
    listeners.set_value(SIGNS.map(listen).into());
    set_timeout(warm, AT_LEAST_AFTER);
}
