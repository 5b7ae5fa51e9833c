//! The affinity wall: many stories sorted in silence into the columns of the cards, by everybody at the same
//! time (rule 47). All of it loads on demand.

mod drag;
mod layout;
mod put_form;
mod wall;
mod wall_actions;
mod wall_bar;
mod wall_card;
mod wall_columns;
mod wall_drag;
mod wall_hand;
mod wall_headings;
mod wall_held;
mod wall_page;

pub use wall::{WallView, load_wall};
