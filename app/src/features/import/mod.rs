//! Bringing stories in from a file or a pasted list: the dialog, and its content, which is loaded when
//! somebody opens it. Knows nothing of formats: the server reads.

mod choose_file;
mod column_choices;
mod column_plan;
mod column_row;
mod columns;
mod content;
mod dropped_file;
mod explain;
mod file_row;
mod findings;
mod format_select;
mod import_button;
mod import_state;
mod import_summary;
mod known_choice;
mod left_out;
mod left_out_list;
mod load;
mod messages;
mod more_rows;
mod paste_form;
mod plan;
mod preview;
mod preview_row;
mod preview_state;
mod problem;
mod reading_progress;
mod remembered_columns;
mod sample_files;
mod sample_list;
mod send_import;
mod source;
mod source_select;
mod story_changes;
mod story_list;
mod unread;
mod unused_list;
mod warning_list;

pub use dropped_file::{DroppedFile, use_dropped_file};
pub use explain::explain_unreadable;
pub use load::load_import;
