//! Which columns somebody chose for tables with a certain header, as their browser remembers it.

use domain::protocol::encode;
use domain::sheet::{ReadOptions, Sheet};

use crate::api::json::decode;
use crate::host::Host;
use crate::state::browser_storage;

/// What the keys begin with; the header's fingerprint stands behind it.
const PREFIX: &str = "ready-room:columns:";

/// How such a table is to be read, if somebody has chosen that here.
pub fn find(host: Host, sheet: &Sheet) -> Option<ReadOptions> {
    decode(&browser_storage::item(host, &key(sheet))?).ok()
}

/// Stores a choice.
pub fn store(host: Host, sheet: &Sheet, options: &ReadOptions) {
    browser_storage::set_item(host, &key(sheet), &encode(options));
}

/// Forgets the choice.
pub fn forget(host: Host, sheet: &Sheet) {
    browser_storage::remove_item(host, &key(sheet));
}

fn key(sheet: &Sheet) -> String {
    [PREFIX, &sheet.fingerprint].concat()
}
