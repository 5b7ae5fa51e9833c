//! Commands that are too large for a frame: a request each.

use domain::ids::RoomId;
use domain::protocol::{Do, ServerMessage, encode};
use domain::refusal::Refusal;

use super::addresses::room_api;
use super::json::{Unread, Written, decode};
use super::requests::{JSON, RefusedBody, authorized, post, send};
use crate::host::Host;

/// The statuses of answers that would be the same again: not understood, too large.
const FINAL: [u16; 2] = [400, 413];

/// Sends a command and returns the server's answer: how much an undo left alone, or the refusal. `None`
/// where sending it again may help.
pub async fn send_command(
    host: Host,
    room: &RoomId,
    secret: &str,
    command: &Do<Written>,
) -> Option<Result<u32, Refusal>> {
    let request = post(host, &room_api(room, "commands"), JSON);
    let answer = send(authorized(request, host, secret), encode(command)).await?;
    let body = answer.text().await.ok()?;
    if answer.ok() {
        let stayed = match decode(&body) {
            Ok(ServerMessage::<Unread>::Done { stayed, .. }) => stayed,
            _ => 0,
        };
        return Some(Ok(stayed));
    }
    match decode::<RefusedBody>(&body) {
        Ok(body) => Some(Err(body.refused)),
        Err(_) if FINAL.contains(&answer.status()) => Some(Err(Refusal::BadCommandId)),
        Err(_) => None,
    }
}
