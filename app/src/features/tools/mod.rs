//! What one can do with the room as a whole.

mod sound_switch;
mod tool_button;
mod tools;

pub use tools::Tools;
