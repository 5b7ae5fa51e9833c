//! The share of the memory that large bodies may take, arriving or waiting to be processed.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How many bytes of large bodies there may be at the same time, besides what of each does not count.
const IN_MEMORY: usize = 256 * 1024 * 1024;

/// The unit in which memory is counted, in bytes.
pub const UNIT: usize = 64 * 1024;

/// The memory for large bodies of all clients. Clones share it.
#[derive(Clone, Debug)]
pub struct Memory(Arc<Semaphore>);

impl Memory {
    /// Nothing is in it.
    pub fn new() -> Self {
        Self::of(IN_MEMORY)
    }

    /// So many bytes.
    pub fn of(bytes: usize) -> Self {
        Self(Arc::new(Semaphore::new(bytes / UNIT)))
    }

    /// So many units of it, given back when they are dropped. Waits until they are free.
    pub async fn take(&self, units: u32) -> Option<OwnedSemaphorePermit> {
        self.0.clone().acquire_many_owned(units).await.ok()
    }
}
