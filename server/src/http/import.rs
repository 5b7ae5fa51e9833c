//! What the server reads for the page: files to import, independently of all rooms. The progress is
//! sent while a file is read, and closing the request cancels it.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::board::Board;
use domain::limits;
use domain::preview::{KnownDraft, Preview, Unreadable};
use domain::sheet::ReadOptions;
use futures_util::stream;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::OwnedSemaphorePermit;
use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::{Interval, interval};

use super::app::App;
use super::body::{Missing, Received, receive};
use super::caller::Caller;
use super::{answers, export};
use crate::files;
use crate::files::job::Job;
use crate::rooms::RoomError;

/// How often progress is sent.
const PROGRESS_EVERY: Duration = Duration::from_millis(200);

/// The media type of responses with progress: one JSON object per line.
const LINES: &str = "application/x-ndjson";

/// The query of the address.
#[derive(Deserialize)]
pub struct Asked {
    /// [`ReadOptions`] as JSON.
    wish: Option<String>,
}

/// `POST /api/preview`: what would be imported from the file.
pub async fn preview(
    State(app): State<App>,
    Query(asked): Query<Asked>,
    caller: Caller,
    headers: HeaderMap,
    body: Body,
) -> Response {
    answer(app, asked, headers, body, &caller, None).await
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
    answer(app, asked, headers, body, &caller, Some(room)).await
}

async fn answer(
    app: App,
    asked: Asked,
    headers: HeaderMap,
    body: Body,
    caller: &Caller,
    of_room: Option<String>,
) -> Response {
    let options = match asked.wish.as_deref().map(serde_json::from_str).transpose() {
        Ok(options) => options.unwrap_or_default(),
        Err(error) => return answers::bad_request(format!("wish: {error}")),
    };
    let file = match receive(&app, caller.address, body, limits::FILE_BYTES).await {
        Ok(file) => file,
        Err(why) => return missing(why),
    };
    let Ok(turn) = app.large.clone().acquire_owned().await else {
        return answers::no_room(RoomError::Failed);
    };
    // Only now, so that requests do not hold copies of rooms while they wait.
    let board = match of_room {
        None => None,
        Some(room) => match export::boards(&app, room, caller).await {
            Ok(boards) => Some(Box::new(boards.board)),
            Err(response) => return response,
        },
    };
    let mut reading = Reading::start(file, options, board, turn);
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

/// A file that is being read. Dropping it cancels the reading.
struct Reading {
    job: Arc<Job>,
    result: JoinHandle<Result<Preview, Unreadable>>,
    pulse: Interval,
}

impl Reading {
    /// Starts reading on a thread that may block. `turn` is released at the end.
    fn start(
        file: Received,
        options: ReadOptions,
        board: Option<Box<Board>>,
        turn: OwnedSemaphorePermit,
    ) -> Self {
        let job = Arc::new(Job::default());
        let watched = job.clone();
        let result = spawn_blocking(move || {
            let _turn = turn;
            let mut preview = files::read(&file.bytes, &options, &watched)?;
            if let Some(board) = board {
                preview.known = known(&board, &preview);
            }
            Ok(preview)
        });
        Self { job, result, pulse: interval(PROGRESS_EVERY) }
    }

    /// The next line of the response, and the rest of the reading if it is not the last line.
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

/// The file was not received.
pub fn missing(why: Missing) -> Response {
    match why {
        Missing::TooLarge => unreadable(&Unreadable::TooLarge { limit: limits::FILE_BYTES as u32 }),
        Missing::Late | Missing::TooManyAtOnce => why.answer(limits::FILE_BYTES),
    }
}

/// The file cannot be read.
pub fn unreadable(why: &Unreadable) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "unreadable": why }))).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn closing_the_request_cancels_the_reading() {
        let job = Arc::new(Job::default());
        let result = tokio::spawn(std::future::pending());
        drop(Reading { job: job.clone(), result, pulse: interval(PROGRESS_EVERY) });
        assert_eq!(job.reached(0), Err(Unreadable::Cancelled));
    }
}
