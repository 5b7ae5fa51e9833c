//! Headers that every answer has: what a page may load, and who may show it.

use anyhow::{Context, Result};
use axum::Extension;
use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::{
    CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::middleware::Next;
use axum::response::Response;

use super::proxy::Via;
use super::{App, page};

const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

/// A page needs none of these; copying a link is all that it asks for.
const PERMISSIONS: &str = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), \
                           display-capture=(), browsing-topics=()";

/// Who may show the pages that are not made for frames.
const SELF: &str = "'self'";

/// The content policy, made from the settings.
pub struct Policy {
    /// Who may show the pages that are made for frames.
    frame_ancestors: String,
}

impl Policy {
    /// Fails when the setting would be more than one directive, or no header.
    pub fn new(frame_ancestors: &str) -> Result<Self> {
        anyhow::ensure!(
            !frame_ancestors.contains([';', ',']),
            "frame-ancestors is a list parted by blanks, as in `'self' https://portal.example`"
        );
        let policy = Self { frame_ancestors: frame_ancestors.to_owned() };
        policy.header("", true).context("frame-ancestors cannot be used in a header")?;
        Ok(policy)
    }

    /// The policy for a page that was asked for under this host, and may be made for frames. Older
    /// browsers do not take `'self'` for websockets, so the host is named for them.
    fn header(&self, host: &str, for_frames: bool) -> Result<HeaderValue> {
        let ancestors = if for_frames { self.frame_ancestors.as_str() } else { SELF };
        let sockets =
            if host.is_empty() { String::new() } else { format!(" ws://{host} wss://{host}") };
        let policy = format!(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
             img-src 'self' data:; connect-src 'self'{sockets}; font-src 'none'; \
             form-action 'self'; base-uri 'self'; frame-ancestors {ancestors}"
        );
        Ok(HeaderValue::from_str(&policy)?)
    }
}

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
    // A room's address is its key.
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(PERMISSIONS_POLICY, HeaderValue::from_static(PERMISSIONS));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_cannot_add_a_directive() {
        assert!(Policy::new("'self' https://portal.example").is_ok());
        assert!(Policy::new("'self'; script-src *").is_err());
        assert!(Policy::new("'self'\n").is_err());
    }
}
