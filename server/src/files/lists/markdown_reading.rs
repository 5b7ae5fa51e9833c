//! Markdown as a sequence of blocks: headings, paragraphs and list items, with everything else as
//! source. Knows no stories.

use std::borrow::Cow;
use std::ops::Range;

use domain::format::Format;
use domain::preview::Unreadable;
use pulldown_cmark::{Event, HeadingLevel, OffsetIter, Options, Parser, Tag, TagEnd};

/// How deeply lists and quotes may be nested on one line. The parser checks each line against all
/// that are open, so unlimited nesting would take unlimited time.
const DEEPEST: usize = 100;

/// The most blanks before an item, for the same reason.
const WIDEST_INDENT: usize = 400;

/// Characters that may begin or end markup.
const MARKUP: &[u8] = b"[]()*_`<&!~|\\\n";

/// How many bytes of memory the parser takes for each of them.
const MARKUP_BYTES: usize = 100;

/// The most such characters in a text: about one in ten bytes of the largest file.
const MOST_MARKUP: usize = 2_000_000;

/// The kind of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A heading of that level, 1 being the highest.
    Heading(HeadingLevel),
    Paragraph,
    /// A list item, with the state of its checkbox if it has one.
    Item(Option<bool>),
    /// A comment or other HTML.
    Html,
    /// A thematic break.
    Rule,
    /// Code, a quote or a table.
    Other,
}

/// A block without the blocks inside it, which follow it.
#[derive(Debug)]
pub struct Block {
    pub kind: Kind,
    /// How many list items it is in, including itself.
    pub depth: usize,
    /// Its range in the source.
    pub range: Range<usize>,
    /// Its text without markup. Hard line breaks are line breaks, soft ones are blanks.
    pub text: String,
    /// The address of a link at its very start.
    pub link: Option<String>,
}

impl Block {
    fn new(kind: Kind, depth: usize, range: Range<usize>) -> Self {
        Self { kind, depth, range, text: String::new(), link: None }
    }
}

/// The text with LF as its only line end.
pub fn unix(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Refuses a text with excessive nesting or markup before it is parsed.
pub fn check_depth(text: &str, format: Format) -> Result<(), Unreadable> {
    if text.bytes().filter(|byte| MARKUP.contains(byte)).count() > MOST_MARKUP {
        return Err(Unreadable::TooMuch { limit: (MOST_MARKUP * MARKUP_BYTES) as u32 });
    }
    match text.lines().position(is_too_deep) {
        Some(line) => Err(Unreadable::Malformed { format, line: line as u32 + 1, column: 0 }),
        None => Ok(()),
    }
}

fn is_too_deep(line: &str) -> bool {
    let bytes = line.as_bytes();
    let (mut opened, mut indent, mut at) = (0, 0, 0);
    while let Some(byte) = bytes.get(at) {
        let is_apart = bytes.get(at + 1).is_none_or(|next| matches!(next, b' ' | b'\t'));
        match byte {
            b' ' | b'\t' => indent += 1,
            b'>' => opened += 1,
            b'-' | b'*' | b'+' | b'.' | b')' if is_apart => opened += 1,
            b'0'..=b'9' => {}
            _ => break,
        }
        at += 1;
    }
    opened > DEEPEST || (opened > 0 && indent > WIDEST_INDENT)
}

/// The text of one line without its markup.
pub fn plain(line: &str) -> String {
    // After a letter nothing begins a list, a heading or a quote.
    let line = format!("x {}", line.trim());
    let mut text = Blocks::of(&line).next().map(|block| block.text).unwrap_or_default();
    text.drain(..text.len().min(2));
    text
}

/// The range extended to whole lines.
pub fn whole_lines(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[range.end..].find('\n').map_or(text.len(), |at| range.end + at);
    let ends_line = range.end > range.start && text[..range.end].ends_with('\n');
    start..if ends_line { range.end } else { end }
}

/// Line numbers of ascending offsets.
pub struct Lines<'t> {
    text: &'t str,
    counted: usize,
    line: u32,
}

impl<'t> Lines<'t> {
    /// Starts at the beginning of the text.
    pub fn new(text: &'t str) -> Self {
        Self { text, counted: 0, line: 1 }
    }

    /// The line of this offset, from 1.
    pub fn at(&mut self, offset: usize) -> u32 {
        if let Some(between) = self.text.get(self.counted..offset) {
            self.line += between.matches('\n').count() as u32;
            self.counted = offset;
        }
        self.line
    }
}

/// Iterates over the blocks of a text.
pub struct Blocks<'t> {
    events: OffsetIter<'t>,
    depth: usize,
    /// How many elements are open inside a block that is passed on as a whole.
    hidden: usize,
    /// The block whose text is being read.
    open: Option<Block>,
    /// The block to return next.
    next: Option<Block>,
}

impl<'t> Blocks<'t> {
    /// The blocks of Markdown with task lists, tables and strikethrough.
    pub fn of(text: &'t str) -> Self {
        let options =
            Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_STRIKETHROUGH;
        let events = Parser::new_ext(text, options).into_offset_iter();
        Self { events, depth: 0, hidden: 0, open: None, next: None }
    }

    /// Handles the next event. Returns the block that it ends, if it does.
    fn step(&mut self, event: Event, range: Range<usize>) -> Option<Block> {
        if self.hidden > 0 {
            match event {
                Event::Start(_) => self.hidden += 1,
                Event::End(_) => self.hidden -= 1,
                _ => {}
            }
            return None;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(TagEnd::Item) => {
                self.depth = self.depth.saturating_sub(1);
                self.open.take()
            }
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::List(_)) => {
                self.open.take()
            }
            Event::Rule => self.whole(Kind::Rule, range),
            Event::TaskListMarker(ticked) => {
                self.open.as_mut()?.kind = Kind::Item(Some(ticked));
                None
            }
            Event::End(_) => self.inline("", range),
            Event::SoftBreak => self.inline(" ", range),
            Event::HardBreak => self.inline("\n", range),
            Event::InlineHtml(html) if html.starts_with("<!--") => self.inline("", range),
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => {
                self.inline(&text, range)
            }
            _ => None,
        }
    }

    fn start(&mut self, tag: Tag, range: Range<usize>) -> Option<Block> {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Image { .. } => {
                self.inline("", range)
            }
            Tag::Link { dest_url, .. } => {
                let is_first = self.open.as_ref().is_some_and(|open| open.text.is_empty());
                let ended = self.inline("", range);
                if let Some(open) = self.open.as_mut().filter(|_| is_first) {
                    open.link = Some(dest_url.into_string());
                }
                ended
            }
            Tag::List(_) => self.open.take(),
            Tag::Item => {
                self.depth += 1;
                self.begin(Kind::Item(None), range.start..range.start)
            }
            Tag::Heading { level, .. } => self.begin(Kind::Heading(level), range),
            Tag::Paragraph if self.is_in_item() => None,
            Tag::Paragraph => self.begin(Kind::Paragraph, range),
            Tag::HtmlBlock => self.hide(Kind::Html, range),
            _ => self.hide(Kind::Other, range),
        }
    }

    /// Whether the open block is an item without text, whose first paragraph is its text.
    fn is_in_item(&self) -> bool {
        let open = self.open.as_ref();
        open.is_some_and(|open| matches!(open.kind, Kind::Item(_)) && open.range.is_empty())
    }

    fn begin(&mut self, kind: Kind, range: Range<usize>) -> Option<Block> {
        self.open.replace(Block::new(kind, self.depth, range))
    }

    fn hide(&mut self, kind: Kind, range: Range<usize>) -> Option<Block> {
        self.hidden = 1;
        self.whole(kind, range)
    }

    fn whole(&mut self, kind: Kind, range: Range<usize>) -> Option<Block> {
        let block = Block::new(kind, self.depth, range);
        match self.open.take() {
            Some(open) => {
                self.next = Some(block);
                Some(open)
            }
            None => Some(block),
        }
    }

    fn inline(&mut self, text: &str, range: Range<usize>) -> Option<Block> {
        let depth = self.depth;
        // The text may follow a block inside an item.
        let new = || Block::new(Kind::Paragraph, depth, range.clone());
        let open = self.open.get_or_insert_with(new);
        if open.range.is_empty() {
            open.range = range.clone();
        }
        open.range.end = open.range.end.max(range.end);
        open.text.push_str(text);
        None
    }
}

impl Iterator for Blocks<'_> {
    type Item = Block;

    fn next(&mut self) -> Option<Block> {
        if let Some(block) = self.next.take() {
            return Some(block);
        }
        loop {
            let Some((event, range)) = self.events.next() else {
                return self.open.take();
            };
            if let Some(block) = self.step(event, range) {
                return Some(block);
            }
        }
    }
}

/// Whether an offset is inside a quoted cell of a table: the number of quotation marks before it is
/// odd, and the text does not begin in a way that only Markdown does.
pub fn is_in_cell(text: &str, offset: usize) -> bool {
    let start = text.trim_start();
    let is_markdown = ["# ", "## ", "- ", "* ", "+ ", "1. ", "**", "<!--", "---\n"]
        .iter()
        .any(|mark| start.starts_with(mark));
    !is_markdown && text[..offset].bytes().filter(|byte| *byte == b'"').count() % 2 == 1
}

/// Pieces of the source that make up a description.
#[derive(Default)]
pub struct Pieces(Vec<Range<usize>>);

impl Pieces {
    /// Adds a piece. If only blanks are between it and the last one, it continues that.
    pub fn push(&mut self, text: &str, range: Range<usize>) {
        match self.0.last_mut() {
            Some(last)
                if text.get(last.end..range.start).is_some_and(|gap| gap.trim().is_empty()) =>
            {
                last.end = range.end.max(last.end);
            }
            _ => self.0.push(range),
        }
    }

    /// The pieces separated by blank lines, each without the indentation that all its lines share.
    pub fn text(&self, text: &str) -> String {
        let pieces = self.0.iter().map(|range| without_indent(&text[range.clone()]));
        pieces.filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join("\n\n")
    }
}

fn without_indent(piece: &str) -> String {
    let blanks = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let filled = piece.lines().filter(|line| !line.trim().is_empty());
    let indent = filled.map(blanks).min().unwrap_or_default();
    let lines = piece.lines().map(|line| line.get(indent..).unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n").trim_matches('\n').trim_end().to_owned()
}
