//! Requests and answers, as all parts of the API make and read them.

use domain::preview::Unreadable;
use domain::refusal::Refusal;
use gloo_net::http::{Request, RequestBuilder, Response};
use serde::Deserialize;
use wasm_bindgen::JsValue;

use crate::host::Host;

/// The media types of what is sent.
pub const JSON: &str = "application/json";
pub const TEXT: &str = "text/plain;charset=utf-8";
pub const BYTES: &str = "application/octet-stream";

/// The statuses of answers whose body says why something was refused.
pub const REFUSED: [u16; 2] = [403, 422];

/// The server's answer to a request that it refuses.
#[derive(Deserialize)]
pub struct RefusedBody {
    /// Why.
    pub refused: Refusal,
}

/// The server's answer to a file that cannot be read.
#[derive(Deserialize)]
pub struct UnreadableBody {
    /// Why.
    pub unreadable: Unreadable,
}

/// A request that proves who asks, by the token of the page around or else by the secret.
pub fn authorized(request: RequestBuilder, host: Host, secret: &str) -> RequestBuilder {
    let proof = host.token().unwrap_or_else(|| secret.to_owned());
    with_secret(request, &proof)
}

/// A request that proves who asks by a secret.
pub fn with_secret(request: RequestBuilder, secret: &str) -> RequestBuilder {
    request.header("authorization", &format!("Bearer {secret}"))
}

/// A request that sends something to a path below the server's base.
pub fn post(host: Host, path: &str, media_type: &str) -> RequestBuilder {
    Request::post(&host.address(path)).header("content-type", media_type)
}

/// Sends a body. `None` where no answer came.
pub async fn send(request: RequestBuilder, body: impl Into<JsValue>) -> Option<Response> {
    request.body(body).ok()?.send().await.ok()
}
