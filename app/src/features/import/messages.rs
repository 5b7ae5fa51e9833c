//! Messages for the codes of the domain about files: what cannot be read, what is left out and why, what
//! should be checked. Knows nothing of where they are shown.

use domain::preview::{LeftOutReason, Recognised, Unreadable, WarningKind};

use crate::i18n::messages::{limited, number};
use crate::i18n::{I18n, Text};

/// Bytes of a mebibyte, in which limits of files are given.
const MEBIBYTE: u32 = 1024 * 1024;

/// Why a file cannot be read, and what to do about it.
pub fn unreadable(i18n: I18n, reason: &Unreadable) -> String {
    let at_line = |text, line| i18n.format(text, &[("line", &number(i18n, line))]);
    let at_place = |text, line, column| {
        let (line, column) = (number(i18n, line), number(i18n, column));
        i18n.format(text, &[("line", &line), ("column", &column)])
    };
    match *reason {
        Unreadable::Empty => i18n.get(Text::UnreadableEmpty),
        Unreadable::TooLarge { limit } => limited(i18n, Text::UnreadableTooLarge, limit / MEBIBYTE),
        Unreadable::NotText => i18n.get(Text::UnreadableNotText),
        Unreadable::Recognised(what) => i18n.get(recognised(what)),
        Unreadable::DamagedWorkbook => i18n.get(Text::UnreadableDamagedWorkbook),
        Unreadable::ResavedBySpreadsheet { line, .. } => at_line(Text::UnreadableResaved, line),
        Unreadable::UnclosedQuote { line, column } => {
            at_place(Text::UnreadableUnclosedQuote, line, column)
        }
        Unreadable::NoTitleColumn { line } => at_line(Text::UnreadableNoTitleColumn, line),
        Unreadable::UnknownFormat => i18n.get(Text::UnreadableUnknownFormat),
        Unreadable::NewerVersion { .. } => i18n.get(Text::UnreadableNewerVersion),
        Unreadable::OtherFormat { .. } => i18n.get(Text::UnreadableOtherFormat),
        Unreadable::Malformed { line, column: 0, .. } => at_line(Text::UnreadableLine, line),
        Unreadable::Malformed { line, column, .. } => at_place(Text::UnreadablePlace, line, column),
        Unreadable::TooMuch { .. } | Unreadable::TooSlow { .. } => {
            i18n.get(Text::UnreadableTooMuch)
        }
        Unreadable::Cancelled => i18n.get(Text::UnreadableCancelled),
    }
}

/// What a file is that holds no stories in a form that can be read, and how its tool gives out some.
fn recognised(what: Recognised) -> Text {
    match what {
        Recognised::Pdf => Text::RecognisedPdf,
        Recognised::Document => Text::RecognisedDocument,
        Recognised::Presentation => Text::RecognisedPresentation,
        Recognised::IWork => Text::RecognisedIWork,
        Recognised::BinaryWorkbook => Text::RecognisedBinaryWorkbook,
        Recognised::Project => Text::RecognisedProject,
        Recognised::Picture => Text::RecognisedPicture,
        Recognised::Archive => Text::RecognisedArchive,
        Recognised::JiraBackup => Text::RecognisedJiraBackup,
        Recognised::Confluence => Text::RecognisedConfluence,
        Recognised::TrelloPage => Text::RecognisedTrelloPage,
        Recognised::WebPage => Text::RecognisedWebPage,
        Recognised::AsanaJson => Text::RecognisedAsanaJson,
        Recognised::TaigaBackup => Text::RecognisedTaigaBackup,
    }
}

/// Why a file cannot be opened as a room, and what to do about it.
pub fn not_opened(i18n: I18n, reason: &Unreadable) -> String {
    match *reason {
        Unreadable::OtherFormat { .. } | Unreadable::UnknownFormat | Unreadable::Recognised(_) => {
            i18n.get(Text::OpenRoomOtherFile)
        }
        Unreadable::Malformed { line, column, .. } => {
            let (line, column) = (number(i18n, line), number(i18n, column));
            i18n.format(Text::OpenRoomMalformed, &[("line", &line), ("column", &column)])
        }
        _ => unreadable(i18n, reason),
    }
}

/// Why something in a file does not become a story.
pub fn left_out(i18n: I18n, reason: &LeftOutReason) -> String {
    i18n.get(match reason {
        LeftOutReason::SameKeyAsLine(line) => {
            return i18n.format(Text::LeftOutSameKeyAsLine, &[("line", &number(i18n, *line))]);
        }
        LeftOutReason::TooManyCells { cells, header } => {
            let (cells, header) = (number(i18n, *cells), number(i18n, *header));
            let values = [("cells", cells.as_str()), ("header", &header)];
            return i18n.format(Text::LeftOutTooManyCells, &values);
        }
        LeftOutReason::TooLong { field, limit } => {
            let field = i18n.get(file_field(field));
            let values = [("field", field.as_str()), ("limit", &number(i18n, *limit))];
            return i18n.format(Text::LeftOutTooLong, &values);
        }
        LeftOutReason::TooManyStories { limit, rows } => {
            let limit = number(i18n, *limit);
            return i18n.plural_with(
                Text::LeftOutTooManyStories,
                *rows as usize,
                &[("limit", &limit)],
            );
        }
        LeftOutReason::Epic => Text::LeftOutEpic,
        LeftOutReason::Feature => Text::LeftOutFeature,
        LeftOutReason::SubTask => Text::LeftOutSubTask,
        LeftOutReason::PullRequest => Text::LeftOutPullRequest,
        LeftOutReason::ReleaseMarker => Text::LeftOutReleaseMarker,
        LeftOutReason::Total => Text::LeftOutTotal,
        LeftOutReason::Archived | LeftOutReason::ArchivedCard => Text::LeftOutArchived,
        LeftOutReason::ArchivedList => Text::LeftOutArchivedList,
        LeftOutReason::TemplateCard => Text::LeftOutTemplateCard,
        LeftOutReason::AlreadyTicked => Text::LeftOutAlreadyTicked,
        LeftOutReason::NoTitle => Text::LeftOutNoTitle,
        LeftOutReason::Empty => Text::LeftOutEmpty,
        LeftOutReason::KeySeen => Text::LeftOutKeySeen,
    })
}

/// The text that says how many things were left out for that reason: "2 sub-tasks".
pub fn left_out_count(reason: &LeftOutReason) -> Text {
    match reason {
        LeftOutReason::Epic => Text::LeftOutCountEpic,
        LeftOutReason::Feature => Text::LeftOutCountFeature,
        LeftOutReason::SubTask => Text::LeftOutCountSubTask,
        LeftOutReason::PullRequest => Text::LeftOutCountPullRequest,
        LeftOutReason::ReleaseMarker => Text::LeftOutCountReleaseMarker,
        LeftOutReason::Total => Text::LeftOutCountTotal,
        LeftOutReason::Archived | LeftOutReason::ArchivedCard | LeftOutReason::ArchivedList => {
            Text::LeftOutCountArchived
        }
        LeftOutReason::TemplateCard => Text::LeftOutCountTemplateCard,
        LeftOutReason::AlreadyTicked => Text::LeftOutCountAlreadyTicked,
        LeftOutReason::NoTitle => Text::LeftOutCountNoTitle,
        LeftOutReason::Empty => Text::LeftOutCountEmpty,
        LeftOutReason::KeySeen | LeftOutReason::SameKeyAsLine(_) => Text::LeftOutCountKeySeen,
        LeftOutReason::TooManyCells { .. } => Text::LeftOutCountTooManyCells,
        LeftOutReason::TooLong { .. } => Text::LeftOutCountTooLong,
        LeftOutReason::TooManyStories { .. } => Text::LeftOutCountTooManyStories,
    }
}

/// What in a file may have been meant differently from how it was read.
pub fn warning(i18n: I18n, warning: &WarningKind) -> String {
    let dropped = |text, dropped: u32, limit| {
        i18n.plural_with(text, dropped as usize, &[("limit", &number(i18n, limit))])
    };
    match warning {
        WarningKind::UnreadableEstimate(found) => {
            i18n.format(Text::WarningEstimate, &[("found", found)])
        }
        WarningKind::CriteriaDropped { dropped: count, limit } => {
            dropped(Text::WarningCriteriaDropped, *count, *limit)
        }
        WarningKind::LabelsDropped { dropped: count, limit } => {
            dropped(Text::WarningLabelsDropped, *count, *limit)
        }
    }
}

/// The name of a field as readers of files call it.
fn file_field(field: &str) -> Text {
    match field {
        "key" => Text::FileFieldKey,
        "title" => Text::FileFieldTitle,
        "description" => Text::FileFieldDescription,
        "criterion" => Text::FileFieldCriterion,
        "label" => Text::FileFieldLabel,
        "parent" => Text::FileFieldParent,
        _ => Text::FileFieldOther,
    }
}
