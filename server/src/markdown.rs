//! Converts Markdown to HTML that is safe to put into a page (rule 30, case B38). Knows no rooms
//! and no HTTP.
//!
//! There are two defences: the parser's output holds raw HTML only as text, and the sanitiser lets
//! only a short list of elements through.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use domain::text::safe_link;
use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, html as writer};

/// The extensions of CommonMark that descriptions may use.
const EXTENSIONS: Options =
    Options::ENABLE_TABLES.union(Options::ENABLE_TASKLISTS).union(Options::ENABLE_STRIKETHROUGH);

/// The elements that the output may have.
const ELEMENTS: [&str; 29] = [
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "input",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::empty();
    cleaner
        .tags(HashSet::from(ELEMENTS))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("ol", HashSet::from(["start"])),
            ("input", HashSet::from(["checked"])),
        ]))
        // The only inputs are the checkboxes of task lists, and nobody can tick them.
        .set_tag_attribute_value("input", "type", "checkbox")
        .set_tag_attribute_value("input", "disabled", "")
        .set_tag_attribute_value("a", "target", "_blank")
        .link_rel(Some("noopener noreferrer nofollow"))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::Deny);
    cleaner
});

/// The text as an HTML fragment. Raw HTML in it is shown as typed.
pub fn html(markdown: &str) -> String {
    let mut reader = Reader::default();
    let events = Parser::new_ext(markdown, EXTENSIONS).flat_map(|event| reader.read(event));
    let mut html = String::new();
    writer::push_html(&mut html, events);
    CLEANER.clean(&html).to_string()
}

/// The deepest nesting of quotations. Sanitising takes time quadratic in the depth, so deeper ones
/// are put on this level.
const QUOTES: usize = 50;

/// Turns images into links, and links with other schemes than http, https and mailto into their
/// text.
#[derive(Default)]
struct Reader {
    /// For each open link or image, whether the output has a link for it.
    open: Vec<bool>,
    /// How many quotations are open.
    quotes: usize,
}

impl Reader {
    fn read<'a>(&mut self, event: Event<'a>) -> Vec<Event<'a>> {
        match event {
            Event::Html(typed) | Event::InlineHtml(typed) => vec![Event::Text(typed)],
            Event::Start(Tag::HtmlBlock) => vec![Event::Start(Tag::Paragraph)],
            Event::End(TagEnd::HtmlBlock) => vec![Event::End(TagEnd::Paragraph)],
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                self.start(&dest_url)
            }
            Event::End(TagEnd::Link | TagEnd::Image) => self.end(),
            Event::Start(Tag::BlockQuote(_)) => {
                self.quotes += 1;
                if self.quotes > QUOTES { Vec::new() } else { vec![event] }
            }
            Event::End(TagEnd::BlockQuote(_)) => {
                self.quotes -= 1;
                if self.quotes >= QUOTES { Vec::new() } else { vec![event] }
            }
            other => vec![other],
        }
    }

    fn start<'a>(&mut self, address: &str) -> Vec<Event<'a>> {
        let link = safe_link(address).filter(|_| !self.open.contains(&true));
        self.open.push(link.is_some());
        let start = link.map(|address| {
            Event::Start(Tag::Link {
                link_type: LinkType::Inline,
                dest_url: CowStr::from(address),
                title: CowStr::from(""),
                id: CowStr::from(""),
            })
        });
        start.into_iter().collect()
    }

    fn end<'a>(&mut self) -> Vec<Event<'a>> {
        let is_link = self.open.pop().unwrap_or(false);
        is_link.then_some(Event::End(TagEnd::Link)).into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(markdown: &str, expected: &str) {
        assert_eq!(html(markdown).trim(), expected);
    }

    #[test]
    fn b38_html_is_shown_as_typed_and_never_run() {
        check("<img src=x onerror=alert(1)>", "<p>&lt;img src=x onerror=alert(1)&gt;</p>");
        check("a <b onclick=x>bold</b>", "<p>a &lt;b onclick=x&gt;bold&lt;/b&gt;</p>");
        check("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>");
    }

    #[test]
    fn b38_links_lead_only_to_the_web_and_to_mail() {
        for bad in [
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](data:text/html,hi)",
            "[x](<java\tscript:alert(1)>)",
            "[x](&#106;avascript:alert(1))",
            "[x](//evil.example)",
            "[x](vbscript:x)",
        ] {
            check(bad, "<p>x</p>");
        }
        let rel = "target=\"_blank\" rel=\"noopener noreferrer nofollow\"";
        check(
            "[x](https://a.example)",
            &format!("<p><a href=\"https://a.example\" {rel}>x</a></p>"),
        );
        check(
            "<mailto:a@b.example>",
            &format!("<p><a href=\"mailto:a@b.example\" {rel}>mailto:a@b.example</a></p>"),
        );
    }

    #[test]
    fn b38_nested_attempts_stay_text() {
        let nested =
            html("[<img src=x onerror=alert(1)>](https://a.example \"\\\" onmouseover=x\")");
        assert!(!nested.contains("<img") && !nested.contains("onmouseover"), "{nested}");
        let nested = html("![a](javascript:x)[![b](data:x)](javascript:y)");
        assert!(!nested.contains('<') || nested.trim() == "<p>ab</p>", "{nested}");
        assert!(!html("`<script>`").contains("<script"));
        assert!(!html("```html\n</code><script>\n```").contains("<script"));
    }

    #[test]
    fn pictures_become_links_so_that_nothing_is_loaded() {
        let html = html("![plan](https://a.example/p.png)");
        assert!(html.contains(">plan</a>") && !html.contains("<img"), "{html}");
    }

    #[test]
    fn task_lists_have_boxes_that_cannot_be_ticked() {
        let html = html("- [x] done\n- [ ] open");
        assert_eq!(html.matches("type=\"checkbox\"").count(), 2);
        assert_eq!(html.matches("disabled").count(), 2);
        assert_eq!(html.matches("checked").count(), 1, "{html}");
    }

    #[test]
    fn quotations_are_no_deeper_than_anybody_needs() {
        let html = html(&format!("{}a", "> ".repeat(1_000)));
        assert_eq!(html.matches("<blockquote>").count(), QUOTES);
        assert_eq!(html.matches("</blockquote>").count(), QUOTES);
    }

    #[test]
    fn tables_and_strikethrough_are_understood() {
        assert!(html("a|b\n-|:-:\n1|2").contains("<td>2</td>"));
        check("~~gone~~", "<p><del>gone</del></p>");
    }
}
