//! Macros in texts of Jira that its wiki markup has no counterpart for: blocks of the Atlassian
//! Document Format, which Jira Cloud exports where it cannot convert them, and those that group
//! text or mark a state. They are replaced by wiki markup before anything else reads it.

use std::borrow::Cow;

use crate::files::markup::{LONGEST_FORMATTING, adf};

/// What begins a block or an inline piece of the document format.
const ADF: &str = "{adf:";

/// What ends it.
const ADF_END: &str = "{adf}";

/// Macros around text that stays as it is.
const GROUPS: [&str; 8] =
    ["expand", "info", "note", "tip", "warning", "section", "column", "details"];

/// The text without such macros.
pub fn to_wiki(text: &str) -> Cow<'_, str> {
    let names = ["adf", "status"].into_iter().chain(GROUPS);
    if !names.clone().any(|name| text.contains(&format!("{{{name}"))) {
        return Cow::Borrowed(text);
    }
    let mut wiki = String::with_capacity(text.len());
    let mut rest = text;
    let mut has_documents = true;
    while let Some(at) = rest.find('{') {
        wiki.push_str(&rest[..at]);
        rest = &rest[at..];
        let document = if has_documents { document(rest) } else { None };
        has_documents = document.is_some() || !rest.starts_with(ADF);
        let (replaced, length) = document.or_else(|| group(rest)).unwrap_or(("{".to_owned(), 1));
        wiki.push_str(&replaced);
        rest = &rest[length..];
    }
    wiki.push_str(rest);
    Cow::Owned(wiki)
}

/// The wiki markup of the document at the start of a text, and the length that it replaces.
fn document(text: &str) -> Option<(String, usize)> {
    let options = text.strip_prefix(ADF)?;
    let (_, json) = options.split_once('}').filter(|(options, _)| is_short(options))?;
    let end = json.find(ADF_END)?;
    let wiki = serde_json::from_str(json[..end].trim()).map(|node| adf::to_wiki(&node));
    let length = text.len() - json.len() + end + ADF_END.len();
    // What is no document is still nothing that a person has written.
    Some((wiki.unwrap_or_default(), length))
}

/// The replacement of a macro that groups or marks text, and its length.
fn group(text: &str) -> Option<(String, usize)> {
    let (inside, _) = text[1..].split_once('}').filter(|(inside, _)| is_short(inside))?;
    let (name, options) = inside.split_once(':').unwrap_or((inside, ""));
    let title = || options.split('|').find_map(|option| option.trim().strip_prefix("title="));
    let length = inside.len() + 2;
    match name {
        "status" => Some((title()?.to_owned(), length)),
        "expand" if title().is_none() && !options.is_empty() && !options.contains('=') => {
            Some((format!("h3. {options}\n"), length))
        }
        _ if !GROUPS.contains(&name) => None,
        _ => Some((title().map_or_else(String::new, |title| format!("h3. {title}\n")), length)),
    }
}

fn is_short(inside: &str) -> bool {
    inside.len() <= LONGEST_FORMATTING && !inside.contains(['\n', '{'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn macros_are_replaced_and_braces_of_others_kept() {
        for (text, wiki) in [
            ("{adf:display=inline}{\"type\":\"status\",\"attrs\":{\"text\":\"A\"}}{adf} b", "A b"),
            ("{adf:display=block}\nno json\n{adf}b", "b"),
            ("{adf:display=block}\nnever closed", "{adf:display=block}\nnever closed"),
            (
                "{expand:title=Acceptance criteria}\n* a\n{expand}",
                "h3. Acceptance criteria\n\n* a\n",
            ),
            ("{info}\nread me\n{info}", "\nread me\n"),
            ("{status:colour=Green|title=DONE} a", "DONE a"),
            ("{code}\na {b}\n{code}", "{code}\na {b}\n{code}"),
            ("{{status}} {color:red}a{color}", "{{status}} {color:red}a{color}"),
        ] {
            assert_eq!(to_wiki(text), wiki);
        }
    }
}
