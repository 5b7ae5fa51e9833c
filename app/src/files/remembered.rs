//! Which columns a person chose for tables with a certain header, kept by their browser.

use domain::sheet::{Sheet, Wish};

use crate::net::json;
use crate::storage;

/// What the keys begin with; the header's fingerprint stands behind it.
const PREFIX: &str = "ready-room:columns:";

/// How such a table is to be read, if somebody has chosen that here.
pub(super) fn of(sheet: &Sheet) -> Option<Wish> {
    json::read(&storage::item(&key(sheet))?)
}

/// Keeps a choice.
pub(super) fn keep(sheet: &Sheet, wish: &Wish) {
    storage::set_item(&key(sheet), &json::write(wish));
}

/// Forgets the choice.
pub(super) fn forget(sheet: &Sheet) {
    storage::remove_item(&key(sheet));
}

fn key(sheet: &Sheet) -> String {
    [PREFIX, &sheet.fingerprint].concat()
}
