//! Stories on their way into a room: what a file or a pasted list holds, before anybody says yes.
//!
//! Readers of files (on the server) fill these in; the page shows them as a preview; `AddStories`
//! takes them into the room. Nothing here knows any file format.

use serde::{Deserialize, Serialize};

use crate::known::Difference;
use crate::sheet::Sheet;
use crate::story::{CriterionState, Story};

/// A story that is not in a room yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StoryDraft {
    /// The tracker's key, such as `TL-11`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Address of the story in its tracker (http or https).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// One line, as typed.
    pub title: String,
    /// Markdown; empty where there is none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Text of each acceptance criterion, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<String>,
    /// How far a team was with each criterion, in their order; those behind its end are open. Only Ready
    /// Room's own files say so: a box that another tool has ticked means done, not agreed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub states: Vec<CriterionState>,
    /// The tracker's labels, in the order of the file.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<String>,
    /// Name of the epic or feature that the story belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// The estimate that the file holds: a number in its shortest form (`2.5`), or a size (`XL`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub estimate: Option<String>,
}

impl From<&Story> for StoryDraft {
    /// The story without its rounds, as a draft of the same story.
    fn from(story: &Story) -> Self {
        Self {
            key: story.key.clone(),
            link: story.link.clone(),
            title: story.title.clone(),
            description: story.description.clone(),
            criteria: story.criteria.iter().map(|criterion| criterion.text.clone()).collect(),
            states: story.criteria.iter().map(|criterion| criterion.state).collect(),
            labels: story.labels.clone(),
            parent: story.parent.clone(),
            estimate: story.estimate.as_ref().map(|estimate| estimate.label().to_owned()),
        }
    }
}

/// What would be imported from one file or pasted list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// The format that the content was recognised as.
    pub format: Format,
    /// Stories in the order of the file.
    pub stories: Vec<StoryDraft>,
    /// What stands in the file and is left out, in the order of the file.
    pub not_imported: Vec<LeftOut>,
    /// What is imported but may not be as meant.
    pub warnings: Vec<Warning>,
    /// Its columns, if it is a spreadsheet whose columns a person may choose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<Sheet>,
    /// Those of the stories whose key the backlog already has, if it is said for which backlog.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub known: Vec<KnownDraft>,
}

/// A draft whose key the backlog already has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownDraft {
    /// Its number among the stories of the preview, from 0.
    pub draft: u32,
    /// What taking its texts over would change.
    pub difference: Difference,
}

/// A format that can be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// A CSV export of Jira Cloud or Jira Server, in any of its languages.
    JiraCsv,
    /// A CSV export of a query in Azure DevOps, flat or as a tree.
    AzureCsv,
    /// Issues of GitHub as CSV, as export tools write them.
    GithubCsv,
    /// A CSV export of issues in GitLab.
    GitlabCsv,
    /// A CSV export of Linear.
    LinearCsv,
    /// A CSV export of ClickUp.
    ClickupCsv,
    /// A CSV export of Pivotal Tracker.
    PivotalCsv,
    /// The stories of a game of Thunderdome as CSV: six columns and no header.
    ThunderdomeCsv,
    /// Any other table with a column for the title.
    Spreadsheet,
    /// The CSV that Ready Room itself exports.
    ReadyRoomCsv,
    /// The JSON of a Trello board.
    TrelloJson,
    /// A whole room as Ready Room itself exports it.
    ReadyRoomJson,
    /// Markdown with a box for each story.
    MarkdownChecklist,
    /// Markdown with a block of labels (`**Title**: …`) for each story.
    MarkdownStories,
    /// A feature in Gherkin, in any of its languages.
    Gherkin,
    /// Lines pasted or typed, one story a line.
    #[default]
    PastedList,
}

impl Format {
    /// All of them, as a person chooses from them.
    pub const ALL: [Self; 16] = [
        Self::JiraCsv,
        Self::AzureCsv,
        Self::GithubCsv,
        Self::GitlabCsv,
        Self::LinearCsv,
        Self::ClickupCsv,
        Self::PivotalCsv,
        Self::ThunderdomeCsv,
        Self::TrelloJson,
        Self::ReadyRoomCsv,
        Self::ReadyRoomJson,
        Self::Gherkin,
        Self::Spreadsheet,
        Self::MarkdownStories,
        Self::MarkdownChecklist,
        Self::PastedList,
    ];

    /// What it is called in every language; `None` if that is no name but a description.
    pub fn proper_name(self) -> Option<&'static str> {
        Some(match self {
            Self::JiraCsv => "Jira CSV",
            Self::AzureCsv => "Azure DevOps CSV",
            Self::GithubCsv => "GitHub CSV",
            Self::GitlabCsv => "GitLab CSV",
            Self::LinearCsv => "Linear CSV",
            Self::ClickupCsv => "ClickUp CSV",
            Self::PivotalCsv => "Pivotal Tracker CSV",
            Self::ThunderdomeCsv => "Thunderdome CSV",
            Self::TrelloJson => "Trello JSON",
            Self::ReadyRoomCsv => "Ready Room CSV",
            Self::ReadyRoomJson => "Ready Room JSON",
            Self::Gherkin => "Gherkin",
            Self::Spreadsheet
            | Self::MarkdownStories
            | Self::MarkdownChecklist
            | Self::PastedList => return None,
        })
    }
}

/// One thing of the file that does not become a story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Line of the file on which it starts, from 1.
    pub line: u32,
    /// Its key and title as far as it has them; may be empty.
    pub what: String,
    /// Why it is left out.
    pub why: LeftOutReason,
}

/// Why something in a file does not become a story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftOutReason {
    /// It is an epic.
    Epic,
    /// It is a feature of Azure DevOps, which holds stories.
    Feature,
    /// It is a sub-task of another story.
    SubTask,
    /// It marks a release and is no work.
    ReleaseMarker,
    /// It was archived.
    Archived,
    /// It is a card that was archived.
    ArchivedCard,
    /// It is a card in a list that was archived.
    ArchivedList,
    /// It is a card that others are copied from.
    TemplateCard,
    /// Its box is ticked: it is done.
    AlreadyTicked,
    /// It has no title.
    NoTitle,
    /// Every cell of the row is empty.
    Empty,
    /// An earlier row has the same key.
    KeySeen,
    /// An earlier line of a pasted list has the same key.
    SameKeyAsLine(u32),
    /// The row has more cells than the header; an unquoted separator would shift everything.
    TooManyCells {
        /// Cells in this row.
        cells: u32,
        /// Cells in the header.
        header: u32,
    },
    /// A text is longer than a room can hold.
    TooLong {
        /// Which text: `key`, `title`, `description`, `criterion`, `label` or `parent`.
        field: String,
        /// The most characters it may have.
        limit: u32,
    },
    /// The file goes on for longer than a room can hold. One entry stands for all the rest of it.
    TooManyStories {
        /// The most stories that a room holds.
        limit: u32,
        /// Rows left out for it: this one and all that follow.
        rows: u32,
    },
}

/// Something that was read differently from how it may have been meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// Line of the file, from 1.
    pub line: u32,
    /// Key and title of the story that it is about.
    pub story: String,
    /// What was found.
    pub what: WarningKind,
}

/// What a warning is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WarningKind {
    /// The points cell holds neither a number of 0 or more nor a size; no estimate was taken from it.
    UnreadableEstimate(String),
    /// Criteria beyond the most that a story may have were dropped.
    CriteriaDropped {
        /// How many were dropped.
        dropped: u32,
        /// How many a story may have.
        limit: u32,
    },
    /// Labels beyond the most that a story may have were dropped.
    LabelsDropped {
        /// How many were dropped.
        dropped: u32,
        /// How many a story may have.
        limit: u32,
    },
}

/// Why a file cannot be read at all. Nothing of it is imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unreadable {
    /// It holds no text.
    Empty,
    /// It is larger than an import may be.
    TooLarge {
        /// The most bytes.
        limit: u32,
    },
    /// It is not text (an image, an archive, a spreadsheet's own format).
    NotText,
    /// Each row is one quoted cell where the header has many: saved again by a spreadsheet program.
    ResavedBySpreadsheet {
        /// Line of the first such row.
        line: u32,
        /// Cells in such a row.
        cells: u32,
        /// Cells in the header.
        header: u32,
    },
    /// A quotation mark was opened and never closed.
    UnclosedQuote {
        /// Line on which the cell with the open quotation mark starts.
        line: u32,
        /// Where on that line, in characters from 1.
        column: u32,
    },
    /// The file has a header, but no column for the title.
    NoTitleColumn {
        /// Line of the header.
        line: u32,
    },
    /// The content is of no format that can be read.
    UnknownFormat,
    /// The content is not of the format that was asked for.
    OtherFormat {
        /// What was asked for.
        wanted: Format,
    },
    /// It is a room of a newer Ready Room.
    NewerVersion {
        /// The version of its form.
        version: u32,
    },
    /// It breaks the rules of its language.
    Malformed {
        /// Which rules those are.
        format: Format,
        /// Line of the first trouble, from 1.
        line: u32,
        /// Column of the first trouble in characters, from 1; 0 where only the line is known.
        column: u32,
    },
    /// What it holds takes more memory than reading a file may.
    TooMuch {
        /// The most bytes.
        limit: u32,
    },
    /// Reading it took too long.
    TooSlow {
        /// The most seconds.
        limit: u32,
    },
    /// Whoever asked no longer wants to know.
    Cancelled,
}
