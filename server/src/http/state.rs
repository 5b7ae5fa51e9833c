//! `GET /api/rooms/{room}/state`: the room as a participant sees it, for programs that open no line.

use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use domain::ids::RoomId;

use super::answers;
use super::app::App;
use super::caller::Caller;
use crate::rooms::{Frame, RoomError, RoomHandle};

/// Responds with the sender's view as it is now, as `welcome` holds it.
pub async fn state(State(app): State<App>, Path(room): Path<String>, caller: Caller) -> Response {
    let room = RoomId(room);
    let secret = match caller.hash(&app.tokens, &room) {
        Ok(secret) => secret,
        Err(why) => return why.into_response(),
    };
    // Until it is encoded, each holds a copy of the room in memory.
    let Ok(_permit) = app.viewing.acquire().await else {
        return answers::no_room(RoomError::Failed);
    };
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
            let headers = [(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-store")];
            (headers, json).into_response()
        }
        Frame::Gzip(_) | Frame::Close(..) => answers::no_room(RoomError::Failed),
    }
}
