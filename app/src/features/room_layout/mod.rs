//! The room as a whole. The styles decide by its width what stands side by side and what becomes a
//! drawer.

mod full_room;
mod poker_room;
mod room_layout;
mod warm_parts;

pub use room_layout::RoomLayout;
