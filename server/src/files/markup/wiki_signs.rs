//! Recognises Jira's wiki markup and Markdown, and splits lines of wiki markup into their parts.

use crate::files::markup::LONGEST_FORMATTING;

/// Markup that only the wiki has.
const WIKI: [&str; 13] = [
    "{{",
    "{code",
    "{noformat",
    "{quote}",
    "{panel",
    "{color:",
    "{*}",
    "{_}",
    "|http",
    "[~",
    "[http",
    "smart-link]",
    "|thumbnail",
];

/// Markup that only Markdown has.
const MARKDOWN: [&str; 6] = ["```", "](http", "**", "- [ ] ", "- [x] ", "](mailto"];

/// Whether the text has markup that only the wiki has.
pub(in crate::files) fn has_wiki(text: &str) -> bool {
    let is_block = |line: &str| {
        let line = line.trim_start();
        heading(line).is_some()
            || line.starts_with("bq. ")
            || line.starts_with("||")
            || marker(line).is_some_and(|(signs, _)| signs.len() > 1 && !signs.starts_with("##"))
    };
    WIKI.iter().any(|sign| text.contains(sign)) || text.lines().any(is_block)
}

/// Whether the text has markup that only Markdown has.
pub(in crate::files) fn has_markdown(text: &str) -> bool {
    let is_inside = |sign: &str| {
        // Two asterisks are bold in Markdown, and a nested item in the wiki.
        text.match_indices(sign).any(|(at, _)| {
            sign != "**" || {
                let before = text[..at].chars().next_back();
                let after = text[at + sign.len()..].chars().next();
                before != Some('*')
                    && after.is_some_and(|c| c != '*' && c != '#' && !c.is_whitespace())
            }
        })
    };
    MARKDOWN.iter().any(|sign| is_inside(sign))
}

/// Level and text of `h2. Text`.
pub(in crate::files) fn heading(line: &str) -> Option<(usize, &str)> {
    let rest = line.strip_prefix(['h', 'H'])?;
    let level = rest.chars().next()?.to_digit(10).filter(|level| (1..=6).contains(level))?;
    let text = rest[1..].strip_prefix('.')?;
    text.starts_with(char::is_whitespace).then(|| (level as usize, text.trim()))
}

/// The bullets and the text of a list item.
pub(in crate::files) fn marker(line: &str) -> Option<(&str, &str)> {
    let text = line.trim_start_matches(['*', '#', '-']);
    let signs = &line[..line.len() - text.len()];
    let is_item = !signs.is_empty() && text.starts_with([' ', '\t']) && !text.trim().is_empty();
    is_item.then_some((signs, text.trim_start()))
}

/// The first line, and the text after it.
pub(in crate::files) fn split_line(text: &str) -> (&str, &str) {
    text.split_once('\n').unwrap_or((text, ""))
}

/// The start and the end of the first macro with one of these names.
pub(in crate::files) fn find_macro(line: &str, names: &[&str]) -> Option<(usize, usize)> {
    line.match_indices('{').find_map(|(at, _)| {
        let behind = &line[at + 1..];
        let is_named = names
            .iter()
            .any(|name| behind.strip_prefix(name).is_some_and(|rest| rest.starts_with(['}', ':'])));
        is_named.then(|| Some((at, at + macro_end(&line[at..])?))).flatten()
    })
}

/// The end of the macro at the start of the text.
fn macro_end(text: &str) -> Option<usize> {
    let end =
        text.bytes().skip(1).take(LONGEST_FORMATTING).position(|b| matches!(b, b'}' | b'{'))?;
    (text.as_bytes()[end + 1] == b'}').then_some(end + 2)
}

/// The language of `{code:java|title=A.java}`.
pub(in crate::files) fn language(opening: &str) -> &str {
    let options =
        opening.trim_matches(['{', '}']).split_once(':').map_or("", |(_, options)| options);
    let is_name = |option: &&str| {
        !option.is_empty() && option.chars().all(|c| c.is_ascii_alphanumeric() || "+#".contains(c))
    };
    options.split('|').find(is_name).unwrap_or_default()
}
