//! `POST /api/rooms/{room}/people`: joining a room by a request, for programs that open no line.

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::ids::RoomId;
use domain::people::Role;
use domain::protocol::Join;
use serde::Deserialize;
use serde_json::json;

use super::answers;
use super::app::App;
use super::body::receive_small;
use super::budgets::Use;
use super::caller::{Caller, TurnedAway};
use super::passcode;
use crate::rooms::RoomHandle;

/// The most bytes of a request to join.
const PERSON_BYTES: usize = 16 * 1024;

/// The request to join. Whom the server vouches for need not say any of it.
#[derive(Deserialize, Default)]
#[serde(default)]
struct NewPerson {
    name: String,
    role: Role,
    passcode: Option<String>,
}

/// Makes the sender a participant, and responds with who they are once that is on disk. Whoever is
/// one already stays who they are.
pub async fn join(
    State(app): State<App>,
    Path(room): Path<String>,
    caller: Caller,
    body: Body,
) -> Response {
    if let Err(wait) = app.budgets.spend(Use::Join, caller.address) {
        return wait.into_response();
    }
    let body = match receive_small(body, PERSON_BYTES).await {
        Ok(body) => body,
        Err(missing) => return missing.answer(PERSON_BYTES),
    };
    let room = RoomId(room);
    let mut proof = match caller.proof(&app.tokens, &room) {
        Ok(proof) => proof,
        Err(TurnedAway::Stranger) => return answers::no_secret(),
        Err(why) => return why.into_response(),
    };
    let person = if body.is_empty() { Ok(NewPerson::default()) } else { parsed(&body) };
    let NewPerson { name, role, passcode } = match person {
        Ok(person) => person,
        Err(error) => return answers::bad_request(error),
    };
    let typed = passcode.as_deref();
    match passcode::compared(&app, &room, &mut proof, typed, caller.address).await {
        Ok(Ok(())) => {}
        Ok(Err(refusal)) => return answers::refused(StatusCode::CONFLICT, &refusal),
        Err(error) => return answers::no_room(error),
    }
    let enter = |room: RoomHandle| {
        let (proof, join) = (proof.clone(), Join { name: name.clone(), role, passcode: None });
        async move { room.enter(proof, join).await }
    };
    match app.registry.with(&room, enter).await {
        Ok(Ok(participant)) => Json(json!({ "participant": participant })).into_response(),
        Ok(Err(refusal)) => answers::refused(StatusCode::CONFLICT, &refusal),
        Err(error) => answers::no_room(error),
    }
}

fn parsed(body: &[u8]) -> Result<NewPerson, serde_json::Error> {
    serde_json::from_slice(body)
}
