//! What the page knows and shows: the room, what is open in it here, notices, the clock, and what the
//! browser remembers.

pub mod browser_storage;
mod clock;
mod draft_field;
mod drafts;
mod edit_draft;
mod latest_import;
mod room_defaults;
mod room_store;
mod room_ui;
mod selectors;
mod toaster;
mod topic;

pub use clock::Clock;
pub use draft_field::DraftField;
pub use drafts::{Draft, Drafts, forget_old_drafts, mark, use_drafts};
pub use edit_draft::{EditDraft, EditOutcome};
pub use latest_import::LatestImport;
pub use room_defaults::RoomDefaults;
pub use room_store::{RoomStore, use_room};
pub use room_ui::{Drawer, RoomDialog, RoomUi, use_room_ui};
pub use selectors::{full_name, short_name, shortened};
pub use toaster::{ShownToast, Toast, Toaster, Tone, use_toaster};
pub use topic::Topic;
