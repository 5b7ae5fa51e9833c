//! What the bar of actions offers to this person, and since when.

use leptos::prelude::*;

use super::primary_action::PrimaryAction;
use crate::state::{RoomStore, Topic};

/// Presses so soon after the offer has changed were meant for the one before.
const SETTLES_MS: f64 = 600.0;

/// The primary action as it is offered to this person.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// The action.
    pub action: PrimaryAction,
    /// Whether this person may do it.
    pub is_allowed: bool,
    /// When it became so, by the local clock in milliseconds.
    since: f64,
}

impl Offer {
    /// What is offered in a room.
    pub fn watch(room: RoomStore) -> Memo<Self> {
        Memo::new(move |previous: Option<&Self>| {
            room.track(Topic::Backlog);
            let action = room.read(Topic::Table, |view| PrimaryAction::of(&view.board));
            let is_allowed = action.permission().is_none_or(|permission| room.may(permission));
            let is_same =
                |previous: &&Self| (&previous.action, previous.is_allowed) == (&action, is_allowed);
            match previous.filter(is_same) {
                Some(previous) => previous.clone(),
                None => Self { action, is_allowed, since: js_sys::Date::now() },
            }
        })
    }

    /// Whether it has stood long enough for a press to be meant for it.
    pub fn is_settled(&self) -> bool {
        js_sys::Date::now() - self.since > SETTLES_MS
    }
}
