//! What whoever runs the server does with its data folder, by commands of the binary.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;
use domain::time::Timestamp;
use tokio_util::sync::CancellationToken;
use tracing::{error, info};

use crate::calendar::day;
use crate::rooms::clock;
use crate::settings::{RoomsAction, Settings};
use crate::storage::{MARKED_FOR_DAYS, copies, marked, repair};

/// How often it is seen whether the copy of the day is there.
const COPY_EVERY: Duration = Duration::from_secs(60 * 60);

/// `ready-room backup FILE`
pub fn backup(settings: &Settings, file: &Path) -> Result<()> {
    copies::backup(&settings.data, file)?;
    say(&format!("all rooms are in {}", file.display()))
}

/// `ready-room restore FILE`
pub fn restore(settings: &Settings, file: &Path) -> Result<()> {
    let old = copies::restore(&settings.data, file, clock::wall().0)?;
    say(&format!("the rooms are those of {}{}", file.display(), kept(old)))
}

/// `ready-room repair`
pub fn repair(settings: &Settings) -> Result<()> {
    let repair::Repaired { rooms, damaged, old } = repair::repair(&settings.data, clock::wall().0)?;
    let unread = match damaged.as_slice() {
        [] => "everything could be read".to_owned(),
        tables => format!("not all of {} could be read", tables.join(", ")),
    };
    say(&format!("{rooms} rooms are in the new file; {unread}{}", kept(old)))
}

fn kept(old: Option<PathBuf>) -> String {
    old.map(|old| format!("; what was there before is {}", old.display())).unwrap_or_default()
}

fn say(what: &str) -> Result<()> {
    Ok(writeln!(io::stdout(), "{what}")?)
}

/// Copies all rooms once a day until stopped. A copy that is being made then stays unfinished.
pub async fn copy_daily(data: PathBuf, folder: PathBuf, stop: CancellationToken) {
    let mut ticks = tokio::time::interval(COPY_EVERY);
    while stop.run_until_cancelled(ticks.tick()).await.is_some() {
        let (data, folder) = (data.clone(), folder.clone());
        let (done, copied) = tokio::sync::oneshot::channel();
        // Not a thread of the runtime, which would wait for it at the end.
        std::thread::spawn(move || {
            // Nobody waits once the server stops.
            let _ = done.send(copies::daily(&data, &folder, &day(clock::wall())));
        });
        match stop.run_until_cancelled(copied).await {
            Some(Ok(Ok(Some(copy)))) => info!(copy = %copy.display(), "copied all rooms"),
            Some(Ok(Err(error))) => error!("cannot make the daily copy: {error:#}"),
            _ => {}
        }
    }
}

/// `ready-room rooms …`
pub fn rooms(settings: &Settings, action: &RoomsAction) -> Result<()> {
    let mut out = io::stdout().lock();
    match action {
        RoomsAction::List => {
            for room in marked::list(&settings.data)? {
                let day_of = |time: i64| day(Timestamp(time.unsigned_abs()));
                let end = Timestamp(room.marked.unsigned_abs())
                    .plus(MARKED_FOR_DAYS * 24 * 60 * 60 * 1000);
                let (visited, end) = (day_of(room.visited), day(end));
                writeln!(out, "{}  last visited {visited}, deleted after {end}", room.room)?;
            }
        }
        RoomsAction::Restore { id } => {
            marked::restore(&settings.data, id, clock::wall().0)?;
            writeln!(out, "{id} can be entered again")?;
        }
    }
    Ok(())
}
