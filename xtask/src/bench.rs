//! `cargo xtask bench`: how fast files are read, and what a room feels of it. `server/benches` measures.

use anyhow::Result;

use crate::progress::streamed_step;
use crate::tools;

/// Fails where a stated time is missed.
pub fn run() -> Result<()> {
    streamed_step("Benchmark", tools::cargo().args(["bench", "-p", "server", "--bench", "import"]))
}
