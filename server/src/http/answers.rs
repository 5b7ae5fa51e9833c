//! Responses that several handlers of the JSON API give.

use axum::Json;
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::{IntoResponse, Response};
use domain::refusal::Refusal;
use serde_json::json;

use crate::rooms::RoomError;
use crate::tokens::BadToken;

/// The request is malformed; `why` is for authors of clients.
pub fn bad_request(why: impl std::fmt::Display) -> Response {
    (StatusCode::BAD_REQUEST, Json(json!({ "error": why.to_string() }))).into_response()
}

/// The request is none for a websocket; `why` is for authors of clients.
pub fn no_upgrade(why: impl std::fmt::Display) -> Response {
    (StatusCode::UPGRADE_REQUIRED, Json(json!({ "error": why.to_string() }))).into_response()
}

/// The room refused the command, or the address has used its budget.
pub fn refused(status: StatusCode, refusal: &Refusal) -> Response {
    if let Refusal::TooManyRequests { seconds } = refusal {
        return too_many_requests(*seconds);
    }
    (status, Json(json!({ "refused": refusal }))).into_response()
}

/// The room cannot be entered.
pub fn no_room(error: RoomError) -> Response {
    let status = match error {
        RoomError::Unknown => StatusCode::NOT_FOUND,
        RoomError::Ended => StatusCode::GONE,
        RoomError::Failed => StatusCode::SERVICE_UNAVAILABLE,
    };
    (status, Json(json!({ "error": error.to_string() }))).into_response()
}

/// The request should have a secret, and has none that can be used.
pub fn no_secret() -> Response {
    bad_request("there is no secret, or one that is too short or too long")
}

/// The secret is missing, or is no participant's.
pub fn unauthorized() -> Response {
    let body = Json(json!({ "error": "the secret is of nobody in this room" }));
    (StatusCode::UNAUTHORIZED, [("www-authenticate", "Bearer")], body).into_response()
}

/// The token is refused; the response says whether it has expired or never was valid.
pub fn bad_token(why: BadToken) -> Response {
    let body = Json(json!({ "error": format!("the token: {why}") }));
    (StatusCode::UNAUTHORIZED, [("www-authenticate", "Bearer error=\"invalid_token\"")], body)
        .into_response()
}

/// The request comes from a page whose origin is not allowed.
pub fn foreign_origin() -> Response {
    (StatusCode::FORBIDDEN, "this origin is not allowed").into_response()
}

/// The address has used its budget; there is some again after so many seconds.
pub fn too_many_requests(seconds: u32) -> Response {
    let refusal = Json(json!({ "refused": Refusal::TooManyRequests { seconds } }));
    (StatusCode::TOO_MANY_REQUESTS, [(RETRY_AFTER, seconds.to_string())], refusal).into_response()
}

/// The request is for a host that is none of this server's.
pub fn wrong_host() -> Response {
    (StatusCode::MISDIRECTED_REQUEST, "this server has no such host").into_response()
}

/// The body is larger than it may be.
pub fn too_large(limit: usize) -> Response {
    let body = Json(json!({ "error": format!("more than {limit} bytes") }));
    (StatusCode::PAYLOAD_TOO_LARGE, body).into_response()
}

/// The body did not arrive in time.
pub fn late() -> Response {
    let body = Json(json!({ "error": "the body did not arrive in time" }));
    (StatusCode::REQUEST_TIMEOUT, body).into_response()
}

/// There is nothing at this path.
pub fn not_found() -> Response {
    missing("nothing is at this address")
}

/// What the path names does not exist.
pub fn missing(what: &str) -> Response {
    (StatusCode::NOT_FOUND, Json(json!({ "error": what }))).into_response()
}

/// What the path names exists already.
pub fn conflict(what: &str) -> Response {
    (StatusCode::CONFLICT, Json(json!({ "error": what }))).into_response()
}
