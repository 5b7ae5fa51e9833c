//! Escapes text, addresses and code for Markdown. Knows no blocks.

/// The most bytes of an entity such as `&CounterClockwiseContourIntegral;`.
const LONGEST_ENTITY: usize = 40;

/// The most digits of a number that begins a list item.
const LONGEST_NUMBER: usize = 9;

/// Where a text is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(in crate::files) enum Place {
    /// In a paragraph or a list item.
    #[default]
    Paragraph,
    /// In a heading, where trailing hashes are markup.
    Heading,
    /// In a table cell, which a bar ends.
    Cell,
}

/// Whether the character must be escaped, given the text before it on its line and the text after
/// it.
pub(in crate::files) fn is_markup(c: char, before: &str, after: &str, place: Place) -> bool {
    let next = after.chars().next();
    let ends_word = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let is_apart = || next.is_none_or(char::is_whitespace);
    match c {
        '\\' | '*' | '`' | '[' | ']' | '<' | '~' => true,
        '_' => ends_word(before.chars().next_back()) || ends_word(next),
        '&' => next.is_none() || is_entity(after),
        '|' => place == Place::Cell || before.is_empty(),
        '#' if place == Place::Heading => before.is_empty() || before.ends_with(' '),
        '#' | '>' | '=' => before.is_empty(),
        '-' | '+' => before.is_empty() && (is_apart() || next == Some(c)),
        ':' => before.is_empty() && next == Some('-'),
        '.' | ')' => {
            let is_number = before.bytes().all(|byte| byte.is_ascii_digit());
            (1..=LONGEST_NUMBER).contains(&before.len()) && is_number && is_apart()
        }
        _ => false,
    }
}

/// Whether an ampersand before this text would make it an entity.
pub(in crate::files) fn is_entity(after: &str) -> bool {
    let end = after.bytes().take(LONGEST_ENTITY).position(|byte| byte == b';');
    end.is_some_and(|end| {
        end > 0 && after.bytes().take(end).all(|byte| byte.is_ascii_alphanumeric() || byte == b'#')
    })
}

/// The address, escaped for use between `(` and `)` or between `<` and `>`.
pub(in crate::files) fn destination(address: &str) -> String {
    let mut written = String::with_capacity(address.len());
    for (at, c) in address.char_indices() {
        match c {
            '<' => written.push_str("%3C"),
            '>' => written.push_str("%3E"),
            '(' => written.push_str("%28"),
            ')' => written.push_str("%29"),
            '\\' => written.push_str("%5C"),
            '`' => written.push_str("%60"),
            '|' => written.push_str("%7C"),
            '&' if is_entity(&address[at + 1..]) => written.push_str("&amp;"),
            _ => written.push(c),
        }
    }
    written
}

/// A code span, with more backticks than any run inside it.
pub(in crate::files) fn code_span(code: &str) -> String {
    let ticks = "`".repeat(longest_run(code) + 1);
    let pad = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
    format!("{ticks}{pad}{code}{pad}{ticks}")
}

/// The fence for a block of this code.
pub(in crate::files) fn fence(code: &str) -> String {
    "`".repeat((longest_run(code) + 1).max(3))
}

fn longest_run(code: &str) -> usize {
    code.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_may_hold_ticks() {
        assert_eq!(code_span("a"), "`a`");
        assert_eq!(code_span("a`b"), "``a`b``");
        assert_eq!(code_span("`"), "`` ` ``");
        assert_eq!(fence("a"), "```");
        assert_eq!(fence("````"), "`````");
    }

    #[test]
    fn an_address_ends_where_it_should() {
        let address = destination("https://e.example/a_(b)?x=1&lt=2&lt;`|\\<>");
        assert_eq!(address, "https://e.example/a_%28b%29?x=1&lt=2&amp;lt;%60%7C%5C%3C%3E");
    }
}
