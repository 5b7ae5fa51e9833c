//! Markdown as the server renders it: HTML that is safe to show.

use std::cell::RefCell;

use super::requests::{TEXT, post, send};
use crate::host::Host;

/// How many rendered texts are remembered. Beyond it, the memory is emptied.
const REMEMBERED: usize = 200;

thread_local! {
    /// Texts with their HTML.
    static RENDERED: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

/// The safe HTML of a Markdown text. `None` where the server cannot be reached.
pub async fn render(host: Host, text: &str) -> Option<String> {
    if let Some(html) = rendered(text) {
        return Some(html);
    }
    let answer = send(post(host, "api/markdown", TEXT), text).await.filter(|answer| answer.ok())?;
    let html = answer.text().await.ok()?;
    RENDERED.with_borrow_mut(|rendered| {
        if rendered.len() >= REMEMBERED {
            rendered.clear();
        }
        rendered.push((text.to_owned(), html.clone()));
    });
    Some(html)
}

/// The safe HTML of a Markdown text that was rendered before.
pub fn rendered(text: &str) -> Option<String> {
    RENDERED.with_borrow(|rendered| {
        rendered.iter().find(|(other, _)| other == text).map(|(_, html)| html.clone())
    })
}
