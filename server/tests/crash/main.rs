//! Everything that was confirmed with `done` survives the killing of the process: at any moment, while
//! the disk fails, and whatever bit of the files is flipped.

#[path = "../support/mod.rs"]
mod support;

mod bits;
#[cfg(target_os = "linux")]
mod disk_places;
#[cfg(target_os = "linux")]
mod disks;
mod kills;
mod random;
mod work;
