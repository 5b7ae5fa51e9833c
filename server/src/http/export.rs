//! `GET /api/rooms/{room}/export/{file}`: the room in the export format whose file has this name,
//! for participants. `export.csv` and `export.md` are short for two of these. A query chooses the
//! stories ([`Selection`]); a whole room is always whole.

use axum::extract::{Path, Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use domain::ids::RoomId;
use domain::selection::Selection;
use tokio::task::spawn_blocking;

use super::answers;
use super::app::App;
use super::caller::{Caller, TurnedAway};
use crate::files::out::zip_file;
use crate::files::out::{self, Target};
use crate::files::room_file;
use crate::rooms::{Boards, RoomError, RoomHandle, clock, export};

/// The name of the file with the whole room, which can be opened again.
const ROOM: &str = "room.json";

/// Exports CSV, for a spreadsheet or a later import.
pub async fn csv(State(app): State<App>, Path(room): Path<String>, caller: Caller) -> Response {
    let form = Form::Stories(Target::ReadyRoomCsv, Selection::default());
    file(app, room, caller, form, "").await
}

/// Exports Markdown, for a wiki or a chat.
pub async fn markdown(
    State(app): State<App>,
    Path(room): Path<String>,
    caller: Caller,
) -> Response {
    let form = Form::Stories(Target::Report, Selection::default());
    file(app, room, caller, form, "").await
}

/// Exports the format whose file has this name, such as `jira.csv` or `room.json`.
pub async fn named(
    State(app): State<App>,
    Path((room, name)): Path<(String, String)>,
    Query(selection): Query<Selection>,
    caller: Caller,
) -> Response {
    let form = match Target::of_file(&name) {
        Some(target) => Form::Stories(target, selection),
        None if name == ROOM => Form::Room,
        None => return answers::missing("no form of export has this name"),
    };
    let stem = name.split('.').next().unwrap_or_default();
    file(app, room, caller, form, stem).await
}

/// What a file holds.
#[derive(Clone, Copy)]
enum Form {
    /// The stories that were chosen.
    Stories(Target, Selection),
    /// The whole room, except for what is secret.
    Room,
}

/// Responds with the file, named after the room's title and `stem`.
async fn file(app: App, room: String, caller: Caller, form: Form, stem: &str) -> Response {
    // Each export holds a copy of the room and the file in memory, so there are only a few at a
    // time.
    let Ok(_permit) = app.large.acquire().await else {
        return answers::no_room(RoomError::Failed);
    };
    let boards = match boards(&app, room, &caller).await {
        Ok(boards) => boards,
        Err(response) => return response,
    };
    let title = name(&boards.board.title);
    let Ok(content) = spawn_blocking(move || content(form, &boards)).await else {
        return answers::no_room(RoomError::Failed);
    };
    let (media_type, ending) = match form {
        Form::Stories(target, _) => (target.media_type(), target.ending()),
        Form::Room => ("application/json", "json"),
    };
    let dash = if stem.is_empty() { "" } else { "-" };
    let headers = [
        (CONTENT_TYPE, media_type.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{title}{dash}{stem}.{ending}\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, content).into_response()
}

fn content(form: Form, Boards { board, product }: &Boards) -> Vec<u8> {
    let now = clock::now();
    let room = || room_file::write(board, product, now).into_bytes();
    match form {
        Form::Room => room(),
        Form::Stories(Target::Everything, selection) => {
            let further = [(ROOM.to_owned(), room())];
            out::everything(&export::report(board, selection, now), further.into_iter())
        }
        Form::Stories(target, selection) => {
            out::write(target, &export::report(board, selection, now))
        }
    }
}

/// What everybody in the room may see, if the sender is a participant.
pub async fn boards(app: &App, room: String, caller: &Caller) -> Result<Box<Boards>, Response> {
    let room = RoomId(room);
    let secret = caller.hash(&app.tokens, &room).map_err(TurnedAway::into_response)?;
    let boards = |room: RoomHandle| {
        let secret = secret.clone();
        async move { room.boards(secret).await }
    };
    match app.registry.with(&room, boards).await {
        Ok(Some(boards)) => Ok(boards),
        Ok(None) => Err(caller.unknown(&app.budgets)),
        Err(error) => Err(answers::no_room(error)),
    }
}

/// The title as a file name that is valid on every system and safe in a header.
fn name(title: &str) -> String {
    let name = zip_file::plain(title);
    if name.is_empty() { "ready-room".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_plain_file_name() {
        assert_eq!(name("Sprint 12: plan\r\nX-Header: \"../..\""), "Sprint-12-plan-X-Header");
        assert_eq!(name("計画"), "ready-room");
        assert_eq!(name(&"x".repeat(200)).len(), 60);
    }
}
