//! Converts HTML, as trackers export it in descriptions and criteria, to Markdown.
//!
//! It uses the tokenizer of html5ever, a dependency of `ammonia` anyway, and builds no tree: a tree
//! of many nested elements takes quadratic time, and the converters that build one (htmd, mdka) ran
//! out of stack or memory on 20,000 nested lists. Here every tag is handled once.

use std::cell::{Cell, RefCell};

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use crate::files::markup::html_reader::{HIDDEN, Reader};

/// Elements that HTML texts begin with.
const FIRST: [&str; 20] = [
    "html",
    "body",
    "div",
    "p",
    "ul",
    "ol",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "section",
    "article",
    "dl",
    "main",
    "header",
];

/// Elements within a line that HTML texts may begin with.
const INLINE: [&str; 24] = [
    "a", "abbr", "b", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "label",
    "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "tt", "u",
];

/// Elements whose end tag is optional or forbidden.
const UNCLOSED: [&str; 27] = [
    "br", "hr", "img", "input", "wbr", "meta", "link", "area", "base", "col", "embed", "source",
    "track", "param", "li", "td", "th", "tr", "tbody", "thead", "tfoot", "dt", "dd", "option",
    "optgroup", "colgroup", "doctype",
];

/// Converts HTML to Markdown. Scripts, styles and comments are left out.
pub fn to_markdown(html: &str) -> String {
    let converter = tokenize(html, Converter::default());
    converter.reader.into_inner().finish()
}

/// The Markdown of a text that is HTML or is Markdown already.
pub fn or_markdown(text: &str) -> String {
    if is_html(text) { to_markdown(text) } else { text.to_owned() }
}

/// Whether a text is HTML, and not one that only mentions tags: it begins with the tag of a block,
/// every tag is closed, and there is no text outside of tags.
pub fn is_html(text: &str) -> bool {
    let Some(start) = text.trim_start().strip_prefix('<') else {
        return false;
    };
    let name: String = start.chars().take_while(char::is_ascii_alphanumeric).collect();
    if !FIRST.contains(&name.to_ascii_lowercase().as_str()) || !text.trim_end().ends_with('>') {
        return false;
    }
    let balance = tokenize(text, Balance::default());
    balance.is_whole.get() && balance.depth.get() == 0
}

/// Whether a text is HTML in a field that holds HTML or a plain text: each `<` begins a tag or ends
/// one, and all that have to be are closed.
pub fn is_html_of_field(text: &str) -> bool {
    let mut tags = text.split('<').skip(1).peekable();
    let is_tag = |rest: &str| {
        let name = rest.strip_prefix('/').unwrap_or(rest);
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let name = name[..end].to_ascii_lowercase();
        let is_known = FIRST.contains(&&*name)
            || UNCLOSED.contains(&&*name)
            || INLINE.contains(&&*name)
            || HIDDEN.contains(&&*name);
        (is_known && rest.contains('>')) || rest.starts_with("!--")
    };
    if tags.peek().is_none() || !tags.all(is_tag) {
        return false;
    }
    let balance = tokenize(text, Balance { allows_text: true, ..Balance::default() });
    balance.is_whole.get() && balance.depth.get() == 0
}

fn tokenize<S: TokenSink>(html: &str, sink: S) -> S {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink
}

/// Checks that tags are balanced.
struct Balance {
    depth: Cell<usize>,
    /// Whether nothing was closed that was not open, and there was no text outside of tags.
    is_whole: Cell<bool>,
    /// Whether text may stand outside of tags.
    allows_text: bool,
}

impl Default for Balance {
    fn default() -> Self {
        Self { depth: Cell::new(0), is_whole: Cell::new(true), allows_text: false }
    }
}

impl TokenSink for Balance {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) if UNCLOSED.contains(&tag.name.as_ref()) => {}
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                self.depth.set(self.depth.get() + 1);
            }
            Token::TagToken(_) => match self.depth.get().checked_sub(1) {
                Some(depth) => self.depth.set(depth),
                None => self.is_whole.set(false),
            },
            Token::CharacterTokens(text) if self.depth.get() == 0 && !self.allows_text => {
                self.is_whole.set(self.is_whole.get() && text.trim().is_empty());
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// Passes tokens on. Text that the tokenizer split at entities is joined first.
#[derive(Default)]
struct Converter {
    text: RefCell<String>,
    reader: RefCell<Reader>,
}

impl TokenSink for Converter {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::CharacterTokens(text) => self.text.borrow_mut().push_str(&text),
            Token::TagToken(tag) => {
                self.flush_text();
                return self.reader.borrow_mut().tag(&tag);
            }
            Token::EOFToken => self.flush_text(),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Converter {
    fn flush_text(&self) {
        let mut text = self.text.borrow_mut();
        if !text.is_empty() {
            self.reader.borrow_mut().text(&text);
            text.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        assert_eq!(to_markdown(html), expected, "{html}");
    }

    #[test]
    fn a_field_of_html_may_begin_with_text() {
        for html in ["a<br>b<br>", "<span>red</span> text", "<img src=x alt=y>", "<h2>H</h2>text"] {
            assert!(is_html_of_field(html) && !is_html(html), "{html}");
        }
        for text in ["a < b", "List<String>", "plain", "<b>open", "x </b>", "a <br"] {
            assert!(!is_html_of_field(text), "{text}");
        }
    }

    #[test]
    fn structure_is_kept() {
        check("<p>One</p><p>Two<br>lines</p>", "One\n\nTwo  \nlines");
        check("<h2>Why</h2>text<h3>How</h3>", "## Why\n\ntext\n\n### How");
        check("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>d", "- a\n  - b\n- c\n\nd");
        check("<ol><li>a<ol><li>b</ol><li>c</ol>", "1. a\n   1. b\n2. c");
        check("<ol start=3><li><p>a</p><p>b</p></li></ol>", "3. a\n\n   b");
        check("<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>", "- a\n  - b\n- c");
        check("<blockquote>a<br>b<ul><li>c</ul></blockquote>", "> a  \n> b\n>\n> - c");
        check("a<hr>b", "a\n\n---\n\nb");
        check("<pre>a\n  *b*\n```</pre>", "````\na\n  *b*\n```\n````");
        check(
            "<ul><li><input type=checkbox checked> a<li><input type=checkbox>b</ul>",
            "- [x] a\n- [ ] b",
        );
    }

    #[test]
    fn lines_of_an_editor_are_lines_and_its_empty_ones_end_a_paragraph() {
        check("<div>a</div><div>b<br></div><div><br></div><div>c</div>", "a  \nb\n\nc");
        check("<div><p>a</p>  <p>b&nbsp;</p></div>", "a\n\nb");
    }

    #[test]
    fn tables_have_a_head_and_keep_bars() {
        check(
            "<table><tr><th>A|B<th><b>C</b></tr><tr><td>1<br>2<td><ul><li>x<li>y</ul></table>end",
            "| A\\|B | **C** |\n| --- | --- |\n| 1 2 | • x • y |\n\nend",
        );
        check("<table><caption>Cap</caption><tr><td>a</td></tr></table>", "Cap\n\n| a |\n| --- |");
        check("<table><tr><td><table><tr><td>in</table>out</table>", "| in out |\n| --- |");
    }

    #[test]
    fn emphasis_stands_where_markdown_reads_it() {
        check("a <b> bold </b>b<i>it</i>", "a **bold** b*it*");
        check("<b>Note:</b>text <b>a</b><b>b</b> <b></b>", "**Note:** text **ab**");
        check(
            "<b>a<i>b</b>c</i> x<b>(y)</b>",
            "**a*b***  *c* x **(y)**".replace("  ", " ").as_str(),
        );
        check("<b>one<p>two</b>", "**one**\n\n**two**");
        check("<b><b>x</b></b> <s>y</s> <code>a`b|c</code>", "**x** ~~y~~ ``a`b|c``");
    }

    #[test]
    fn b38_links_lead_only_to_the_web_and_to_mail() {
        check(
            "<a href='https://e.example/?a=1&amp;b=(2)'>t</a>",
            "[t](https://e.example/?a=1&b=%282%29)",
        );
        check(
            "<a href='https://e.example/a_b'>https://e.example/a_b</a>",
            "<https://e.example/a_b>",
        );
        for bad in [
            "javascript:alert(1)",
            " JaVaScript:x",
            "data:text/html,x",
            "/relative",
            "&#106;avascript:x",
        ] {
            check(&format!("<a href=\"{bad}\" onclick=x>t</a>"), "t");
        }
    }

    #[test]
    fn b38_what_could_run_vanishes_with_its_content() {
        check("a<script>alert(1)</script><style>b{}</style><!-- c --><iframe>d</iframe>e", "ae");
        check(
            "<script/>alert(1)</script>a<img src=x onerror=alert(1)><img alt='A plan' src=x>",
            "aA plan",
        );
        check("a<script>alert(1)", "a");
    }

    #[test]
    fn text_means_itself() {
        check(
            "&lt;b&gt; &amp;lt; *a* _b_ c_d `e` [f](g) ~~h~~ \\",
            "\\<b> \\&lt; \\*a\\* \\_b\\_ c_d \\`e\\` \\[f\\](g) \\~\\~h\\~\\~ \\\\",
        );
        check(
            "<p># a</p><p>1. b</p><p>- c</p><p>&gt; d</p><p>---</p><p>+5</p>",
            "\\# a\n\n1\\. b\n\n\\- c\n\n\\> d\n\n\\---\n\n+5",
        );
        check("a<br>===<br>:-|-", "a  \n\\===  \n\\:-|-");
        check("caf&eacute; &#128512; 1 &lt; 2 &gt; 0", "café 😀 1 \\< 2 > 0");
    }

    #[test]
    fn html_is_told_from_text_that_mentions_it() {
        for html in [
            "<div>a</div>",
            " <p>a</p>\n<p>b</p> ",
            "<UL><LI>a<LI>b</UL>",
            "<h1>a</h1>",
            "<div><br></div>",
            "<html><body>a</body></html>",
            "<p class=\"x\">1 < 2</p>",
        ] {
            assert!(is_html(html), "{html}");
        }
        for text in [
            "",
            "a <b> here",
            "<img src=x onerror=alert(1)>",
            "<b>bold</b>",
            "<div>",
            "<div> is not closed",
            "<p> must be <p>",
            "<div>a</div> is wrong, use <p>b</p>",
            "`<div>a</div>`",
            "<script>x</script>",
            "<divx>a</divx>",
            "<https://e.example>",
            "</div>",
            "<p>a</p></p>",
            "<p>a</p> tag",
        ] {
            assert!(!is_html(text), "{text}");
        }
    }

    #[test]
    fn no_depth_is_too_deep_and_no_nesting_makes_much_of_little() {
        for tag in [
            "<div>",
            "<b>",
            "<ul><li>x",
            "<blockquote>x",
            "<table><tr><td>x",
            "<a><p>",
            "<ul>",
            "<pre>",
            "<a href=http://e>x<p>",
        ] {
            let html = tag.repeat(100_000);
            let markdown = to_markdown(&html);
            assert!(markdown.len() < 10 * html.len(), "{tag}");
            assert!(!is_html(&html));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_tags_give_markdown(parts in prop::collection::vec(prop::sample::select(vec![
            "<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<s>", "</s>", "<a href='http://e.example'>", "</a>",
            "<ul>", "</ul>", "<ol>", "<li>", "</li>", "<table>", "</table>", "<tr>", "<td>", "</td>", "<code>",
            "</code>", "<pre>", "</pre>", "<br>", "<h1>", "</h1>", "<script>", "</script>", "text", "é", " ",
            "*", "&", "lt;", "|", "<blockquote>", "</blockquote>", "<", "-",
        ]), 0..60)) {
            let html = parts.concat();
            let markdown = to_markdown(&html);
            let _ = is_html(&html);
            prop_assert!(html.contains("<pre>") || !markdown.contains("\n\n\n"), "{markdown}");
        }
    }
}
