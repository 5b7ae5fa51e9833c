//! What one can do with the room as a whole.

mod tool_button;
mod tools;

pub use tools::Tools;
