//! The forms that a room can be saved in. Knows what each is for, not what is in it.

use crate::i18n::Text;

/// A form that the room can be saved in.
#[derive(Debug)]
pub struct Form {
    /// The server's name for it.
    pub file: &'static str,
    /// What it is called.
    pub name: Name,
    /// What it is for.
    pub about: Text,
}

/// What a form is called.
#[derive(Clone, Copy, Debug)]
pub enum Name {
    /// A description in the reader's language.
    Described(Text),
    /// The name of a product or a format, the same in every language.
    Proper(&'static str),
}

/// For people to read.
pub const TO_READ: &[Form] = &[Form {
    file: "report.md",
    name: Name::Described(Text::ExportReport),
    about: Text::ExportReportAbout,
}];

/// For the tracker that the stories came from.
pub const TO_TRACKER: &[Form] = &[
    tracker("jira.csv", "Jira"),
    tracker("azure-devops.csv", "Azure DevOps"),
    tracker("gitlab.csv", "GitLab"),
    tracker("linear.csv", "Linear"),
    Form { file: "trello.json", name: Name::Proper("Trello"), about: Text::ExportTrelloAbout },
];

/// To keep for later.
pub const TO_KEEP: &[Form] = &[
    Form {
        file: "room.json",
        name: Name::Described(Text::ExportRoom),
        about: Text::ExportRoomAbout,
    },
    Form { file: "stories.md", name: Name::Proper("Markdown"), about: Text::ExportMarkdownAbout },
    Form {
        file: "stories.feature",
        name: Name::Proper("Gherkin"),
        about: Text::ExportGherkinAbout,
    },
    Form { file: "ready-room.csv", name: Name::Proper("CSV"), about: Text::ExportCsvAbout },
    Form {
        file: "everything.zip",
        name: Name::Described(Text::ExportEverything),
        about: Text::ExportEverythingAbout,
    },
];

const fn tracker(file: &'static str, name: &'static str) -> Form {
    Form { file, name: Name::Proper(name), about: Text::ExportTrackerAbout }
}
