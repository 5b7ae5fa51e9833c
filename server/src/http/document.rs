//! The HTML of the site as it is served: with the base path filled in, and with metadata for link
//! previews.

use std::io::Write;

use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use tracing::error;

use super::app::App;
use super::encoding::Encoding;
use super::site_file::{Content, File};
use crate::base_path::BasePath;

const HTML: &str = "text/html; charset=utf-8";

/// The page.
pub const PAGE: File = File { name: "index.html", content_type: HTML };

/// The page for frames.
pub const FRAME: File = File { name: "embed.html", content_type: HTML };

/// The element in the files that is replaced by one with the base path.
const BASE: &str = "<base href=\"/\">";

/// The element in the files that is replaced by title and metadata.
const TITLE: &str = "<title>Ready Room</title>";

/// Responds with an HTML file, with the base path filled in and the title replaced by `head`.
pub async fn answer(
    app: &App,
    file: &File,
    base: &BasePath,
    head: Option<String>,
    asked: &HeaderMap,
    status: StatusCode,
) -> Response {
    // If nothing changes, there are copies that the build has compressed better.
    let content = if base.is_root() && head.is_none() {
        file.smallest(app, asked).await
    } else {
        let filled = file.text(app).await.map(|html| filled(&html, base, head.as_deref()));
        filled.map(|html| compressed(html.into_bytes(), asked))
    };
    match content {
        Some(content) => content.answer(file.content_type, asked, status),
        None => missing(app, file, status),
    }
}

fn filled(html: &str, base: &BasePath, head: Option<&str>) -> String {
    // A base path has no character that would have to be escaped.
    let html = html.replacen(BASE, &format!("<base href=\"{base}\">"), 1);
    match head {
        Some(head) => html.replacen(TITLE, head, 1),
        None => html,
    }
}

/// Compresses fast rather than well: the file is small, and compressed for each request.
fn compressed(plain: Vec<u8>, asked: &HeaderMap) -> Content {
    let takes_gzip = Encoding::accepted(asked).any(|encoding| encoding == Encoding::Gzip);
    let gzipped = || {
        let mut writer = GzEncoder::new(Vec::new(), Compression::fast());
        writer.write_all(&plain).and_then(|()| writer.finish())
    };
    match takes_gzip.then(gzipped) {
        Some(Ok(bytes)) => Content { bytes, encoding: Some(Encoding::Gzip) },
        _ => Content { bytes: plain, encoding: None },
    }
}

fn missing(app: &App, file: &File, status: StatusCode) -> Response {
    if file.name != PAGE.name {
        return StatusCode::NOT_FOUND.into_response();
    }
    error!(folder = %app.site.display(), "the page is not there; has it been built?");
    let status = if status == StatusCode::OK { StatusCode::SERVICE_UNAVAILABLE } else { status };
    (status, "The page has not been built.").into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_base_and_the_title_change() {
        let html = format!("<head>{BASE}{TITLE}</head><p>{TITLE}</p>");
        let base: BasePath = "/tools/poker".parse().unwrap();
        let title = "<title>Sprint 12</title>";
        let expected = format!("<head><base href=\"/tools/poker/\">{title}</head><p>{TITLE}</p>");
        assert_eq!(filled(&html, &base, Some(title)), expected);
        assert_eq!(filled(&html, &BasePath::default(), None), html);
    }
}
