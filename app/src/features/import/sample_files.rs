//! A small file of each form that can come in: what the form is called, and what is in the file.

use domain::format::Format;

/// A sample.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// Its form.
    pub format: Format,
    /// What the file is called.
    pub file: &'static str,
    /// What is in it.
    pub text: &'static str,
}

macro_rules! samples {
    ($($format:ident: $file:literal,)*) => {
        /// All samples, in the order in which formats are offered.
        pub const SAMPLES: [Sample; Format::ALL.len()] = [$(Sample {
            format: Format::$format,
            file: $file,
            text: include_str!(concat!("../../../samples/", $file)),
        },)*];
    };
}

samples! {
    JiraCsv: "jira.csv",
    AzureCsv: "azure-devops.csv",
    GithubCsv: "github.csv",
    GitlabCsv: "gitlab.csv",
    LinearCsv: "linear.csv",
    ClickupCsv: "clickup.csv",
    PivotalCsv: "pivotal-tracker.csv",
    ThunderdomeCsv: "thunderdome.csv",
    TrelloJson: "trello.json",
    WekanJson: "wekan.json",
    JiraJson: "jira.json",
    JiraXml: "jira.xml",
    GithubJson: "github.json",
    GitlabJson: "gitlab.json",
    ReadyRoomCsv: "ready-room.csv",
    ReadyRoomJson: "room.json",
    Gherkin: "story.feature",
    Spreadsheet: "spreadsheet.csv",
    MarkdownStories: "stories.md",
    MarkdownChecklist: "checklist.md",
    PastedList: "list.txt",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_has_its_sample() {
        for (sample, format) in SAMPLES.iter().zip(Format::ALL) {
            assert_eq!(sample.format, format, "{}", sample.file);
        }
    }
}
