//! Which pages may use the server: its own, and those of the origins that the operator lists.

use axum::extract::{Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_MAX_AGE, HOST, ORIGIN, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::App;

/// Seconds for which a browser remembers that a page may use the server.
const REMEMBERED: &str = "3600";

/// Whether the request comes from a page that may use the server, or from no page at all.
pub fn is_allowed(headers: &HeaderMap, allowed: &[String]) -> bool {
    let Some(origin) = headers.get(ORIGIN) else { return true };
    let Ok(origin) = origin.to_str() else { return false };
    is_own(origin, headers) || is_listed(origin, allowed)
}

fn is_own(origin: &str, headers: &HeaderMap) -> bool {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let of_origin = origin.split_once("://").map(|(_, host)| host);
    of_origin.is_some_and(|own| host.is_some_and(|host| own.eq_ignore_ascii_case(host)))
}

fn is_listed(origin: &str, allowed: &[String]) -> bool {
    allowed.iter().any(|listed| listed.eq_ignore_ascii_case(origin))
}

/// Lets scripts of listed origins read the answers (CORS).
pub async fn share(State(app): State<App>, request: Request, next: Next) -> Response {
    let origin = request.headers().get(ORIGIN).cloned();
    let listed = origin.filter(|origin| {
        origin.to_str().is_ok_and(|origin| is_listed(origin, &app.allowed_origins))
    });
    let is_question = listed.is_some() && request.method() == Method::OPTIONS;
    let mut response = if is_question {
        let allowed = [
            (ACCESS_CONTROL_ALLOW_METHODS, "GET, POST"),
            (ACCESS_CONTROL_ALLOW_HEADERS, "authorization, content-type"),
            (ACCESS_CONTROL_MAX_AGE, REMEMBERED),
        ];
        (StatusCode::NO_CONTENT, allowed).into_response()
    } else {
        next.run(request).await
    };
    response.headers_mut().append(VARY, HeaderValue::from_static("origin"));
    if let Some(origin) = listed {
        response.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
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
        for stranger in ["https://evil.example", "null", "https://rooms.example.evil.example", ""] {
            assert!(!allowed("rooms.example", stranger), "{stranger}");
        }
    }

    #[test]
    fn a_bot_has_no_origin() {
        assert!(is_allowed(&HeaderMap::new(), &[]));
    }
}
