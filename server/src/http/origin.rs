//! Origins: which pages may use the server (its own, those of the origins that the operator lists,
//! and those in sandboxed frames).

use axum::extract::{Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, CONTENT_DISPOSITION, HOST, ORIGIN, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::answers;
use super::app::App;

/// How many seconds browsers may cache the answer to a preflight request.
const REMEMBERED: &str = "3600";

/// The origin of pages that have none, as in a frame that is sandboxed without `allow-same-origin`.
const OPAQUE: &str = "null";

/// Whether the request comes from a page that may use the server, or from no page at all.
pub fn is_allowed(headers: &HeaderMap, allowed: &[String]) -> bool {
    let Some(origin) = headers.get(ORIGIN) else { return true };
    let Ok(origin) = origin.to_str() else { return false };
    is_own(origin, headers) || is_shared_with(origin, allowed)
}

/// Whether the request comes from one of the server's own pages, or from no page at all. The `Host`
/// header must be the one seen from outside.
pub fn is_own_or_none(headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(ORIGIN) else { return true };
    origin.to_str().is_ok_and(|origin| is_own(origin, headers))
}

fn is_own(origin: &str, headers: &HeaderMap) -> bool {
    let Some((scheme, of_origin)) = origin.split_once("://") else { return false };
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    // Browsers leave the default port out; some proxies do not.
    let default_port = if scheme.eq_ignore_ascii_case("https") { ":443" } else { ":80" };
    let host = host.map(|host| host.strip_suffix(default_port).unwrap_or(host));
    host.is_some_and(|host| of_origin.eq_ignore_ascii_case(host))
}

/// Whether pages of a foreign origin may use the server. Pages without an origin may, although they
/// can be anybody's: there are no cookies, so a request can do only what the secret in it permits,
/// and the proxy's identity does not count for such pages.
fn is_shared_with(origin: &str, allowed: &[String]) -> bool {
    origin == OPAQUE || allowed.iter().any(|listed| listed.eq_ignore_ascii_case(origin))
}

/// Lets scripts of allowed origins read the responses (CORS), and refuses what pages of others would
/// change: browsers send simple requests without asking first.
pub async fn share(State(app): State<App>, request: Request, next: Next) -> Response {
    let changes = ![Method::GET, Method::HEAD, Method::OPTIONS].contains(request.method());
    if changes && !is_allowed(request.headers(), &app.allowed_origins) {
        return answers::foreign_origin();
    }
    let origin = request.headers().get(ORIGIN).cloned();
    let foreign = origin.filter(|origin| {
        origin.to_str().is_ok_and(|origin| is_shared_with(origin, &app.allowed_origins))
    });
    let is_preflight = foreign.is_some() && request.method() == Method::OPTIONS;
    let mut response = if is_preflight {
        let allowed = [
            (ACCESS_CONTROL_ALLOW_METHODS, "GET, POST"),
            (ACCESS_CONTROL_ALLOW_HEADERS, "authorization, content-type, ready-room-secret"),
            (ACCESS_CONTROL_MAX_AGE, REMEMBERED),
        ];
        (StatusCode::NO_CONTENT, allowed).into_response()
    } else {
        next.run(request).await
    };
    response.headers_mut().append(VARY, HeaderValue::from_static("origin"));
    if let Some(origin) = foreign {
        response.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        // The name of an exported file.
        response.headers_mut().insert(ACCESS_CONTROL_EXPOSE_HEADERS, CONTENT_DISPOSITION.into());
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(host: &'static str, origin: &'static str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, HeaderValue::from_static(host));
        headers.insert(ORIGIN, HeaderValue::from_static(origin));
        is_allowed(&headers, &["https://portal.example".into()])
    }

    #[test]
    fn own_pages_and_listed_ones_may_and_others_may_not() {
        assert!(allowed("rooms.example", "https://rooms.example"));
        assert!(allowed("127.0.0.1:3000", "http://127.0.0.1:3000"));
        assert!(allowed("rooms.example", "https://portal.example"));
        for stranger in ["https://evil.example", "https://rooms.example.evil.example", "Null", ""] {
            assert!(!allowed("rooms.example", stranger), "{stranger}");
        }
    }

    #[test]
    fn the_usual_port_need_not_be_named() {
        assert!(allowed("rooms.example:443", "https://rooms.example"));
        assert!(allowed("rooms.example:80", "http://rooms.example"));
        assert!(!allowed("rooms.example:8080", "http://rooms.example"));
        assert!(!allowed("rooms.example:443", "http://rooms.example"));
    }

    #[test]
    fn a_page_in_a_sandboxed_frame_may_and_is_not_an_own_one() {
        assert!(allowed("rooms.example", OPAQUE));
        let mut headers = HeaderMap::new();
        headers.insert(HOST, HeaderValue::from_static(OPAQUE));
        headers.insert(ORIGIN, HeaderValue::from_static(OPAQUE));
        assert!(!is_own_or_none(&headers));
    }

    #[test]
    fn a_bot_has_no_origin() {
        assert!(is_allowed(&HeaderMap::new(), &[]));
    }
}
