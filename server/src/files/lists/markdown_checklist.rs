//! Reads Markdown checklists: each top-level checkbox is a story, and the items below it are its
//! criteria.

use domain::draft::StoryDraft;
use domain::format::Format;
use domain::lines::reference::Reference;
use domain::preview::{LeftOutReason, Preview, Unreadable};
use domain::text::safe_link;

use crate::files::intake::{self, Entry};
use crate::files::job::Job;
use crate::files::lists::markdown_reading::{self, Block, Blocks, Kind, Lines, Pieces};
use crate::files::{steps, text};

/// Whether the text has a list with checkboxes, outside of code, comments and table cells.
pub fn recognises(text: &str) -> bool {
    let Some(line) = text::lines(text).find(|line| has_box(line)) else {
        return false;
    };
    if markdown_reading::is_in_cell(text, line.as_ptr() as usize - text.as_ptr() as usize) {
        return false;
    }
    let text = markdown_reading::unix(text);
    markdown_reading::check_depth(&text, Format::MarkdownChecklist).is_ok()
        && Blocks::of(&text).any(|block| matches!(block.kind, Kind::Item(Some(_))))
}

/// Whether a line is an item with a checkbox and text.
fn has_box(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '\t', '>']);
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let marker = line.strip_prefix(['-', '*', '+']).or_else(|| digits.strip_prefix(['.', ')']));
    let behind = marker.filter(|rest| rest.starts_with([' ', '\t'])).map(str::trim_start);
    let boxes = ["[ ] ", "[x] ", "[X] "];
    behind.is_some_and(|item| boxes.iter().any(|empty| item.starts_with(empty)))
}

/// The stories of a checklist.
pub fn read(text: &str, job: &Job) -> Result<Preview, Unreadable> {
    let text = markdown_reading::unix(text);
    markdown_reading::check_depth(&text, Format::MarkdownChecklist)?;
    let (blocks, lines) = (Blocks::of(&text), Lines::new(&text));
    let mut stories = Stories { text: &text, blocks, lines, job, open: None, has_box: false };
    let preview = intake::preview(Format::MarkdownChecklist, job, stories.by_ref(), |entry| entry)?;
    if !stories.has_box {
        return Err(Unreadable::OtherFormat { wanted: Format::MarkdownChecklist });
    }
    Ok(preview)
}

/// A story that is being read.
struct Story {
    depth: usize,
    entry: Entry,
    description: Pieces,
}

/// Iterates over the stories: one for each top-level checkbox.
struct Stories<'t> {
    text: &'t str,
    blocks: Blocks<'t>,
    lines: Lines<'t>,
    job: &'t Job,
    open: Option<Story>,
    has_box: bool,
}

impl Stories<'_> {
    /// Reads the next block. Returns the story that it ends, if it does.
    fn read(&mut self, block: Block) -> Option<Entry> {
        let is_inside = self.open.as_ref().is_some_and(|story| block.depth > story.depth)
            || (self.open.as_ref().is_some_and(|story| block.depth == story.depth)
                && !matches!(block.kind, Kind::Item(_)));
        if is_inside {
            self.read_inside(block);
            return None;
        }
        let ended = self.finish();
        if let Kind::Item(Some(ticked)) = block.kind {
            self.has_box = true;
            let entry = self.begin(&block, ticked);
            self.open = Some(Story { depth: block.depth, entry, description: Pieces::default() });
        }
        ended
    }

    fn begin(&mut self, block: &Block, ticked: bool) -> Entry {
        let title = block.text.replace('\n', " ");
        let mut draft = Reference::story(title.trim());
        if draft.key.is_some() && draft.link.is_none() {
            draft.link = block.link.as_deref().and_then(safe_link);
        }
        let refused = ticked.then_some(LeftOutReason::AlreadyTicked);
        let offset = block.range.start;
        Entry { line: self.lines.at(offset), offset, draft, refused, ..Entry::default() }
    }

    /// Reads a block below a story: an item is a criterion; other blocks belong to the last
    /// criterion or to the description.
    fn read_inside(&mut self, block: Block) {
        let Some(story) = &mut self.open else {
            return;
        };
        let StoryDraft { criteria, .. } = &mut story.entry.draft;
        let text = block.text.trim();
        match block.kind {
            Kind::Item(_) if !text.is_empty() => criteria.push(text.to_owned()),
            Kind::Item(_) | Kind::Html => {}
            _ if block.depth > story.depth => {
                if let Some(last) = criteria.last_mut().filter(|_| !text.is_empty()) {
                    last.push_str("\n\n");
                    last.push_str(text);
                }
            }
            _ => {
                let lines = markdown_reading::whole_lines(self.text, &block.range);
                story.description.push(self.text, lines);
            }
        }
    }

    fn finish(&mut self) -> Option<Entry> {
        let Story { mut entry, description, .. } = self.open.take()?;
        entry.draft.description = description.text(self.text);
        entry.draft.criteria = steps::joined(entry.draft.criteria);
        Some(entry)
    }
}

impl Iterator for Stories<'_> {
    type Item = Result<Entry, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(block) = self.blocks.next() {
            let kept = size_of::<String>() + block.text.len();
            let watched = self.job.reached(block.range.start).and_then(|()| self.job.keep(kept));
            if let Err(error) = watched {
                return Some(Err(error));
            }
            if let Some(entry) = self.read(block) {
                return Some(Ok(entry));
            }
        }
        self.finish().map(Ok)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_is_forced_into_the_format_is_refused() {
        let refused = Err(Unreadable::OtherFormat { wanted: Format::MarkdownChecklist });
        assert_eq!(read("One\nTwo", &Job::default()), refused);
    }
}
