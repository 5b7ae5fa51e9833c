//! Reads Markdown stories: blocks of bold labels (`**Title**: …`), or headings with such labels
//! below them. Decides where a story begins and what belongs to it; `markdown_story` makes a story
//! of that.

use std::collections::VecDeque;

use domain::format::Format;
use domain::preview::{Preview, Unreadable};
use pulldown_cmark::HeadingLevel;

use crate::files::intake::{self, Entry};
use crate::files::job::Job;
use crate::files::lists::markdown_labels::{self as labels, Label};
use crate::files::lists::markdown_reading::{self, Block, Blocks, Kind, Lines, Pieces};
use crate::files::lists::markdown_story::{Heading, Section, Story};
use crate::files::lists::markdown_verbatim::Verbatim;
use crate::files::text;

/// Whether the text has stories with labels, outside of code, comments and table cells.
pub fn recognises(text: &str) -> bool {
    let Some(offset) = first_sign(text) else {
        return false;
    };
    if markdown_reading::is_in_cell(text, offset) {
        return false;
    }
    let (source, job) = (markdown_reading::unix(text), Job::default());
    let verbatim = Verbatim::find(&source);
    markdown_reading::check_depth(&verbatim.masked, Format::MarkdownStories).is_ok()
        && matches!(Stories::new(&source, &verbatim, &job).next(), Some(Ok(_)))
}

/// The offset of the first label, if there is a key or a title together with another label or a
/// heading, or criteria below the heading of a story.
fn first_sign(text: &str) -> Option<usize> {
    let (mut first, mut labels, mut names, mut headings) = (None, 0, 0, 0);
    for line in text::lines(text) {
        let bare = line.trim_start_matches([' ', '\t', '-', '+']);
        let bare = bare.strip_prefix("* ").unwrap_or(bare).trim_end();
        let heading = bare.starts_with('#').then(|| bare.trim_matches(['#', ' ']));
        let label = match heading {
            Some(heading) => labels::named(heading).filter(|label| *label == Label::Criteria),
            // Only below a heading: rows of tables may begin so.
            None if headings > 0 => labels::plain_at_start(bare).map(|(label, _)| label),
            None => labels::at_start(bare).map(|(label, _)| label),
        };
        let Some(label) = label else {
            let is_story = |heading| bare.starts_with("##") || Heading::is_story(heading);
            headings += usize::from(heading.is_some_and(is_story));
            continue;
        };
        first = first.or(Some(line.as_ptr() as usize - text.as_ptr() as usize));
        labels += 1;
        names += usize::from(matches!(label, Label::Key | Label::Title));
        let is_below_story = matches!(label, Label::Criteria | Label::Points) && headings > 0;
        if is_below_story || (names > 0 && (labels > 1 || headings > 0)) {
            return first;
        }
    }
    None
}

/// The stories of a text with labels.
pub fn read(text: &str, job: &Job) -> Result<Preview, Unreadable> {
    let source = markdown_reading::unix(text);
    let verbatim = Verbatim::find(&source);
    markdown_reading::check_depth(&verbatim.masked, Format::MarkdownStories)?;
    let mut stories = Stories::new(&source, &verbatim, job);
    let preview = intake::preview(Format::MarkdownStories, job, stories.by_ref(), |entry| entry)?;
    if !stories.has_any {
        return Err(Unreadable::OtherFormat { wanted: Format::MarkdownStories });
    }
    Ok(preview)
}

/// Iterates over the stories.
struct Stories<'t> {
    source: &'t str,
    verbatim: &'t Verbatim<'t>,
    blocks: Blocks<'t>,
    lines: Lines<'t>,
    job: &'t Job,
    /// A heading, with the text below it. It is the heading of a story if labels follow.
    heading: Option<(Heading, Pieces)>,
    open: Option<Story>,
    /// The level of the headings that stories had. Another one of that level is a story as well, also without labels.
    story_level: Option<HeadingLevel>,
    /// The end of the criterion that was read last.
    criterion_end: usize,
    ready: VecDeque<Entry>,
    has_any: bool,
}

impl<'t> Stories<'t> {
    fn new(source: &'t str, verbatim: &'t Verbatim<'t>, job: &'t Job) -> Self {
        Self {
            source,
            verbatim,
            blocks: Blocks::of(&verbatim.masked),
            lines: Lines::new(source),
            job,
            heading: None,
            open: None,
            story_level: None,
            criterion_end: 0,
            ready: VecDeque::new(),
            has_any: false,
        }
    }

    fn read(&mut self, block: &Block) {
        match block.kind {
            Kind::Paragraph | Kind::Other
                if self.verbatim.is_ours && self.is_of_criterion(block) =>
            {
                self.continue_own(block);
            }
            Kind::Rule if block.depth == 0 => self.end(),
            Kind::Heading(level) => self.read_heading(block, level),
            Kind::Paragraph if self.is_of_criterion(block) => {
                let story = self.open.as_mut();
                story.into_iter().for_each(|story| story.add_to_criterion(&block.text));
            }
            Kind::Paragraph => self.read_lines(block),
            Kind::Item(ticked) => self.read_item(block, ticked),
            Kind::Html => self.read_html(block),
            _ => self.describe(block),
        }
    }

    /// The label that a line begins with. Ready Room writes them in bold only.
    fn label<'l>(&self, line: &'l str) -> Option<(Label, &'l str)> {
        let is_ours = self.verbatim.is_ours;
        if is_ours { labels::at_start(line) } else { labels::plain_at_start(line) }
    }

    /// Whether a block belongs to the criteria section.
    fn is_of_criterion(&self, block: &Block) -> bool {
        let section = self.open.as_ref().map(|story| story.section);
        matches!(section, Some(Section::Criteria { depth }) if block.depth > depth)
    }

    fn read_heading(&mut self, block: &Block, level: HeadingLevel) {
        let raw = &self.source[block.range.clone()];
        if raw.lines().count() > 1 && raw.lines().any(|line| self.label(line).is_some()) {
            // A thematic break directly below labels is parsed as making a heading of them.
            self.read_lines(block);
            return self.end();
        }
        if labels::named(&block.text) == Some(Label::Criteria) {
            return self.read_label(Label::Criteria, "", block, block.range.start);
        }
        let is_story = Heading::is_story(&block.text);
        if let Some(story) = &mut self.open
            && story.level.is_some_and(|own| level > own)
            && !is_story
        {
            story.section = Section::Text;
            if labels::named(&block.text) != Some(Label::Description) {
                self.describe(block);
            }
            return;
        }
        self.end();
        let text = block.text.replace('\n', " ");
        let heading = Heading { level, text, offset: block.range.start };
        if is_story {
            self.begin(Some((heading, Pieces::default())), block.range.start);
        } else if level > HeadingLevel::H1 {
            self.heading = Some((heading, Pieces::default()));
        }
    }

    /// Reads the lines of a paragraph: labels, and text between them.
    fn read_lines(&mut self, block: &Block) {
        for line in self.source[block.range.clone()].split_inclusive('\n').flat_map(labels::parts) {
            let start = line.as_ptr() as usize - self.source.as_ptr() as usize;
            let range = start..start + line.trim_end().len();
            match self.label(line) {
                Some((label, value)) => self.read_label(label, value, block, range.start),
                None => match &mut self.open {
                    Some(story) => story.read_line(self.source, range),
                    None => {
                        let heading = self.heading.as_mut();
                        heading
                            .into_iter()
                            .for_each(|(_, text)| text.push(self.source, range.clone()));
                    }
                },
            }
        }
    }

    fn read_item(&mut self, block: &Block, ticked: Option<bool>) {
        if self.is_of_criterion(block) {
            let Some(story) = &mut self.open else {
                return;
            };
            if self.verbatim.is_ours {
                // The range of an escaped first character does not include the backslash.
                let is_escaped = self.source[..block.range.start].ends_with('\\');
                let start = block.range.start - usize::from(is_escaped);
                let raw = &self.source[start..block.range.end];
                story.add_own_criterion(raw, ticked == Some(true));
                self.criterion_end = block.range.end;
            } else {
                story.add_criterion(&block.text);
            }
            return;
        }
        if self.label(self.source[block.range.clone()].lines().next().unwrap_or("")).is_some() {
            return self.read_lines(block);
        }
        if let Some(story) = &mut self.open {
            story.section = Section::Text;
        }
        self.describe(block);
    }

    /// Adds what follows a blank line to a criterion that Ready Room wrote.
    fn continue_own(&mut self, block: &Block) {
        let end = block.range.end.max(self.criterion_end);
        let added = self.source[self.criterion_end..end].trim_end();
        if let Some(story) = &mut self.open {
            story.add_to_own_criterion(added);
        }
        self.criterion_end += added.len();
    }

    fn read_html(&mut self, block: &Block) {
        let html = &self.source[block.range.clone()];
        if let (Some(description), Some(story)) =
            (self.verbatim.at(self.source, block.range.start), &mut self.open)
        {
            story.verbatim = Some(description);
        } else if !html.trim_start().starts_with("<!--") {
            self.describe(block);
        }
    }

    /// Adds the source of a block to the description.
    fn describe(&mut self, block: &Block) {
        let lines = markdown_reading::whole_lines(self.source, &block.range);
        if let Some(story) = &mut self.open {
            story.description.push(self.source, lines);
        } else if let Some((_, text)) = &mut self.heading {
            text.push(self.source, lines);
        }
    }

    fn read_label(&mut self, label: Label, value: &str, block: &Block, offset: usize) {
        let is_next = self.open.as_ref().is_some_and(|story| story.has(label));
        if is_next {
            self.end();
        }
        if self.open.is_none() {
            let begins_story =
                matches!(label, Label::Key | Label::Title | Label::Sentence | Label::Points)
                    || (self.heading.is_some()
                        && matches!(label, Label::Criteria | Label::Description));
            if !begins_story {
                return;
            }
            let heading = self.heading.take();
            self.begin(heading, offset);
        }
        let is_ours = self.verbatim.is_ours;
        if let Some(story) = &mut self.open {
            story.read_label(label, value, block.depth, is_ours);
            if label == Label::Description && !value.is_empty() {
                let start = value.as_ptr() as usize - self.source.as_ptr() as usize;
                story.description.push(self.source, start..start + value.len());
            }
        }
    }

    fn begin(&mut self, heading: Option<(Heading, Pieces)>, offset: usize) {
        self.end();
        let offset = heading.as_ref().map_or(offset, |(heading, _)| heading.offset);
        self.story_level = heading.as_ref().map(|(heading, _)| heading.level).or(self.story_level);
        let line = self.lines.at(offset);
        self.open = Some(Story::new(heading, line, offset, self.verbatim.is_ours));
        self.has_any = true;
    }

    fn end(&mut self) {
        if let Some(heading) = self.heading.take()
            && self.story_level == Some(heading.0.level)
            && !self.verbatim.is_ours
        {
            let offset = heading.0.offset;
            let story = Story::new(Some(heading), self.lines.at(offset), offset, false);
            self.ready.push_back(story.finish(self.source));
        }
        let ended = self.open.take().map(|story| story.finish(self.source));
        self.ready.extend(ended);
    }
}

impl Iterator for Stories<'_> {
    type Item = Result<Entry, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.ready.is_empty() {
            let Some(block) = self.blocks.next() else {
                self.end();
                break;
            };
            let kept = size_of::<String>() + block.text.len();
            let watched = self.job.reached(block.range.start).and_then(|()| self.job.keep(kept));
            if let Err(error) = watched {
                return Some(Err(error));
            }
            self.read(&block);
        }
        self.ready.pop_front().map(Ok)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_without_labels_is_a_story_where_others_of_its_level_are() {
        let text = "# Yard\n\n## Gate\n\nStory Points: 3\n\n## House\n\nPaint it.\n\n## Roof\n";
        let preview = read(text, &Job::default()).unwrap();
        let stories = preview.stories.iter().map(|it| (it.title.as_str(), it.description.as_str()));
        let stories: Vec<_> = stories.collect();
        assert_eq!(stories, [("Gate", ""), ("House", "Paint it."), ("Roof", "")]);
    }

    #[test]
    fn a_list_that_is_forced_into_the_format_is_refused() {
        let refused = Err(Unreadable::OtherFormat { wanted: Format::MarkdownStories });
        assert_eq!(read("One\nTwo", &Job::default()), refused);
    }
}
