//! What whoever runs the server does with its data folder, by commands of the binary.

use std::io::{self, Write};

use anyhow::Result;
use domain::time::Timestamp;

use crate::rooms::clock;
use crate::rooms::export::day;
use crate::settings::{RoomsAction, Settings};
use crate::storage::{MARKED_FOR_DAYS, marked};

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
