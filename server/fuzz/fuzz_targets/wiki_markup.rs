//! Jira's wiki markup, into Markdown.
#![no_main]

libfuzzer_sys::fuzz_target!(|wiki: &str| {
    let _ = server::files::markup::wiki_text::to_markdown(wiki);
});
