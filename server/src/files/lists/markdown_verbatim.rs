//! Descriptions that Ready Room has written into Markdown between two comments. They stand as typed, and
//! whatever they hold neither begins nor ends anything outside of them. Knows nothing of stories.

use std::borrow::Cow;
use std::ops::Range;

use crate::files::out::markdown::{COMMENT, DESCRIPTION, END_OF_DESCRIPTION, SIGNATURE, is_end};

/// A text and the descriptions in it.
pub struct Verbatim<'t> {
    /// The text with blanks in place of the descriptions.
    pub masked: Cow<'t, str>,
    /// Whether Ready Room wrote it.
    pub is_ours: bool,
    /// Where each opening line and its description stand.
    found: Vec<(usize, Range<usize>)>,
}

impl<'t> Verbatim<'t> {
    /// Looks for the lines around descriptions.
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

    /// The description whose opening line stands there.
    pub fn at(&self, source: &str, offset: usize) -> Option<String> {
        let at = self.found.binary_search_by_key(&offset, |(opening, _)| *opening).ok()?;
        let text = source[self.found[at].1.clone()].trim_matches('\n');
        Some(text.split('\n').map(unshielded).collect::<Vec<_>>().join("\n"))
    }
}

/// A line of a description that looks like its end has one backslash more than was typed.
fn unshielded(line: &str) -> Cow<'_, str> {
    let shielded = line.trim().strip_prefix(COMMENT).filter(|rest| rest.starts_with('\\'));
    if shielded.is_some() && is_end(line) {
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
