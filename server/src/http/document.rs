//! The HTML of the site as it is served: in the language of the browser, with the base path and the
//! room's title filled in, and with metadata for link previews.

use std::borrow::Cow;
use std::io::Write;

use axum::http::header::{ACCEPT_LANGUAGE, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use html_escape::encode_text;
use tracing::error;

use super::app::App;
use super::encoding::Encoding;
use super::site_file::{Content, File, PAGE};
use crate::base_path::BasePath;

const HTML: &str = "text/html; charset=utf-8";

/// The language of forms that every site has.
const DEFAULT_LANGUAGE: &str = "en";

/// How many of the languages that a browser asks for are looked for.
const MAX_LANGUAGES: usize = 8;

/// The element in the files that is replaced by one with the base path.
const BASE: &str = "<base href=\"/\">";

/// The element in the files that is replaced by title and metadata.
const TITLE: &str = "<title>Ready Room</title>";

/// The element in the form of a room that is replaced by one with the room's title.
const ROOM_TITLE: &str = "<bdi>Ready Room</bdi>";

/// What changes in a file for a request.
pub struct Filling<'a> {
    /// The base path.
    pub base: &'a BasePath,
    /// Title and metadata.
    pub head: Option<String>,
    /// The title of the room that the form leads into.
    pub room_title: Option<String>,
}

/// The file that begins with `form`, or with a skeleton where there is none, in the first language that
/// the browser asks for and the site has; `page` where it has none of them.
pub async fn file(app: &App, page: &'static str, form: Option<&str>, asked: &HeaderMap) -> File {
    let stem = form.or(page.strip_suffix(".html")).unwrap_or_default();
    for language in languages(asked) {
        let file = html(format!("{stem}.{language}.html"));
        if file.exists(app).await {
            return file;
        }
    }
    html(page)
}

fn html(name: impl Into<Cow<'static, str>>) -> File {
    File { name: name.into(), content_type: HTML }
}

/// The languages that are asked for, the most wanted first, by the letters that their tags begin with.
fn languages(asked: &HeaderMap) -> Vec<String> {
    let header = asked.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let tags = accept_language::parse(header.unwrap_or_default());
    let primary = |tag: &String| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    // They become names of files.
    let is_plain = |tag: &String| !tag.is_empty() && tag.bytes().all(|b| b.is_ascii_lowercase());
    let mut languages: Vec<_> =
        tags.iter().map(primary).filter(is_plain).take(MAX_LANGUAGES).collect();
    languages.push(DEFAULT_LANGUAGE.to_owned());
    languages
}

/// Responds with an HTML file, filled in.
pub async fn answer(
    app: &App,
    file: &File,
    filling: Filling<'_>,
    asked: &HeaderMap,
    status: StatusCode,
) -> Response {
    // If nothing changes, there are copies that the build has compressed better.
    let content = if filling.changes_nothing() {
        file.smallest(app, asked).await
    } else {
        let filled = file.text(app).await.map(|html| filling.fill(&html));
        filled.map(|html| compressed(html.into_bytes(), asked))
    };
    let Some(content) = content else { return missing(app, file, status) };
    let mut response = content.answer(file.content_type, asked, status);
    let varies = HeaderValue::from_static("accept-encoding, accept-language");
    response.headers_mut().insert(VARY, varies);
    response
}

impl Filling<'_> {
    fn changes_nothing(&self) -> bool {
        self.base.is_root() && self.head.is_none() && self.room_title.is_none()
    }

    fn fill(&self, html: &str) -> String {
        // A base path has no character that would have to be escaped.
        let mut html = html.replacen(BASE, &format!("<base href=\"{}\">", self.base), 1);
        if let Some(head) = &self.head {
            html = html.replacen(TITLE, head, 1);
        }
        if let Some(title) = &self.room_title {
            html = html.replacen(ROOM_TITLE, &format!("<bdi>{}</bdi>", encode_text(title)), 1);
        }
        html
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
    if file.name != PAGE {
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
    fn only_the_base_and_the_titles_change() {
        let html = format!("<head>{BASE}{TITLE}</head>{ROOM_TITLE}<p>{TITLE}{ROOM_TITLE}</p>");
        let (base, root) = ("/tools/poker".parse().unwrap(), BasePath::default());
        let head = "<title>A &lt; B</title>";
        let filling = Filling {
            base: &base,
            head: Some(head.to_owned()),
            room_title: Some("A < B".to_owned()),
        };
        let expected = format!(
            "<head><base href=\"/tools/poker/\">{head}</head><bdi>A &lt; B</bdi>\
             <p>{TITLE}{ROOM_TITLE}</p>"
        );
        assert_eq!(filling.fill(&html), expected);
        let nothing = Filling { base: &root, head: None, room_title: None };
        assert!(nothing.changes_nothing());
        assert_eq!(nothing.fill(&html), html);
    }

    #[test]
    fn languages_come_in_the_order_of_their_weights_and_never_lead_out_of_the_folder() {
        let languages = |header: &'static str| {
            languages(&HeaderMap::from_iter([(ACCEPT_LANGUAGE, HeaderValue::from_static(header))]))
        };
        assert_eq!(languages("en;q=0.5, de-AT, fr;q=0.8"), ["de", "fr", "en", "en"]);
        assert_eq!(languages("../../x, /etc/passwd, *, "), ["en"]);
        assert_eq!(languages(""), ["en"]);
    }
}
