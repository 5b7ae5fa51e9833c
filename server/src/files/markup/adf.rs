//! Converts the Atlassian Document Format, the tree of JSON in which Jira Cloud keeps rich texts, to
//! Jira's wiki markup. What the wiki has no counterpart for becomes plain text.
//!
//! Nodes and marks: <https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/>.
//! The parser of JSON bounds how deep they are nested.

use serde_json::Value;

use crate::calendar;
use crate::files::out::wiki::{BREAK, escaped};

/// The deepest level of a list; deeper items are put on it.
const LEVELS: usize = 6;

/// The wiki markup of a document or of any node of one.
pub fn to_wiki(node: &Value) -> String {
    let mut writer = Writer::default();
    writer.block(node);
    writer.out.trim().to_owned()
}

#[derive(Default)]
struct Writer {
    out: String,
    /// The signs of the lists that are open.
    list: String,
}

impl Writer {
    fn block(&mut self, node: &Value) {
        match kind(node) {
            "paragraph" | "caption" => self.paragraph(&inline_of(node)),
            "heading" => {
                let level = node["attrs"]["level"].as_u64().unwrap_or(1).clamp(1, 6);
                self.paragraph(&format!("h{level}. {}", inline_of(node)));
            }
            "expand" | "nestedExpand" => {
                let title = text_of(&node["attrs"]["title"]);
                if !title.is_empty() {
                    self.paragraph(&format!("h3. {}", escaped(title)));
                }
                self.blocks(node);
            }
            "bulletList" | "taskList" | "decisionList" => self.list(node, '*'),
            "orderedList" => self.list(node, '#'),
            "codeBlock" => {
                let language = text_of(&node["attrs"]["language"]);
                let language = language.chars().take_while(char::is_ascii_alphanumeric);
                let name: String = language.collect();
                let sign = if name.is_empty() { "" } else { ":" };
                let code = plain_of(node).replace("{code}", "{ code}");
                self.paragraph(&format!("{{code{sign}{name}}}\n{code}\n{{code}}"));
            }
            "blockquote" => {
                let mut inside = Self::default();
                inside.blocks(node);
                self.paragraph(&format!("{{quote}}\n{}\n{{quote}}", inside.out.trim()));
            }
            "table" => self.table(node),
            "rule" => self.paragraph("----"),
            "blockCard" | "embedCard" => self.paragraph(&card(node)),
            _ if is_inline(node) => self.paragraph(&inline(node)),
            _ => self.blocks(node),
        }
    }

    fn blocks(&mut self, node: &Value) {
        let mut run = String::new();
        for child in children(node) {
            if is_inline(child) {
                run.push_str(&inline(child));
            } else {
                self.paragraph(&std::mem::take(&mut run));
                self.block(child);
            }
        }
        self.paragraph(&run);
    }

    fn paragraph(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.out.push_str(text.trim());
            self.out.push_str("\n\n");
        }
    }

    /// Items, each on one line, whose blocks are parted by line breaks of the wiki.
    fn list(&mut self, node: &Value, sign: char) {
        if self.list.len() < LEVELS {
            self.list.push(sign);
            self.items(node);
            self.list.pop();
        } else {
            self.items(node);
        }
        if self.list.is_empty() {
            self.out.push('\n');
        }
    }

    fn items(&mut self, node: &Value) {
        for item in children(node) {
            let is_list = |child: &&Value| kind(child).ends_with("List");
            if is_list(&item) {
                self.block(item);
                continue;
            }
            let text = one_line(children(item).filter(|child| !is_list(child)));
            if !text.is_empty() {
                self.out.push_str(&format!("{} {text}\n", self.list));
            }
            children(item).filter(is_list).for_each(|list| self.block(list));
        }
    }

    fn table(&mut self, node: &Value) {
        for row in children(node) {
            let mut line = String::new();
            let mut sign = "|";
            for cell in children(row) {
                sign = if kind(cell) == "tableHeader" { "||" } else { "|" };
                let text = one_line(children(cell));
                line.push_str(sign);
                line.push_str(if text.is_empty() { " " } else { &text });
            }
            if !line.is_empty() {
                self.out.push_str(&format!("{line}{sign}\n"));
            }
        }
        self.out.push('\n');
    }
}

/// Blocks as one line.
fn one_line<'v>(nodes: impl Iterator<Item = &'v Value>) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut run = String::new();
    for node in nodes {
        if is_inline(node) {
            run.push_str(&inline(node));
            continue;
        }
        lines.push(std::mem::take(&mut run));
        let is_plain = matches!(kind(node), "paragraph" | "heading");
        lines.push(if is_plain { inline_of(node) } else { one_line(children(node)) });
    }
    lines.push(run);
    let lines = lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(BREAK).replace('\n', BREAK)
}

fn kind(node: &Value) -> &str {
    text_of(&node["type"])
}

fn text_of(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn children(node: &Value) -> impl Iterator<Item = &Value> {
    node["content"].as_array().into_iter().flatten()
}

fn is_inline(node: &Value) -> bool {
    matches!(
        kind(node),
        "text"
            | "hardBreak"
            | "mention"
            | "emoji"
            | "date"
            | "status"
            | "inlineCard"
            | "placeholder"
    )
}

fn inline_of(node: &Value) -> String {
    children(node).map(inline).collect()
}

fn inline(node: &Value) -> String {
    let attrs = &node["attrs"];
    match kind(node) {
        "text" => marked(node),
        "hardBreak" => BREAK.to_owned(),
        "mention" | "status" => escaped(text_of(&attrs["text"])),
        "emoji" => match text_of(&attrs["text"]) {
            "" => text_of(&attrs["shortName"]).to_owned(),
            text => text.to_owned(),
        },
        "date" => date(text_of(&attrs["timestamp"])),
        "inlineCard" => card(node),
        _ => children(node).map(inline).collect(),
    }
}

fn card(node: &Value) -> String {
    match text_of(&node["attrs"]["url"]) {
        "" => String::new(),
        url => format!("[{url}]"),
    }
}

/// The day of a timestamp in milliseconds since 1970, in UTC.
fn date(timestamp: &str) -> String {
    let day = timestamp.parse().ok().and_then(calendar::day_of);
    day.unwrap_or_else(|| timestamp.to_owned())
}

/// A text with its marks.
fn marked(node: &Value) -> String {
    let text = text_of(&node["text"]);
    let marks = || node["marks"].as_array().into_iter().flatten();
    if marks().any(|mark| kind(mark) == "code") {
        return format!("{{{{{}}}}}", text.replace("}}", "} }"));
    }
    let mut wiki = escaped(text);
    for mark in marks().filter(|_| !text.trim().is_empty()) {
        let inside = wiki.trim().to_owned();
        let sign = match kind(mark) {
            "strong" => "*",
            "em" => "_",
            "strike" => "-",
            "link" => {
                let href = text_of(&mark["attrs"]["href"]);
                wiki = around(text, &format!("[{inside}|{href}]"));
                continue;
            }
            _ => continue,
        };
        wiki = around(text, &format!("{sign}{inside}{sign}"));
    }
    wiki
}

/// The marked text with the blanks around the plain one, which must not be inside of marks.
fn around(text: &str, marked: &str) -> String {
    let start = &text[..text.len() - text.trim_start().len()];
    let end = &text[text.trim_end().len()..];
    format!("{start}{marked}{end}")
}

fn plain_of(node: &Value) -> String {
    children(node).map(|child| text_of(&child["text"])).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::files::markup::wiki_text::to_markdown;

    fn text(text: &str) -> Value {
        json!({"type": "text", "text": text})
    }

    fn paragraph(content: &str) -> Value {
        json!({"type": "paragraph", "content": [text(content)]})
    }

    #[track_caller]
    fn check(node: Value, markdown: &str) {
        let document = json!({"type": "doc", "version": 1, "content": [node]});
        assert_eq!(to_markdown(&to_wiki(&document)), markdown);
    }

    #[test]
    fn blocks_become_markdown() {
        check(paragraph("One *two*"), "One \\*two\\*");
        check(
            json!({"type": "heading", "attrs": {"level": 3}, "content": [text("Why")]}),
            "### Why",
        );
        let item = |content: Value| json!({"type": "listItem", "content": content});
        let inner = json!({"type": "orderedList", "content": [item(json!([paragraph("b")]))]});
        check(
            json!({"type": "bulletList", "content": [item(json!([paragraph("a"), inner]))]}),
            "* a\n  1. b",
        );
        check(
            json!({"type": "codeBlock", "attrs": {"language": "rust"}, "content": [text("let a;")]}),
            "```rust\nlet a;\n```",
        );
        let cell =
            |kind: &str, content: &str| json!({"type": kind, "content": [paragraph(content)]});
        let row = |cells: Value| json!({"type": "tableRow", "content": cells});
        check(
            json!({"type": "table", "content": [
                row(json!([cell("tableHeader", "Size"), cell("tableHeader", "Fee")])),
                row(json!([cell("tableCell", "Small"), cell("tableCell", "2")])),
            ]}),
            "|Size|Fee|\n| --- | --- |\n|Small|2|",
        );
        check(
            json!({"type": "expand", "attrs": {"title": "More"}, "content": [paragraph("a")]}),
            "### More\n\na",
        );
        check(
            json!({"type": "panel", "attrs": {"panelType": "info"}, "content": [paragraph("a")]}),
            "a",
        );
    }

    #[test]
    fn inline_nodes_become_text() {
        let marked = json!({"type": "text", "text": "two ", "marks": [{"type": "strong"}]});
        let link = json!({"type": "text", "text": "map",
            "marks": [{"type": "link", "attrs": {"href": "https://example.com/map"}}]});
        let status = json!({"type": "status", "attrs": {"text": "DONE"}});
        let date = json!({"type": "date", "attrs": {"timestamp": "1582152559000"}});
        check(
            json!({"type": "paragraph",
                "content": [text("one "), marked, link, text(" "), status, text(" "), date]}),
            "one **two** [map](https://example.com/map) DONE 2020-02-19",
        );
    }
}
