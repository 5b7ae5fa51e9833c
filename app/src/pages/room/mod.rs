//! The page of a room: the way in, the room, and what is said when it is over.

mod ended;
mod entrance;
mod inside;
mod origin_check;
mod room_page;

pub use room_page::RoomPage;
