//! Creating rooms: a new one, or one from a file.

use domain::deck::DeckChoice;
use domain::ids::RoomId;
use domain::preview::Unreadable;
use domain::protocol::encode;
use domain::refusal::Refusal;
use domain::settings::SettingsPatch;
use serde::{Deserialize, Serialize};
use web_sys::File;

use super::json::decode;
use super::requests::{BYTES, JSON, REFUSED, RefusedBody, UnreadableBody, post, send, with_secret};
use crate::host::Host;

/// Why there is no room.
#[derive(Clone, Debug, PartialEq)]
pub enum NotCreated {
    /// The server refused it.
    Refused(Refusal),
    /// The file cannot be read as a room.
    Unreadable(Unreadable),
    /// No answer came, or none that can be understood.
    Unreachable,
}

#[derive(Serialize)]
struct NewRoom<'a> {
    title: &'a str,
    deck: &'a DeckChoice,
    settings: &'a SettingsPatch,
    secret: &'a str,
}

#[derive(Deserialize)]
struct Created {
    room: RoomId,
}

/// Creates a room whose first facilitator is whoever holds the secret.
pub async fn create_room(
    host: Host,
    title: &str,
    deck: &DeckChoice,
    settings: &SettingsPatch,
    secret: &str,
) -> Result<RoomId, NotCreated> {
    let body = encode(&NewRoom { title, deck, settings, secret });
    let answer = send(post(host, "api/rooms", JSON), body).await;
    created(answer).await
}

/// Creates a room from a file of one. Whoever holds the secret is its first facilitator, also where the
/// page around vouches for somebody.
pub async fn open_room(host: Host, file: &File, secret: &str) -> Result<RoomId, NotCreated> {
    let request = with_secret(post(host, "api/rooms/open", BYTES), secret);
    created(send(request, file).await).await
}

async fn created(answer: Option<gloo_net::http::Response>) -> Result<RoomId, NotCreated> {
    let answer = answer.ok_or(NotCreated::Unreachable)?;
    let text = answer.text().await.map_err(|_| NotCreated::Unreachable)?;
    if answer.ok() {
        let created: Result<Created, _> = decode(&text);
        return created.map(|created| created.room).map_err(|_| NotCreated::Unreachable);
    }
    Err(match REFUSED.contains(&answer.status()) {
        true => reason(&text).unwrap_or(NotCreated::Unreachable),
        false => NotCreated::Unreachable,
    })
}

fn reason(body: &str) -> Option<NotCreated> {
    let refused = decode::<RefusedBody>(body).map(|body| NotCreated::Refused(body.refused));
    let unreadable = || decode(body).map(|body: UnreadableBody| body.unreadable).ok();
    refused.ok().or_else(|| unreadable().map(NotCreated::Unreadable))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_says_what_was_refused_or_cannot_be_read() {
        let refused = r#"{"refused": "may_not_create"}"#;
        assert_eq!(reason(refused), Some(NotCreated::Refused(Refusal::MayNotCreate)));
        let too_large = r#"{"unreadable": {"too_large": {"limit": 5}}}"#;
        let expected = NotCreated::Unreadable(Unreadable::TooLarge { limit: 5 });
        assert_eq!(reason(too_large), Some(expected));
        assert_eq!(reason("<html>"), None);
    }
}
