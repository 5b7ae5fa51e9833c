//! Room files: their content, that they conform to the schema and open as the same room, and what
//! is refused.

#[path = "../support/mod.rs"]
mod support;

mod content;
mod opening;
mod rooms;
mod schema;

use domain::archive::Archive;
use domain::preview::Unreadable;
use domain::refusal::Refusal;
use domain::room::Room;
use serde_json::{Value, json};
use server::files::room_file;

use rooms::{END, hash};

/// A file that was written by version 1, which must always open.
const GOLDEN: &str = include_str!("v1.json");

fn written(room: &Room) -> Value {
    serde_json::from_str(&file_of(room)).unwrap()
}

fn file_of(room: &Room) -> String {
    room_file::write(room.board(), room.product(), END)
}

/// The room in a file, as somebody opens it who was not in it before.
fn opened(text: &str) -> Result<Result<Room, Refusal>, Unreadable> {
    let archive: Archive = room_file::read(text)?.into();
    Ok(Room::from_archive(archive, hash(77), END))
}

/// The file as it is after opening, which leaves nobody facilitator.
fn without_rights(mut file: Value) -> Value {
    for person in file["people"].as_array_mut().unwrap() {
        person["facilitator"] = json!(false);
    }
    file
}
