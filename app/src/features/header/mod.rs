//! The bar over the room.

mod drawer_button;
mod room_header;
mod room_title;

pub use room_header::RoomHeader;
