//! The page and its files. Every address that is nothing else gets the page; the status says whether
//! there is something to see.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG,
    IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::ids::RoomId;
use sha2::{Digest, Sha256};
use tracing::error;

use super::App;
use super::encoding::Encoding;
use crate::rooms::RoomError;
use crate::rooms::secret::hex;

/// A file's name changes with its content.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// Marks an answer for the browser to keep. Pages of any origin may load the files: a room in a
/// sandboxed frame or in an element of another site needs that, and they are the same for all.
pub async fn keep_for_ever(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    if response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED {
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(FOR_EVER));
    }
    response
}

/// `/`, `/room/{id}`, and whatever does not exist.
pub async fn page(
    State(app): State<App>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let status = status(&app, uri.path()).await;
    file(&app, "index.html", "text/html; charset=utf-8", &headers, status).await
}

/// `/favicon.svg`, for those who ask for it without reading the page.
pub async fn favicon(State(app): State<App>, headers: HeaderMap) -> Response {
    file(&app, "favicon.svg", "image/svg+xml", &headers, StatusCode::OK).await
}

async fn status(app: &App, path: &str) -> StatusCode {
    if path == "/" {
        return StatusCode::OK;
    }
    let Some(room) = path.strip_prefix("/room/") else { return StatusCode::NOT_FOUND };
    let room = RoomId(room.strip_suffix('/').unwrap_or(room).to_owned());
    match app.registry.status(&room).await {
        Ok(()) => StatusCode::OK,
        Err(RoomError::Unknown) => StatusCode::NOT_FOUND,
        Err(RoomError::Ended) => StatusCode::GONE,
        Err(RoomError::Failed) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// A file of the site in the smallest form that the client takes; nothing if it has it already.
async fn file(
    app: &App,
    name: &str,
    content_type: &'static str,
    headers: &HeaderMap,
    status: StatusCode,
) -> Response {
    let Some((content, encoding)) = read(app, name, headers).await else {
        return missing(app, name, status);
    };
    let tag = format!("\"{}\"", &hex(&Sha256::digest(&content))[..32]);
    let known = headers.get_all(IF_NONE_MATCH).iter().any(|value| {
        value.to_str().is_ok_and(|tags| tags.split(',').any(|known| is_tag(known, &tag)))
    });
    let mut response = if known && status == StatusCode::OK {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        (status, [(CONTENT_TYPE, content_type)], Body::from(content)).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(ETAG, tag);
    }
    if let Some(encoding) = encoding.filter(|_| response.status() != StatusCode::NOT_MODIFIED) {
        let name = HeaderValue::from_static(encoding.name());
        response.headers_mut().insert(CONTENT_ENCODING, name);
    }
    response
}

/// Whether a client's tag is this one. Proxies that compress may have made it a weak one.
fn is_tag(known: &str, tag: &str) -> bool {
    let known = known.trim();
    known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag
}

async fn read(app: &App, name: &str, headers: &HeaderMap) -> Option<(Vec<u8>, Option<Encoding>)> {
    for encoding in Encoding::accepted(headers) {
        let copy = app.site.join(format!("{name}{}", encoding.extension()));
        if let Ok(content) = tokio::fs::read(copy).await {
            return Some((content, Some(encoding)));
        }
    }
    let content = tokio::fs::read(app.site.join(name)).await.ok()?;
    Some((content, None))
}

fn missing(app: &App, name: &str, status: StatusCode) -> Response {
    if name != "index.html" {
        return StatusCode::NOT_FOUND.into_response();
    }
    error!(folder = %app.site.display(), "the page is not there; has it been built?");
    let status = if status == StatusCode::OK { StatusCode::SERVICE_UNAVAILABLE } else { status };
    (status, "The page has not been built.").into_response()
}
