//! `ready-room convert FILE --to FORMAT`: writes the stories of a file in another format, for
//! scripts. What is left out or doubtful is reported on standard error.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use domain::format::Format;
use domain::preview::Preview;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error;

use crate::files::out::export::ExportedStory;
use crate::files::out::report::Report;
use crate::files::out::{self, Target};
use crate::files::{messages, source};

/// Writes a file's stories to standard output. If the file cannot be read, writes the reason to
/// standard error.
pub fn command(path: &Path, to: Target, from: Option<Format>) -> ExitCode {
    let name = source::name(path);
    let read = source::read(path).and_then(|bytes| {
        super::preview_as(&bytes, from)
            .map_err(|error| format!("{name}: {}", messages::unreadable(&error)))
    });
    let written = read.and_then(|preview| {
        report_losses(&name, &preview);
        let stories = preview.stories.into_iter().map(ExportedStory::from).collect();
        let report = Report { title: source::title(path), stories, ..Report::default() };
        let mut out = io::stdout().lock();
        let written = out.write_all(&out::write(to, &report)).and_then(|()| out.flush());
        written.map_err(|error| format!("{name}: the result cannot be written: {error}"))
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            let _ = writeln!(io::stderr(), "{message}");
            ExitCode::FAILURE
        }
    }
}

/// The format of this name, as in `jira-csv`.
pub fn format_named(name: &str) -> Result<Format, String> {
    Format::deserialize(name.into_deserializer()).map_err(|error: Error| error.to_string())
}

/// Reports what is left out or doubtful, one line each.
fn report_losses(name: &str, preview: &Preview) {
    let mut out = io::stderr().lock();
    for (left_out, what) in messages::left_out(preview) {
        let (line, why) = (left_out.line, messages::why(&left_out.why));
        let _ = writeln!(out, "{name}: line {line}: {what} is left out: {why}");
    }
    for assumption in messages::assumptions(preview) {
        let _ = writeln!(out, "{name}: {assumption}");
    }
    let unused: Vec<_> = messages::unused_columns(preview).collect();
    if !unused.is_empty() {
        let _ = writeln!(out, "{name}: not used are the columns {}", unused.join(", "));
    }
    for warning in &preview.warnings {
        let _ = writeln!(out, "{name}: {}", messages::warning(warning));
    }
}
