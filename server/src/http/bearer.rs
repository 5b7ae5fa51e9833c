//! Who asks: the secret in a request's `Authorization` header.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use domain::ids::SecretHash;

use crate::rooms::secret;

/// The hash of the secret, if there is one that could be somebody's.
pub fn secret(headers: &HeaderMap) -> Option<SecretHash> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, secret) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| secret::hash(secret.trim()))?
}
