//! Whether writing works. The writer says so, and everybody else may ask.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rusqlite::{Error, ErrorCode};
use tracing::{error, info};

use super::StorageError;
use super::place::Place;

/// How long the writer waits before it tries again.
pub const RETRY: Duration = Duration::from_millis(500);

/// Whether writing works.
#[derive(Debug)]
pub struct Health {
    place: Place,
    failing: AtomicBool,
    given_up: AtomicBool,
}

impl Health {
    /// Nothing has failed yet. `place` are the files that are written.
    pub fn new(place: Place) -> Self {
        Self { place, failing: AtomicBool::new(false), given_up: AtomicBool::new(false) }
    }

    /// Whether the files that are written are still where others find them.
    pub fn is_in_place(&self) -> bool {
        self.place.missing().is_none()
    }

    /// Waits until the files are in place again. An error means that nobody waits any more.
    pub fn wait_for_files(&self) -> Result<(), StorageError> {
        while let Some(file) = self.place.missing() {
            if !self.failing.swap(true, Ordering::Relaxed) {
                error!(
                    file = %file.display(),
                    "a file was removed or replaced while the server runs: rooms are read-only \
                     until it is put back or the server is started again"
                );
            }
            if self.has_given_up() {
                return Err(StorageError::Engine("the file is not there any more".into()));
            }
            std::thread::sleep(RETRY);
        }
        Ok(())
    }

    /// Whether the last write failed.
    pub fn is_failing(&self) -> bool {
        self.failing.load(Ordering::Relaxed)
    }

    /// Whether writes that fail are not tried again.
    pub fn has_given_up(&self) -> bool {
        self.given_up.load(Ordering::Relaxed)
    }

    /// From now on no write is tried again, because the server stops.
    pub fn give_up(&self) {
        self.given_up.store(true, Ordering::Relaxed);
    }

    pub fn failed(&self, error: &Error) {
        if !self.failing.swap(true, Ordering::Relaxed) {
            error!(%error, "cannot write: rooms are read-only until it works again");
        }
    }

    pub fn succeeded(&self) {
        if self.failing.swap(false, Ordering::Relaxed) {
            info!("writing works again");
        }
    }
}

/// Whether an error comes from the disk and not from what is written, so that the same write may
/// succeed later.
pub fn may_pass(error: &Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(
            ErrorCode::DiskFull
                | ErrorCode::SystemIoFailure
                | ErrorCode::ReadOnly
                | ErrorCode::CannotOpen
                | ErrorCode::DatabaseBusy
                | ErrorCode::DatabaseLocked
        )
    )
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;

    #[test]
    fn a_full_disk_may_pass_and_a_wrong_row_does_not() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch("CREATE TABLE t (a INTEGER PRIMARY KEY, b); PRAGMA max_page_count = 3;")
            .unwrap();
        let full = db.execute("INSERT INTO t VALUES (1, zeroblob(100000))", []).unwrap_err();
        assert!(may_pass(&full), "{full}");
        db.execute("INSERT INTO t VALUES (1, 1)", []).unwrap();
        let twice = db.execute("INSERT INTO t VALUES (1, 1)", []).unwrap_err();
        assert!(!may_pass(&twice), "{twice}");
    }
}
