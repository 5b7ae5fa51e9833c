//! `cargo xtask test`: everything that must hold before a change is done, what fails soonest first.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::progress::{long_step, quiet, run, step};
use crate::{formatting, site, tools};

/// The programs that the browser tests need.
pub struct BrowserTools {
    chromium: PathBuf,
    nginx: PathBuf,
}

impl BrowserTools {
    /// Finds or installs them, so that nobody waits for a build to hear that one is missing.
    pub fn ensure() -> Result<Self> {
        let (chromium, nginx) = (tools::CHROMIUM.ensure()?, tools::NGINX.ensure()?);
        step("Test runner", || install_runner(&end2end()))?;
        Ok(Self { chromium, nginx })
    }

    /// Playwright, which starts this server as often as it needs one.
    pub fn playwright(&self, server: &Path) -> Command {
        let mut playwright = in_folder("npx", &end2end());
        playwright
            .args(["--no-install", "playwright", "test"])
            .env(tools::CHROMIUM.variable, &self.chromium)
            .env(tools::NGINX.variable, &self.nginx)
            .env("READY_ROOM_BINARY", server);
        playwright
    }
}

/// Formatting, lints and Rust tests, those about the repository itself first.
pub fn rust() -> Result<()> {
    formatting::check()?;
    long_step("Lints", || {
        cargo_for_each("clippy", &["--all-targets", "--", "--deny", "warnings"])
    })?;
    long_step("Rust tests", || cargo_for_each("test", &[]))
}

/// Runs a command of cargo for `xtask` and for the product.
fn cargo_for_each(command: &str, arguments: &[&str]) -> Result<()> {
    [tools::XTASK, tools::PRODUCT]
        .into_iter()
        .try_for_each(|packages| run(tools::cargo().arg(command).args(packages).args(arguments)))
}

/// The site with its budget, and the browser tests against the server of the Rust tests.
pub fn browser(tools: &BrowserTools, arguments: &[String]) -> Result<()> {
    site::build()?;
    let mut playwright = tools.playwright(&tools::tested_server()?);
    long_step("Browser tests", || run(playwright.args(arguments)))
}

/// What package-lock.json names, without a browser: that one comes from the system.
fn install_runner(end2end: &Path) -> Result<String> {
    let mut npm = in_folder("npm", end2end);
    quiet(npm.args(["ci", "--no-audit", "--no-fund"]).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))
}

fn end2end() -> PathBuf {
    tools::root().join("end2end")
}

fn in_folder(program: impl AsRef<OsStr>, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder);
    command
}
