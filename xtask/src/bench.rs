//! `cargo xtask bench`: how fast files are read, how votes fare beside large files and large rooms, and how
//! long people wait for the page. `server/benches` and `end2end/bench` measure.

use anyhow::Result;

use crate::progress::{long_step, run};
use crate::testing::BrowserTools;
use crate::{site, tools};

/// Fails where something takes longer than it may.
pub fn run_all() -> Result<()> {
    let browser = BrowserTools::ensure()?;
    let benches = ["bench", "-p", "server", "--bench", "import", "--bench", "joining"];
    long_step("Server", || run(tools::cargo().args(benches)))?;
    site::build()?;
    let mut playwright = browser.playwright(&tools::released_server()?);
    long_step("Page", || run(playwright.args(["--config", "bench.config.ts"])))
}
