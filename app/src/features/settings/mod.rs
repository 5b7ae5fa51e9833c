//! The settings of the room, in a dialog with sections that is loaded when it is opened.

mod access;
mod deck_editor;
mod defaults_button;
mod permissions;
mod removed_people;
mod room_section;
mod round_settings;
mod round_time;
mod setting_switch;
mod settings_content;
mod settings_section;

pub use settings_content::load_settings;
