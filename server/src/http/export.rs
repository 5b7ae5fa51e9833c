//! `GET /api/rooms/{room}/export.*`: the room's backlog as a file, for those who are in the room.

use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use domain::board::Board;
use domain::ids::RoomId;
use tokio::task::spawn_blocking;

use super::caller::{Caller, TurnedAway};
use super::{App, answers};
use crate::files::report::Report;
use crate::files::{export_csv, report};
use crate::rooms::{RoomError, RoomHandle, clock, export};

/// Characters of a file's name without its ending.
const NAME_CHARACTERS: usize = 60;

/// As CSV, for a spreadsheet or a later import.
pub async fn csv(app: State<App>, room: Path<String>, caller: Caller) -> Response {
    let write = |report: &Report| export_csv::csv(&report.stories);
    file(app, room, caller, Form { ending: "csv", media_type: "text/csv", write }).await
}

/// As Markdown, for a wiki or a chat.
pub async fn markdown(app: State<App>, room: Path<String>, caller: Caller) -> Response {
    let form = Form { ending: "md", media_type: "text/markdown", write: report::markdown };
    file(app, room, caller, form).await
}

/// One form of the file.
struct Form {
    ending: &'static str,
    media_type: &'static str,
    write: fn(&Report) -> String,
}

async fn file(
    State(app): State<App>,
    Path(room): Path<String>,
    caller: Caller,
    form: Form,
) -> Response {
    let board = match board(&app, room, &caller).await {
        Ok(board) => board,
        Err(response) => return response,
    };
    let written = spawn_blocking(move || {
        let report = export::report(&board, clock::now());
        (name(&report.title), (form.write)(&report))
    });
    let Ok((name, content)) = written.await else { return answers::no_room(RoomError::Failed) };
    attachment(&format!("{name}.{}", form.ending), form.media_type, content)
}

/// What everybody in the room sees, for one who is in it.
pub async fn board(app: &App, room: String, caller: &Caller) -> Result<Box<Board>, Response> {
    let room = RoomId(room);
    let secret = caller.hash(app, &room).map_err(TurnedAway::into_response)?;
    let board = |room: RoomHandle| {
        let secret = secret.clone();
        async move { room.board(secret).await }
    };
    match app.registry.with(&room, board).await {
        Ok(Some(board)) => Ok(board),
        Ok(None) => Err(answers::unauthorized()),
        Err(error) => Err(answers::no_room(error)),
    }
}

/// A file of text to be kept.
pub fn attachment(name: &str, media_type: &str, content: String) -> Response {
    let headers = [
        (CONTENT_TYPE, format!("{media_type}; charset=utf-8")),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, content).into_response()
}

/// A file name that no system objects to and no title can break out of.
pub fn name(title: &str) -> String {
    let words = title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut name = words.collect::<Vec<_>>().join("-");
    name.truncate(NAME_CHARACTERS);
    if name.is_empty() { "ready-room".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_plain_file_name() {
        assert_eq!(name("Sprint 12: plan\r\nX-Header: \"../..\""), "Sprint-12-plan-X-Header");
        assert_eq!(name("計画"), "ready-room");
        assert_eq!(name(&"x".repeat(200)).len(), NAME_CHARACTERS);
    }
}
