//! The export formats: their names, files and writers, for HTTP and the command line alike. Knows
//! no room.

pub mod azure;
pub(in crate::files) mod cells;
pub(in crate::files) mod csv_table;
pub mod export;
pub mod gherkin;
pub(in crate::files) mod gherkin_words;
pub mod gitlab;
pub mod jira;
pub mod linear;
pub mod markdown;
pub(in crate::files) mod markdown_body;
pub(in crate::files) mod markdown_text;
pub mod ready_room_csv;
pub mod report;
pub(in crate::files) mod report_overview;
pub mod trello;
pub(in crate::files) mod wiki;
pub mod zip_file;

use clap::ValueEnum;

use export::ExportedStory;
use report::Report;
use zip_file::Names;

/// An export format. Its name on the command line is the variant's name with dashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, ValueEnum)]
pub enum Target {
    /// Ready Room's own CSV, for spreadsheets and to import again
    ReadyRoomCsv,
    /// The page about a session for a wiki or a chat, as Markdown
    Report,
    /// Stories as Markdown, to read and to import again
    Stories,
    /// CSV for Jira's importer
    Jira,
    /// CSV for the importer of Azure DevOps
    AzureDevops,
    /// CSV for GitLab's importer
    Gitlab,
    /// CSV for Linear's importer
    Linear,
    /// JSON in the shape of a Trello board
    Trello,
    /// Features in Gherkin, one below the other
    Feature,
    /// All of the others in one zip
    Everything,
}

/// The file of an export format.
struct File {
    name: &'static str,
    media_type: &'static str,
}

impl Target {
    /// All formats, in the order in which the zip has them.
    pub const ALL: [Self; 10] = [
        Self::Report,
        Self::Stories,
        Self::ReadyRoomCsv,
        Self::Jira,
        Self::AzureDevops,
        Self::Gitlab,
        Self::Linear,
        Self::Trello,
        Self::Feature,
        Self::Everything,
    ];

    fn file(self) -> File {
        let (name, media_type) = match self {
            Self::ReadyRoomCsv => ("ready-room.csv", "text/csv; charset=utf-8"),
            Self::Report => ("report.md", "text/markdown; charset=utf-8"),
            Self::Stories => ("stories.md", "text/markdown; charset=utf-8"),
            Self::Jira => ("jira.csv", "text/csv; charset=utf-8"),
            Self::AzureDevops => ("azure-devops.csv", "text/csv; charset=utf-8"),
            Self::Gitlab => ("gitlab.csv", "text/csv; charset=utf-8"),
            Self::Linear => ("linear.csv", "text/csv; charset=utf-8"),
            Self::Trello => ("trello.json", "application/json"),
            Self::Feature => ("stories.feature", "text/plain; charset=utf-8"),
            Self::Everything => ("everything.zip", "application/zip"),
        };
        File { name, media_type }
    }

    /// The name of its file, which is also its name in addresses: `jira.csv`.
    pub fn file_name(self) -> &'static str {
        self.file().name
    }

    /// The format whose file has this name.
    pub fn of_file(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|target| target.file_name() == name)
    }

    /// The extension of its file: `csv`.
    pub fn ending(self) -> &'static str {
        self.file_name().rsplit('.').next().unwrap_or_default()
    }

    /// Its media type, with the encoding if it is text.
    pub fn media_type(self) -> &'static str {
        self.file().media_type
    }
}

/// Writes the stories of a session in a format.
pub fn write(target: Target, report: &Report) -> Vec<u8> {
    let stories = &report.stories;
    match target {
        Target::ReadyRoomCsv => ready_room_csv::csv(stories),
        Target::Report => report::markdown(report),
        Target::Stories => markdown::markdown(stories),
        Target::Jira => jira::jira(stories),
        Target::AzureDevops => azure::azure(stories),
        Target::Gitlab => gitlab::gitlab(stories),
        Target::Linear => linear::linear(stories),
        Target::Trello => trello::trello(&report.title, stories),
        Target::Feature => gherkin::features(stories),
        Target::Everything => return everything(report, std::iter::empty()),
    }
    .into_bytes()
}

/// A zip of all formats, with a file for each feature, and of further files.
pub fn everything(report: &Report, further: impl Iterator<Item = (String, Vec<u8>)>) -> Vec<u8> {
    let is_one_file = |target: &Target| !matches!(target, Target::Feature | Target::Everything);
    let forms = Target::ALL.into_iter().filter(is_one_file);
    let forms = forms.map(|target| (target.file_name().to_owned(), write(target, report)));
    let mut names = Names::default();
    let features = report.stories.iter().enumerate().map(|(at, story)| {
        let name = names.name(&feature_name(at + 1, story), "feature");
        (format!("features/{name}"), gherkin::feature(story).into_bytes())
    });
    zip_file::zip_of(forms.chain(features).chain(further))
}

/// Key and title. The position in the backlog takes the place of a missing key.
fn feature_name(number: usize, story: &ExportedStory) -> String {
    match story.key.as_deref() {
        Some(key) if key == story.title => key.to_owned(),
        Some(key) => format!("{key} {}", story.title),
        None => format!("{number} {}", story.title),
    }
}
