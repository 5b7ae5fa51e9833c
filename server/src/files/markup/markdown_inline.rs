//! Writes the text of one block as Markdown: collapses blanks, and opens and closes marks directly
//! at the text inside them. Knows no HTML and no blocks.

use crate::files::markup::markdown_text::{Place, code_span, destination, is_markup};

/// The kinds of inline markup.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::files) enum Kind {
    Strong,
    Emphasis,
    Strike,
    /// A link to a safe address.
    Link(String),
}

impl Kind {
    fn opening(&self) -> &'static str {
        match self {
            Self::Strong => "**",
            Self::Emphasis => "*",
            Self::Strike => "~~",
            Self::Link(_) => "[",
        }
    }

    fn is_like(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

struct Mark {
    kind: Kind,
    /// How often it was opened again inside itself.
    depth: usize,
    /// The offset at which it was written. It is not written before there is text inside.
    opened: Option<usize>,
}

/// The text of the block that is being written.
#[derive(Default)]
pub(in crate::files) struct Inline {
    pub(in crate::files) place: Place,
    text: String,
    /// The offset of its last line.
    line: usize,
    marks: Vec<Mark>,
    /// Whether a blank has to be written before the next character.
    blank: bool,
    /// How many line breaks have to be written before the next character.
    pub(in crate::files) breaks: usize,
    /// The mark that was closed last, the offset after it, and whether punctuation is before it.
    closed: Option<(Kind, usize, bool)>,
}

impl Inline {
    pub(in crate::files) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether the block is complete because a blank line has to follow.
    pub(in crate::files) fn is_complete(&self) -> bool {
        self.breaks > 1 && self.place == Place::Paragraph && !self.text.is_empty()
    }

    /// Begins a new line with the next text.
    pub(in crate::files) fn end_line(&mut self) {
        self.breaks = self.breaks.max(1);
    }

    /// Writes plain text, escaped where necessary.
    pub(in crate::files) fn push_text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            rest = &rest[c.len_utf8()..];
            if c.is_whitespace() {
                self.blank = true;
                continue;
            }
            self.prepare(c);
            if is_markup(c, &self.text[self.line..], rest, self.place) {
                self.text.push('\\');
            }
            self.text.push(c);
        }
    }

    /// Writes Markdown, such as the checkbox of a task.
    pub(in crate::files) fn push_markdown(&mut self, markdown: &str) {
        if let Some(first) = markdown.chars().next() {
            self.prepare(first);
            self.text.push_str(markdown);
        }
    }

    pub(in crate::files) fn push_code(&mut self, code: &str) {
        let code = code.split_whitespace().collect::<Vec<_>>().join(" ");
        if code.is_empty() {
            return;
        }
        let span = code_span(&code);
        let is_in_cell = self.place == Place::Cell;
        self.push_markdown(&if is_in_cell { span.replace('|', "\\|") } else { span });
    }

    pub(in crate::files) fn begin(&mut self, kind: Kind) {
        if let Kind::Link(_) = kind {
            self.end(&kind);
        }
        match self.marks.iter_mut().find(|mark| mark.kind.is_like(&kind)) {
            Some(mark) => mark.depth += 1,
            None => self.marks.push(Mark { kind, depth: 0, opened: None }),
        }
    }

    pub(in crate::files) fn end(&mut self, kind: &Kind) {
        let Some(at) = self.marks.iter().position(|mark| mark.kind.is_like(kind)) else {
            return;
        };
        if self.marks[at].depth > 0 {
            self.marks[at].depth -= 1;
            return;
        }
        // Marks that were opened inside are opened again after it.
        self.close_from(at);
        if self.marks.get(at).is_some_and(|mark| mark.kind.is_like(kind)) {
            self.marks.remove(at);
        }
    }

    /// The Markdown of the block. Open marks continue in the next one.
    pub(in crate::files) fn take(&mut self) -> String {
        self.close_from(0);
        self.blank = false;
        self.breaks = 0;
        self.line = 0;
        self.closed = None;
        std::mem::take(&mut self.text)
    }

    /// Closes the marks from this one on. A link is not continued, so that it is not written twice.
    fn close_from(&mut self, at: usize) {
        for index in (at..self.marks.len()).rev() {
            let Some(opened) = self.marks[index].opened.take() else {
                continue;
            };
            let is_after_punctuation = self.text.ends_with(is_punctuation);
            let kind = self.marks[index].kind.clone();
            if let Kind::Link(address) = &kind {
                self.close_link(opened, address);
                self.marks.remove(index);
                self.closed = None;
            } else {
                self.text.push_str(kind.opening());
                self.closed = Some((kind, self.text.len(), is_after_punctuation));
            }
        }
    }

    fn close_link(&mut self, opened: usize, address: &str) {
        let target = destination(address);
        if target == address && self.text[opened + 1..] == escaped(address) {
            self.text.truncate(opened);
            self.text.push_str(&format!("<{target}>"));
        } else {
            self.text.push_str(&format!("]({target})"));
        }
    }

    /// Writes what has to precede this character: line break, blank, marks.
    fn prepare(&mut self, first: char) {
        if self.text.is_empty() {
            self.blank = false;
        } else if self.breaks > 0 && self.place == Place::Paragraph {
            self.text.push_str("  \n");
            self.line = self.text.len();
        } else if self.blank || self.breaks > 0 {
            self.text.push(' ');
        } else if let Some((_, end, true)) = self.closed
            && end == self.text.len()
            && first.is_alphanumeric()
        {
            // Between punctuation and a letter a mark would not close.
            self.text.push(' ');
        }
        self.blank = false;
        self.breaks = 0;
        self.open_marks(first);
    }

    fn open_marks(&mut self, first: char) {
        let Some(from) = self.marks.iter().position(|mark| mark.opened.is_none()) else {
            return;
        };
        let opening: String =
            self.marks[from..].iter().map(|mark| mark.kind.opening()).chain([""]).collect();
        let start = opening.chars().next().unwrap_or(first);
        let inside = opening.trim_start_matches(start).chars().next().unwrap_or(first);
        if let Some((kind, end, _)) = &self.closed
            && *end == self.text.len()
        {
            if *kind == self.marks[from].kind {
                // Adjacent marks of the same kind are merged.
                self.text.truncate(end - kind.opening().len());
                self.marks[from].opened = Some(self.text.len());
            } else if self.text.ends_with(start) {
                self.text.push(' ');
            }
        } else if start != '['
            && is_punctuation(inside)
            && self.text.ends_with(char::is_alphanumeric)
        {
            // Between a letter and punctuation a mark would not open.
            self.text.push(' ');
        }
        for mark in self.marks[from..].iter_mut().filter(|mark| mark.opened.is_none()) {
            mark.opened = Some(self.text.len());
            self.text.push_str(mark.kind.opening());
        }
    }
}

fn is_punctuation(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace()
}

/// The text as it would be written, for comparison.
fn escaped(text: &str) -> String {
    let mut inline = Inline::default();
    inline.push_text("x");
    inline.push_text(text);
    inline.take().split_off(1)
}
