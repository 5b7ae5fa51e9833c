//! HTML, into Markdown and from there to what is shown.
#![no_main]

libfuzzer_sys::fuzz_target!(|html: &str| {
    let markdown = server::files::markup::html_text::to_markdown(html);
    let _ = server::markdown::html(&markdown);
});
