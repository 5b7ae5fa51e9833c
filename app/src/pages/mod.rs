//! The pages: where rooms are created, the room with the way into it, and what is said where there
//! is none.

mod home;
mod join_page;
mod not_found_page;
mod notice_page;
mod page_header;
mod room;

pub use home::HomePage;
pub use not_found_page::NotFoundPage;
pub use room::RoomPage;
