//! What a person sees while the steps run: one line each with the seconds it took, and the output of
//! programs that report their own progress.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

/// How often the seconds on a terminal are updated.
const TICK: Duration = Duration::from_secs(1);

/// Runs `work` and shows `▸ name … 1.2 s`. The error says which step failed.
pub fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let start = Instant::now();
    print!("▸ {name} … ");
    std::io::stdout().flush()?;
    let result = with_clock(name, start, work);
    println!("{}{}", if result.is_ok() { "" } else { "failed after " }, seconds(start));
    result.with_context(|| format!("step `{name}`"))
}

/// Runs `work`, which writes to the terminal itself, between two lines that name the step.
pub fn long_step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let start = Instant::now();
    println!("▸ {name} …");
    let result = work().with_context(|| format!("step `{name}`"))?;
    println!("▸ {name}: {}", seconds(start));
    Ok(result)
}

/// Runs `work` and updates the seconds meanwhile, if somebody watches at a terminal.
fn with_clock<T>(name: &str, start: Instant, work: impl FnOnce() -> T) -> T {
    if !std::io::stdout().is_terminal() {
        return work();
    }
    let (working, has_ended) = mpsc::channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || {
            while has_ended.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
                print!("\r▸ {name} … {} s", start.elapsed().as_secs());
                // A terminal that was closed is no reason to stop working.
                let _ = std::io::stdout().flush();
            }
            print!("\r▸ {name} … ");
        });
        let result = work();
        drop(working);
        result
    })
}

/// Runs `command` with its output on the terminal.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| cannot_run(command))?;
    ensure!(status.success(), "{} failed ({status})", name(command));
    Ok(())
}

/// Runs `command` with its standard error on the terminal and returns its standard output.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command.stderr(Stdio::inherit()).output().with_context(|| cannot_run(command))?;
    ensure!(output.status.success(), "{} failed ({})", name(command), output.status);
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs `command` without showing its output and returns its standard output. When it fails, the error
/// holds what it wrote.
pub fn quiet(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| cannot_run(command))?;
    if !output.status.success() {
        // Most programs complain on standard error; cargo fmt writes differences to standard output.
        let complaint = if output.stderr.is_empty() { &output.stdout } else { &output.stderr };
        let complaint = String::from_utf8_lossy(complaint);
        bail!("{} failed ({})\n{complaint}", name(command), output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn cannot_run(command: &Command) -> String {
    format!("cannot run {}; is it installed?", name(command))
}

/// The name of the program without its folder.
fn name(command: &Command) -> String {
    let program = Path::new(command.get_program());
    program.file_name().unwrap_or_default().display().to_string()
}

fn seconds(start: Instant) -> String {
    format!("{:.1} s", start.elapsed().as_secs_f64())
}
