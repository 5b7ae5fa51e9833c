//! `GET /oembed`: describes a room's link to pages that support oEmbed 1.0.

use std::num::NonZeroU32;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::http::header::ACCESS_CONTROL_ALLOW_ORIGIN;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use domain::ids::RoomId;
use html_escape::encode_double_quoted_attribute;
use serde::Deserialize;
use serde_json::json;
use url::Url;

use super::app::App;
use super::page::Place;
use super::via::Via;
use super::{answers, preview};
use crate::rooms::RoomError;

/// The size of the frame in pixels, if the request has no limits.
const SIZE: (u32, u32) = (960, 640);

/// How many seconds a response may be cached: people come and go.
const CACHE_AGE: u32 = 60;

/// The query of a request.
#[derive(Deserialize)]
pub struct Question {
    /// The whole address of a room.
    url: String,
    /// The format; only `json` is supported.
    format: Option<String>,
    /// The most pixels that the frame may be wide.
    maxwidth: Option<NonZeroU32>,
    /// The most pixels that the frame may be high.
    maxheight: Option<NonZeroU32>,
}

/// Describes a room of this server.
pub async fn oembed(
    State(app): State<App>,
    Extension(via): Extension<Via>,
    question: Result<Query<Question>, QueryRejection>,
) -> Response {
    let question = match question {
        Ok(Query(question)) => question,
        Err(error) => return answers::bad_request(error.body_text()),
    };
    if question.format.as_deref().is_some_and(|format| format != "json") {
        return (StatusCode::NOT_IMPLEMENTED, "the format is json").into_response();
    }
    let Some(room) = room(&question.url, &via) else { return answers::not_found() };
    match app.registry.glance(&room).await {
        Ok(glance) => described(&preview::line(&glance), &room, &via, &question),
        Err(error @ RoomError::Failed) => answers::no_room(error),
        Err(RoomError::Unknown | RoomError::Ended) => answers::not_found(),
    }
}

fn described(title: &str, room: &RoomId, via: &Via, question: &Question) -> Response {
    let addresses = (via.address(""), via.address(&format!("embed/{}", room.0)));
    let (Some(home), Some(frame)) = addresses else { return answers::not_found() };
    let (width, height) = (at_most(SIZE.0, question.maxwidth), at_most(SIZE.1, question.maxheight));
    let html = format!(
        "<iframe src=\"{}\" title=\"{}\" width=\"{width}\" height=\"{height}\" loading=\"lazy\" \
         allow=\"clipboard-write; fullscreen\" style=\"border:0\"></iframe>",
        encode_double_quoted_attribute(&frame),
        encode_double_quoted_attribute(title),
    );
    let description = json!({
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": preview::PROVIDER,
        "provider_url": home,
        "cache_age": CACHE_AGE,
        "html": html,
        "width": width,
        "height": height,
    });
    // Whoever knows the address may know the title, so pages of any origin may read this.
    ([(ACCESS_CONTROL_ALLOW_ORIGIN, "*")], Json(description)).into_response()
}

fn at_most(size: u32, limit: Option<NonZeroU32>) -> u32 {
    limit.map_or(size, |limit| size.min(limit.get()))
}

/// The room that an address leads to, if it is one of this server: of a page or a frame, with or
/// without a trailing slash, query and fragment, and with the base path or without it.
fn room(address: &str, via: &Via) -> Option<RoomId> {
    let address =
        Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    // The default port of the scheme may be named or not.
    let own = Url::parse(&format!("{}://{}", address.scheme(), via.host.as_ref()?)).ok()?;
    if (own.host(), own.port()) != (address.host(), address.port()) {
        return None;
    }
    let path = via.prefix.strip(address.path()).unwrap_or(address.path());
    match Place::at(path) {
        Place::Room(room) | Place::Frame(Some(room)) => Some(room),
        Place::Home | Place::Frame(None) | Place::Nothing => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(address: &str, prefix: &str) -> bool {
        let (host, prefix) = (Some("rooms.example".into()), prefix.parse().unwrap());
        let via = Via { scheme: "https", host, prefix, identity: None, address: None };
        room(address, &via) == Some(RoomId("abcdefghijklmnop".into()))
    }

    #[test]
    fn all_forms_of_an_address_lead_to_the_room() {
        for address in [
            "https://rooms.example/room/abcdefghijklmnop",
            "http://rooms.example/room/abcdefghijklmnop/",
            "https://ROOMS.example:443/embed/abcdefghijklmnop?lang=de#view=poker",
            "https://rooms.example/tools/poker/room/abcdefghijklmnop",
        ] {
            assert!(found(address, "/tools/poker"), "{address}");
        }
        assert!(found("https://rooms.example/room/abcdefghijklmnop", "/"));
    }

    #[test]
    fn addresses_of_others_and_of_nothing_do_not() {
        for address in [
            "https://rooms.example.evil.example/room/abcdefghijklmnop",
            "https://rooms.example:8443/room/abcdefghijklmnop",
            "ftp://rooms.example/room/abcdefghijklmnop",
            "https://rooms.example/other/room/abcdefghijklmnop",
            "https://rooms.example/room/",
            "https://rooms.example/",
            "/room/abcdefghijklmnop",
            "javascript:alert(1)",
            "",
        ] {
            assert!(!found(address, "/"), "{address}");
        }
    }
}
