//! Editing a text together: who else edits it, and what was typed and could not be sent.

mod editing_sign;
mod stranded_draft;
mod stranded_drafts;
mod stranded_list;

pub use editing_sign::EditingSign;
pub use stranded_drafts::StrandedDrafts;
pub use stranded_list::{preload_soon, tidy_drafts};
