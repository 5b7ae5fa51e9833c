//! The content policy: what a page may load, and who may show it in a frame.

use anyhow::{Context, Result};
use axum::http::HeaderValue;

/// Who may show the pages that are not made for frames.
const SELF: &str = "'self'";

/// The content policy from the settings.
pub struct Policy {
    /// Who may show the pages that are made for frames.
    frame_ancestors: String,
}

impl Policy {
    /// Fails if the setting would add a directive, or cannot be used in a header.
    pub fn new(frame_ancestors: &str) -> Result<Self> {
        anyhow::ensure!(
            !frame_ancestors.contains([';', ',']),
            "frame-ancestors is a list separated by blanks, as in `'self' https://portal.example`"
        );
        let policy = Self { frame_ancestors: frame_ancestors.to_owned() };
        policy.header("", true).context("frame-ancestors cannot be used in a header")?;
        Ok(policy)
    }

    /// The header for a page on this host. Older browsers do not apply `'self'` to websockets, so
    /// the host is named for them.
    pub fn header(&self, host: &str, for_frames: bool) -> Result<HeaderValue> {
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
