//! The running text of one block as Markdown: blanks run together, marks open with the first character
//! inside and close behind the last. Knows no HTML and no blocks.

use crate::files::markup::markdown_text::{Place, code_span, destination, is_markup};

/// What text may be inside of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::files) enum Kind {
    Strong,
    Emphasis,
    Strike,
    /// A link to an address that is safe.
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
    /// How often it was begun inside of itself.
    depth: usize,
    /// Where it was written: nothing is written before there is text inside.
    opened: Option<usize>,
}

/// A block's text while it grows.
#[derive(Default)]
pub(in crate::files) struct Inline {
    pub(in crate::files) place: Place,
    text: String,
    /// Where its last line begins.
    line: usize,
    marks: Vec<Mark>,
    /// Whether a blank is due before the next character.
    blank: bool,
    /// Line breaks that are due before the next character.
    pub(in crate::files) breaks: usize,
    /// The mark that was closed last, where its closing ends, and whether a sign stands before it.
    closed: Option<(Kind, usize, bool)>,
}

impl Inline {
    pub(in crate::files) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether the next character must not come into this block: a blank line is due.
    pub(in crate::files) fn is_complete(&self) -> bool {
        self.breaks > 1 && self.place == Place::Paragraph && !self.text.is_empty()
    }

    /// At the start of a line: as if a line had ended here.
    pub(in crate::files) fn end_line(&mut self) {
        self.breaks = self.breaks.max(1);
    }

    /// Text that means itself.
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

    /// Markdown, such as a box in front of a task.
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
        // What was begun inside goes on behind.
        self.close_from(at);
        if self.marks.get(at).is_some_and(|mark| mark.kind.is_like(kind)) {
            self.marks.remove(at);
        }
    }

    /// The block is complete: its Markdown. Marks that are open go on in the next one.
    pub(in crate::files) fn take(&mut self) -> String {
        self.close_from(0);
        self.blank = false;
        self.breaks = 0;
        self.line = 0;
        self.closed = None;
        std::mem::take(&mut self.text)
    }

    /// Closes the marks from this one on. A link that was written is done: it is not written twice.
    fn close_from(&mut self, at: usize) {
        for index in (at..self.marks.len()).rev() {
            let Some(opened) = self.marks[index].opened.take() else {
                continue;
            };
            let is_after_sign = self.text.ends_with(is_sign);
            let kind = self.marks[index].kind.clone();
            if let Kind::Link(address) = &kind {
                self.close_link(opened, address);
                self.marks.remove(index);
                self.closed = None;
            } else {
                self.text.push_str(kind.opening());
                self.closed = Some((kind, self.text.len(), is_after_sign));
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

    /// Writes what is due before this character: line break, blank, marks.
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
            // Between a sign and a letter a mark would not close.
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
                // Bold beside bold is bold that goes on.
                self.text.truncate(end - kind.opening().len());
                self.marks[from].opened = Some(self.text.len());
            } else if self.text.ends_with(start) {
                self.text.push(' ');
            }
        } else if start != '[' && is_sign(inside) && self.text.ends_with(char::is_alphanumeric) {
            // Between a letter and a sign a mark would not open.
            self.text.push(' ');
        }
        for mark in self.marks[from..].iter_mut().filter(|mark| mark.opened.is_none()) {
            mark.opened = Some(self.text.len());
            self.text.push_str(mark.kind.opening());
        }
    }
}

fn is_sign(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace()
}

/// The text in running text, to compare with.
fn escaped(text: &str) -> String {
    let mut inline = Inline::default();
    inline.push_text("x");
    inline.push_text(text);
    inline.take().split_off(1)
}
