//! Who is in the room: oneself with name and role, the others, and what a facilitator can do about
//! them.

mod facilitator_badge;
mod me;
mod my_name;
mod name_field;
mod people;
mod people_list;
mod person_items;
mod person_menu;
mod person_row;
mod take_over;

pub use people::People;
pub use take_over::TakeOver;
