//! Files of the site with fixed names: served in the smallest encoding that the client accepts, and
//! not again if the client has the file already.

use std::borrow::Cow;
use std::path::Path;

use anyhow::{Result, ensure};
use axum::body::Body;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use super::app::App;
use super::encoding::Encoding;
use crate::rooms::secret::hex;

/// The page, and the page for frames, as they are where they do not begin with a form.
pub const PAGE: &str = "index.html";
pub const FRAME: &str = "embed.html";

/// Fails if the built page is not in this folder, and says how to build it.
pub fn check(site: &Path) -> Result<()> {
    for name in [PAGE, FRAME] {
        let is_there = site.join(name).is_file();
        ensure!(
            is_there,
            "there is no page: {name} is not in {}; build it with `cargo xtask site`, or say with \
             --site-root in which folder it is",
            site.display()
        );
    }
    Ok(())
}

/// A file at the top of the site.
pub struct File {
    /// Its name.
    pub name: Cow<'static, str>,
    /// Its content type.
    pub content_type: &'static str,
}

/// The content of a file as it is sent.
pub struct Content {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The encoding, if they are compressed.
    pub encoding: Option<Encoding>,
}

impl File {
    /// Responds with the file, or that it does not exist.
    pub async fn answer(&self, app: &App, headers: &HeaderMap, status: StatusCode) -> Response {
        match self.smallest(app, headers).await {
            Some(content) => content.answer(self.content_type, headers, status),
            None => StatusCode::NOT_FOUND.into_response(),
        }
    }

    /// The smallest copy that the client accepts.
    pub async fn smallest(&self, app: &App, headers: &HeaderMap) -> Option<Content> {
        for encoding in Encoding::accepted(headers) {
            let copy = app.site.join(format!("{}{}", self.name, encoding.extension()));
            if let Ok(bytes) = tokio::fs::read(copy).await {
                return Some(Content { bytes, encoding: Some(encoding) });
            }
        }
        let bytes = tokio::fs::read(app.site.join(&*self.name)).await.ok()?;
        Some(Content { bytes, encoding: None })
    }

    /// Whether it is there.
    pub async fn exists(&self, app: &App) -> bool {
        tokio::fs::try_exists(app.site.join(&*self.name)).await.unwrap_or(false)
    }

    /// The uncompressed text of the file.
    pub async fn text(&self, app: &App) -> Option<String> {
        tokio::fs::read_to_string(app.site.join(&*self.name)).await.ok()
    }
}

impl Content {
    /// Responds with the content, or that the client's copy is current.
    pub fn answer(
        self,
        content_type: &'static str,
        asked: &HeaderMap,
        status: StatusCode,
    ) -> Response {
        let tag = format!("\"{}\"", &hex(&Sha256::digest(&self.bytes))[..32]);
        let mut response = if status == StatusCode::OK && is_known(asked, &tag) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            let mut whole =
                (status, [(CONTENT_TYPE, content_type)], Body::from(self.bytes)).into_response();
            if let Some(encoding) = self.encoding {
                let name = HeaderValue::from_static(encoding.name());
                whole.headers_mut().insert(CONTENT_ENCODING, name);
            }
            whole
        };
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            headers.insert(ETAG, tag);
        }
        response
    }
}

fn is_known(asked: &HeaderMap, tag: &str) -> bool {
    asked.get_all(IF_NONE_MATCH).iter().any(|value| {
        value.to_str().is_ok_and(|tags| tags.split(',').any(|known| is_tag(known, tag)))
    })
}

/// Whether a client's tag matches. Proxies that compress may have made it a weak one.
fn is_tag(known: &str, tag: &str) -> bool {
    let known = known.trim();
    known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag
}
