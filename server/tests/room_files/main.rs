//! Rooms as files: what one holds, that it keeps to its schema, that it opens as the same room, and what
//! is refused.

#[path = "../support/mod.rs"]
mod support;

mod content;
mod opening;
mod rooms;
mod schema;

use domain::archive::Archive;
use domain::board::Board;
use domain::draft::Unreadable;
use domain::refusal::Refusal;
use domain::room::Room;
use serde_json::{Value, json};
use server::files::room_file;

use rooms::{END, hash};

/// The file as it was written by version 1; it must open for ever.
const GOLDEN: &str = include_str!("v1.json");

fn written(board: &Board) -> Value {
    serde_json::from_str(&room_file::write(board, END)).unwrap()
}

/// The room in a file, as somebody opens it who was not in it before.
fn opened(text: &str) -> Result<Result<Room, Refusal>, Unreadable> {
    let archive: Archive = room_file::read(text)?.into();
    Ok(Room::opened(archive, hash(77), END))
}

/// What opening a file takes from its people.
fn without_rights(mut file: Value) -> Value {
    for person in file["people"].as_array_mut().unwrap() {
        person["facilitator"] = json!(false);
    }
    file
}
