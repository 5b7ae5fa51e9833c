//! The creation of a room, one at a time: what is on its way, and why there is no room. Knows
//! nothing of forms and files.

use domain::ids::RoomId;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::addresses;
use crate::api::rooms::NotCreated;
use crate::embedding::{dispatch_created, report_refused_origin};
use crate::features::import::explain_unreadable;
use crate::host::{Host, use_host};
use crate::i18n::{I18n, Text, refusals, use_i18n};
use crate::navigation::{Navigate, use_navigate};
use crate::state::browser_storage::{KnownRoom, store_room};

/// The creation of a room.
#[derive(Clone, Copy)]
pub struct RoomCreation {
    host: Host,
    i18n: I18n,
    navigate: Navigate,
    /// Whether a room is being created.
    pub is_busy: RwSignal<bool>,
    /// Why the last one was not created.
    pub error: RwSignal<Option<String>>,
}

impl RoomCreation {
    /// Nothing is created yet.
    pub fn new() -> Self {
        Self {
            host: use_host(),
            i18n: use_i18n(),
            navigate: use_navigate(),
            is_busy: RwSignal::new(false),
            error: RwSignal::new(None),
        }
    }

    /// Goes to the room that `creation` creates, or says why there is none. `known` is what is
    /// remembered of it then.
    pub fn run(
        self,
        known: KnownRoom,
        creation: impl Future<Output = Result<RoomId, NotCreated>> + 'static,
    ) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_busy.set(true);
        self.error.set(None);
        spawn_local(async move {
            let created = creation.await;
            let failure = match &created {
                Ok(room) => {
                    store_room(self.host, room, &known);
                    None
                }
                Err(reason) => Some(self.in_words(reason).await),
            };
            if self.is_busy.is_disposed() {
                // The page was left meanwhile.
                return;
            }
            self.is_busy.set(false);
            match created {
                Ok(room) => {
                    dispatch_created(self.host, &room.0, &addresses::room(self.host, &room));
                    self.navigate.to_room(room);
                }
                Err(reason) => {
                    self.error.set(failure);
                    if matches!(reason, NotCreated::Unreachable) {
                        report_refused_origin(self.host).await;
                    }
                }
            }
        });
    }

    async fn in_words(self, reason: &NotCreated) -> String {
        let text = match reason {
            NotCreated::Refused(refusal) => {
                return refusals::in_words(self.i18n, refusal.clone()).await;
            }
            NotCreated::Unreadable(reason) => {
                if let Some(words) = explain_unreadable(self.i18n, reason.clone()).await {
                    return words;
                }
                Text::OpenRoomFailed
            }
            NotCreated::Unreachable => Text::CreateUnreachable,
        };
        untrack(|| self.i18n.get(text))
    }
}
