//! `ready-room preview FILE`: prints what would be imported from a file as JSON, for programs.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use domain::draft::StoryDraft;
use domain::format::Format;
use domain::number;
use domain::preview::Preview;
use serde::Serialize;

use crate::files::out::markdown_body;
use crate::files::scenario::{self, Scenario};
use crate::files::{messages, source};

/// Prints the preview of a file to standard output. If the file cannot be read, prints the reason
/// to standard error.
pub fn command(path: &Path, format: Option<Format>) -> ExitCode {
    let name = source::name(path);
    let printed = source::read(path)
        .and_then(|bytes| json(&bytes, format).map_err(|message| format!("{name}: {message}")))
        .and_then(|json| match writeln!(io::stdout(), "{json}") {
            // The reader has read enough.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            written => written.map_err(|error| error.to_string()),
        });
    match printed {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            let _ = writeln!(io::stderr(), "{message}");
            ExitCode::FAILURE
        }
    }
}

/// The preview of a file as JSON, or a message that says why there is none.
pub fn to_json(bytes: &[u8]) -> Result<String, String> {
    json(bytes, None)
}

fn json(bytes: &[u8], format: Option<Format>) -> Result<String, String> {
    let preview = super::preview_as(bytes, format);
    let preview = preview.map_err(|error| messages::unreadable(&error))?;
    serde_json::to_string_pretty(&PreviewJson::from(&preview)).map_err(|error| error.to_string())
}

/// All fields are always present, null or empty if the file has nothing for them.
#[derive(Serialize)]
struct PreviewJson<'p> {
    format: Format,
    stories: Vec<StoryJson<'p>>,
    not_imported: Vec<LeftOutJson>,
    warnings: Vec<String>,
    /// The names of columns that hold something and are used for nothing.
    unused_columns: Vec<&'p str>,
}

#[derive(Serialize)]
struct StoryJson<'p> {
    key: Option<&'p str>,
    title: &'p str,
    estimate: Option<EstimateJson<'p>>,
    /// The texts of the criteria; of a scenario only its name, or its first step.
    criteria: Vec<Cow<'p, str>>,
    /// The number of steps of each criterion, if any has steps.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    criteria_steps: Vec<usize>,
    /// The number of examples of each criterion, if any has steps.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    criteria_example_rows: Vec<usize>,
    labels: &'p [String],
    /// As the file has it.
    description: Cow<'p, str>,
    parent: Option<&'p str>,
    kind: Option<&'p str>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum EstimateJson<'p> {
    Whole(u64),
    Number(f64),
    Text(&'p str),
}

#[derive(Serialize)]
struct LeftOutJson {
    line: u32,
    what: String,
    why: String,
}

impl<'p> From<&'p Preview> for PreviewJson<'p> {
    fn from(preview: &'p Preview) -> Self {
        let not_imported = messages::left_out(preview).map(|(entry, what)| LeftOutJson {
            line: entry.line,
            what,
            why: messages::why(&entry.why),
        });
        Self {
            format: preview.format,
            stories: preview.stories.iter().map(StoryJson::from).collect(),
            not_imported: not_imported.collect(),
            warnings: messages::assumptions(preview)
                .chain(preview.warnings.iter().map(messages::warning))
                .collect(),
            unused_columns: messages::unused_columns(preview).collect(),
        }
    }
}

impl<'p> From<&'p StoryDraft> for StoryJson<'p> {
    fn from(story: &'p StoryDraft) -> Self {
        let scenarios: Vec<_> = story.criteria.iter().map(|text| scenario::parse(text)).collect();
        let has_steps = scenarios.iter().any(Option::is_some);
        let count = |of: fn(&Scenario) -> usize| {
            let counts = scenarios.iter().filter(|_| has_steps);
            counts.map(|scenario| scenario.as_ref().map_or(0, of)).collect()
        };
        let name = |(text, scenario): (&'p String, &Option<Scenario>)| match scenario {
            Some(scenario) if !scenario.name.is_empty() => Cow::Owned(scenario.name.clone()),
            Some(_) => Cow::Borrowed(text.lines().next().unwrap_or_default()),
            None => Cow::Borrowed(text.as_str()),
        };
        Self {
            key: story.key.as_deref(),
            title: &story.title,
            estimate: story.estimate.as_deref().map(EstimateJson::from),
            criteria: story.criteria.iter().zip(&scenarios).map(name).collect(),
            criteria_steps: count(|scenario| scenario.steps.len()),
            criteria_example_rows: count(Scenario::example_rows),
            labels: &story.labels,
            description: match &story.criteria_place {
                Some(place) => {
                    let criteria = story.criteria.iter().map(String::as_str);
                    Cow::Owned(markdown_body::put_back(&story.description, criteria, place))
                }
                None => Cow::Borrowed(&story.description),
            },
            parent: story.parent.as_deref(),
            kind: story.kind.as_deref(),
        }
    }
}

impl<'p> From<&'p str> for EstimateJson<'p> {
    fn from(estimate: &'p str) -> Self {
        match (estimate.parse(), number::parse(estimate)) {
            (Ok(whole), Some(_)) => Self::Whole(whole),
            (_, Some(number)) => Self::Number(number),
            (_, None) => Self::Text(estimate),
        }
    }
}
