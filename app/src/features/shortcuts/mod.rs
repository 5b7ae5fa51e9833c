//! Shortcuts: the keys, and the dialog that lists them.

mod card_typing;
mod layouts;
mod shortcut_list;
mod use_shortcuts;

pub use shortcut_list::load_shortcut_list;
pub use use_shortcuts::use_shortcuts;
