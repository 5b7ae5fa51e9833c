//! Security headers of every response.

use axum::Extension;
use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::{
    CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::middleware::Next;
use axum::response::Response;

use super::app::App;
use super::page;
use super::via::Via;

const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

/// Permissions that no page needs.
const PERMISSIONS: &str = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), \
                           display-capture=(), browsing-topics=()";

/// Adds the headers.
pub async fn guard(
    State(app): State<App>,
    Extension(via): Extension<Via>,
    request: Request,
    next: Next,
) -> Response {
    let for_frames = page::is_for_frames(request.uri().path());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if let Ok(policy) = app.policy.header(&via.host.unwrap_or_default(), for_frames) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // The address of a room gives access to it.
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(PERMISSIONS_POLICY, HeaderValue::from_static(PERMISSIONS));
    response
}
