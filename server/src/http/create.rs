//! `POST /api/rooms`: creates a room.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::deck::DeckChoice;
use domain::settings::SettingsPatch;
use serde::Deserialize;
use serde_json::json;

use super::answers;
use super::app::App;
use super::body::receive_small;
use super::budgets::Use;
use super::caller::Caller;
use crate::rooms::secret;

/// The most bytes of a request to create a room.
const ROOM_BYTES: usize = 16 * 1024;

/// The request for a new room.
#[derive(Deserialize)]
struct NewRoom {
    title: String,
    #[serde(default)]
    deck: DeckChoice,
    #[serde(default)]
    settings: SettingsPatch,
    /// The secret of its first facilitator.
    secret: String,
}

/// Creates a room, and responds with its id once it is on disk.
pub async fn room(State(app): State<App>, caller: Caller, body: Body) -> Response {
    if let Err(wait) = app.budgets.spend(Use::Room, caller.address) {
        return wait.into_response();
    }
    let body = match receive_small(body, ROOM_BYTES).await {
        Ok(body) => body,
        Err(missing) => return missing.answer(ROOM_BYTES),
    };
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
    match app.registry.create(&new.title, &new.deck, &new.settings, founder).await {
        Ok(Ok(room)) => (StatusCode::CREATED, Json(json!({ "room": room }))).into_response(),
        Ok(Err(refusal)) => answers::refused(StatusCode::UNPROCESSABLE_ENTITY, &refusal),
        Err(error) => answers::no_room(error),
    }
}
