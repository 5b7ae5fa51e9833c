//! Descriptions that Ready Room wrote into Markdown between two comments. They are read verbatim,
//! and nothing in them begins or ends anything outside of them.

use std::borrow::Cow;
use std::ops::Range;

use crate::files::out::markdown::{COMMENT, DESCRIPTION, END_OF_DESCRIPTION, SIGNATURE, is_end};

/// A text and the descriptions in it.
pub struct Verbatim<'t> {
    /// The text with the descriptions blanked out.
    pub masked: Cow<'t, str>,
    /// Whether Ready Room wrote it.
    pub is_ours: bool,
    /// The offset of each opening comment, and the range of its description.
    found: Vec<(usize, Range<usize>)>,
}

impl<'t> Verbatim<'t> {
    /// Finds the descriptions in a text.
    pub fn find(text: &'t str) -> Self {
        let (mut found, mut open, mut offset) = (Vec::new(), None, 0);
        let mut is_ours = false;
        for line in text.split_inclusive('\n') {
            let end = offset + line.len();
            match (line.trim_end(), open) {
                (DESCRIPTION, None) => open = Some((offset, end)),
                (END_OF_DESCRIPTION, Some((opening, start))) => {
                    found.push((opening, start..offset));
                    open = None;
                }
                (line, None) => is_ours |= line.starts_with(SIGNATURE),
                _ => {}
            }
            offset = end;
        }
        Self { masked: masked(text, &found), is_ours: is_ours || !found.is_empty(), found }
    }

    /// The description whose opening comment is at this offset.
    pub fn at(&self, source: &str, offset: usize) -> Option<String> {
        let at = self.found.binary_search_by_key(&offset, |(opening, _)| *opening).ok()?;
        let text = source[self.found[at].1.clone()].trim_matches('\n');
        Some(text.split('\n').map(unescaped).collect::<Vec<_>>().join("\n"))
    }
}

/// A line of a description without the backslash that was added because it looked like the closing
/// comment.
fn unescaped(line: &str) -> Cow<'_, str> {
    let escaped = line.trim().strip_prefix(COMMENT).filter(|rest| rest.starts_with('\\'));
    if escaped.is_some() && is_end(line) {
        Cow::Owned(line.replacen('\\', "", 1))
    } else {
        Cow::Borrowed(line)
    }
}

fn masked<'t>(text: &'t str, found: &[(usize, Range<usize>)]) -> Cow<'t, str> {
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let (mut masked, mut copied) = (String::with_capacity(text.len()), 0);
    for (_, range) in found {
        masked.push_str(&text[copied..range.start]);
        let blanks = text[range.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' });
        masked.extend(blanks);
        copied = range.end;
    }
    masked.push_str(&text[copied..]);
    Cow::Owned(masked)
}
