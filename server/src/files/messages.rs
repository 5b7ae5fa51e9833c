//! English messages about what cannot be read, is left out or may be misread, for the command line.
//! The page has its own, in the user's language.

use std::collections::HashMap;

use domain::format::Format;
use domain::preview::{
    LeftOut, LeftOutReason, Preview, Recognised, Unreadable, Warning, WarningKind,
};

/// Why a file cannot be read, where, and what to do.
pub fn unreadable(why: &Unreadable) -> String {
    match why {
        Unreadable::Empty => "The file is empty: there is nothing to import.".to_owned(),
        Unreadable::TooLarge { limit } => format!(
            "The file is larger than {} MiB, the most that can be imported. Export fewer stories or \
             fewer fields.",
            limit / (1024 * 1024)
        ),
        Unreadable::NotText => {
            "The file is neither text nor a workbook. Export the stories as CSV; an archive, an \
             image or a document cannot be read."
                .to_owned()
        }
        Unreadable::Recognised(what) => recognised(*what).to_owned(),
        Unreadable::DamagedWorkbook => {
            "The workbook is damaged or protected by a password. Save it again without one, or as \
             CSV."
                .to_owned()
        }
        Unreadable::ResavedBySpreadsheet { line, cells, header } => format!(
            "The rows have {} where the header has {} (first seen in line {line}). The file looks \
             re-saved by a spreadsheet program. Nothing is imported: export it again and import it \
             without opening it in a spreadsheet.",
            columns(*cells),
            number_word(*header)
        ),
        Unreadable::UnclosedQuote { line, column } => format!(
            "A quotation mark in line {line}, column {column}, is opened and not closed, so that the cells behind it \
             cannot be told apart. Nothing is imported: correct that line or export the file again."
        ),
        Unreadable::NoTitleColumn { line } => format!(
            "The header in line {line} has no column for the title (Summary). Nothing is imported: \
             export again with that column."
        ),
        Unreadable::UnknownFormat => "The file is of no format that can be imported. Export the \
                                      stories as CSV, or paste a list with one story a line."
            .to_owned(),
        Unreadable::OtherFormat { wanted } => format!(
            "The file cannot be read as {}. Nothing is imported: let the format be recognised, or \
             choose another one.",
            format_name(*wanted)
        ),
        Unreadable::NewerVersion { version } => format!(
            "The file was written by a newer Ready Room (version {version} of its form). Nothing is \
             read: update this one, or export from one of the same version."
        ),
        Unreadable::Malformed { format, line, column } => {
            let column = if *column > 0 { format!(", column {column}") } else { String::new() };
            format!(
                "Line {line}{column} is no {}. Nothing is imported: correct it there, or export the \
                 file again.",
                format_name(*format)
            )
        }
        Unreadable::TooMuch { limit } => format!(
            "What the file holds takes more than {} MiB of memory to read. Nothing is imported: \
             export fewer stories at a time.",
            limit / (1024 * 1024)
        ),
        Unreadable::TooSlow { limit } => format!(
            "Reading the file took longer than {limit} seconds. Nothing is imported: export fewer \
             stories at a time."
        ),
        Unreadable::Cancelled => "Reading was cancelled. Nothing is imported.".to_owned(),
    }
}

/// What a file is that holds no stories in a form that can be read, and how its tool gives out some.
fn recognised(what: Recognised) -> &'static str {
    match what {
        Recognised::Pdf => {
            "The file is a PDF, in which stories cannot be told apart. Export them as CSV from the \
             tool that they come from."
        }
        Recognised::Document => {
            "The file is a text document and no list of stories. Save the list or table in it as \
             plain text."
        }
        Recognised::Presentation => {
            "The file is a presentation. Save the list on its slides as plain text."
        }
        Recognised::IWork => {
            "The file is a document of Numbers, Pages or Keynote. In Numbers choose File > Export To > \
             Excel or CSV; elsewhere save the list as plain text."
        }
        Recognised::BinaryWorkbook => {
            "The file is a binary workbook (.xlsb). In Excel choose File > Save As, and there .xlsx or \
             CSV UTF-8."
        }
        Recognised::Project => {
            "The file is a plan of Microsoft Project. There choose File > Save As, and there an Excel \
             workbook or CSV with the names of the tasks."
        }
        Recognised::Picture => "The file is a picture. Export the stories as CSV.",
        Recognised::Archive => {
            "The file is an archive. Unpack it and choose the file with the stories in it; in an \
             export of Notion that is the CSV."
        }
        Recognised::JiraBackup => {
            "The file is a backup of Jira. In Jira search for the issues instead, and choose Export > \
             CSV with all fields."
        }
        Recognised::Confluence => {
            "The file is an export of Confluence. Open the page there, and save the list or table on \
             it as plain text."
        }
        Recognised::TrelloPage => {
            "The file is a page of Trello, saved or printed. In the menu of the board choose Print, \
             export, and share > Export as JSON."
        }
        Recognised::WebPage => {
            "The file is a web page. Save the list or table on it as plain text, or export as CSV \
             where it comes from."
        }
        Recognised::AsanaJson => {
            "The file is JSON of Asana. In the menu of the project choose Export/Print > CSV."
        }
        Recognised::TaigaBackup => {
            "The file is a backup of Taiga. In the project choose Admin > Project > Reports, and there \
             the CSV of user stories."
        }
    }
}

/// The name of a format, or a description.
pub fn format_name(format: Format) -> &'static str {
    let described = match format {
        Format::Spreadsheet => "spreadsheet with a header",
        Format::MarkdownStories => "Markdown with labelled stories",
        Format::MarkdownChecklist => "Markdown checklist",
        _ => "list with one story a line",
    };
    format.proper_name().unwrap_or(described)
}

/// Everything that is left out, and how to refer to it.
pub fn left_out(preview: &Preview) -> impl Iterator<Item = (&LeftOut, String)> {
    let mut repeats: HashMap<&str, usize> = HashMap::new();
    preview.not_imported.iter().map(move |entry| {
        let what = what(entry, repeats.get(entry.what.as_str()).copied().unwrap_or(0));
        if entry.why == LeftOutReason::KeySeen {
            *repeats.entry(&entry.what).or_default() += 1;
        }
        (entry, what)
    })
}

/// How to refer to what is left out. `repeats` is how many entries before it have the same key.
fn what(left_out: &LeftOut, repeats: usize) -> String {
    match &left_out.why {
        LeftOutReason::KeySeen => {
            let ordinal = ["second", "third", "fourth"].get(repeats).unwrap_or(&"another");
            format!("{ordinal} {}", left_out.what)
        }
        LeftOutReason::SameKeyAsLine(_) => format!("line {}", left_out.line),
        _ if left_out.what.is_empty() => format!("line {}", left_out.line),
        _ => left_out.what.clone(),
    }
}

/// Why something is left out.
pub fn why(reason: &LeftOutReason) -> String {
    match reason {
        LeftOutReason::Epic => "epic".to_owned(),
        LeftOutReason::Feature => "feature".to_owned(),
        LeftOutReason::SubTask => "sub-task".to_owned(),
        LeftOutReason::PullRequest => "pull request".to_owned(),
        LeftOutReason::ReleaseMarker => "release marker".to_owned(),
        LeftOutReason::Total => "sum of the rows above".to_owned(),
        LeftOutReason::Archived => "archived".to_owned(),
        LeftOutReason::ArchivedCard => "card is archived".to_owned(),
        LeftOutReason::ArchivedList => "its list is archived".to_owned(),
        LeftOutReason::TemplateCard => "template card".to_owned(),
        LeftOutReason::AlreadyTicked => "already ticked".to_owned(),
        LeftOutReason::NoTitle => "no title".to_owned(),
        LeftOutReason::Empty => "all cells are empty".to_owned(),
        LeftOutReason::KeySeen => "key already imported in this file".to_owned(),
        LeftOutReason::SameKeyAsLine(line) => format!("same key as line {line}"),
        LeftOutReason::TooManyCells { cells, header } => {
            format!("{cells} cells where the header has {header}: an unquoted comma?")
        }
        LeftOutReason::TooLong { field, limit } => {
            format!("{field} longer than {limit} characters")
        }
        LeftOutReason::TooManyStories { limit, rows } => {
            format!("more than {limit} stories: from here on {rows} are left out")
        }
    }
}

/// What was assumed about the file as a whole.
pub fn assumptions(preview: &Preview) -> impl Iterator<Item = String> {
    let encoding = preview
        .encoding
        .map(|encoding| format!("the text is not UTF-8 and was read as {}", encoding.name()));
    let sheet = preview.workbook.as_ref().filter(|workbook| workbook.sheets.len() > 1);
    let sheet = sheet.and_then(|workbook| {
        let name = workbook.sheets.get(workbook.read as usize)?;
        Some(format!("of {} sheets, \"{name}\" was read", workbook.sheets.len()))
    });
    encoding.into_iter().chain(sheet)
}

/// The names of the columns that hold something and are used for nothing.
pub fn unused_columns(preview: &Preview) -> impl Iterator<Item = &str> {
    let sheet = preview.sheet.iter();
    sheet.flat_map(|sheet| {
        let name = |column: u32| sheet.header.get(column as usize).map(String::as_str);
        sheet.unused.iter().filter_map(move |unused| name(unused.column))
    })
}

/// What may have been meant differently, and in which line.
pub fn warning(warning: &Warning) -> String {
    let Warning { line, story, what } = warning;
    let what = match what {
        WarningKind::UnreadableEstimate(text) => format!(
            "\"{text}\" is neither a number of 0 or more nor a size from XS to XXL; imported without \
             estimate"
        ),
        WarningKind::CriteriaDropped { dropped, limit } => format!(
            "{dropped} acceptance criteria beyond the {limit} that a story may have are not imported"
        ),
        WarningKind::LabelsDropped { dropped, limit } => {
            format!("{dropped} labels beyond the {limit} that a story may have are not imported")
        }
    };
    format!("line {line}, {story}: {what}")
}

fn columns(count: u32) -> String {
    format!("{} column{}", number_word(count), if count == 1 { "" } else { "s" })
}

fn number_word(number: u32) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    WORDS.get(number as usize).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}
