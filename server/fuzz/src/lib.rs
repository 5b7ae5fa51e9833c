//! What the fuzz targets share. With `cargo install cargo-fuzz` and a nightly compiler, in the
//! folder `server`:
//!
//! ```text
//! cargo +nightly fuzz run gherkin fuzz/corpus/gherkin tests/inputs -- -max_len=65536 -timeout=10
//! ```
//!
//! `cargo fuzz list` names the others. What one finds becomes a test named after it.

use domain::format::Format;
use domain::sheet::ReadOptions;
use server::files::{self, job::Job};

/// Reads the bytes as a file of this format, or of the one that they seem to have.
pub fn read(bytes: &[u8], format: Option<Format>) {
    let _ = files::read(bytes, &ReadOptions { format, ..ReadOptions::default() }, &Job::default());
}

/// Formats that are tables.
pub const TABLES: [Format; 10] = [
    Format::JiraCsv,
    Format::AzureCsv,
    Format::GithubCsv,
    Format::GitlabCsv,
    Format::LinearCsv,
    Format::ClickupCsv,
    Format::PivotalCsv,
    Format::ThunderdomeCsv,
    Format::Spreadsheet,
    Format::ReadyRoomCsv,
];
