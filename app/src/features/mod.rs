//! What one sees and does inside a room: one folder for each feature.

pub mod ahead;
pub mod announcer;
pub mod attention;
pub mod backlog;
pub mod criteria;
pub mod dialogs;
pub mod editing;
pub mod estimates;
pub mod export;
pub mod hand;
pub mod header;
pub mod history;
pub mod import;
pub mod invite;
pub mod people;
pub mod printing;
pub mod references;
pub mod result;
pub mod room_layout;
pub mod round_actions;
pub mod settings;
pub mod shortcuts;
pub mod story;
pub mod table;
pub mod timer;
pub mod tools;
