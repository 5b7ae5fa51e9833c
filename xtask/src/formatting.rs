//! `cargo xtask format`, and the check that everything is formatted: rustfmt for Rust, leptosfmt for
//! what stands inside of `view!`, which rustfmt leaves alone.

use anyhow::{Result, ensure};

use crate::progress::{quiet, step};
use crate::tools;

/// The folder with components.
const COMPONENTS: &str = "app/src";

/// How leptosfmt marks a file that is not formatted or that it cannot read.
const FAULT: char = '❌';

/// Formats all sources.
pub fn format() -> Result<()> {
    let mut leptosfmt = tools::leptosfmt()?;
    step("leptosfmt", || without_faults(&quiet(leptosfmt.arg(COMPONENTS))?))?;
    step("rustfmt", || quiet(tools::cargo().args(["fmt", "--all"])))?;
    Ok(())
}

/// Fails where `format` would change something.
pub fn check() -> Result<()> {
    step("rustfmt", || quiet(tools::cargo().args(["fmt", "--all", "--check"])))?;
    let mut leptosfmt = tools::leptosfmt()?;
    step("leptosfmt", || without_faults(&quiet(leptosfmt.args(["--check", COMPONENTS]))?))
}

/// It ends with success even if it cannot read a file, so its report has to be read.
fn without_faults(report: &str) -> Result<()> {
    let faults: Vec<_> = report.lines().filter(|line| line.contains(FAULT)).collect();
    ensure!(faults.is_empty(), "leptosfmt cannot read these files:\n{}", faults.join("\n"));
    Ok(())
}
