//! Shortcuts: the keys, and the dialog that lists them.

mod card_typing;
mod layouts;
mod shortcut_list;
mod shortcuts_dialog;
mod use_shortcuts;

pub use shortcuts_dialog::ShortcutsDialog;
pub use use_shortcuts::use_shortcuts;
