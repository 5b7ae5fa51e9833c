//! The binary `ready-room`: reads the settings, starts logging, and serves until a signal.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Parser;
use server::files::convert;
use server::files::preview_json;
use server::log;
use server::maintenance;
use server::server::Server;
use server::settings::{Action, Arguments, Settings};
use tokio::net::TcpListener;
use tracing::{info, warn};

fn main() -> ExitCode {
    let mut arguments = Arguments::parse();
    let action = match arguments.action.take() {
        Some(Action::Preview { file, format }) => return preview_json::command(&file, format),
        Some(Action::Convert { file, to, from }) => return convert::command(&file, to, from),
        action => action,
    };
    let done = Settings::new(arguments, Path::new(".")).and_then(|settings| match action {
        Some(Action::Backup { file }) => maintenance::backup(&settings, &file),
        Some(Action::Restore { file }) => maintenance::restore(&settings, &file),
        Some(Action::Repair) => maintenance::repair(&settings),
        Some(Action::Rooms { action }) => maintenance::rooms(&settings, &action),
        _ => serve(&settings),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // One readable line, whatever the environment says about backtraces.
            let _ = writeln!(std::io::stderr(), "ready-room: {error:#}");
            ExitCode::FAILURE
        }
    }
}

#[tokio::main]
async fn serve(settings: &Settings) -> Result<()> {
    log::start(&settings.log, std::io::stderr, std::io::stderr().is_terminal())?;
    raise_open_files();
    let server = Server::open(settings)?;
    let listener = TcpListener::bind(settings.site_addr)
        .await
        .with_context(|| format!("cannot listen on {}", settings.site_addr))?;
    // Not println!: a closed standard output is no reason to fail.
    let _ = writeln!(std::io::stdout(), "Ready Room listens on http://{}", listener.local_addr()?);
    server.serve(listener, signal()).await?;
    info!("all rooms are saved");
    Ok(())
}

/// Each connection is an open file, and systems start programs with a limit for those that need few.
fn raise_open_files() {
    match rlimit::increase_nofile_limit(u64::MAX) {
        Ok(limit) => info!(limit, "open files, connections among them"),
        Err(error) => warn!(%error, "cannot raise the limit of open files"),
    }
}

/// Resolves on Ctrl-C, and on SIGTERM where there is one.
async fn signal() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
    info!("stopping");
}
