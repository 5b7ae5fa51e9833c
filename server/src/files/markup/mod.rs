//! Markup of other tools: the modules here convert Jira's wiki markup and HTML to Markdown, and
//! [`plain`] removes inline markup from a line. Blocks are for `criteria`.

pub(in crate::files) mod adf;
pub(in crate::files) mod html_reader;
pub mod html_text;
pub(in crate::files) mod jira_macros;
pub(in crate::files) mod markdown_blocks;
pub(in crate::files) mod markdown_inline;
pub(in crate::files) mod markdown_text;
pub(in crate::files) mod wiki_inline;
pub(in crate::files) mod wiki_signs;
pub(in crate::files) mod wiki_table;
pub mod wiki_text;

/// The most bytes of a line that is scanned. Longer ones are not criteria anyway.
const LONGEST: usize = 64 * 1024;

/// Within how many bytes a brace must be closed to be formatting: `{panel:title=…}` is the longest.
pub(in crate::files) const LONGEST_FORMATTING: usize = 200;

/// Names of macros that only format: `{color:red}`, `{noformat}`.
/// How the second of a pair is written stands beside it.
const FORMATTING: [(&str, &str); 9] = [
    ("color", "{color}"),
    ("noformat", "{noformat}"),
    ("code", "{code}"),
    ("quote", "{quote}"),
    ("panel", "{panel}"),
    ("*", "{*}"),
    ("_", "{_}"),
    ("+", "{+}"),
    ("-", "{-}"),
];

/// Emphasis marks, longer ones first.
const EMPHASIS: [&str; 7] = ["***", "**", "__", "~~", "*", "_", "+"];

/// Characters that a backslash escapes.
pub(in crate::files) const ESCAPABLE: &str = "*_{}[]()#+-!|~^<>`";

/// The markup in which a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Jira's wiki markup, or Markdown where people typed that.
    Wiki,
    /// Markdown, or a text without markup.
    Markdown,
}

impl Dialect {
    /// The line without markup: `Open {{it}} with [this|https://example.com]` is `Open it with this`
    /// in wiki markup. In Markdown braces are no markup, unless a pair of them is clearly of a wiki.
    pub fn plain(self, line: &str) -> String {
        if line.len() > LONGEST {
            return line.trim().to_owned();
        }
        let (plain, unclosed) = (String::new(), Vec::new());
        let mut scanner = Scanner { dialect: self, rest: line, plain, unclosed };
        while scanner.step() {}
        scanner.plain.trim().to_owned()
    }
}

/// The line without markup that may be of either kind.
pub fn plain(line: &str) -> String {
    Dialect::Wiki.plain(line)
}

struct Scanner<'t> {
    dialect: Dialect,
    rest: &'t str,
    plain: String,
    /// Marks that nothing in the rest closes, so that they are searched for only once.
    unclosed: Vec<&'static str>,
}

impl<'t> Scanner<'t> {
    /// Consumes the next character or piece of markup; `false` at the end.
    fn step(&mut self) -> bool {
        let Some(next) = self.rest.chars().next() else {
            return false;
        };
        let is_markup = match next {
            '\\' => self.escaped(),
            '{' => (self.is_wiki() && self.code("{{", "}}")) || self.formatting(),
            '`' => self.code("``", "``") || self.code("`", "`"),
            '[' => self.link(0),
            '!' => self.rest.starts_with("![") && self.link(1),
            '<' => self.bare_link(),
            '*' | '_' | '+' | '~' => self.emphasis(),
            _ => false,
        };
        if !is_markup {
            self.plain.push(next);
            self.rest = &self.rest[next.len_utf8()..];
        }
        true
    }

    fn escaped(&mut self) -> bool {
        let Some(literal) = self.rest.chars().nth(1).filter(|c| ESCAPABLE.contains(*c)) else {
            return false;
        };
        self.plain.push(literal);
        self.rest = &self.rest[1 + literal.len_utf8()..];
        true
    }

    /// Code is kept as it is.
    fn code(&mut self, open: &'static str, close: &'static str) -> bool {
        let Some(behind) = self.rest.strip_prefix(open) else {
            return false;
        };
        let Some((code, rest)) = split_at_close(&mut self.unclosed, behind, close, |_, _| true)
        else {
            return false;
        };
        self.plain.push_str(code.trim());
        self.rest = rest;
        true
    }

    fn is_wiki(&self) -> bool {
        self.dialect == Dialect::Wiki
    }

    /// A pair such as `{color:red}` and `{color}`. In wiki markup one may stand on another line, but
    /// hardly in the middle of this one.
    fn formatting(&mut self) -> bool {
        let inside = self.rest.bytes().take(LONGEST_FORMATTING).position(|byte| byte == b'}');
        let Some(end) = inside else {
            return false;
        };
        let (tag, behind) = self.rest.split_at(end + 1);
        let (name, options) = tag[1..end].split_once(':').unwrap_or((&tag[1..end], ""));
        let Some((_, close)) = FORMATTING.iter().find(|(known, _)| *known == name) else {
            return false;
        };
        if let Some((text, rest)) = split_at_close(&mut self.unclosed, behind, close, |_, _| true) {
            self.plain.push_str(&self.dialect.plain(text));
            self.rest = rest;
            return true;
        }
        let is_outer = self.plain.trim().is_empty() || behind.trim().is_empty();
        let is_alone = self.is_wiki() && (is_outer || !options.is_empty());
        if is_alone {
            self.rest = behind;
        }
        is_alone
    }

    /// `[text|address]`, `[address]`, `[text](address)`: the text remains.
    fn link(&mut self, bracket: usize) -> bool {
        let Some((inside, rest)) = split_at_first(&self.rest[bracket + 1..], &['[', ']'], ']')
        else {
            return false;
        };
        let (text, rest) = if let Some(behind) = after_target(rest) {
            (inside, behind)
        } else if let Some((text, target)) = inside.split_once('|')
            && is_target(target)
        {
            (text, rest)
        } else if is_address(inside) {
            (inside, rest)
        } else {
            return false;
        };
        if is_address(text) {
            self.plain.push_str(text);
        } else {
            self.plain.push_str(&self.dialect.plain(text));
        }
        self.rest = rest;
        true
    }

    /// `<https://example.com>`.
    fn bare_link(&mut self) -> bool {
        let inside = split_at_first(&self.rest[1..], &['<', '>', ' '], '>');
        let Some((address, rest)) = inside.filter(|(address, _)| is_address(address)) else {
            return false;
        };
        self.plain.push_str(address);
        self.rest = rest;
        true
    }

    fn emphasis(&mut self) -> bool {
        if self.plain.ends_with(char::is_alphanumeric) {
            return false;
        }
        let is_wiki = self.is_wiki();
        let is_mark = |mark: &&str| *mark != "+" || is_wiki;
        EMPHASIS.into_iter().filter(is_mark).any(|mark| self.emphasised(mark))
    }

    fn emphasised(&mut self, mark: &'static str) -> bool {
        let opens = |c: char| !c.is_whitespace() && !mark.starts_with(c);
        let Some(behind) = self.rest.strip_prefix(mark).filter(|text| text.starts_with(opens))
        else {
            return false;
        };
        let closes = |before: &str, after: &str| {
            !before.ends_with(char::is_whitespace) && !after.starts_with(char::is_alphanumeric)
        };
        let Some((text, rest)) = split_at_close(&mut self.unclosed, behind, mark, closes) else {
            return false;
        };
        self.plain.push_str(&self.dialect.plain(text));
        self.rest = rest;
        true
    }
}

/// The text up to the first closing mark that counts, and the text after it. A mark that nothing
/// closes is remembered, so that it is searched for only once.
pub(in crate::files) fn split_at_close<'t>(
    unclosed: &mut Vec<&'static str>,
    text: &'t str,
    close: &'static str,
    counts: impl Fn(&str, &str) -> bool,
) -> Option<(&'t str, &'t str)> {
    if unclosed.contains(&close) {
        return None;
    }
    let split = text
        .match_indices(close)
        .map(|(at, _)| (&text[..at], &text[at + close.len()..]))
        .find(|(before, after)| !before.is_empty() && counts(before, after));
    if split.is_none() {
        unclosed.push(close);
    }
    split
}

/// Splits at the first of these characters if it is the wanted one. Stopping at the others keeps
/// the scan linear.
pub(in crate::files) fn split_at_first<'t>(
    text: &'t str,
    stops: &[char],
    wanted: char,
) -> Option<(&'t str, &'t str)> {
    let at = text.find(stops)?;
    text[at..].strip_prefix(wanted).map(|behind| (&text[..at], behind))
}

/// The text after the address of a Markdown link in parentheses.
pub(in crate::files) fn after_target(after_text: &str) -> Option<&str> {
    let target = after_text.strip_prefix('(')?;
    split_at_first(target, &['(', ')'], ')').map(|(_, behind)| behind)
}

pub(in crate::files) fn is_address(text: &str) -> bool {
    let has_scheme = ["https://", "http://", "mailto:"].iter().any(|scheme| {
        text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    has_scheme && !text.split('|').next().unwrap_or_default().contains(char::is_whitespace)
}

/// Whether a text may be the target of a wiki link: an address, an anchor, an attachment or a path.
pub(in crate::files) fn is_target(text: &str) -> bool {
    is_address(text) || text.contains("://") || text.starts_with(['#', '^', '/', '~'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_goes_and_its_text_stays() {
        for (line, expected) in [
            ("Open {{local time}} *now*", "Open local time now"),
            ("[Price list|https://example.com/prices] opens", "Price list opens"),
            (
                "from [https://e.example/map|https://e.example/map|smart-link]",
                "from https://e.example/map",
            ),
            ("see [https://e.example]", "see https://e.example"),
            ("is {color:#ff5630}once{color} here", "is once here"),
            ("{noformat}a *b* c{noformat}", "a b c"),
            ("**bold** and __this__ and `code *x*`", "bold and this and code *x*"),
            ("[a *link*](https://example.com) and ![alt](x.png)", "a link and alt"),
            ("<https://example.com> ~~gone~~", "https://example.com gone"),
            ("{*}bold{*} *a _nested_ one*", "bold a nested one"),
            (r"a \*star\* and \[box\]", "a *star* and [box]"),
        ] {
            assert_eq!(plain(line), expected);
        }
    }

    #[test]
    fn what_only_looks_like_markup_stays() {
        for line in [
            "2 * 3 * 4",
            "5*3*2 and snake_case_name",
            "[Bug] Door [2]",
            "a|b {x} {{open",
            "C++ and +5 and +3",
            "<img src=x onerror=alert(1)> 1 < 2 > 0",
            r"C:\temp \\server",
            "*.txt and *.md",
        ] {
            assert_eq!(plain(line), line);
        }
    }

    #[test]
    fn in_markdown_braces_are_no_markup() {
        for line in [
            "Discount {code} is shown",
            "{quote} of the day",
            "{color} picker and {{mustache}}",
            "a -b- c +d+ e",
        ] {
            assert_eq!(Dialect::Markdown.plain(line), line);
        }
        assert_eq!(Dialect::Markdown.plain("{color:red}now{color} and **bold**"), "now and bold");
        assert_eq!(Dialect::Wiki.plain("Discount {code} is shown"), "Discount {code} is shown");
        assert_eq!(Dialect::Wiki.plain("{quote}It rains"), "It rains");
    }

    #[test]
    fn a_long_line_of_marks_takes_no_longer_than_its_length() {
        let line = format!("`{}", "*a _b [c {d [e]( {{f <g ~~h ".repeat(2_000));
        assert!(plain(&line) == line.trim());
    }
}
