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
use tokio_util::sync::CancellationToken;

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

/// The deepest nesting of elements. Sanitising takes time in proportion to length times depth, so
/// what is nested deeper is put on this level.
const NESTING: usize = 50;

/// The elements that a table or a list needs, from itself to a cell or an item.
const WITHIN_CONTAINER: usize = 4;

/// The text as an HTML fragment. Raw HTML in it is shown as typed. Takes time in proportion to the
/// length of the text.
pub fn html(markdown: &str) -> String {
    html_unless(markdown, &CancellationToken::new()).unwrap_or_default()
}

/// The same, or `None` if nobody waits for it any more.
pub fn html_unless(markdown: &str, cancelled: &CancellationToken) -> Option<String> {
    let mut reader = Reader::new(markdown);
    let events = Parser::new_ext(markdown, EXTENSIONS).take_while(|_| !cancelled.is_cancelled());
    let mut html = String::new();
    writer::push_html(&mut html, events.filter_map(|event| reader.read(event)));
    (!cancelled.is_cancelled()).then(|| CLEANER.clean(&html).to_string())
}

/// Turns images into links, links with other schemes than http, https and mailto into their text,
/// and bounds what comes out for each byte of the text.
struct Reader {
    /// What is open in the text, and whether the output has an element for it.
    open: Vec<bool>,
    /// How many elements are open in the output.
    depth: usize,
    /// Whether a link is open in the output.
    in_link: bool,
    /// How many more cells the output may have. The parser fills short rows of a table up, so that
    /// a wide table could have far more cells than bytes.
    cells: usize,
}

impl Reader {
    fn new(markdown: &str) -> Self {
        Self { open: Vec::new(), depth: 0, in_link: false, cells: markdown.len() }
    }

    fn read<'a>(&mut self, event: Event<'a>) -> Option<Event<'a>> {
        match event {
            Event::Html(typed) | Event::InlineHtml(typed) => Some(Event::Text(typed)),
            Event::Start(tag) => self.start(tag),
            Event::End(end) => self.end(end),
            other => Some(other),
        }
    }

    fn start<'a>(&mut self, tag: Tag<'a>) -> Option<Event<'a>> {
        let fits = self.depth < NESTING;
        let tag = match tag {
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                let address = safe_link(&dest_url).filter(|_| fits && !self.in_link);
                self.in_link |= address.is_some();
                address.map(link)
            }
            Tag::HtmlBlock => fits.then_some(Tag::Paragraph),
            Tag::List(_) | Tag::Table(_) => {
                (self.depth + WITHIN_CONTAINER <= NESTING).then_some(tag)
            }
            // A part of a list or table is there if that is.
            Tag::Item | Tag::TableHead | Tag::TableRow => self.has_parent().then_some(tag),
            Tag::TableCell => {
                let fits = self.has_parent() && self.cells > 0;
                self.cells = self.cells.saturating_sub(1);
                fits.then_some(tag)
            }
            _ => fits.then_some(tag),
        };
        self.open.push(tag.is_some());
        self.depth += usize::from(tag.is_some());
        tag.map(Event::Start)
    }

    /// Whether the output has an element for what is open innermost.
    fn has_parent(&self) -> bool {
        self.open.last().is_some_and(|shown| *shown)
    }

    fn end<'a>(&mut self, end: TagEnd) -> Option<Event<'a>> {
        let shown = self.open.pop().unwrap_or(false);
        self.depth -= usize::from(shown);
        match end {
            // Keeps the texts of items that have no elements apart.
            TagEnd::Item if !shown => Some(Event::SoftBreak),
            _ if !shown => None,
            TagEnd::Link | TagEnd::Image => {
                self.in_link = false;
                Some(Event::End(TagEnd::Link))
            }
            TagEnd::HtmlBlock => Some(Event::End(TagEnd::Paragraph)),
            other => Some(Event::End(other)),
        }
    }
}

fn link<'a>(address: String) -> Tag<'a> {
    let (title, id) = (CowStr::from(""), CowStr::from(""));
    Tag::Link { link_type: LinkType::Inline, dest_url: CowStr::from(address), title, id }
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

    /// The starts of blocks and of what can stand in a line, and ends of the latter.
    const STARTS: [&str; 38] = [
        "+ ",
        "- ",
        "* ",
        "1. ",
        "1) ",
        "0. ",
        "> ",
        ">",
        "# ",
        "- [ ] ",
        "    ",
        "\t",
        "```\n",
        "~~~\n",
        "---\n",
        "===\n",
        "a|b\n-|-\n",
        "|",
        "|\n",
        "a\n",
        "\n",
        "<div>\n",
        "<!--",
        "<a ",
        "*a ",
        " a*",
        "**a ",
        " a**",
        "~~a ",
        " a~~",
        "`",
        "[",
        "![",
        "](http:a)",
        "[a]: http:b\n",
        "[a]",
        "&",
        "\"",
    ];

    /// The deepest nesting of elements in a fragment.
    fn nesting(html: &str) -> usize {
        let mut depth = 0_usize;
        let depths = html.match_indices('<').map(|(at, _)| {
            let rest = &html[at + 1..];
            if rest.starts_with('/') {
                depth -= 1;
            } else if !["br", "hr", "input"].iter().any(|void| rest.starts_with(void)) {
                depth += 1;
            }
            depth
        });
        depths.max().unwrap_or(0)
    }

    #[track_caller]
    fn check_work(markdown: &str) {
        let mut reader = Reader::new(markdown);
        let events = Parser::new_ext(markdown, EXTENSIONS).filter_map(|event| reader.read(event));
        let (events, length) = (events.count(), markdown.len());
        assert!(events <= 4 * length + 1_000, "{events} events for {length} bytes");
        let html = html(markdown);
        // What references may repeat of an address is bounded by the parser.
        let most = 40 * length + 200_000;
        assert!(html.len() <= most, "{} bytes for {length}", html.len());
        // The sanitiser may add the body of a table, which the output does not count.
        assert!(nesting(&html) <= NESTING + 1, "{} deep", nesting(&html));
    }

    #[test]
    fn the_work_is_linear_in_the_length_for_each_start_alone() {
        for start in STARTS {
            check_work(&start.repeat(16_000 / start.len()));
            check_work(&format!("{}a", start.repeat(2_000)));
        }
        let staircase: String =
            (0..200).map(|step| format!("{}- a\n", "  ".repeat(step))).collect();
        check_work(&staircase);
        let opened_and_closed = format!("{}a{}", "*a ".repeat(2_000), " a*".repeat(2_000));
        check_work(&opened_and_closed);
        let wide = format!("{}\n{}\n", "a|".repeat(500), "-|".repeat(500));
        check_work(&(wide + &"a\n".repeat(2_000)));
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config::with_cases(200))]
        #[test]
        fn the_work_is_linear_in_the_length_for_starts_mixed(
            pattern in proptest::collection::vec(proptest::sample::select(&STARTS[..]), 1..8),
            end in proptest::collection::vec(proptest::sample::select(&STARTS[..]), 0..20),
        ) {
            let pattern = pattern.concat();
            check_work(&(pattern.repeat(4_000 / pattern.len()) + &end.concat()));
        }
    }

    #[test]
    fn what_is_nested_too_deeply_keeps_its_text() {
        let html = html(&format!("{}a\n{}b", "+ ".repeat(500), "> ".repeat(500)));
        assert!(html.contains('a') && html.contains('b'), "{html}");
        assert!(html.matches("<ul>").count() > 20, "{html}");
        assert_eq!(html.matches("<ul>").count(), html.matches("</ul>").count());
    }

    #[test]
    fn a_rendering_that_nobody_waits_for_ends() {
        let cancelled = CancellationToken::new();
        assert_eq!(html_unless("a", &cancelled).as_deref(), Some("<p>a</p>\n"));
        cancelled.cancel();
        assert_eq!(html_unless("a", &cancelled), None);
    }

    #[test]
    fn tables_and_strikethrough_are_understood() {
        assert!(html("a|b\n-|:-:\n1|2").contains("<td>2</td>"));
        check("~~gone~~", "<p><del>gone</del></p>");
    }
}
