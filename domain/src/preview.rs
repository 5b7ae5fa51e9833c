//! What an import of a file or a pasted list would bring, before anybody agrees to it: the stories,
//! what is left out and why, and what may have been read differently from how it was meant.

use serde::{Deserialize, Serialize};

use crate::draft::StoryDraft;
use crate::encoding::Encoding;
use crate::format::Format;
use crate::known::Difference;
use crate::sheet::{Sheet, Workbook};

/// What would be imported from one file or pasted list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Preview {
    /// The format that the content was recognised as, or that a person chose.
    pub format: Format,
    /// Stories in the order of the file.
    pub stories: Vec<StoryDraft>,
    /// What is in the file and would be left out, in the order of the file.
    pub not_imported: Vec<LeftOut>,
    /// What would be imported, but may have been meant differently.
    pub warnings: Vec<Warning>,
    /// The columns, if the file is a table whose columns a person may reassign.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<Sheet>,
    /// The encoding that the text was read in, if it was assumed or chosen: a text in Unicode says
    /// itself what it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<Encoding>,
    /// The sheets of the file, if it is a workbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workbook: Option<Workbook>,
    /// The stories whose key the backlog already has; empty for a preview that is not for a room.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub known: Vec<KnownDraft>,
}

/// A draft whose key the backlog already has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KnownDraft {
    /// Its index in [`Preview::stories`].
    pub draft: u32,
    /// What updating the story in the backlog would change.
    pub difference: Difference,
}

/// Something in the file that does not become a story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LeftOut {
    /// The line of the file that it starts on, from 1.
    pub line: u32,
    /// Its key and title, as far as it has them; may be empty.
    pub what: String,
    /// Why it is left out.
    pub why: LeftOutReason,
}

/// Why something in a file does not become a story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LeftOutReason {
    /// It is an epic.
    Epic,
    /// It is a feature in Azure DevOps, which groups stories.
    Feature,
    /// It is a sub-task of another story.
    SubTask,
    /// It is a pull request, which is work on a story.
    PullRequest,
    /// It marks a release and is not work.
    ReleaseMarker,
    /// It sums up the rows above it.
    Total,
    /// It was archived.
    Archived,
    /// It is a card that was archived.
    ArchivedCard,
    /// It is a card in a list that was archived.
    ArchivedList,
    /// It is a template for other cards.
    TemplateCard,
    /// Its box is ticked, so it is done.
    AlreadyTicked,
    /// It has no title.
    NoTitle,
    /// Every cell of the row is empty.
    Empty,
    /// An earlier row has the same key.
    KeySeen,
    /// An earlier line of a pasted list has the same key.
    SameKeyAsLine(u32),
    /// The row has more cells than the header, probably because of an unquoted separator that
    /// shifted them.
    TooManyCells {
        /// Cells in this row.
        cells: u32,
        /// Cells in the header.
        header: u32,
    },
    /// A text is longer than a room can hold.
    TooLong {
        /// Which text: `key`, `title`, `description`, `criterion`, `label`, `parent` or `type`.
        field: String,
        /// The most characters it may have.
        limit: u32,
    },
    /// The file has more stories than a room can hold. One entry stands for all the rest of it.
    TooManyStories {
        /// The most stories that a room holds.
        limit: u32,
        /// How many rows that leaves out: this one and all that follow.
        rows: u32,
    },
}

/// Something that may have been meant differently from how it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Warning {
    /// The line of the file, from 1.
    pub line: u32,
    /// Key and title of the story.
    pub story: String,
    /// What was found.
    pub what: WarningKind,
}

/// What a warning is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum WarningKind {
    /// The estimate is neither a number of 0 or more nor a size; the story is imported without one.
    UnreadableEstimate(String),
    /// The story had more criteria than a story may have.
    CriteriaDropped {
        /// How many were dropped.
        dropped: u32,
        /// How many a story may have.
        limit: u32,
    },
    /// The story had more labels than a story may have.
    LabelsDropped {
        /// How many were dropped.
        dropped: u32,
        /// How many a story may have.
        limit: u32,
    },
}

/// Why a file cannot be read at all, so that nothing of it is imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Unreadable {
    /// It holds no text.
    Empty,
    /// It is larger than an import may be.
    TooLarge {
        /// The most bytes.
        limit: u32,
    },
    /// It is neither text nor a workbook (an image, an archive, a document).
    NotText,
    /// It is recognised, and holds no stories in a form that can be read.
    Recognised(Recognised),
    /// It is a workbook that is damaged or protected by a password.
    DamagedWorkbook,
    /// Each row is one quoted cell where the header has many: saved again by a spreadsheet program.
    ResavedBySpreadsheet {
        /// The line of the first such row.
        line: u32,
        /// Cells in such a row.
        cells: u32,
        /// Cells in the header.
        header: u32,
    },
    /// A quotation mark was opened and never closed.
    UnclosedQuote {
        /// The line on which that cell starts.
        line: u32,
        /// Where on that line, in characters, from 1.
        column: u32,
    },
    /// The file has a header, but no column for the title.
    NoTitleColumn {
        /// The line of the header.
        line: u32,
    },
    /// The content is in no format that can be imported.
    UnknownFormat,
    /// The content is not in the format that was chosen.
    OtherFormat {
        /// The format that was chosen.
        wanted: Format,
    },
    /// It is the room file of a newer version of Ready Room.
    NewerVersion {
        /// The version of the file's form.
        version: u32,
    },
    /// It violates the syntax of its format.
    Malformed {
        /// The format.
        format: Format,
        /// The line of the first error, from 1.
        line: u32,
        /// The column of the first error in characters, from 1; 0 where only the line is known.
        column: u32,
    },
    /// Reading it would take more memory than it may.
    TooMuch {
        /// The most bytes.
        limit: u32,
    },
    /// Reading it took too long.
    TooSlow {
        /// The most seconds.
        limit: u32,
    },
    /// The reading was cancelled.
    Cancelled,
}

/// A file that is recognised and cannot be read. Most of the tools that write them give out something
/// else that can.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Recognised {
    /// A PDF.
    Pdf,
    /// A document of Word, OpenDocument or in rich text.
    Document,
    /// A presentation.
    Presentation,
    /// A document of Numbers, Pages or Keynote.
    IWork,
    /// A workbook of Excel in its binary form, `.xlsb`.
    BinaryWorkbook,
    /// A plan of Microsoft Project.
    Project,
    /// A picture.
    Picture,
    /// An archive.
    Archive,
    /// A backup of Jira.
    JiraBackup,
    /// An export of Confluence.
    Confluence,
    /// A page of Trello, as saved or printed.
    TrelloPage,
    /// Another web page.
    WebPage,
    /// JSON of Asana.
    AsanaJson,
    /// A backup of Taiga.
    TaigaBackup,
}
