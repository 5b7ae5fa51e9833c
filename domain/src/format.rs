//! The formats that stories can be imported from, by name only.

use serde::{Deserialize, Serialize};

/// A format that can be imported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    /// The stories of a Thunderdome game as CSV: six columns and no header.
    ThunderdomeCsv,
    /// Any other table with a column for the title.
    Spreadsheet,
    /// The CSV that Ready Room itself exports.
    ReadyRoomCsv,
    /// The JSON export of a Trello board.
    TrelloJson,
    /// The JSON export of a Wekan board.
    WekanJson,
    /// Issues of Jira as JSON, as a search in its REST API gives them.
    JiraJson,
    /// Issues of Jira as XML, as Jira exports them.
    JiraXml,
    /// Issues of GitHub or items of a project as JSON, as `gh` and the REST API give them.
    GithubJson,
    /// Issues of GitLab as JSON, as its REST API gives them.
    GitlabJson,
    /// A whole room, as Ready Room itself exports it.
    ReadyRoomJson,
    /// Markdown with a task-list item for each story.
    MarkdownChecklist,
    /// Markdown with labelled fields (`**Title**: …`) for each story.
    MarkdownStories,
    /// A feature in Gherkin, in any of its languages.
    Gherkin,
    /// Pasted or typed lines, one story per line.
    #[default]
    PastedList,
}

impl Format {
    /// All formats, in the order in which they are offered.
    pub const ALL: [Self; 21] = [
        Self::JiraCsv,
        Self::AzureCsv,
        Self::GithubCsv,
        Self::GitlabCsv,
        Self::LinearCsv,
        Self::ClickupCsv,
        Self::PivotalCsv,
        Self::ThunderdomeCsv,
        Self::TrelloJson,
        Self::WekanJson,
        Self::JiraJson,
        Self::JiraXml,
        Self::GithubJson,
        Self::GitlabJson,
        Self::ReadyRoomCsv,
        Self::ReadyRoomJson,
        Self::Gherkin,
        Self::Spreadsheet,
        Self::MarkdownStories,
        Self::MarkdownChecklist,
        Self::PastedList,
    ];

    /// Whether stories of this format stand in the rows of a table.
    pub fn is_table(self) -> bool {
        match self {
            Self::JiraCsv
            | Self::AzureCsv
            | Self::GithubCsv
            | Self::GitlabCsv
            | Self::LinearCsv
            | Self::ClickupCsv
            | Self::PivotalCsv
            | Self::ThunderdomeCsv
            | Self::Spreadsheet
            | Self::ReadyRoomCsv => true,
            Self::TrelloJson
            | Self::WekanJson
            | Self::JiraJson
            | Self::JiraXml
            | Self::GithubJson
            | Self::GitlabJson
            | Self::ReadyRoomJson
            | Self::MarkdownChecklist
            | Self::MarkdownStories
            | Self::Gherkin
            | Self::PastedList => false,
        }
    }

    /// Its name, which is the same in every language; `None` for formats that are described in
    /// words instead.
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
            Self::WekanJson => "Wekan JSON",
            Self::JiraJson => "Jira JSON",
            Self::JiraXml => "Jira XML",
            Self::GithubJson => "GitHub JSON",
            Self::GitlabJson => "GitLab JSON",
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
