//! Saving the room as a file: a button, and a dialog with the forms of files.

mod export_list;
mod export_row;
mod forms;
mod load;
mod save_file;
mod selection_choice;

pub use load::load_export;
