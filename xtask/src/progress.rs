//! One line for each step, with the seconds it took. Knows nothing of what the steps do.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// How often a line on a terminal counts on.
const TICK: Duration = Duration::from_secs(1);

/// Does `work` behind the line `▸ name … 1.2 s`; its error says which step failed.
pub fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let start = Instant::now();
    print!("▸ {name} … ");
    std::io::stdout().flush()?;
    let result = counting(name, start, work);
    println!("{}{}", if result.is_ok() { "" } else { "failed after " }, seconds(start));
    result.with_context(|| format!("step `{name}`"))
}

/// Does `work` and meanwhile shows a person at a terminal that time passes.
fn counting<T>(name: &str, start: Instant, work: impl FnOnce() -> T) -> T {
    if !std::io::stdout().is_terminal() {
        return work();
    }
    let (working, has_ended) = mpsc::channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || {
            while has_ended.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
                print!("\r▸ {name} … {} s", start.elapsed().as_secs());
                // A terminal that has gone away is no reason to end the work.
                let _ = std::io::stdout().flush();
            }
            print!("\r▸ {name} … ");
        });
        let result = work();
        drop(working);
        result
    })
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

/// Runs `command`, keeps its output to itself, and returns what it wrote to standard output. When it
/// fails the error holds what it complained about.
pub fn quiet(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| cannot_run(command))?;
    if !output.status.success() {
        // Most programs complain on standard error; cargo fmt shows its differences as output.
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
