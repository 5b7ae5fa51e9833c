//! Typed text in Markdown that Ready Room writes: shown as typed, and never markup.

use crate::files::out::export::ExportedStory;

/// Key and title of a story, escaped.
pub(in crate::files) fn name(story: &ExportedStory) -> String {
    match &story.key {
        Some(key) if *key != story.title => {
            format!("{} {}", escaped(key), escaped(&story.title))
        }
        _ => escaped(&story.title),
    }
}

/// The text on one line, with everything escaped that could be markup in Markdown, its tables or
/// HTML, including what would begin a list or a heading at its start.
pub(in crate::files) fn escaped(text: &str) -> String {
    let text = text.replace("\r\n", " ").replace(['\r', '\n'], " ");
    let begins_block = text.starts_with(['-', '+', '=']);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let behind_number = text[digits..].strip_prefix(['.', ')']).filter(|_| digits > 0);
    let numbers_item =
        behind_number.is_some_and(|text| text.is_empty() || text.starts_with(char::is_whitespace));
    let mut safe = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '!' | '$' => {
                safe.extend(['\\', c])
            }
            _ if (at == 0 && begins_block) || (numbers_item && at == digits) => {
                safe.extend(['\\', c]);
            }
            _ => safe.push(c),
        }
    }
    safe
}

/// The lines of a list item, each escaped, and indented after the first.
pub(in crate::files) fn escaped_lines(text: &str) -> String {
    let lines: Vec<String> =
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(escaped).collect();
    lines.join("  \n  ")
}

/// An address that cannot break out of angle brackets.
pub(in crate::files) fn address(link: &str) -> String {
    link.replace('<', "%3C").replace('>', "%3E").replace('\\', "%5C")
}

/// What a reader of Markdown shows of a text, and what of it is HTML or code.
#[cfg(test)]
pub(in crate::files) fn shown(markdown: &str) -> (String, Vec<String>) {
    use pulldown_cmark::{Event, Options, Parser};
    let (mut text, mut html) = (String::new(), Vec::new());
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS) {
        match event {
            Event::Text(piece) => text.push_str(&piece),
            Event::Html(piece) | Event::InlineHtml(piece) => html.push(piece.to_string()),
            Event::Code(_) => html.push("code".to_owned()),
            _ => {}
        }
    }
    (text, html)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b38_markup_in_a_title_is_text() {
        for title in [
            "*a* _b_ `c` ~~d~~ [e](javascript:x) ![f](g) | h # i",
            "- item",
            "1. item",
            "+ item",
            "== rule",
            "&lt;b&gt; \\* $x$",
            "@SUM(1+1)",
        ] {
            let (text, html) = shown(&escaped(title));
            assert_eq!((text.as_str(), html.len()), (title, 0));
        }
    }
}
