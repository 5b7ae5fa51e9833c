//! What makes a story ready beside its texts: questions, notes and decisions, and the room's definition of ready. Knows the
//! second board, which is loaded with it.

mod add_item;
mod change_ready;
mod day_text;
mod due_field;
mod item_actions;
mod item_edit;
mod item_form;
mod item_row;
mod items;
mod open_questions;
mod panel;
mod preparation;
mod product_store;
mod readiness;
mod ready_check;
mod ready_editor;
mod ready_offers;
mod ready_points;

pub use open_questions::load_open_questions;
pub use preparation::Preparation;
pub use ready_editor::load_ready_editor;
