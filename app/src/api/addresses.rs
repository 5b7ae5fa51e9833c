//! Addresses on the server. Each is relative to its base, so that a prefix before it is kept (rule 35).

use domain::ids::RoomId;

use crate::host::Host;

/// The page of a room: the link that people are invited by.
pub fn room(host: Host, room: &RoomId) -> String {
    host.address(&format!("room/{room}"))
}

/// A path of the API that belongs to a room.
pub fn room_api(room: &RoomId, rest: &str) -> String {
    format!("api/rooms/{room}/{rest}")
}

/// The websocket of a room.
pub fn websocket(host: Host, room: &RoomId) -> String {
    let address = host.address(&room_api(room, "socket"));
    // `http` becomes `ws`, `https` becomes `wss`.
    format!("ws{}", address.strip_prefix("http").unwrap_or_default())
}
