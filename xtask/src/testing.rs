//! `cargo xtask test`: everything that must hold before a change is done.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::progress::{quiet, step, streamed_step};
use crate::{site, tools};

/// Formatting, lints and Rust tests, those of the repository itself among them.
pub fn rust() -> Result<()> {
    step("Formatting", || quiet(tools::cargo().args(["fmt", "--all", "--check"])))?;
    let lints = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
    step("Lints", || quiet(tools::cargo().args(lints)))?;
    streamed_step("Rust tests", tools::cargo().args(["test", "--workspace"]))
}

/// The page with its budget, and the browser tests against the server that the Rust tests ran.
pub fn browser(arguments: &[String]) -> Result<()> {
    site::build()?;
    let server = step("Server", || tools::server_binary("dev"))?;
    let end2end = tools::root().join("end2end");
    let (chromium, nginx) = (tools::CHROMIUM.ensure()?, tools::NGINX.ensure()?);
    step("Test runner", || install_runner(&end2end))?;
    let mut playwright = in_folder("npx", &end2end);
    playwright
        .args(["--no-install", "playwright", "test"])
        .args(arguments)
        .env(tools::CHROMIUM.variable, chromium)
        .env(tools::NGINX.variable, nginx)
        .env("READY_ROOM_BINARY", server);
    streamed_step("Browser tests", &mut playwright)
}

/// What package-lock.json names, and no browser: that one comes from the system.
fn install_runner(end2end: &Path) -> Result<String> {
    let mut npm = in_folder("npm", end2end);
    quiet(npm.args(["ci", "--no-audit", "--no-fund"]).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))
}

fn in_folder(program: impl AsRef<OsStr>, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder);
    command
}
