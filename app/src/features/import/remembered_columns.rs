//! Which columns somebody chose for tables with a certain header, as their browser remembers it.

use domain::protocol::{decode, encode};
use domain::sheet::{ReadOptions, Sheet};

use crate::state::browser_storage;

/// What the keys begin with; the header's fingerprint stands behind it.
const PREFIX: &str = "ready-room:columns:";

/// How such a table is to be read, if somebody has chosen that here.
pub fn find(sheet: &Sheet) -> Option<ReadOptions> {
    decode(&browser_storage::item(&key(sheet))?).ok()
}

/// Stores a choice.
pub fn store(sheet: &Sheet, options: &ReadOptions) {
    browser_storage::set_item(&key(sheet), &encode(options));
}

/// Forgets the choice.
pub fn forget(sheet: &Sheet) {
    browser_storage::remove_item(&key(sheet));
}

fn key(sheet: &Sheet) -> String {
    [PREFIX, &sheet.fingerprint].concat()
}
