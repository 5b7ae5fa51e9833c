//! `POST /api/rooms`: creates a room.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::deck::DeckChoice;
use serde::Deserialize;
use serde_json::json;

use super::answers;
use super::app::App;
use super::caller::Caller;
use crate::rooms::secret;

/// The request for a new room.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewRoom {
    title: String,
    #[serde(default)]
    deck: DeckChoice,
    /// The secret of its first facilitator.
    secret: String,
}

/// Creates a room, and responds with its id once it is on disk.
pub async fn room(State(app): State<App>, caller: Caller, body: Bytes) -> Response {
    if let Err(why) = caller.may_create(&app.tokens, app.create_rooms) {
        return why.into_response();
    }
    let new: NewRoom = match serde_json::from_slice(&body) {
        Ok(new) => new,
        Err(error) => return answers::bad_request(error),
    };
    let Some(founder) = secret::hash(&new.secret) else {
        return answers::bad_request("the secret is too short or too long");
    };
    match app.registry.create(&new.title, &new.deck, founder).await {
        Ok(Ok(room)) => (StatusCode::CREATED, Json(json!({ "room": room }))).into_response(),
        Ok(Err(refusal)) => answers::refused(StatusCode::UNPROCESSABLE_ENTITY, &refusal),
        Err(error) => answers::no_room(error),
    }
}
