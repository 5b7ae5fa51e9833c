//! Descriptions of trackers are converted to Markdown that looks the same.

use proptest::prelude::*;
use server::files::markup::html_text;
use server::files::markup::wiki_text;
use server::markdown::html;

#[track_caller]
fn check(wiki: &str, expected: &str) {
    assert_eq!(wiki_text::to_markdown(wiki), expected, "{wiki}");
}

#[test]
fn a_jira_description_with_everything_in_it_becomes_markdown() {
    let wiki = include_str!("../descriptions/jira.wiki");
    assert_eq!(wiki_text::to_markdown(wiki), include_str!("../descriptions/jira.md"));
}

#[test]
fn an_azure_description_with_everything_in_it_becomes_markdown() {
    let azure = include_str!("../descriptions/azure.html");
    assert!(html_text::is_html(azure));
    assert_eq!(
        format!("{}\n", html_text::to_markdown(azure)),
        include_str!("../descriptions/azure.md")
    );
}

#[test]
fn inline_marks_become_those_of_markdown() {
    check("*bold* _it_ -gone- +new+ {{a*b*}}", "**bold** _it_ ~~gone~~ new `a*b*`");
    check("a{*}b{*}c *a _b_* ({*}x{*})", "a**b**c **a _b_** (**x**)");
    check("{color:#ff5630}*red*{color} *{color:red} x{color}*", "**red**  **x**");
    check(
        "[t|https://e.example/(a)] [https://e.example]",
        "[t](https://e.example/%28a%29) <https://e.example>",
    );
    check("[https://e.example/a_b|https://e.example/a_b|smart-link]", "<https://e.example/a_b>");
    check("[~ana] [~accountid:5b1] [^plan.pdf] [top|#top]", "@ana @5b1 plan.pdf top");
    check("!map of port.png|thumbnail! !a.jpg!", "map of port.png a.jpg");
    check("one\\\\\ntwo\\\\ three {{x}}", "one  \ntwo  \nthree `x`");
    check("\\*no\\* \\{{no}} {{yes}}", "\\*no\\* \\{{no}} `yes`");
}

#[test]
fn blocks_become_those_of_markdown() {
    check("h2. A *b*\ntext", "## A **b**\ntext");
    check("bq. said\nh1. B", "> said\n\n# B");
    check("a\n{quote}\nb\n* c\n{quote}\nd", "a\n\n> b\n> * c\n\nd");
    check("{panel:title=Note|borderStyle=solid}\na\n{panel}\nb", "**Note**\n\na\n\nb");
    check("* a\n** b\n*# c\n*# d\n* e", "* a\n  * b\n  1. c\n  2. d\n* e");
    check("Steps:\n# a\n## b\n# c\n#* d", "Steps:\n1. a\n   1. b\n2. c\n   * d");
    check(
        "||A||B||\n|1|[x|https://e.example]|\nend",
        "|A|B|\n| --- | --- |\n|1|[x](https://e.example)|\n\nend",
    );
    check("{code:java}\nint *a*;\n\n```\n{code}\nb", "````java\nint *a*;\n\n```\n````\n\nb");
    check("a {noformat}*x*{noformat} b {code}y{code}", "a `*x*` b `y`");
    check("{noformat}\n* x\n{noformat}", "```\n* x\n```\n".trim_end());
    check("{{x}}\n----\ny", "`x`\n\n----\ny");
}

#[test]
fn markdown_and_plain_text_stay_byte_for_byte() {
    for text in [
        "- [ ] item\n- [x] other\n\n1. one\n2. two\n",
        "```\n*a* {{b}}\n",
        "**bold** and __this__ ~~that~~",
        "[text](https://e.example) and `*code*`",
        "# heading\n\ntext\n\n## next",
        "| a | b |\n|---|---|\n| 1 | *2 |",
        "a-b - c -- d --- e -5 to -3",
        "2 * 3 * 4 = 24, 5*3*2, C++ and +5",
        "snake_case_name and __init__",
        "[Bug] Door [2] [ ] a|b {x} {{open",
        "<img src=x onerror=alert(1)> 1 < 2 > 0",
        "C:\\temp \\\\server\\x *.txt",
        "- a\n  - b\n    - c\n* d\n + e",
        "Wow! This! is.png",
        "{quote} {panel} {color:red} {code",
        "----\n\n\n  x  \n",
        "https://e.example/-a-/_b_/*c*",
        "h2 . no h7. no\nh2.no",
        "~~~\n*x*\n~~~",
        " * a\n * b",
        "",
    ] {
        check(text, text);
    }
    check("a\r\nb\rc", "a\nb\nc");
}

#[test]
fn long_runs_of_marks_take_no_longer_than_their_length() {
    let begun = std::time::Instant::now();
    for part in [
        "*a _b [c {d ",
        "{",
        "{{",
        "{code} ",
        "{color:red}",
        "`",
        "[",
        "|",
        "*",
        "-a -",
        "{quote}",
        "{panel}x",
        "!a ",
        "{code:a}x ",
        "``x `",
        "_*",
        "|[",
        "\\",
        "h",
    ] {
        let text = part.repeat((1 << 20) / part.len());
        assert!(wiki_text::to_markdown(&text).len() <= 4 * text.len() + 64, "{part}");
    }
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
}

fn pieces() -> impl Strategy<Value = String> {
    const SIGNS: &[&str] = &[
        "*",
        "**",
        "_",
        "-",
        "+",
        "#",
        " ",
        "\n",
        "\n\n",
        "{",
        "}",
        "{{",
        "}}",
        "[",
        "]",
        "|",
        "||",
        "!",
        ".png!",
        "http://e",
        "https://e.example/(",
        "h1. ",
        "bq. ",
        "{quote}",
        "{code}",
        "{code:c}",
        "{noformat}",
        "{panel:title=x}",
        "{panel}",
        "{color:red}",
        "{color}",
        "{*}",
        "\\",
        "\\\\",
        "`",
        "```",
        "~",
        "a",
        "é",
        "<b>",
        "----",
        "# ",
        "* ",
        "*# ",
        "- ",
        "\t",
        "&lt;",
        "1. ",
    ];
    let sign = prop::sample::select(SIGNS).prop_map(str::to_owned);
    prop::collection::vec(prop_oneof![9 => sign, 1 => "\\PC{0,4}"], 0..80)
        .prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn any_wiki_text_gives_markdown_that_is_not_much_longer(wiki in pieces()) {
        let markdown = wiki_text::to_markdown(&wiki);
        prop_assert!(markdown.len() <= 4 * wiki.len() + 64, "{markdown}");
    }

    #[test]
    fn any_string_gives_markdown(text in any::<String>()) {
        prop_assert!(wiki_text::to_markdown(&text).len() <= 4 * text.len() + 64);
        html_text::to_markdown(&text);
    }

    #[test]
    fn text_in_html_is_shown_as_it_is(text in "[a-z0-9 #*_+=|:;.,()!>\\-\\[\\]\\\\`~^$@/'\"{}]{1,40}") {
        let shown = html(&html_text::to_markdown(&format!("<div>x {text}<br>{text}</div>")));
        let expected = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let plain = shown.replace("<br>", " ").replace("<p>", "").replace("</p>", "");
        let plain = plain.replace("&gt;", ">").replace("&amp;", "&").replace("&quot;", "\"");
        prop_assert_eq!(expected(&plain), expected(&format!("x {text} {text}")));
    }
}
