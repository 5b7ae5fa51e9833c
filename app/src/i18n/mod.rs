//! Texts in the reader's language, numbers and times in its form. A table of texts for each language
//! comes from the server when it is used; plural forms, numbers and times are the browser's `Intl`.

pub mod characters;
pub mod messages;
pub mod phrases;
pub mod refusals;
mod table;
mod texts;
mod translations;

pub use table::Supplement;
pub use texts::{LANGUAGES, Text};
pub use translations::{I18n, use_i18n};
