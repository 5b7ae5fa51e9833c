//! A whole room as one JSON file, which another Ready Room opens as the same room. Its content is
//! described in `docs/room.schema.json`; its version is in the member `ready_room`.
//!
//! Unknown members are ignored, so that a later Ready Room can add some within a version. Nothing
//! here knows running rooms: a board is written, and an archive is read.

mod cards;
mod lists;
mod moments;
mod parts;
mod preparation;

use std::fmt;

use domain::archive::{Archive, ArchivedPeople, ArchivedRounds, ArchivedStory};
use domain::board::Board;
use domain::deck::Deck;
use domain::dimension::Dimension;
use domain::format::Format;
use domain::preview::{Preview, Unreadable, WarningKind};
use domain::product::Product;
use domain::product::readiness::DefinitionOfReady;
use domain::settings::Settings;
use domain::story::Estimate;
use domain::time::Timestamp;
use domain::{limits, text};
use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

use crate::files::intake::{self, Entry};
use crate::files::job::Job;
use crate::files::tables::ready_room_csv;
use crate::files::text::decode;
use parts::StoryPart;

/// The version that is written, and the only one that can be read.
const VERSION: u64 = 1;

/// The member that marks a room file, and contains its version.
const MARK: &str = "ready_room";

/// A room's file.
#[derive(Serialize, Deserialize)]
pub struct RoomFile {
    ready_room: u64,
    title: String,
    #[serde(deserialize_with = "moments::moment")]
    exported_at: u64,
    #[serde(with = "cards::deck")]
    deck: Deck,
    /// What the room votes on beside the estimate.
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "cards::dimensions")]
    dimensions: Vec<Dimension>,
    #[serde(with = "parts::settings")]
    settings: Settings,
    #[serde(with = "parts::people")]
    people: ArchivedPeople,
    /// The position of the current story, from 1; missing for a quick round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    current_story: Option<u32>,
    #[serde(deserialize_with = "parts::stories")]
    stories: Vec<StoryPart>,
    #[serde(with = "parts::rounds")]
    quick_rounds: ArchivedRounds,
    /// When its stories are ready.
    #[serde(
        default,
        skip_serializing_if = "DefinitionOfReady::is_empty",
        with = "preparation::definition"
    )]
    definition_of_ready: DefinitionOfReady,
}

/// Writes the file of a room, as everybody in it sees the room now.
pub fn write(board: &Board, product: &Product, now: Timestamp) -> String {
    let archive = Archive::of(board, product);
    let Archive { title, deck, dimensions, settings, people, stories, current, quick, ready } =
        archive;
    let file = RoomFile {
        ready_room: VERSION,
        title,
        exported_at: now.0,
        deck,
        dimensions,
        settings,
        people,
        current_story: current.map(|place| place as u32 + 1),
        stories: stories.into_iter().map(StoryPart::from).collect(),
        quick_rounds: quick,
        definition_of_ready: ready,
    };
    let written = serde_json::to_string_pretty(&file).expect("text and numbers are JSON");
    if written.len() <= limits::FILE_BYTES {
        return written;
    }
    // Without white space it may be small enough to be opened again.
    serde_json::to_string(&file).expect("text and numbers are JSON")
}

/// Reads the room in a file's bytes.
pub fn read_bytes(bytes: &[u8]) -> Result<RoomFile, Unreadable> {
    read(&decode(bytes, None)?.text)
}

/// Reads the room in a file. Its texts and counts are not checked yet; [`Room::from_archive`] does
/// that.
///
/// [`Room::from_archive`]: domain::room::Room::from_archive
pub fn read(text: &str) -> Result<RoomFile, Unreadable> {
    check_version(text)?;
    serde_json::from_str(text).map_err(|error| malformed(text, 0, &error))
}

impl From<RoomFile> for Archive {
    fn from(file: RoomFile) -> Self {
        Self {
            title: file.title,
            deck: file.deck,
            dimensions: file.dimensions,
            settings: file.settings,
            people: file.people,
            stories: file.stories.into_iter().map(ArchivedStory::from).collect(),
            // 0 becomes a position that no backlog has, and is refused later.
            current: file.current_story.map(|place| (place as usize).wrapping_sub(1)),
            quick: file.quick_rounds,
            ready: file.definition_of_ready,
        }
    }
}

/// Whether this is a room file, of any version, valid or not.
pub fn recognises(text: &str) -> bool {
    version(text).is_some()
}

/// The stories of a room file as drafts for an existing room: with their criteria and estimates,
/// and without rounds.
pub fn preview(text: &str, job: &Job) -> Result<Preview, Unreadable> {
    check_version(text)?;
    let Backlog { stories } =
        serde_json::from_str(text).map_err(|error| malformed(text, 0, &error))?;
    let mut lines = Lines { text, reached: 0, line: 1 };
    let kept = stories.kept.into_iter().map(Some);
    let rows = kept.chain(std::iter::repeat_n(None, stories.more)).map(|story| {
        let Some(story) = story else { return Ok(Entry::default()) };
        let offset = story.get().as_ptr().addr().saturating_sub(text.as_ptr().addr());
        let part: StoryPart =
            serde_json::from_str(story.get()).map_err(|error| malformed(text, offset, &error))?;
        Ok(entry(lines.at(offset), offset, part.into()))
    });
    intake::preview(Format::ReadyRoomJson, job, rows, |entry| entry)
}

fn entry(line: u32, offset: usize, story: ArchivedStory) -> Entry {
    let mut draft = story.draft;
    draft.link = draft.link.and_then(|link| text::safe_link(&link));
    let mut doubts = Vec::new();
    for size in [&mut draft.estimate, &mut draft.actual] {
        *size = size.take().and_then(|typed| {
            estimate(&typed).unwrap_or_else(|doubt| {
                doubts.push(doubt);
                None
            })
        });
    }
    let read = |(name, typed): (&str, &String)| match estimate(typed) {
        Ok(score) => Some((name.to_owned(), score?)),
        Err(doubt) => {
            doubts.push(doubt);
            None
        }
    };
    draft.scores = draft.scores.iter().filter_map(read).collect();
    Entry { line, offset, draft, refused: None, doubts }
}

/// An estimate in a file. One that a room would refuse is unreadable, so that the other stories are
/// not refused with it.
fn estimate(typed: &str) -> Result<Option<String>, WarningKind> {
    let estimate = ready_room_csv::estimate(typed)?;
    let no_deck = Deck { kind: Default::default(), cards: Vec::new() };
    match estimate {
        Some(estimate) if Estimate::new(&estimate, &no_deck).is_err() => {
            Err(WarningKind::UnreadableEstimate(estimate))
        }
        estimate => Ok(estimate),
    }
}

/// What an import reads of a file: its stories, not yet parsed.
#[derive(Deserialize)]
struct Backlog<'t> {
    #[serde(borrow)]
    stories: Stories<'t>,
}

struct Stories<'t> {
    kept: Vec<&'t RawValue>,
    /// How many more there are.
    more: usize,
}

impl<'de: 't, 't> Deserialize<'de> for Stories<'t> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (kept, more) = lists::first_of(deserializer, intake::ROWS)?;
        Ok(Self { kept, more })
    }
}

/// Line numbers of ascending offsets.
struct Lines<'t> {
    text: &'t str,
    reached: usize,
    line: u32,
}

impl Lines<'_> {
    fn at(&mut self, offset: usize) -> u32 {
        let passed = self.text.as_bytes().get(self.reached..offset).unwrap_or_default();
        self.line += passed.iter().filter(|byte| **byte == b'\n').count() as u32;
        self.reached = offset;
        self.line
    }
}

fn check_version(text: &str) -> Result<(), Unreadable> {
    let newer = |version| Unreadable::NewerVersion { version };
    match version(text).and_then(|version| version.parse::<u64>().ok()) {
        Some(VERSION) => Ok(()),
        Some(version) if version > VERSION => {
            Err(newer(u32::try_from(version).unwrap_or(u32::MAX)))
        }
        _ => Err(Unreadable::OtherFormat { wanted: Format::ReadyRoomJson }),
    }
}

/// The version in a file, wherever that member is. What comes after it is not read.
fn version(text: &str) -> Option<&str> {
    if !text.trim_start().starts_with('{') || !text.contains("\"ready_room\"") {
        return None;
    }
    let mut found = None;
    let mut json = serde_json::Deserializer::from_str(text);
    // It ends with an error as soon as the version is found, which does not matter.
    let _ = json.deserialize_map(VersionIn(&mut found));
    found.map(RawValue::get)
}

struct VersionIn<'f, 't>(&'f mut Option<&'t RawValue>);

impl<'t> Visitor<'t> for VersionIn<'_, 't> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a room")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(name) = members.next_key::<std::borrow::Cow<'_, str>>()? {
            if name == MARK {
                *self.0 = Some(members.next_value()?);
                return Ok(());
            }
            members.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
}

/// The position in the text of an error in JSON that begins at `offset`.
fn malformed(text: &str, offset: usize, error: &serde_json::Error) -> Unreadable {
    let (before, json) = text.split_at_checked(offset).unwrap_or(("", text));
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let lines_before = before.bytes().filter(|byte| *byte == b'\n').count();
    // The error's columns are in bytes; on the first line they count from the offset.
    let (start, line) = match error.line() {
        0 | 1 => (line_start, 0),
        line => (nth_line(json, line).map_or(text.len(), |at| offset + at), line - 1),
    };
    let end = if line == 0 { offset } else { start } + error.column();
    let in_line = text.as_bytes().get(start..end.min(text.len())).unwrap_or_default();
    let column = String::from_utf8_lossy(in_line).chars().count();
    let format = Format::ReadyRoomJson;
    Unreadable::Malformed {
        format,
        line: (lines_before + line) as u32 + 1,
        column: column.max(1) as u32,
    }
}

/// The offset at which a line begins, for line numbers from 2.
fn nth_line(text: &str, line: usize) -> Option<usize> {
    text.match_indices('\n').nth(line - 2).map(|(at, _)| at + 1)
}
