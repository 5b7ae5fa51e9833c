//! `POST /api/markdown`: renders a description for the page. A few at a time, and aside from the
//! threads on which rooms run; ends early when the client goes or the server stops.

use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use domain::refusal::Field;
use domain::text;
use tokio::task::spawn_blocking;
use tokio_util::sync::CancellationToken;

use super::answers;
use super::app::App;
use super::body::receive_small;
use crate::markdown;
use crate::rooms::RoomError;

/// The most bytes of a text. It also has at most as many characters as a description.
const BYTES: usize = 256 * 1024;

/// The text as an HTML fragment that is safe to show.
pub async fn render(State(app): State<App>, body: Body) -> Response {
    let text = match receive_small(body, BYTES).await {
        Ok(bytes) => bytes,
        Err(missing) => return missing.answer(BYTES),
    };
    let Ok(text) = String::from_utf8(text.into()) else {
        return answers::bad_request("a text is UTF-8");
    };
    let Ok(turn) = app.rendering.clone().acquire_owned().await else {
        return answers::no_room(RoomError::Failed);
    };
    // Cancelled when this future is dropped, which happens when the client goes.
    let cancelled = app.stop.child_token();
    let _gone = cancelled.clone().drop_guard();
    let rendering = spawn_blocking(move || {
        let _turn = turn;
        rendered(text, &cancelled)
    });
    tokio::select! {
        biased;
        () = app.stop.cancelled() => answers::no_room(RoomError::Failed),
        response = rendering => response.unwrap_or_else(|_| answers::no_room(RoomError::Failed)),
    }
}

fn rendered(text: String, cancelled: &CancellationToken) -> Response {
    match text::within(Field::Description, text) {
        Ok(text) => match markdown::html_unless(&text, cancelled) {
            Some(html) => Html(html).into_response(),
            None => answers::no_room(RoomError::Failed),
        },
        Err(refusal) => answers::refused(StatusCode::PAYLOAD_TOO_LARGE, &refusal),
    }
}
