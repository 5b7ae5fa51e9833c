//! `cargo xtask …`: everything a person runs. Builds the page, serves it, packs it and tests it.
//!
//! It needs cargo and rustup and nothing else; the browser tests need Node as well. It downloads no
//! binaries except the Wasm target (by rustup) and, for the browser tests, what npm and apt bring.

mod assets;
mod bench;
mod budget;
mod compress;
mod dist;
mod glue;
mod ordering;
mod progress;
mod script;
mod serve;
mod site;
mod testing;
mod tools;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand, ValueEnum};

/// Builds, serves and tests Ready Room.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

/// What can be done.
#[derive(Subcommand)]
enum Task {
    /// Builds the page into target/site and checks how much a first visit transfers.
    Site,
    /// Builds page and server, and starts the server on 127.0.0.1:3000 with its data in ./data.
    Serve {
        /// Passed on to the server, for instance `--site-addr 0.0.0.0:8080`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        server: Vec<String>,
    },
    /// Measures how fast files are read, and votes meanwhile; fails where it takes longer than it may.
    Bench,
    /// Packs everything that a server needs into dist/.
    Build,
    /// Runs formatting check, lints, Rust tests, the budget and the browser tests.
    Test {
        /// Only this part.
        part: Option<Part>,
        /// Passed on to Playwright, for instance `browser -- --grep reveal`.
        #[arg(last = true)]
        playwright: Vec<String>,
    },
}

/// A part of the tests.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Formatting, lints and Rust tests.
    Rust,
    /// The page with its budget, and the browser tests.
    Browser,
}

fn main() -> ExitCode {
    match run(Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("✗ {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    match task {
        Task::Site => site::build(),
        Task::Serve { server } => serve::run(&server),
        Task::Bench => bench::run(),
        Task::Build => dist::build(),
        Task::Test { part, playwright } => {
            if part != Some(Part::Browser) {
                testing::rust()?;
            }
            if part != Some(Part::Rust) {
                testing::browser(&playwright)?;
            }
            Ok(())
        }
    }
}
