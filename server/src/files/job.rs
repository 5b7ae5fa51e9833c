//! The reading of a file as a job: its progress, its cancellation, and its limits of memory and
//! time. Knows no format.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

use domain::preview::Unreadable;

/// The most seconds that reading a file may take. Twenty mebibytes take less than three.
const SECONDS: u32 = 30;

/// The most bytes of memory for what was read. Files of the largest size need less, unless they are
/// crafted from millions of empty elements. What readers need in addition is a multiple of the
/// file's size, which `tests/import_memory.rs` states.
const BYTES: u32 = 256 * 1024 * 1024;

/// Shared by the reader and whoever watches it.
pub struct Job {
    deadline: Instant,
    is_cancelled: AtomicBool,
    read: AtomicU64,
    total: AtomicU64,
    held: AtomicU64,
}

impl Default for Job {
    fn default() -> Self {
        Self {
            deadline: Instant::now() + Duration::from_secs(u64::from(SECONDS)),
            is_cancelled: AtomicBool::new(false),
            read: AtomicU64::new(0),
            total: AtomicU64::new(0),
            held: AtomicU64::new(0),
        }
    }
}

impl Job {
    /// Cancels the job: the reader stops at its next step.
    pub fn cancel(&self) {
        self.is_cancelled.store(true, Relaxed);
    }

    /// How much of the text has been read, from 0 to 1.
    pub fn progress(&self) -> f64 {
        let total = self.total.load(Relaxed).max(1);
        self.read.load(Relaxed).min(total) as f64 / total as f64
    }

    /// Called by the reader first, with the size of the text in bytes.
    pub fn expect(&self, total: usize) {
        self.total.store(total as u64, Relaxed);
    }

    /// Called by the reader at each step, with how many bytes of the text it has read. An error
    /// ends the reading.
    pub fn reached(&self, offset: usize) -> Result<(), Unreadable> {
        self.read.store(offset as u64, Relaxed);
        if self.is_cancelled.load(Relaxed) {
            return Err(Unreadable::Cancelled);
        }
        if Instant::now() > self.deadline {
            return Err(Unreadable::TooSlow { limit: SECONDS });
        }
        Ok(())
    }

    /// Called by the reader with the memory that it keeps, in bytes. An error ends the reading.
    pub fn keep(&self, bytes: usize) -> Result<(), Unreadable> {
        let held = self.held.fetch_add(bytes as u64, Relaxed) + bytes as u64;
        if held > u64::from(BYTES) { Err(Unreadable::TooMuch { limit: BYTES }) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_ends_when_it_is_cancelled_too_slow_or_too_large() {
        let job = Job::default();
        job.expect(14);
        assert_eq!((job.reached(7), job.progress()), (Ok(()), 0.5));
        job.cancel();
        assert_eq!(job.reached(8), Err(Unreadable::Cancelled));
        let late = Job { deadline: Instant::now() - Duration::from_secs(1), ..Job::default() };
        assert_eq!(late.reached(1), Err(Unreadable::TooSlow { limit: SECONDS }));
        let large = Job::default();
        assert_eq!(large.keep(BYTES as usize), Ok(()));
        assert_eq!(large.keep(1), Err(Unreadable::TooMuch { limit: BYTES }));
    }
}
