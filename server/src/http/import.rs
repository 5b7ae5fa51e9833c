//! What the page asks the server to read for it: a file to import, and Markdown. A file is read aside from
//! all rooms; how far it is goes out as it is read, and whoever hangs up ends the reading.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use domain::board::Board;
use domain::draft::{KnownDraft, Preview, Unreadable};
use domain::limits;
use domain::sheet::Wish;
use futures_util::stream;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::OwnedSemaphorePermit;
use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::{Interval, interval};

use super::body::{Missing, Received, receive};
use super::caller::Caller;
use super::{App, answers, export};
use crate::files::job::Job;
use crate::rooms::RoomError;
use crate::{files, markdown as rendering};

/// Bytes of a Markdown text: more than the longest description has.
const MARKDOWN_BYTES: usize = 256 * 1024;

/// How often a client is told how far its file is.
const PROGRESS_EVERY: Duration = Duration::from_millis(200);

/// The media type of answers that say how far the reading is: one JSON object a line.
const LINES: &str = "application/x-ndjson";

/// What the address says beside its path.
#[derive(Deserialize)]
pub struct Asked {
    /// A [`Wish`] as JSON.
    wish: Option<String>,
}

/// `POST /api/preview`: what would be imported from the file.
pub async fn preview(
    State(app): State<App>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    answer(app, asked, headers, body, None).await
}

/// `POST /api/rooms/{room}/preview`: the same, with what the room has of it already.
pub async fn preview_for_room(
    State(app): State<App>,
    Path(room): Path<String>,
    Query(asked): Query<Asked>,
    caller: Caller,
    headers: HeaderMap,
    body: Body,
) -> Response {
    answer(app, asked, headers, body, Some((room, caller))).await
}

async fn answer(
    app: App,
    asked: Asked,
    headers: HeaderMap,
    body: Body,
    of_room: Option<(String, Caller)>,
) -> Response {
    let wish = match asked.wish.as_deref().map(serde_json::from_str).transpose() {
        Ok(wish) => wish.unwrap_or_default(),
        Err(error) => return answers::bad_request(format!("the wish: {error}")),
    };
    let file = match receive(&app, body, limits::FILE_BYTES).await {
        Ok(file) => file,
        Err(why) => return missing(why),
    };
    let Ok(turn) = app.large.clone().acquire_owned().await else {
        return answers::no_room(RoomError::Failed);
    };
    // Whoever waits for their turn holds no copy of a room.
    let board = match of_room {
        None => None,
        Some((room, caller)) => match export::board(&app, room, &caller).await {
            Ok(board) => Some(board),
            Err(response) => return response,
        },
    };
    let mut reading = Reading::start(file, wish, board, turn);
    let wants_lines = headers.get(ACCEPT).is_some_and(|accepted| accepted == LINES);
    if wants_lines {
        let lines = stream::unfold(Some(reading), |reading| async {
            let (line, reading) = reading?.line().await;
            Some((Ok::<_, Infallible>(format!("{line}\n")), reading))
        });
        return ([(CONTENT_TYPE, LINES)], Body::from_stream(lines)).into_response();
    }
    match (&mut reading.result).await {
        Ok(Ok(preview)) => Json(preview).into_response(),
        Ok(Err(why)) => unreadable(&why),
        Err(_) => answers::no_room(RoomError::Failed),
    }
}

/// A file that is being read. Dropping it ends the reading.
struct Reading {
    job: Arc<Job>,
    result: JoinHandle<Result<Preview, Unreadable>>,
    pulse: Interval,
}

impl Reading {
    /// Reads it where nobody waits for the processor, and lets the next one have its turn at the end.
    fn start(
        file: Received,
        wish: Wish,
        board: Option<Box<Board>>,
        turn: OwnedSemaphorePermit,
    ) -> Self {
        let job = Arc::new(Job::default());
        let watched = job.clone();
        let result = spawn_blocking(move || {
            let _turn = turn;
            let mut preview = files::read(&file.bytes, &wish, &watched)?;
            if let Some(board) = board {
                preview.known = known(&board, &preview);
            }
            Ok(preview)
        });
        Self { job, result, pulse: interval(PROGRESS_EVERY) }
    }

    /// The next line for who waits, and what is left to wait for.
    async fn line(mut self) -> (Value, Option<Self>) {
        tokio::select! {
            biased;
            result = &mut self.result => (outcome(result.ok()), None),
            _ = self.pulse.tick() => (json!({ "progress": self.job.progress() }), Some(self)),
        }
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        self.job.cancel();
    }
}

fn outcome(result: Option<Result<Preview, Unreadable>>) -> Value {
    match result {
        Some(Ok(preview)) => json!({ "preview": preview }),
        Some(Err(why)) => json!({ "unreadable": why }),
        None => json!({ "error": RoomError::Failed.to_string() }),
    }
}

fn known(board: &Board, preview: &Preview) -> Vec<KnownDraft> {
    let known = board.compare(&preview.stories).into_iter();
    known.map(|(draft, difference)| KnownDraft { draft: draft as u32, difference }).collect()
}

/// The file did not come.
pub fn missing(why: Missing) -> Response {
    match why {
        Missing::TooLarge => unreadable(&Unreadable::TooLarge { limit: limits::FILE_BYTES as u32 }),
        Missing::Late => answers::late(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn whoever_hangs_up_ends_the_reading() {
        let job = Arc::new(Job::default());
        let result = tokio::spawn(std::future::pending());
        drop(Reading { job: job.clone(), result, pulse: interval(PROGRESS_EVERY) });
        assert_eq!(job.reached(0), Err(Unreadable::Cancelled));
    }
}
