//! The bar over the room.

mod drawer_button;
mod room_header;
mod room_title;
mod title_edit;
mod title_field;

pub use room_header::RoomHeader;
