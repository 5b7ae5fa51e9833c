//! The dialogs over the room: one shell, whose content is loaded when it is opened.

mod room_dialogs;

pub use room_dialogs::RoomDialogs;
