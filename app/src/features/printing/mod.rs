//! The room on paper: all of it, whatever of it is on the page.

mod print_sheet;
mod printed_story;
mod printing;

pub use printing::Printing;
