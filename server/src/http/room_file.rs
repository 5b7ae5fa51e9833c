//! `POST /api/rooms/open`: creates a room from an exported room file.

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::ids::SecretHash;
use domain::limits;
use domain::preview::Unreadable;
use domain::refusal::Refusal;
use domain::room::Room;
use serde_json::json;
use tokio::task::spawn_blocking;

use super::app::App;
use super::body::receive;
use super::budgets::Use;
use super::caller::Caller;
use super::{answers, import};
use crate::files::room_file;
use crate::rooms::{RoomError, clock};

/// Creates a room from a file, and responds with its id once it is on disk.
pub async fn open(State(app): State<App>, caller: Caller, body: Body) -> Response {
    if let Err(why) = caller.may_create(&app.tokens, app.create_rooms) {
        return why.into_response();
    }
    let Some(founder) = caller.own_secret() else {
        return answers::no_secret();
    };
    if let Err(wait) = app.budgets.spend(Use::Room, caller.address) {
        return wait.into_response();
    }
    let read = match read(&app, &caller, body, founder).await {
        Ok(read) => read,
        Err(response) => return response,
    };
    let room = match read {
        Ok(Ok(room)) => room,
        Ok(Err(refusal)) => return answers::refused(StatusCode::UNPROCESSABLE_ENTITY, &refusal),
        Err(why) => return import::unreadable(&why),
    };
    match app.registry.store(room).await {
        Ok(room) => (StatusCode::CREATED, Json(json!({ "room": room }))).into_response(),
        Err(error) => answers::no_room(error),
    }
}

/// A room that is yet to be stored, or why it cannot be made from the file.
type Read = Result<Result<Room, Refusal>, Unreadable>;

/// Reads the file: only a few at a time, and on a thread that may block.
async fn read(
    app: &App,
    caller: &Caller,
    body: Body,
    founder: SecretHash,
) -> Result<Read, Response> {
    let failed = || answers::no_room(RoomError::Failed);
    let body = receive(app, caller.address, body, limits::FILE_BYTES).await;
    let body = body.map_err(import::missing)?;
    let _permit = app.large.acquire().await.map_err(|_| failed())?;
    spawn_blocking(move || room_of(&body.bytes, founder)).await.map_err(|_| failed())
}

fn room_of(bytes: &Bytes, founder: SecretHash) -> Read {
    let file = room_file::read_bytes(bytes)?;
    Ok(Room::from_archive(file.into(), founder, clock::now()))
}
