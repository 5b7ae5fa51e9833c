//! Converts Jira's wiki markup to Markdown.
//!
//! People type Markdown into Jira as well, so Markdown is kept, and so is what is not understood.
//! There are crates that write this markup, but none that reads it. Each line is handled once.

use crate::files::markup::markdown_text::fence;
use crate::files::markup::wiki_inline::inline;
use crate::files::markup::wiki_signs::{
    find_macro, has_markdown, has_wiki, heading, language, marker, split_line,
};
use crate::files::markup::wiki_table;

/// The deepest nesting of lists. Deeper items are written at this depth.
const DEEPEST: usize = 8;

/// The highest number that is written before an item, which keeps the indentation small. Markdown
/// numbers items by itself anyway.
const HIGHEST_NUMBER: usize = 99;

/// Macros that contain code over several lines.
const CODE: [&str; 2] = ["code", "noformat"];

/// Converts the text to Markdown.
pub fn to_markdown(wiki: &str) -> String {
    let text = wiki.replace("\r\n", "\n").replace('\r', "\n");
    let is_wiki = has_wiki(&text);
    let is_markdown = has_markdown(&text);
    if is_markdown && !is_wiki {
        return text;
    }
    let mut reader = Reader::of(&text);
    reader.counts = is_wiki && !is_markdown;
    reader.is_wiki = is_wiki;
    reader.read(&text);
    if !text.ends_with('\n') {
        reader.out.pop();
    }
    reader.out
}

/// An open list.
struct Level {
    sign: char,
    number: usize,
    width: usize,
}

/// The state of the conversion.
struct Reader {
    out: String,
    is_wiki: bool,
    /// Whether a hash begins a numbered item even if there is only one item.
    counts: bool,
    has_colors: bool,
    /// How many `{quote}` macros are still to come.
    quotes: usize,
    has_panels: bool,
    is_in_quote: bool,
    levels: Vec<Level>,
    /// Whether a blank line has to be written before the next line with text.
    blank_due: bool,
    is_after_text: bool,
    /// Macros that nothing in the rest closes, so that they are searched for only once.
    unclosed: Vec<&'static str>,
}

impl Reader {
    fn of(text: &str) -> Self {
        let closing_colors = text.matches("{color}").count();
        Self {
            out: String::with_capacity(text.len() + text.len() / 8),
            is_wiki: false,
            counts: false,
            has_colors: closing_colors == text.matches("{color:").count(),
            quotes: text.matches("{quote}").count() / 2 * 2,
            has_panels: text.matches("{panel").count() % 2 == 0,
            is_in_quote: false,
            levels: Vec::new(),
            blank_due: false,
            is_after_text: false,
            unclosed: Vec::new(),
        }
    }

    fn read(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            rest = self
                .fenced(rest)
                .or_else(|| self.code(rest))
                .or_else(|| self.table(rest))
                .unwrap_or_else(|| {
                    let (line, behind) = split_line(rest);
                    self.line(line, behind);
                    behind
                });
        }
    }

    /// Keeps fenced code of Markdown.
    fn fenced<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        let mark = ["```", "~~~"]
            .into_iter()
            .find(|mark| text.trim_start_matches(' ').starts_with(mark))?;
        let (line, mut rest) = split_line(text);
        self.write(line);
        while !rest.is_empty() {
            let (line, behind) = split_line(rest);
            self.write(line);
            rest = behind;
            if line.trim_start().starts_with(mark) {
                break;
            }
        }
        Some(rest)
    }

    /// `{code:java}` over several lines, and the text before it on its line.
    fn code<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        let (line, _) = split_line(text);
        let names: Vec<&'static str> =
            CODE.into_iter().filter(|name| !self.unclosed.contains(name)).collect();
        let (at, end) = find_macro(line, &names)?;
        let name = names.into_iter().find(|name| line[at + 1..].starts_with(name))?;
        let closing = format!("{{{name}}}");
        let Some(length) = text[end..].find(&closing) else {
            self.unclosed.push(name);
            return None;
        };
        let code = &text[end..end + length];
        let rest = &text[end + length + closing.len()..];
        let stands_alone = line[..at].trim().is_empty() && split_line(rest).0.trim().is_empty();
        if !stands_alone && !code.contains('\n') {
            return None;
        }
        if !line[..at].trim().is_empty() {
            self.line(line[..at].trim_end(), "");
        }
        self.block_of_code(code, language(&line[at..end]));
        Some(rest.strip_prefix('\n').unwrap_or(rest))
    }

    fn block_of_code(&mut self, code: &str, language: &str) {
        let code = code.trim_matches('\n').trim_end();
        if code.is_empty() {
            return;
        }
        let fence = fence(code);
        self.blank_due = true;
        self.write(&format!("{fence}{language}"));
        code.lines().for_each(|line| self.write(line));
        self.write(&fence);
        self.blank_due = true;
    }

    fn table<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        let (lines, rest) = wiki_table::lines(text)?;
        if wiki_table::is_markdown(&lines) {
            lines.iter().for_each(|line| self.write(line));
            return Some(rest);
        }
        if lines.len() == 1 && !lines[0].trim_start().starts_with("||") {
            return None;
        }
        self.blank_due = true;
        for line in wiki_table::to_markdown(&lines, self.has_colors) {
            self.write(&line);
        }
        self.blank_due = true;
        Some(rest)
    }

    /// Handles the quotes and panels that begin or end in a line, and the text between them.
    fn line(&mut self, line: &str, behind: &str) {
        let mut line = line;
        let mut has_macro = false;
        while let Some((at, end)) = self.next_macro(line) {
            has_macro = true;
            if !line[..at].trim().is_empty() {
                self.prose(line[..at].trim_end(), "");
            }
            if line[at..].starts_with("{quote") {
                self.quotes -= 1;
                self.blank_due = true;
                self.end_quote_line();
            } else {
                self.panel(&line[at..end]);
            }
            line = line[end..].trim_start();
        }
        if !has_macro || !line.trim().is_empty() {
            self.prose(line, behind);
        }
    }

    /// Begins or ends a quote. A blank line that has to be written comes before or after it, not in
    /// it.
    fn end_quote_line(&mut self) {
        if self.is_after_text {
            self.is_in_quote = false;
            self.out.push('\n');
            self.is_after_text = false;
        }
        self.levels.clear();
        self.is_in_quote = self.quotes % 2 == 1;
    }

    fn next_macro(&self, line: &str) -> Option<(usize, usize)> {
        let names: &[&str] = match (self.quotes > 0, self.has_panels) {
            (true, true) => &["quote", "panel"],
            (true, false) => &["quote"],
            (false, true) => &["panel"],
            (false, false) => return None,
        };
        find_macro(line, names)
    }

    fn panel(&mut self, opening: &str) {
        self.blank_due = true;
        let title = opening
            .trim_matches(['{', '}'])
            .split([':', '|'])
            .find_map(|option| option.strip_prefix("title="))
            .map(|title| title.trim().trim_matches('*'));
        if let Some(title) = title.filter(|title| !title.is_empty()) {
            self.write(&format!("**{title}**"));
            self.blank_due = true;
        }
    }

    fn prose(&mut self, line: &str, behind: &str) {
        let trimmed = line.trim_start();
        if trimmed.trim_end().is_empty() {
            self.levels.clear();
            self.write(line);
        } else if let Some((level, text)) = heading(trimmed) {
            self.levels.clear();
            let text = self.inline(text).replace("  \n", " ");
            self.write(&format!("{} {}", "#".repeat(level), text.trim_end()));
        } else if let Some(text) = trimmed.strip_prefix("bq. ") {
            self.blank_due = true;
            let text = self.inline(text).replace("  \n", "  \n> ");
            self.write(&format!("> {text}"));
            self.blank_due = true;
        } else if self.is_wiki && trimmed.len() > 3 && trimmed.trim_end().bytes().all(|b| b == b'-')
        {
            // Directly below text it would make that a heading.
            self.blank_due = true;
            self.write(line);
        } else if !self.item(line, trimmed, behind) {
            let text = self.inline(line);
            self.write(&text);
        }
    }

    fn inline(&self, text: &str) -> String {
        inline(text, self.has_colors)
    }

    fn item(&mut self, line: &str, trimmed: &str, behind: &str) -> bool {
        let Some((signs, text)) = marker(trimmed) else {
            return false;
        };
        let outside = line.len() - trimmed.len();
        let sign = signs.chars().next_back().unwrap_or_default();
        if outside > 3 || (sign == '#' && !self.is_numbered(signs, behind)) {
            return false;
        }
        if signs.len() == 1 && sign != '#' && outside > 1 {
            // A nested item of Markdown.
            let text = self.inline(text);
            self.write(&format!("{}{}", &line[..line.len() - text_length(line, signs)], text));
            return true;
        }
        let depth = signs.len().min(DEEPEST).min(self.levels.len() + 1);
        self.levels.truncate(depth);
        if self.levels.len() < depth || self.levels[depth - 1].sign != sign {
            self.levels.truncate(depth - 1);
            self.levels.push(Level { sign, number: 0, width: 0 });
        }
        let indent: usize = self.levels[..depth - 1].iter().map(|level| level.width).sum();
        let text = self.inline(text);
        let level = &mut self.levels[depth - 1];
        level.number = (level.number + 1).min(HIGHEST_NUMBER);
        let marker = match sign {
            '#' => format!("{}. ", level.number),
            _ if signs.len() == 1 => line[..line.len() - text_length(line, signs)].to_owned(),
            _ => format!("{sign} "),
        };
        level.width = marker.len().min(4);
        self.write(&format!("{}{marker}{text}", " ".repeat(indent)));
        true
    }

    /// A hash begins a heading in Markdown and an item in the wiki. It is an item if there are more
    /// of them, or if the text has wiki markup.
    fn is_numbered(&self, signs: &str, behind: &str) -> bool {
        if self.levels.is_empty() && signs.len() > 1 && signs.bytes().all(|sign| sign == b'#') {
            return false;
        }
        self.counts || !self.levels.is_empty() || behind.starts_with("# ")
    }

    fn write(&mut self, line: &str) {
        let is_blank = line.trim().is_empty();
        let prefix = if self.is_in_quote { ">" } else { "" };
        if self.blank_due && !is_blank {
            if self.is_after_text {
                self.out.push_str(prefix);
                self.out.push('\n');
            }
            self.blank_due = false;
        }
        for line in line.split('\n') {
            self.out.push_str(prefix);
            if self.is_in_quote && !is_blank {
                self.out.push(' ');
            }
            self.out.push_str(line);
            self.out.push('\n');
        }
        self.is_after_text = !is_blank;
    }
}

/// The length in bytes of an item's text, after its bullets and a blank.
fn text_length(line: &str, signs: &str) -> usize {
    line.trim_start()[signs.len()..].trim_start().len()
}
