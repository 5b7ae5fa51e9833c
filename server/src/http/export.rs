//! `GET /api/rooms/{room}/export.*` and `export/{name}`: the room's backlog as a file, for those who are in the room.

use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use domain::ids::RoomId;
use tokio::task::spawn_blocking;

use super::caller::Caller;
use super::{App, answers};
use crate::files::archive;
use crate::files::writing::{self, Target};
use crate::rooms::{RoomError, RoomHandle, clock, export};

/// As CSV, for a spreadsheet or a later import.
pub async fn csv(app: State<App>, Path(room): Path<String>, caller: Caller) -> Response {
    file(app, room, caller, Target::ReadyRoomCsv, String::new()).await
}

/// As Markdown, for a wiki or a chat.
pub async fn markdown(app: State<App>, Path(room): Path<String>, caller: Caller) -> Response {
    file(app, room, caller, Target::Report, String::new()).await
}

/// In the form whose file has this name: `jira.csv`.
pub async fn named(
    app: State<App>,
    Path((room, name)): Path<(String, String)>,
    caller: Caller,
) -> Response {
    let Some(target) = Target::of_file(&name) else {
        return answers::missing("no form of export has this name");
    };
    let stem = name.split('.').next().unwrap_or_default();
    file(app, room, caller, target, format!("-{stem}")).await
}

/// The file; `form` stands behind the room's title in its name.
async fn file(
    State(app): State<App>,
    room: String,
    caller: Caller,
    target: Target,
    form: String,
) -> Response {
    let room = RoomId(room);
    let secret = match caller.hash(&app, &room) {
        Ok(secret) => secret,
        Err(why) => return why.into_response(),
    };
    let board = |room: RoomHandle| {
        let secret = secret.clone();
        async move { room.board(secret).await }
    };
    let board = match app.registry.with(&room, board).await {
        Ok(Some(board)) => board,
        Ok(None) => return answers::unauthorized(),
        Err(error) => return answers::no_room(error),
    };
    // Writing takes a file's size in memory: only so many at a time.
    let Ok(_permit) = app.large.acquire().await else {
        return answers::no_room(RoomError::Failed);
    };
    let written = spawn_blocking(move || {
        let report = export::report(&board, clock::now());
        (name(&report.title), writing::write(target, &report))
    });
    let Ok((name, content)) = written.await else { return answers::no_room(RoomError::Failed) };
    let headers = [
        (CONTENT_TYPE, target.media_type().to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}{form}.{}\"", target.ending())),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, content).into_response()
}

/// A file name that no system objects to and no title can break out of.
fn name(title: &str) -> String {
    let name = archive::plain(title);
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
