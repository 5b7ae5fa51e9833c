//! The log: what may appear in it, and how rooms are named there.

use std::fmt;

use anyhow::{Context, Result};
use domain::ids::RoomId;
use tracing::{Level, Metadata};
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, fmt as format};

/// The crates of this project, which never log a vote, a name or a secret.
const OWN: [&str; 3] = ["server", "ready_room", "domain"];

/// Starts logging. `wanted` is what the operator asks for; of other crates nothing below `info` is
/// logged in any case, because at `debug` and `trace` some print all that they send and receive.
pub fn start<W>(wanted: &str, writer: W, colours: bool) -> Result<()>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let wanted = EnvFilter::try_new(wanted).context("--log cannot be used")?;
    tracing_subscriber::registry()
        .with(wanted)
        .with(filter_fn(may_be_logged))
        .with(format::layer().with_writer(writer).with_ansi(colours))
        .try_init()
        .context("cannot log")
}

fn may_be_logged(what: &Metadata<'_>) -> bool {
    *what.level() <= Level::INFO || is_own(what.target())
}

fn is_own(target: &str) -> bool {
    OWN.iter().any(|own| {
        target.strip_prefix(own).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    })
}

/// A room in a log line: enough of its id to recognise it, too little to enter it.
pub struct RoomTag<'a>(pub &'a RoomId);

/// Characters of a room's id that a log line shows.
const TAG_CHARACTERS: usize = 6;

impl fmt::Display for RoomTag<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}…", self.0.0.get(..TAG_CHARACTERS).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_crates_are_told_by_their_whole_name() {
        assert!(is_own("server") && is_own("server::rooms") && is_own("ready_room"));
        assert!(!is_own("server_of_others") && !is_own("hyper::server") && !is_own(""));
    }
}
