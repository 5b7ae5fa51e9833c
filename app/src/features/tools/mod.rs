//! What one can do with the room as a whole. Who may do what is a part that is loaded when it is
//! opened.

mod access;
mod permissions;
mod room_rules;
mod setting_switch;
mod tool_button;
mod tools;

pub use tools::Tools;
