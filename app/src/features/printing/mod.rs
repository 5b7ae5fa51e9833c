//! The room on paper: all of it, whatever of it is on the page.

mod print_sheet;
mod printed_story;
mod printing;

pub use print_sheet::preload_print;
pub use printing::Printing;
