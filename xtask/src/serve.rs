//! `cargo xtask serve`: the site and the server as they are released, on this machine.

use std::process::Command;

use anyhow::{Context, Result};

use crate::{site, tools};

/// Builds everything and becomes the server, with `arguments` added to its own.
pub fn run(arguments: &[String]) -> Result<()> {
    site::build()?;
    let binary = tools::released_server()?;
    let mut server = Command::new(binary);
    // Started in the workspace it reads Leptos.toml there and keeps its rooms in ./data.
    server.current_dir(tools::root()).args(arguments);
    println!("▸ Starting (Ctrl-C ends it) …");
    become_process(server)
}

/// On Unix the server replaces this process, so that Ctrl-C and signals reach it alone and it can save
/// everything before the prompt returns.
#[cfg(unix)]
fn become_process(mut server: Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(server.exec()).context("cannot start the server")
}

/// Elsewhere it is a child, and the console sends Ctrl-C to both.
#[cfg(not(unix))]
fn become_process(mut server: Command) -> Result<()> {
    server.status().context("cannot start the server")?;
    Ok(())
}
