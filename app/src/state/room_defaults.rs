//! With what new rooms begin that are created in this browser: deck and settings of an earlier one.

use domain::board::Board;
use domain::deck::DeckChoice;
use domain::deck_text;
use domain::protocol::encode;
use domain::settings::SettingsPatch;
use serde::{Deserialize, Serialize};

use super::browser_storage;
use crate::api::json::decode;
use crate::host::Host;

const KEY: &str = "ready-room:room-defaults";

/// Deck and settings of a new room.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RoomDefaults {
    /// The deck.
    pub deck: DeckChoice,
    /// Settings that differ from those of the server.
    pub settings: SettingsPatch,
}

impl RoomDefaults {
    /// Those of a room, without its lock.
    pub fn of(board: &Board) -> Self {
        let settings = SettingsPatch { locked: None, ..board.settings.clone().into() };
        Self { deck: deck_text::choice(board.deck.cards.clone()), settings }
    }

    /// What was kept here, or what every room begins with.
    pub fn kept(host: Host) -> Self {
        let kept = browser_storage::item(host, KEY);
        kept.and_then(|text| decode(&text).ok()).unwrap_or_default()
    }

    /// Keeps them.
    pub fn store(&self, host: Host) {
        browser_storage::set_item(host, KEY, &encode(self));
    }
}
