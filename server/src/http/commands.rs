//! `POST /api/rooms/{room}/commands`: a command as an HTTP request, for commands that do not fit
//! into a frame.

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::command::Command;
use domain::ids::RoomId;
use domain::protocol::{Do, ServerMessage};
use tokio::sync::oneshot;
use tokio::task::spawn_blocking;

use super::answers;
use super::app::App;
use super::body::receive;
use super::caller::Caller;
use super::passcode;
use crate::rooms::{Reply, RoomError, RoomHandle};

/// The most bytes of a command: enough for importing a full room with long texts.
const COMMAND_BYTES: usize = 64 * 1024 * 1024;

/// Carries out a command of the sender, and responds when it is on disk.
pub async fn command(
    State(app): State<App>,
    Path(room): Path<String>,
    caller: Caller,
    body: Body,
) -> Response {
    let room = RoomId(room);
    let secret = match caller.hash(&app.tokens, &room) {
        Ok(secret) => secret,
        Err(why) => return why.into_response(),
    };
    let identify = |room: RoomHandle| {
        let secret = secret.clone();
        async move { room.identify(secret).await }
    };
    let participant = match app.registry.with(&room, identify).await {
        Ok(Some(participant)) => participant,
        Ok(None) => return caller.unknown(&app.budgets),
        Err(error) => return answers::no_room(error),
    };
    let mut request = match read(&app, &caller, body).await {
        Ok(request) => request,
        Err(response) => return response,
    };
    let handle = match app.registry.open(&room).await {
        Ok(handle) => handle,
        Err(error) => return answers::no_room(error),
    };
    if let Command::SetPasscode(Some(_)) = request.command
        && let Ok(false) = handle.has_handled(participant, request.id.clone()).await
        && let Err(refusal) = passcode::hashed(&app, &mut request.command, caller.address).await
    {
        return answers::refused(StatusCode::CONFLICT, &refusal);
    }
    let id = request.id.clone();
    let (reply, answer) = oneshot::channel();
    // A room that is just closing drops the reply, and the client sends the command again with the
    // same id.
    let _ = handle.submit(participant, request, Reply::Waiting(reply)).await;
    match answer.await {
        Ok(Ok(stayed)) => {
            let done: ServerMessage = ServerMessage::Done { id, stayed };
            Json(done).into_response()
        }
        Ok(Err(refusal)) => answers::refused(StatusCode::CONFLICT, &refusal),
        Err(_) => answers::no_room(RoomError::Failed),
    }
}

/// Reads the command: only a few at a time, on a thread that may block, and with no more items of a
/// list than a room could use.
async fn read(app: &App, caller: &Caller, body: Body) -> Result<Do, Response> {
    let body = receive(app, caller.address, body, COMMAND_BYTES).await;
    let body = body.map_err(|missing| missing.answer(COMMAND_BYTES))?;
    let _permit = app.large.acquire().await.map_err(|_| answers::no_room(RoomError::Failed))?;
    let read = spawn_blocking(move || serde_json::from_slice(&body.bytes)).await;
    read.map_err(|_| answers::no_room(RoomError::Failed))?.map_err(answers::bad_request)
}
