//! The home page: where rooms are created and found again. What it shows is a part that is loaded
//! there.

mod create_room;
mod deck_picker;
mod home_content;
mod home_page;
mod open_room;
mod recent_rooms;
mod room_creation;

#[cfg(not(target_arch = "wasm32"))]
pub use home_content::HomeContent;
pub use home_page::HomePage;
