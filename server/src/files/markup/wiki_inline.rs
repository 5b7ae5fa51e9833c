//! Converts the inline markup of Jira's wiki to Markdown, within one line. Knows no blocks.
//!
//! `markup::plain` removes markup, for criteria; both agree on what links and addresses are.

use domain::text::safe_link;

use crate::files::markup::markdown_text::{code_span, destination};
use crate::files::markup::{
    ESCAPABLE, after_target, is_address, is_target, split_at_close, split_at_first,
};

/// The most bytes of a colour: `{color:rgb(255, 255, 255)}`.
const LONGEST_COLOR: usize = 40;

/// The delimiters of code within a line.
const CODE: [(&str, &str); 3] = [("{{", "}}"), ("{code}", "{code}"), ("{noformat}", "{noformat}")];

/// Marks that need no blanks around them, and their equivalents in Markdown.
const BRACED: [(&str, &str); 4] = [("{*}", "**"), ("{_}", "_"), ("{-}", "~~"), ("{+}", "")];

/// Marks of Markdown that are kept, with the text between them.
const KEPT: [&str; 6] = ["```", "``", "`", "**", "__", "~~"];

/// Extensions of image and video files.
const SHOWN: [&str; 11] =
    ["png", "jpg", "jpeg", "gif", "svg", "webp", "bmp", "tiff", "mp4", "mov", "webm"];

/// Converts a line to Markdown. Colours are removed if each of them in the text is closed.
pub(in crate::files) fn inline(line: &str, has_colors: bool) -> String {
    let mut scanner = Scanner {
        line,
        at: 0,
        out: String::with_capacity(line.len()),
        unclosed: Vec::new(),
        has_colors,
    };
    while scanner.step() {}
    scanner.out
}

struct Scanner<'t> {
    line: &'t str,
    at: usize,
    out: String,
    /// Marks that nothing in the rest closes, so that they are searched for only once.
    unclosed: Vec<&'static str>,
    has_colors: bool,
}

impl<'t> Scanner<'t> {
    fn rest(&self) -> &'t str {
        &self.line[self.at..]
    }

    /// Consumes the next character or piece of markup; `false` at the end.
    fn step(&mut self) -> bool {
        let Some(next) = self.rest().chars().next() else {
            return false;
        };
        let is_markup = match next {
            '\\' => self.line_break() || self.escaped(),
            '{' => self.code() || self.braced() || self.color(),
            '`' | '~' => self.kept(),
            '[' => self.link(),
            '!' => self.picture(),
            'h' => self.address(),
            '*' => self.kept() || self.run(next) || self.emphasised("*", "**"),
            '_' => self.kept() || self.run(next) || self.emphasised("_", "_"),
            '-' => self.run(next) || self.emphasised("-", "~~"),
            '+' => self.run(next) || self.emphasised("+", ""),
            _ => false,
        };
        if !is_markup {
            self.copy(next.len_utf8());
        }
        true
    }

    fn copy(&mut self, bytes: usize) {
        self.out.push_str(&self.rest()[..bytes]);
        self.at += bytes;
    }

    fn is_in_word(&self) -> bool {
        self.line[..self.at].ends_with(char::is_alphanumeric)
    }

    /// Two backslashes are a line break, except in `\\server`.
    fn line_break(&mut self) -> bool {
        let Some(behind) = self.rest().strip_prefix("\\\\") else {
            return false;
        };
        let next = behind.trim_start();
        if !next.is_empty() && next.len() == behind.len() {
            return false;
        }
        self.out.push_str(if next.is_empty() { "  " } else { "  \n" });
        self.at = self.line.len() - next.len();
        true
    }

    fn escaped(&mut self) -> bool {
        let is_escape = self.rest().chars().nth(1).is_some_and(|c| ESCAPABLE.contains(c));
        if is_escape {
            self.copy(2);
        }
        is_escape
    }

    fn code(&mut self) -> bool {
        CODE.iter().any(|(open, close)| {
            let Some(behind) = self.rest().strip_prefix(open) else {
                return false;
            };
            let is_code = |before: &str, _: &str| !before.trim().is_empty();
            let Some((code, rest)) = split_at_close(&mut self.unclosed, behind, close, is_code)
            else {
                return false;
            };
            self.out.push_str(&code_span(code.trim()));
            self.at = self.line.len() - rest.len();
            true
        })
    }

    fn braced(&mut self) -> bool {
        BRACED.iter().any(|(mark, markdown)| {
            let Some(behind) = self.rest().strip_prefix(mark) else {
                return false;
            };
            let Some((text, rest)) = split_at_close(&mut self.unclosed, behind, mark, |_, _| true)
            else {
                return false;
            };
            self.marked(text, markdown);
            self.at = self.line.len() - rest.len();
            true
        })
    }

    fn color(&mut self) -> bool {
        if !self.has_colors || !self.rest().starts_with("{color") {
            return false;
        }
        let inside = &self.rest().as_bytes()["{color".len()..];
        let end = inside.iter().take(LONGEST_COLOR).position(|byte| matches!(byte, b'}' | b'{'));
        let Some(end) = end.filter(|end| inside[*end] == b'}' && (*end == 0 || inside[0] == b':'))
        else {
            return false;
        };
        self.at += "{color".len() + end + 1;
        true
    }

    /// Keeps code and emphasis of Markdown.
    fn kept(&mut self) -> bool {
        let Some(mark) = KEPT.into_iter().find(|mark| self.rest().starts_with(mark)) else {
            return false;
        };
        let sign = mark.chars().next().unwrap_or_default();
        let run = self.rest().len() - self.rest().trim_start_matches(sign).len();
        let is_alone = |before: &str, after: &str| {
            !before.ends_with(sign) && (sign != '`' || !after.starts_with(sign))
        };
        let behind = &self.rest()[run..];
        if run > 3 || (sign != '`' && behind.starts_with(char::is_whitespace)) {
            self.copy(run);
            return true;
        }
        let bytes = split_at_close(&mut self.unclosed, behind, mark, is_alone)
            .map(|(_, rest)| self.rest().len() - rest.trim_start_matches(sign).len());
        self.copy(bytes.unwrap_or(run));
        true
    }

    /// Keeps runs of a character, which are not marks of the wiki.
    fn run(&mut self, sign: char) -> bool {
        let run = self.rest().len() - self.rest().trim_start_matches(sign).len();
        if run > 1 {
            self.copy(run);
        }
        run > 1
    }

    fn emphasised(&mut self, mark: &'static str, markdown: &str) -> bool {
        let behind = &self.rest()[mark.len()..];
        if self.is_in_word() || behind.starts_with(char::is_whitespace) {
            return false;
        }
        // Dashes and pluses are often not marks: only a blank or punctuation may be next to them.
        let is_strict = matches!(mark, "-" | "+");
        let before = self.line[..self.at].chars().next_back();
        if is_strict && before.is_some_and(|c| !c.is_whitespace() && !"(*_{}[\"'".contains(c)) {
            return false;
        }
        let closes = |before: &str, after: &str| {
            let next = after.chars().next();
            let is_free = next.is_none_or(|c| {
                if is_strict {
                    c.is_whitespace() || ".,;:!?)*_{\"'".contains(c)
                } else {
                    !c.is_alphanumeric()
                }
            });
            is_free && !before.ends_with(char::is_whitespace) && !after.starts_with(mark)
        };
        let Some((text, rest)) = split_at_close(&mut self.unclosed, behind, mark, closes) else {
            return false;
        };
        self.marked(text, markdown);
        self.at = self.line.len() - rest.len();
        true
    }

    /// Writes text between marks of Markdown, which must not be next to blanks on the inside.
    fn marked(&mut self, text: &str, mark: &str) {
        let text = inline(text, self.has_colors);
        let inner = text.trim();
        let mark = if inner.is_empty() { "" } else { mark };
        let start = text.len() - text.trim_start().len();
        self.out.push_str(&text[..start]);
        for part in [mark, inner, mark, &text[start + inner.len()..]] {
            self.out.push_str(part);
        }
    }

    /// `[text|address]`, `[address]`, `[~person]`, `[^file]`; links of Markdown are kept.
    fn link(&mut self) -> bool {
        let Some((inside, rest)) = split_at_first(&self.rest()[1..], &['[', ']'], ']') else {
            return false;
        };
        if let Some(link) = self.wiki_link(inside) {
            self.out.push_str(&link);
            self.at = self.line.len() - rest.len();
            return true;
        }
        let is_markdown = after_target(rest);
        if let Some(behind) = is_markdown {
            self.copy(self.rest().len() - behind.len());
        }
        is_markdown.is_some()
    }

    fn wiki_link(&self, inside: &str) -> Option<String> {
        if let Some(person) = inside.strip_prefix('~').filter(|person| !person.is_empty()) {
            return Some(format!("@{}", person.trim_start_matches("accountid:")));
        }
        if let Some(file) = inside.strip_prefix('^').filter(|file| !file.is_empty()) {
            return Some(file.to_owned());
        }
        let Some((text, target)) = inside.split_once('|') else {
            return safe_link(inside).map(|address| autolink(&address));
        };
        let target = target.split('|').next().unwrap_or_default().trim();
        if !is_target(target) {
            return None;
        }
        let shown = || inline(text.trim(), self.has_colors);
        Some(match safe_link(target) {
            Some(address) if text.trim().is_empty() || text.trim() == address => autolink(&address),
            Some(address) if is_address(text) => format!("[{text}]({})", destination(&address)),
            Some(address) => format!("[{}]({})", shown(), destination(&address)),
            None => shown(),
        })
    }

    /// `!picture.png|thumbnail!` becomes the name of the file.
    fn picture(&mut self) -> bool {
        if self.is_in_word() {
            return false;
        }
        let Some((inside, rest)) = split_at_first(&self.rest()[1..], &['!', '[', '{'], '!') else {
            return false;
        };
        let name = inside.split('|').next().unwrap_or_default();
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        let is_name = !name.starts_with(char::is_whitespace)
            && ending.is_some_and(|ending| SHOWN.contains(&ending.as_str()));
        if !is_name {
            return false;
        }
        match safe_link(name) {
            Some(address) => self.out.push_str(&autolink(&address)),
            None => self.out.push_str(name),
        }
        self.at = self.line.len() - rest.len();
        true
    }

    /// Keeps addresses, which may contain characters of markup.
    fn address(&mut self) -> bool {
        let starts = ["https://", "http://"].iter().any(|scheme| self.rest().starts_with(scheme));
        if !starts || self.is_in_word() {
            return false;
        }
        let ends = |c: char| c.is_whitespace() || "|[](){}<>\"".contains(c);
        self.copy(self.rest().find(ends).unwrap_or(self.rest().len()));
        true
    }
}

fn autolink(address: &str) -> String {
    // Entities are not decoded there.
    format!("<{}>", destination(address).replace("&amp;", "&"))
}
