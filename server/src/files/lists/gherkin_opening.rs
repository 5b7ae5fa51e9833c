//! How a text in Gherkin begins: its first feature, and the language it is written in.

use crate::files::gherkin_words::{LANGUAGES, Section, Words};
use crate::files::text;

/// Lines after the first feature that are read to tell languages apart that have the same word for
/// it.
const TELLING_LINES: usize = 200;

/// What a text has before and on the line that begins its first feature.
#[derive(Default)]
pub struct Opening<'t> {
    /// Code of the language, if a comment names one.
    pub code: Option<&'t str>,
    /// The line with the keyword and the name of the first feature.
    feature: &'t str,
    /// The text after that line.
    behind: &'t str,
}

impl<'t> Opening<'t> {
    /// The opening of a text; blank where there is no feature.
    pub fn of(text: &'t str) -> Self {
        let mut opening = Self::default();
        for line in text::lines(text) {
            let trimmed = line.trim();
            if trimmed.starts_with('#') {
                opening.code = opening.code.or_else(|| language(trimmed));
            } else if !trimmed.is_empty() && !trimmed.starts_with('@') {
                let end = trimmed.as_ptr() as usize - text.as_ptr() as usize + trimmed.len();
                (opening.feature, opening.behind) = (trimmed, &text[end..]);
                break;
            }
        }
        opening
    }

    /// The keywords of the feature's language: the one that is named, else the one that fits best.
    pub fn words(&self) -> Option<&'static Words> {
        if let Some(words) = self.code.and_then(Words::of) {
            return is_feature(words, self.feature).then_some(words);
        }
        let all = LANGUAGES.iter().map(|(_, words)| words);
        let candidates: Vec<_> = all.filter(|words| is_feature(words, self.feature)).collect();
        let fit = |words: &Words| {
            let lines = text::lines(self.behind).take(TELLING_LINES).map(str::trim);
            lines
                .filter(|line| {
                    words
                        .section(line)
                        .or(words.step(line).map(|_| (Section::Rule, "", "")))
                        .is_some()
                })
                .count()
        };
        // `max_by_key` returns the last of several maxima, and English is to win a tie.
        candidates.into_iter().rev().max_by_key(|words| fit(words))
    }
}

/// Whether a trimmed line begins a feature.
pub fn is_feature(words: &Words, line: &str) -> bool {
    matches!(words.section(line), Some((Section::Feature, ..)))
}

/// The language in a comment such as `# language: fr`.
pub fn language(comment: &str) -> Option<&str> {
    let rest = comment.strip_prefix('#')?.trim_start().strip_prefix("language")?;
    let code = rest.trim_start().strip_prefix(':')?.trim();
    let is_code = |c: char| c.is_ascii_alphabetic() || matches!(c, '-' | '_');
    (!code.is_empty() && code.chars().all(is_code)).then_some(code)
}
