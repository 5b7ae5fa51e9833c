//! Sentences for the codes of the domain about files: what cannot be read, what is left out and why, what
//! should be looked at. Knows nothing of where they are shown.

use domain::draft::{LeftOutReason, Unreadable, WarningKind};

use crate::i18n::{Text, Texts};
use crate::sentences::{limited, number};

/// Bytes of a mebibyte: limits of files are said in them.
const MEBIBYTE: u32 = 1024 * 1024;

/// Why a file cannot be read, and what to do about it.
pub fn unreadable(texts: Texts, unreadable: &Unreadable) -> String {
    let at_line = |text, line| texts.with(text, &[("line", &number(texts, line))]);
    let at_place = |text, line, column| {
        let (line, column) = (number(texts, line), number(texts, column));
        texts.with(text, &[("line", &line), ("column", &column)])
    };
    match *unreadable {
        Unreadable::Empty => texts.get(Text::UnreadableEmpty),
        Unreadable::TooLarge { limit } => {
            limited(texts, Text::UnreadableTooLarge, limit / MEBIBYTE)
        }
        Unreadable::NotText => texts.get(Text::UnreadableNotText),
        Unreadable::ResavedBySpreadsheet { line, .. } => at_line(Text::UnreadableResaved, line),
        Unreadable::UnclosedQuote { line, column } => {
            at_place(Text::UnreadableUnclosedQuote, line, column)
        }
        Unreadable::NoTitleColumn { line } => at_line(Text::UnreadableNoTitleColumn, line),
        Unreadable::UnknownFormat => texts.get(Text::UnreadableUnknownFormat),
        Unreadable::NewerVersion { .. } => texts.get(Text::UnreadableNewerVersion),
        Unreadable::OtherFormat { .. } => texts.get(Text::UnreadableOtherFormat),
        Unreadable::Malformed { line, column: 0, .. } => at_line(Text::UnreadableLine, line),
        Unreadable::Malformed { line, column, .. } => at_place(Text::UnreadablePlace, line, column),
        Unreadable::TooMuch { .. } | Unreadable::TooSlow { .. } => {
            texts.get(Text::UnreadableTooMuch)
        }
        Unreadable::Cancelled => texts.get(Text::UnreadableCancelled),
    }
}

/// Why something in a file does not become a story.
pub fn left_out(texts: Texts, reason: &LeftOutReason) -> String {
    texts.get(match reason {
        LeftOutReason::SameKeyAsLine(line) => {
            return texts.with(Text::LeftOutSameKeyAsLine, &[("line", &number(texts, *line))]);
        }
        LeftOutReason::TooManyCells { cells, header } => {
            let (cells, header) = (number(texts, *cells), number(texts, *header));
            let values = [("cells", cells.as_str()), ("header", &header)];
            return texts.with(Text::LeftOutTooManyCells, &values);
        }
        LeftOutReason::TooLong { field, limit } => {
            let field = texts.get(file_field(field));
            let values = [("field", field.as_str()), ("limit", &number(texts, *limit))];
            return texts.with(Text::LeftOutTooLong, &values);
        }
        LeftOutReason::TooManyStories { limit, rows } => {
            let limit = number(texts, *limit);
            return texts.count_with(
                Text::LeftOutTooManyStories,
                *rows as usize,
                &[("limit", &limit)],
            );
        }
        LeftOutReason::Epic => Text::LeftOutEpic,
        LeftOutReason::Feature => Text::LeftOutFeature,
        LeftOutReason::SubTask => Text::LeftOutSubTask,
        LeftOutReason::ReleaseMarker => Text::LeftOutReleaseMarker,
        LeftOutReason::Archived | LeftOutReason::ArchivedCard => Text::LeftOutArchived,
        LeftOutReason::ArchivedList => Text::LeftOutArchivedList,
        LeftOutReason::TemplateCard => Text::LeftOutTemplateCard,
        LeftOutReason::AlreadyTicked => Text::LeftOutAlreadyTicked,
        LeftOutReason::NoTitle => Text::LeftOutNoTitle,
        LeftOutReason::Empty => Text::LeftOutEmpty,
        LeftOutReason::KeySeen => Text::LeftOutKeySeen,
    })
}

/// How many things were left out for that reason: "2 sub-tasks".
pub fn left_out_count(reason: &LeftOutReason) -> Text {
    match reason {
        LeftOutReason::Epic => Text::LeftOutCountEpic,
        LeftOutReason::Feature => Text::LeftOutCountFeature,
        LeftOutReason::SubTask => Text::LeftOutCountSubTask,
        LeftOutReason::ReleaseMarker => Text::LeftOutCountReleaseMarker,
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

/// What in a file may not have been meant as it was read.
pub fn warning(texts: Texts, warning: &WarningKind) -> String {
    let dropped = |text, dropped: u32, limit| {
        texts.count_with(text, dropped as usize, &[("limit", &number(texts, limit))])
    };
    match warning {
        WarningKind::UnreadableEstimate(found) => {
            texts.with(Text::WarningEstimate, &[("found", found)])
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
