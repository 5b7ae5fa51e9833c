//! `cargo xtask bench`: how fast files are read, how votes fare beside large files and large rooms, what the server costs
//! beside a bare one, and how long people wait for the page. `server/benches` and `end2end/bench` measure.

use anyhow::Result;

use crate::progress::{long_step, run};
use crate::testing::BrowserTools;
use crate::{site, tools};

/// Fails where something takes longer than it may.
pub fn run_all() -> Result<()> {
    let browser = BrowserTools::ensure()?;
    for bench in ["import", "joining", "speed"] {
        long_step(bench, || run(tools::cargo().args(["bench", "-p", "server", "--bench", bench])))?;
    }
    site::build()?;
    let mut playwright = browser.playwright(&tools::released_server()?);
    long_step("Page", || run(playwright.args(["--config", "bench.config.ts"])))
}
