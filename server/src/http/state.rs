//! `GET /api/rooms/{room}/state`: the room as a participant sees it, for programs that open no line.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use domain::ids::RoomId;
use tokio::time::timeout;

use super::answers;
use super::app::App;
use super::caller::Caller;
use super::held_body::held;
use super::transport::READ_WITHIN;
use crate::rooms::{Frame, RoomError, RoomHandle};

/// How long a request may wait for others to be answered, and how long a client should wait then, in seconds.
const PLACE_WITHIN: Duration = Duration::from_secs(10);
const RETRY_AFTER: u32 = 5;

/// Responds with the sender's view as it is now, as `welcome` holds it. Whoever asks too often waits.
pub async fn state(State(app): State<App>, Path(room): Path<String>, caller: Caller) -> Response {
    let room = RoomId(room);
    let secret = match caller.hash(&app.tokens, &room) {
        Ok(secret) => secret,
        Err(why) => return why.into_response(),
    };
    let identify = |room: RoomHandle| {
        let secret = secret.clone();
        async move { room.identify(secret).await }
    };
    match app.registry.with(&room, identify).await {
        Ok(Some(_)) => {}
        Ok(None) => return caller.unknown(&app.budgets),
        Err(error) => return answers::no_room(error),
    }
    // Until it is read, each holds a copy of the room in memory.
    let Ok(place) = timeout(PLACE_WITHIN, Arc::clone(&app.viewing).acquire_owned()).await else {
        return answers::too_many_requests(RETRY_AFTER);
    };
    let Ok(place) = place else { return answers::no_room(RoomError::Failed) };
    let view = |room: RoomHandle| {
        let secret = secret.clone();
        async move { room.view(secret).await }
    };
    let mut view = match app.registry.with(&room, view).await {
        Ok(Some(view)) => view,
        Ok(None) => return caller.unknown(&app.budgets),
        Err(error) => return answers::no_room(error),
    };
    match view.frame().await {
        Frame::Text(json) => {
            let headers = [
                (CONTENT_TYPE, "application/json".to_owned()),
                (CACHE_CONTROL, "no-store".to_owned()),
                (CONTENT_LENGTH, json.len().to_string()),
            ];
            (headers, held(json, place, READ_WITHIN)).into_response()
        }
        Frame::Gzip(_) | Frame::Close(..) => answers::no_room(RoomError::Failed),
    }
}
