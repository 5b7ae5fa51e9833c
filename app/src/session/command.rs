//! Commands as this page has them.

use crate::api::json::Written;

/// What people ask of the room. What they ask of the second board is written by those parts of the page that know it.
pub type Command = domain::command::Command<Written>;
