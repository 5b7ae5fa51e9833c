//! Writes Markdown block by block: paragraphs, headings, lists, quotes, code and tables. Text
//! within a block is for `markdown_inline`.

use crate::files::markup::markdown_inline::Inline;
use crate::files::markup::markdown_text::{Place, fence};

/// The deepest nesting of lists and quotes. Deeper ones are written at this depth.
const DEEPEST: usize = 12;

/// What contains a block.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::files) enum Container {
    /// A quote: every line begins with `>`.
    Quote,
    /// A list.
    List {
        /// The number of the next item, if the list is numbered.
        number: Option<u32>,
        /// Whether an item was written.
        has_begun: bool,
    },
    /// A list item.
    Item {
        /// The width of its bullet, by which its lines are indented; `None` until the first line is
        /// written.
        width: Option<usize>,
        /// Whether it was added because a list was directly inside a list.
        is_implied: bool,
    },
}

/// The document that is being written.
#[derive(Default)]
pub(in crate::files) struct Blocks {
    out: String,
    pub(in crate::files) inline: Inline,
    /// The level of the heading that is being written, if it is one.
    heading: Option<usize>,
    containers: Vec<Container>,
    /// How many containers are open beyond the deepest level.
    too_deep: usize,
}

impl Blocks {
    /// The document.
    pub(in crate::files) fn finish(mut self) -> String {
        self.end_block();
        self.out
    }

    /// Ends the current block, if it has text.
    pub(in crate::files) fn end_block(&mut self) {
        let mut text = self.inline.take();
        self.inline.place = Place::Paragraph;
        if let Some(level) = self.heading.take()
            && !text.is_empty()
        {
            text.insert_str(0, &format!("{} ", "#".repeat(level)));
        }
        self.write(&text);
    }

    pub(in crate::files) fn begin_heading(&mut self, level: usize) {
        self.end_block();
        self.inline.place = Place::Heading;
        self.heading = Some(level);
    }

    /// Writes a thematic break.
    pub(in crate::files) fn rule(&mut self) {
        self.end_block();
        self.write("---");
    }

    pub(in crate::files) fn code(&mut self, code: &str) {
        self.end_block();
        let code = code.trim_matches('\n').trim_end();
        if !code.is_empty() {
            let fence = fence(code);
            self.write(&format!("{fence}\n{code}\n{fence}"));
        }
    }

    /// Writes a table. Its cells are Markdown already, and its first row is the header.
    pub(in crate::files) fn table(&mut self, rows: &[Vec<String>]) {
        self.end_block();
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        if rows.iter().flatten().all(String::is_empty) {
            return;
        }
        let mut table = String::new();
        for (index, row) in rows.iter().enumerate() {
            // Readers fill up short rows, but not the header.
            let missing = if index == 0 { columns - row.len() } else { 0 };
            table.push_str(&format!("| {} |{}\n", row.join(" | "), "  |".repeat(missing)));
            if index == 0 {
                table.push_str(&format!("|{}\n", " --- |".repeat(columns)));
            }
        }
        self.write(table.trim_end());
    }

    pub(in crate::files) fn open(&mut self, container: Container) {
        self.end_block();
        if self.containers.len() >= DEEPEST {
            self.too_deep += 1;
            return;
        }
        match container {
            Container::Item { .. } if !self.is_directly_in_list() => {
                self.close_item();
                if !self.is_directly_in_list() {
                    self.containers.push(Container::List { number: None, has_begun: false });
                }
            }
            Container::List { .. } => {
                if let Some(Container::List { has_begun: true, .. }) = self.containers.last() {
                    let width = Some(2);
                    self.containers.push(Container::Item { width, is_implied: true });
                }
            }
            _ => {}
        }
        self.containers.push(container);
    }

    fn is_directly_in_list(&self) -> bool {
        matches!(self.containers.last(), Some(Container::List { .. }))
    }

    /// Closes the current item of the innermost list.
    pub(in crate::files) fn close_item(&mut self) {
        self.close(
            |container| matches!(container, Container::Item { .. }),
            |container| matches!(container, Container::List { .. }),
        );
    }

    pub(in crate::files) fn close_list(&mut self) {
        self.close(|container| matches!(container, Container::List { .. }), |_| false);
        if let Some(Container::Item { is_implied: true, .. }) = self.containers.last() {
            self.containers.pop();
        }
    }

    pub(in crate::files) fn close_quote(&mut self) {
        self.close(|container| *container == Container::Quote, |_| false);
    }

    /// Closes the innermost matching container and all inside it, unless a barrier comes first.
    fn close(&mut self, is_it: fn(&Container) -> bool, is_barrier: fn(&Container) -> bool) {
        self.end_block();
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        let inside = self.containers.iter().rposition(|one| is_it(one) || is_barrier(one));
        if let Some(at) = inside.filter(|at| is_it(&self.containers[*at])) {
            self.containers.truncate(at);
        }
    }

    /// Whether the next text is the first in an item.
    pub(in crate::files) fn begins_item(&self) -> bool {
        self.inline.is_empty()
            && matches!(self.containers.last(), Some(Container::Item { width: None, .. }))
    }

    fn write(&mut self, block: &str) {
        if block.is_empty() {
            return;
        }
        let (mut first, mut rest, is_tight) = self.prefixes();
        if !self.out.is_empty() {
            self.out.push('\n');
            if !is_tight {
                self.out.push_str(rest.trim_end());
                self.out.push('\n');
            }
        }
        for (index, line) in block.lines().enumerate() {
            if index > 0 {
                self.out.push('\n');
                first = std::mem::take(&mut rest);
                rest.clone_from(&first);
            }
            self.out.push_str(if line.is_empty() { first.trim_end() } else { &first });
            self.out.push_str(line);
        }
    }

    /// The prefixes of a block's first line and of the others, and whether the block follows
    /// without a blank line, as the next item of a list and a list in an item do.
    fn prefixes(&mut self) -> (String, String, bool) {
        let (mut first, mut rest, mut is_tight) = (String::new(), String::new(), false);
        let mut list: Option<(&mut Option<u32>, &mut bool)> = None;
        let mut is_in_item = false;
        for container in &mut self.containers {
            match container {
                Container::Quote => {
                    first.push_str("> ");
                    rest.push_str("> ");
                    is_in_item = false;
                }
                Container::List { number, has_begun } => list = Some((number, has_begun)),
                Container::Item { width: Some(width), .. } => {
                    first.push_str(&" ".repeat(*width));
                    rest.push_str(&" ".repeat(*width));
                    is_in_item = true;
                }
                Container::Item { width, .. } => {
                    let (bullet, is_next) = match list.take() {
                        Some((number, has_begun)) => {
                            let bullet = number.map_or("- ".to_owned(), |n| format!("{n}. "));
                            *number = number.map(|n| n.saturating_add(1));
                            (bullet, std::mem::replace(has_begun, true))
                        }
                        None => ("- ".to_owned(), false),
                    };
                    is_tight |= is_next || is_in_item;
                    *width = Some(bullet.len());
                    rest.push_str(&" ".repeat(bullet.len()));
                    first.push_str(&bullet);
                    is_in_item = true;
                }
            }
        }
        (first, rest, is_tight)
    }
}
