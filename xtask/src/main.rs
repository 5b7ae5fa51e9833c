//! `cargo xtask …`: everything a person runs. Builds, serves, packs, formats and tests.
//!
//! It needs cargo and rustup and nothing else; the browser tests need Node as well. What is missing it
//! installs: the WebAssembly target by rustup, leptosfmt by cargo, and for the browser tests what npm
//! and apt bring.
//!
//! A site is built in this order: styles and texts, because they fail within a second; the forms that
//! pages begin with, by a program of the app; the app, by cargo; the parts that load on demand, split off
//! by `wasm_split_cli_support`; the main module, bound to JavaScript by `wasm-bindgen-cli-support`; names
//! with hashes, compressed copies, and the budget.
//! The site's scripts and pages are served as they are written.

mod assets;
mod bench;
mod budget;
mod compress;
mod dist;
mod formatting;
mod forms;
mod progress;
mod serve;
mod site;
mod stress;
mod testing;
mod tools;
mod wasm;

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
    /// Builds the site into target/site and checks how much visits transfer.
    Site,
    /// Builds site and server, and starts the server on 127.0.0.1:3000 with its data in ./data.
    Serve {
        /// Passed on to the server, for instance `--site-addr 0.0.0.0:8080`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        server: Vec<String>,
    },
    /// Measures how fast files are read, how votes fare meanwhile, and how long people wait for the page;
    /// fails where it takes too long.
    Bench,
    /// Attacks the server in every way that once hurt, while rooms vote; fails where these notice. Needs
    /// Linux, and takes a few minutes.
    Stress {
        /// Only the attacks whose names hold this.
        name: Option<String>,
    },
    /// Packs everything that a server needs into dist/.
    Build,
    /// Formats all sources with rustfmt and leptosfmt.
    Format,
    /// Runs formatting check, lints, Rust tests, the transfer budget and the browser tests.
    Test {
        /// Only these.
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
    /// The site with its budget, and the browser tests.
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
        Task::Bench => bench::run_all(),
        Task::Stress { name } => stress::run_all(name.as_deref()),
        Task::Build => dist::build(),
        Task::Format => formatting::format(),
        Task::Test { part: Some(Part::Rust), .. } => testing::rust(),
        Task::Test { part, playwright } => {
            let tools = testing::BrowserTools::ensure()?;
            if part.is_none() {
                testing::rust()?;
            }
            testing::browser(&tools, &playwright)
        }
    }
}
