//! `cargo xtask bench`: how fast files are read, and how votes fare meanwhile. `server/benches` measures.

use anyhow::Result;

use crate::progress::{long_step, run};
use crate::tools;

/// Fails where something takes longer than it may.
pub fn run_all() -> Result<()> {
    let arguments = ["bench", "-p", "server", "--bench", "import"];
    long_step("Benchmark", || run(tools::cargo().args(arguments)))
}
