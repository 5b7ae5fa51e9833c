//! Why what was chosen cannot be read.

use domain::preview::Unreadable;
use domain::sheet::ReadOptions;
use leptos::prelude::*;

use super::messages;
use crate::api::preview::NoPreview;
use crate::i18n::{I18n, Text, use_i18n};

/// Why what was chosen cannot be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// What the file is called; empty for what was pasted.
    pub file_name: String,
    /// The reason.
    pub reason: NoPreview,
}

impl Problem {
    /// Whether it can be read if it is tried again.
    pub fn is_passing(&self) -> bool {
        self.reason == NoPreview::PartMissing
    }

    /// Whether it may be readable in another way: it is not where it is no text at all.
    pub fn may_be_format(&self, options: &ReadOptions) -> bool {
        match &self.reason {
            NoPreview::Unreadable(reason) => matches!(
                reason,
                Unreadable::UnknownFormat
                    | Unreadable::OtherFormat { .. }
                    | Unreadable::Malformed { .. }
            ),
            NoPreview::PartMissing => false,
            NoPreview::Unreachable => *options != ReadOptions::default(),
        }
    }

    fn message(&self, i18n: I18n) -> String {
        let message = match &self.reason {
            NoPreview::Unreadable(reason) => messages::unreadable(i18n, reason),
            NoPreview::PartMissing => i18n.get(Text::PartNotLoaded),
            NoPreview::Unreachable => i18n.get(Text::ImportUnreachable),
        };
        match self.file_name.as_str() {
            "" => message,
            name => format!("{name}: {message}"),
        }
    }
}

/// The problem in words, behind the name of the file that has it.
#[component]
pub fn ProblemMessage(
    /// What it says.
    problem: Problem,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <p class="import-unreadable" role="alert">
            {move || problem.message(i18n)}
        </p>
    }
}

#[cfg(test)]
mod tests {
    use domain::format::Format;

    use super::*;

    #[test]
    fn another_format_is_offered_where_it_may_help() {
        let offers = |reason, options: &ReadOptions| {
            Problem { file_name: String::new(), reason }.may_be_format(options)
        };
        let guessed = ReadOptions::default();
        let chosen = ReadOptions { format: Some(Format::TrelloJson), ..ReadOptions::default() };
        assert!(offers(NoPreview::Unreadable(Unreadable::UnknownFormat), &guessed));
        assert!(!offers(NoPreview::Unreadable(Unreadable::NotText), &chosen));
        assert!(!offers(NoPreview::Unreachable, &guessed));
        assert!(offers(NoPreview::Unreachable, &chosen));
    }
}
