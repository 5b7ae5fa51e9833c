//! Parts that several pages use. Structure and classes, for the styles:
//!
//! * `.dialog` (a native `<dialog>`) > `.dialog-header` (`h2.dialog-title`, `button.dialog-close`) +
//!   `.dialog-body`; inside it a row `.dialog-actions`.
//! * `.menu` > `button.menu-button` + `.menu-items` (hidden attribute while closed) > `button.menu-item`.
//! * `.field` > `label.field-label` + `input|textarea.field-input` + `p.field-note` (`.field-count`,
//!   `.is-over` when over the limit) + `p.field-error`.
//! * `.copy-link` > `button.button.copy-link-button` + `input.copy-link-field` (only where nothing
//!   could be copied).
//! * `.connection-bar` (`.is-lost`) > `.connection-bar-text`.
//! * `.toasts` > `.toast` (`.toast--problem`) > `.toast-text`, `button.toast-undo`, `button.toast-close`.
//! * `.import` inside a `.dialog`: `.import-loading`, and `.import-inside` with what `app/src/files`
//!   shows: `.import-drop` (`.is-over`), `.import-paste`, `.import-summary`,
//!   `.import-stories` > `.import-story` (`.is-known`) > `.import-key`, `.import-title`, `.import-facts`;
//!   `.import-left-out`, `.import-warnings`, `.import-unreadable`.
//! * `.icon` (an inline `<svg>`).

pub mod choice;
pub mod connection_bar;
pub mod copy_link;
pub mod deck_picker;
pub mod dialog;
pub mod file_drop;
pub mod file_picker;
pub mod icon;
pub mod import_dialog;
pub mod language_menu;
pub mod limit;
pub mod menu;
pub mod theme_menu;
pub mod toasts;
