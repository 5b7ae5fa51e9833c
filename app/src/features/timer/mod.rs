//! The timer of a room (rule 27). All of it but the button is a part that is loaded when there is a timer.

mod rest;
mod timer;
mod timer_panel;
mod timer_sound;

pub use rest::{MINUTES, minutes};
pub use timer::Timer;
