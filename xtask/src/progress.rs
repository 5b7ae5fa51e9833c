//! One line for each step, with the seconds it took. Knows nothing of what the steps do.

use std::io::Write;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

/// Does `work` behind the line `▸ name … 1.2 s`; its error says which step failed.
pub fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    print!("▸ {name} … ");
    std::io::stdout().flush()?;
    let start = Instant::now();
    let result = work();
    println!("{}{}", if result.is_ok() { "" } else { "failed after " }, seconds(start));
    result.with_context(|| format!("step `{name}`"))
}

/// Runs `command` with its output on the terminal, between two lines that name the step.
pub fn streamed_step(name: &str, command: &mut Command) -> Result<()> {
    println!("▸ {name} …");
    let start = Instant::now();
    let status = command.status().with_context(|| cannot_run(command))?;
    if !status.success() {
        bail!("step `{name}` failed after {}", seconds(start));
    }
    println!("▸ {name}: {}", seconds(start));
    Ok(())
}

/// Runs `command`, keeps its output to itself, and returns what it wrote to standard output. What it
/// wrote to both is in the error when it fails.
pub fn quiet(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| cannot_run(command))?;
    let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        let stderr = String::from_utf8_lossy(&output.stderr);
        bail!("{command:?} failed ({}):\n{stderr}{stdout}", output.status);
    }
    Ok(stdout)
}

fn cannot_run(command: &Command) -> String {
    format!("cannot run {}; is it installed?", command.get_program().display())
}

fn seconds(start: Instant) -> String {
    format!("{:.1} s", start.elapsed().as_secs_f64())
}
