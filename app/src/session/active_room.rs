//! The room that an instance of the app is in, for what scripts ask of it.

use leptos::prelude::*;

use super::commands::Commands;
use crate::state::RoomStore;

/// The room that an instance of the app is in, if it is in one.
#[derive(Clone, Copy)]
pub struct ActiveRoom(StoredValue<Option<(Commands, RoomStore)>>);

/// The context that [`App`](crate::app::App) provides.
pub fn use_active_room() -> ActiveRoom {
    expect_context()
}

impl ActiveRoom {
    /// In no room yet.
    pub fn new() -> Self {
        Self(StoredValue::new(None))
    }

    /// The app is in a room from now on, until the current owner is cleaned up.
    pub fn enter(self, commands: Commands, room: RoomStore) {
        self.0.set_value(Some((commands, room)));
        on_cleanup(move || {
            self.0.try_set_value(None);
        });
    }

    /// The room with the commands for it.
    pub fn get(self) -> Option<(Commands, RoomStore)> {
        self.0.try_get_value().flatten()
    }
}
