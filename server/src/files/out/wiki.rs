//! Converts Markdown to Jira's wiki markup. What the wiki has no counterpart for becomes plain
//! text.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd, TextMergeStream};

use crate::files::markup::markdown_text::is_entity;

/// A backslash before punctuation, which it would escape otherwise.
const BACKSLASH: &str = "&#92;";

/// An ampersand that would begin an entity otherwise.
const AMPERSAND: &str = "&#38;";

/// The extensions of CommonMark that descriptions may use, the same as on the page.
const EXTENSIONS: Options =
    Options::ENABLE_TABLES.union(Options::ENABLE_TASKLISTS).union(Options::ENABLE_STRIKETHROUGH);

/// The bullet of an item.
pub const BULLET: &str = "* ";

/// A line break inside an item, where a new line would end the list.
pub const BREAK: &str = r" \\ ";

/// The deepest level of a list. Deeper items are put on it, so that a list of nothing but levels
/// does not grow quadratically.
const LEVELS: usize = 6;

/// Converts Markdown to wiki markup.
pub fn wiki(markdown: &str) -> String {
    let mut writer = Writer::default();
    for event in TextMergeStream::new(Parser::new_ext(markdown, EXTENSIONS)) {
        writer.write(event);
    }
    writer.out.trim().to_owned()
}

/// The lines of a text as one wiki list item. Line breaks are kept, and nothing becomes markup.
pub fn item(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(escaped).collect::<Vec<_>>().join(BREAK)
}

/// The text, escaped where the wiki would read it as markup.
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    let mut before = None;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            // Two backslashes are a line break, and one before punctuation escapes it.
            '\\' if rest.clone().next().is_some_and(is_punctuation) => safe.push_str(BACKSLASH),
            '&' if is_entity(rest.as_str()) => safe.push_str(AMPERSAND),
            _ if is_markup(before, c, rest.as_str()) => safe.extend(['\\', c]),
            _ => safe.push(c),
        }
        before = Some(c);
    }
    safe
}

/// The items of a list that [`item`] wrote; `None` if a line is not such an item.
pub fn items(list: &str) -> Option<Vec<String>> {
    let items = list.lines().map(|line| {
        let lines = line.strip_prefix(BULLET)?.split(BREAK).map(unescaped);
        Some(lines.collect::<Vec<_>>().join("\n"))
    });
    items.collect()
}

/// The text that [`escaped`] escaped.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let entity = [(BACKSLASH, '\\'), (AMPERSAND, '&')]
            .into_iter()
            .find_map(|(entity, c)| Some((c, rest.strip_prefix(entity)?)));
        let sign = rest.strip_prefix('\\').and_then(|behind| {
            let sign = behind.chars().next().filter(|sign| is_punctuation(*sign))?;
            Some((sign, &behind[sign.len_utf8()..]))
        });
        let (c, behind) = entity.or(sign).unwrap_or((c, &rest[c.len_utf8()..]));
        plain.push(c);
        rest = behind;
    }
    plain
}

fn is_punctuation(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace()
}

fn is_markup(before: Option<char>, c: char, rest: &str) -> bool {
    let after = rest.chars().next();
    let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    match c {
        '{' | '}' | '[' | ']' | '|' | '`' => true,
        '*' | '_' | '+' | '~' | '^' => !(is_blank(before) && is_blank(after)),
        '!' => !is_blank(after),
        '-' => {
            !before.is_some_and(char::is_alphanumeric)
                && after.is_some_and(|c| c != '-')
                && !is_blank(after)
        }
        '<' => ["http", "mailto"].iter().any(|scheme| rest.starts_with(scheme)),
        '(' => {
            let mut inside = rest.chars();
            let is_punctuation = inside.next().is_some_and(|c| "/x!?*iyn+-".contains(c));
            is_punctuation && inside.next() == Some(')')
        }
        _ => false,
    }
}

#[derive(Default)]
struct Writer {
    out: String,
    /// The mark of each open list, outermost first.
    lists: Vec<char>,
    /// The addresses of open links and images, and the offsets of their texts.
    links: Vec<(String, usize)>,
    is_code: bool,
    is_table_head: bool,
}

impl Writer {
    fn write(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.is_code => self.out.push_str(&text),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::Code(code) => self.inline_code(&code),
            Event::SoftBreak | Event::HardBreak if self.links.is_empty() => self.out.push('\n'),
            Event::SoftBreak | Event::HardBreak => self.out.push(' '),
            Event::Rule => self.block("----\n\n"),
            Event::TaskListMarker(is_ticked) => {
                self.out.push_str(if is_ticked { "(/) " } else { r"\[ \] " });
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text),
            Event::FootnoteReference(name) => self.text(&name),
        }
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Heading { level, .. } => {
                self.block(&format!("h{}. ", level as u8));
            }
            Tag::BlockQuote(_) => self.block("{quote}\n"),
            Tag::CodeBlock(kind) => self.code_block(&kind),
            Tag::List(number) => {
                self.end_line();
                self.lists.push(if number.is_some() { '#' } else { '*' });
            }
            Tag::Item => {
                self.end_line();
                self.out.extend(self.lists.iter().take(LEVELS));
                self.out.push(' ');
            }
            Tag::Emphasis => self.out.push('_'),
            Tag::Strong => self.out.push('*'),
            Tag::Strikethrough => self.out.push('-'),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.links.push((address(&dest_url), self.out.len()));
            }
            Tag::TableHead => self.is_table_head = true,
            Tag::TableRow => self.end_line(),
            Tag::TableCell => self.out.push_str(if self.is_table_head { "||" } else { "|" }),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.end_paragraph(),
            TagEnd::Heading(_) => self.out.push_str("\n\n"),
            TagEnd::BlockQuote(_) => {
                self.trim_end();
                self.out.push_str("\n{quote}\n\n");
            }
            TagEnd::CodeBlock => {
                self.is_code = false;
                self.end_line();
                self.out.push_str("{code}\n");
                self.end_paragraph();
            }
            TagEnd::List(_) => {
                self.lists.pop();
                self.end_line();
                if self.lists.is_empty() {
                    self.out.push('\n');
                }
            }
            TagEnd::Emphasis => self.out.push('_'),
            TagEnd::Strong => self.out.push('*'),
            TagEnd::Strikethrough => self.out.push('-'),
            TagEnd::Link => self.end_link(),
            // An image would be loaded by everybody who reads the issue, so it becomes a link, as
            // on the page.
            TagEnd::Image => self.end_link(),
            TagEnd::TableHead => {
                self.is_table_head = false;
                self.out.push_str("||\n");
            }
            TagEnd::TableRow => self.out.push_str("|\n"),
            TagEnd::Table => self.out.push('\n'),
            _ => {}
        }
    }

    /// Writes typed text, escaped where it would begin a block of the wiki at the start of a line.
    fn text(&mut self, text: &str) {
        for (at, line) in text.trim_end_matches('\n').split('\n').enumerate() {
            if at > 0 {
                self.out.push('\n');
            }
            let line = escaped(line);
            if self.is_at_line_start() && begins_block(&line) {
                let dot = line.find('.').filter(|_| line.starts_with(['h', 'b'])).unwrap_or(0);
                self.out.extend([&line[..dot], "\\", &line[dot..]]);
            } else {
                self.out.push_str(&line);
            }
        }
        if text.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn inline_code(&mut self, code: &str) {
        self.out.extend(["{{", &escaped(code), "}}"]);
    }

    fn code_block(&mut self, kind: &CodeBlockKind) {
        self.is_code = true;
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or_default(),
            CodeBlockKind::Indented => "",
        };
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '+' || c == '#';
        if !language.is_empty() && language.chars().all(is_name) {
            self.block(&format!("{{code:{language}}}\n"));
        } else {
            self.block("{code}\n");
        }
    }

    /// `[text|address]`, or just the address if the text is empty or the same.
    fn end_link(&mut self) {
        let Some((address, from)) = self.links.pop() else { return };
        if !self.links.is_empty() || address.is_empty() {
            return;
        }
        let text = self.out.split_off(from);
        let is_bare = text.is_empty() || text == escaped(&address);
        let link = if is_bare { format!("[{address}]") } else { format!("[{text}|{address}]") };
        self.out.push_str(&link);
    }

    fn block(&mut self, start: &str) {
        self.end_line();
        self.out.push_str(start);
    }

    /// Ends a paragraph, without a blank line in a list, which that would end.
    fn end_paragraph(&mut self) {
        if self.lists.is_empty() {
            self.out.push_str("\n\n");
        } else {
            self.end_line();
        }
    }

    fn end_line(&mut self) {
        if !self.is_at_line_start() {
            self.out.push('\n');
        }
    }

    fn is_at_line_start(&self) -> bool {
        self.out.is_empty() || self.out.ends_with('\n')
    }

    fn trim_end(&mut self) {
        self.out.truncate(self.out.trim_end().len());
    }
}

fn begins_block(line: &str) -> bool {
    let marks = line.trim_start_matches(['*', '#', '-']);
    let is_item = marks.len() < line.len() && marks.starts_with([' ', '\t']);
    let is_rule = line.starts_with("----");
    let heading = line
        .strip_prefix('h')
        .and_then(|rest| rest.strip_prefix(|c: char| ('1'..='6').contains(&c)));
    is_item
        || is_rule
        || heading.is_some_and(|rest| rest.starts_with('.'))
        || line.starts_with("bq.")
}

/// An address that cannot break out of the square brackets; empty if it is not safe.
fn address(link: &CowStr) -> String {
    let link = domain::text::safe_link(link).unwrap_or_default();
    link.replace('|', "%7C").replace('[', "%5B").replace(']', "%5D")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::markup;

    #[track_caller]
    fn check(markdown: &str, expected: &str) {
        assert_eq!(wiki(markdown), expected);
    }

    #[test]
    fn markdown_becomes_wiki_markup() {
        check(
            "# Big\n\nOne *em* **bold** ~~gone~~ `co*de`",
            "h1. Big\n\nOne _em_ *bold* -gone- {{co\\*de}}",
        );
        check("- a\n  - b\n- c\n\n1. d\n2. e", "* a\n** b\n* c\n\n# d\n# e");
        check("> quoted\n\nafter", "{quote}\nquoted\n{quote}\n\nafter");
        check("```rust\nlet a = [1];\n```", "{code:rust}\nlet a = [1];\n{code}");
        check(
            "[here](https://a.example) <https://b.example>",
            "[here|https://a.example] [https://b.example]",
        );
        check("a|b\n-|-\n1|2", "||a||b||\n|1|2|");
        check("one\ntwo\n\n---\n\nthree", "one\ntwo\n\n----\n\nthree");
        check("- [x] done\n- [ ] open", "* (/) done\n* \\[ \\] open");
    }

    #[test]
    fn text_never_becomes_markup() {
        check("h1\\. no heading", "h1\\. no heading");
        check("\\# no list", "\\# no list");
        check("{code} [x] a|b -5 (x)", "\\{code\\} \\[x\\] a\\|b \\-5 \\(x)");
        check("<b>as typed</b>", "<b>as typed</b>");
    }

    #[test]
    fn links_lead_only_to_the_web_and_to_mail_and_pictures_are_links() {
        check("[x](javascript:alert(1))", "x");
        check("![plan](https://a.example/p.png)", "[plan|https://a.example/p.png]");
        check("[![plan](https://a.example/p.png)](https://b.example)", "[plan|https://b.example]");
    }

    #[test]
    fn a_list_of_nothing_but_levels_stays_small() {
        let deep = "- ".repeat(20_000);
        assert!(wiki(&deep).len() <= 10 * deep.len());
    }

    #[test]
    fn an_escaped_text_is_read_back() {
        for text in [
            "5*3 and snake_case",
            "{x} [2] |",
            "-5 °C",
            "C:\\temp",
            "a !b! (x) `c`",
            "<https://e.example>",
            "1 < 2",
        ] {
            assert_eq!(markup::plain(&escaped(text)), text);
        }
    }
}
