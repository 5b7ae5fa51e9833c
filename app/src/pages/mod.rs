//! The pages: where rooms are created, the room with the way into it, and what is said where there
//! is none.

mod home;
mod join_page;
mod not_found_page;
mod notice_page;
mod page_header;
mod room;

#[cfg(not(target_arch = "wasm32"))]
pub use home::HomeContent;
pub use home::HomePage;
#[cfg(not(target_arch = "wasm32"))]
pub use join_page::JoinPage;
pub use not_found_page::NotFoundPage;
pub use room::RoomPage;
