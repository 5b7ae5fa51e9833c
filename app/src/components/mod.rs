//! Components that several pages and features use.

pub mod choice;
pub mod clipboard;
pub mod conflict_notice;
pub mod connection_bar;
pub mod copy_link;
pub mod dialog;
pub mod drag_handle;
pub mod end_of_list;
pub mod file_drop;
pub mod file_picker;
pub mod icon;
pub mod keyboard;
mod language_items;
pub mod language_menu;
pub mod lazy_part;
pub mod limited_field;
pub mod menu;
pub mod menu_item;
pub mod pasted;
pub mod sortable;
mod theme_items;
pub mod theme_menu;
pub mod toast_view;
pub mod toasts;
pub mod windowed;
mod windowing;
