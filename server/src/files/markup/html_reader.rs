//! Turns the tags and the text of HTML into calls that write Markdown.

use domain::text::safe_link;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TagKind, TokenSinkResult};

use crate::files::markup::markdown_blocks::{Blocks, Container};
use crate::files::markup::markdown_inline::Kind;
use crate::files::markup::markdown_text::Place;

/// Elements that are dropped with their content.
pub(in crate::files) const HIDDEN: [&str; 9] =
    ["script", "style", "iframe", "noembed", "noframes", "noscript", "xmp", "textarea", "title"];

/// Elements that only begin a new line.
const LINES: [&str; 20] = [
    "div",
    "html",
    "body",
    "head",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "nav",
    "aside",
    "address",
    "figure",
    "figcaption",
    "form",
    "fieldset",
    "details",
    "summary",
    "dt",
    "dd",
];

/// A table while it is read.
#[derive(Default)]
struct Table {
    rows: Vec<Vec<String>>,
    is_in_cell: bool,
    /// How many tables are open inside its cells. Only their text is kept.
    inner: usize,
}

/// The state of the conversion.
#[derive(Default)]
pub(in crate::files) struct Reader {
    blocks: Blocks,
    table: Option<Table>,
    /// The element that is being dropped.
    hidden: Option<String>,
    /// The element that contains code, and its code.
    code: Option<(String, String)>,
}

impl Reader {
    /// The Markdown of the whole document.
    pub(in crate::files) fn finish(mut self) -> String {
        self.end_code();
        self.end_table();
        self.blocks.finish()
    }

    /// Handles text, with entities decoded.
    pub(in crate::files) fn text(&mut self, text: &str) {
        if self.hidden.is_some() {
            return;
        }
        if let Some((_, code)) = &mut self.code {
            code.push_str(&text.replace("\r\n", "\n").replace(['\r', '\u{a0}'], " "));
            return;
        }
        let mut text = text;
        if self.blocks.inline.is_complete() && !text.trim().is_empty() {
            self.blocks.end_block();
            text = text.trim_start();
        }
        self.blocks.inline.push_text(text);
    }

    /// Handles a tag. Returns how the tokenizer is to go on.
    pub(in crate::files) fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name = tag.name.as_ref();
        let is_start = tag.kind == TagKind::StartTag;
        if let Some(hidden) = &self.hidden {
            if !is_start && hidden == name {
                self.hidden = None;
            }
        } else if HIDDEN.contains(&name) {
            if is_start {
                self.hidden = Some(name.to_owned());
                return TokenSinkResult::RawData(RawKind::Rawtext);
            }
        } else if self.code.is_some() {
            self.tag_in_code(name, is_start);
        } else if matches!(name, "pre" | "code" | "tt" | "kbd" | "samp") {
            if is_start {
                self.code = Some((name.to_owned(), String::new()));
            }
        } else if !self.inline_tag(tag, name, is_start) {
            self.block_tag(tag, name, is_start);
        }
        TokenSinkResult::Continue
    }

    fn tag_in_code(&mut self, name: &str, is_start: bool) {
        let Some((element, code)) = &mut self.code else {
            return;
        };
        if name == "br" || (element == "pre" && is_start && matches!(name, "div" | "p")) {
            code.push('\n');
        } else if !is_start && element == name {
            self.end_code();
        }
    }

    fn end_code(&mut self) {
        match self.code.take() {
            Some((element, code)) if element == "pre" && self.table.is_none() => {
                self.blocks.code(&code);
            }
            Some((_, code)) => {
                if self.blocks.inline.is_complete() && !code.trim().is_empty() {
                    self.blocks.end_block();
                }
                self.blocks.inline.push_code(&code);
            }
            None => {}
        }
    }

    fn inline_tag(&mut self, tag: &Tag, name: &str, is_start: bool) -> bool {
        let kind = match name {
            "b" | "strong" => Kind::Strong,
            "i" | "em" | "cite" | "dfn" => Kind::Emphasis,
            "s" | "del" | "strike" => Kind::Strike,
            "a" => {
                let address = attribute(tag, "href").and_then(safe_link);
                match address.filter(|_| is_start) {
                    Some(address) => self.blocks.inline.begin(Kind::Link(address)),
                    None => self.blocks.inline.end(&Kind::Link(String::new())),
                }
                return true;
            }
            "br" => {
                self.blocks.inline.breaks += 1;
                return true;
            }
            "img" => {
                self.image(tag);
                return true;
            }
            "input" => {
                self.checkbox(tag);
                return true;
            }
            _ => return false,
        };
        if is_start {
            self.blocks.inline.begin(kind)
        } else {
            self.blocks.inline.end(&kind)
        }
        true
    }

    /// An image becomes its alternative text, so that nothing is loaded.
    fn image(&mut self, tag: &Tag) {
        if let Some(shown) = attribute(tag, "alt").filter(|alt| !alt.trim().is_empty()) {
            self.text(shown);
        }
    }

    fn checkbox(&mut self, tag: &Tag) {
        let is_box =
            attribute(tag, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox"));
        if is_box && self.blocks.begins_item() {
            let is_ticked = attribute(tag, "checked").is_some();
            self.blocks.inline.push_markdown(if is_ticked { "[x]" } else { "[ ]" });
            self.blocks.inline.push_text(" ");
        }
    }

    fn block_tag(&mut self, tag: &Tag, name: &str, is_start: bool) {
        if self.table.is_some() {
            self.tag_in_table(name, is_start);
            return;
        }
        match (name, is_start) {
            ("p", _) => self.blocks.end_block(),
            ("hr", true) => self.blocks.rule(),
            ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", true) => {
                self.blocks.begin_heading(usize::from(name.as_bytes()[1] - b'0'));
            }
            ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", false) => self.blocks.end_block(),
            ("ul", true) => self.blocks.open(Container::List { number: None, has_begun: false }),
            ("ol", true) => {
                let start = attribute(tag, "start").and_then(|start| start.parse::<u16>().ok());
                let number = Some(u32::from(start.unwrap_or(1)));
                self.blocks.open(Container::List { number, has_begun: false });
            }
            ("ul" | "ol", false) => self.blocks.close_list(),
            ("li", true) => self.blocks.open(Container::Item { width: None, is_implied: false }),
            ("li", false) => self.blocks.close_item(),
            ("blockquote", true) => self.blocks.open(Container::Quote),
            ("blockquote", false) => self.blocks.close_quote(),
            ("table", true) => {
                self.blocks.end_block();
                self.table = Some(Table::default());
            }
            _ if LINES.contains(&name) => self.blocks.inline.end_line(),
            _ => {}
        }
    }

    fn tag_in_table(&mut self, name: &str, is_start: bool) {
        let Some(table) = &mut self.table else {
            return;
        };
        match (name, is_start) {
            ("table", true) => table.inner += 1,
            ("table", false) if table.inner == 0 => return self.end_table(),
            ("table", false) => table.inner -= 1,
            ("tr", true) if table.inner == 0 => {
                self.end_cell();
                if let Some(table) = &mut self.table {
                    table.rows.push(Vec::new());
                }
                return;
            }
            ("td" | "th", _) if table.inner == 0 => {
                self.end_cell();
                if let Some(table) = self.table.as_mut().filter(|_| is_start) {
                    table.is_in_cell = true;
                    self.blocks.inline.place = Place::Cell;
                }
                return;
            }
            ("li", true) => {
                self.blocks.inline.end_line();
                return self.blocks.inline.push_text("• ");
            }
            _ => {}
        }
        self.blocks.inline.end_line();
    }

    /// Text outside of cells, such as a caption, is a paragraph.
    fn end_cell(&mut self) {
        let Some(table) = &mut self.table else {
            return;
        };
        if !table.is_in_cell {
            return self.blocks.end_block();
        }
        table.is_in_cell = false;
        let cell = self.blocks.inline.take();
        self.blocks.inline.place = Place::Paragraph;
        match table.rows.last_mut() {
            Some(row) => row.push(cell),
            None => table.rows.push(vec![cell]),
        }
    }

    fn end_table(&mut self) {
        self.end_cell();
        if let Some(mut table) = self.table.take() {
            table.rows.retain(|row| !row.is_empty());
            self.blocks.table(&table.rows);
        }
    }
}

fn attribute<'t>(tag: &'t Tag, name: &str) -> Option<&'t str> {
    tag.attrs.iter().find(|one| &*one.name.local == name).map(|one| one.value.as_ref())
}
