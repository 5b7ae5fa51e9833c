//! `GET /healthz`: for whoever watches the server.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::app::App;

/// `ok`, or what does not work.
pub async fn health(State(app): State<App>) -> Response {
    if app.registry.can_save() {
        "ok".into_response()
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "the last write failed; rooms are read-only")
            .into_response()
    }
}
