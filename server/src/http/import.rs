//! What the page asks the server to read for it: a file to import, and Markdown.

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use domain::draft::Unreadable;
use domain::limits;
use serde_json::json;
use tokio::task::spawn_blocking;

use super::{App, answers};
use crate::rooms::RoomError;
use crate::{files, markdown as rendering};

/// Bytes of a Markdown text: more than the longest description has.
const MARKDOWN_BYTES: usize = 256 * 1024;

/// `POST /api/preview`: what would be imported from the file.
pub async fn preview(State(app): State<App>, file: Result<Bytes, BytesRejection>) -> Response {
    let file = match file {
        Ok(file) => file,
        Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            return unreadable(&Unreadable::TooLarge { limit: limits::FILE_BYTES as u32 });
        }
        Err(error) => return error.into_response(),
    };
    let Ok(_permit) = app.large.acquire().await else {
        return answers::no_room(RoomError::Failed);
    };
    match spawn_blocking(move || files::preview(&file)).await {
        Ok(Ok(preview)) => Json(preview).into_response(),
        Ok(Err(why)) => unreadable(&why),
        Err(_) => answers::no_room(RoomError::Failed),
    }
}

/// The file cannot be read; nothing came of it.
pub fn unreadable(why: &Unreadable) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "unreadable": why }))).into_response()
}

/// The limit for [`markdown`].
pub fn markdown_limit() -> DefaultBodyLimit {
    DefaultBodyLimit::max(MARKDOWN_BYTES)
}

/// `POST /api/markdown`: the text as a fragment of HTML that is safe to show.
pub async fn markdown(text: String) -> Response {
    match spawn_blocking(move || rendering::html(&text)).await {
        Ok(html) => Html(html).into_response(),
        Err(_) => answers::no_room(RoomError::Failed),
    }
}
