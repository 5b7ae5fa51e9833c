//! Limits (rule 31). Characters are user-perceived ones: grapheme clusters.

/// Characters of a room's title.
pub const ROOM_TITLE: usize = 120;
/// Characters of a person's name.
pub const NAME: usize = 40;
/// Characters on a card.
pub const CARD_LABEL: usize = 8;
/// Cards of a deck.
pub const CARDS: std::ops::RangeInclusive<usize> = 2..=30;
/// Dimensions that a room votes on beside the estimate.
pub const DIMENSIONS: usize = 3;
/// Dimensions for which a story has something saved, those included that the room does not vote on any more.
pub const SCORES: usize = 12;
/// Seconds of a timer: two hours.
pub const TIMER_SECONDS: u32 = 7_200;
/// Characters of a story's title.
pub const STORY_TITLE: usize = 2_000;
/// Characters of a story's description.
pub const DESCRIPTION: usize = 50_000;
/// Characters of an acceptance criterion.
pub const CRITERION: usize = 2_000;
/// Acceptance criteria of one story.
pub const CRITERIA: usize = 200;
/// Stories of a room.
pub const STORIES: usize = 2_000;
/// Stories of a room that are open for voting ahead of the meeting, or wait for what becomes of the votes.
pub const VOTING_STORIES: usize = 200;
/// Stories on the wall of a room.
pub const WALL_STORIES: usize = 200;
/// Days for which stories can be open for voting ahead of the meeting.
pub const VOTING_DAYS: u32 = 90;
/// Bytes that a room holds, its texts and what else there is of it.
pub const ROOM_BYTES: usize = 64 * 1024 * 1024;
/// People connected to a room at one time.
pub const CONNECTED: usize = 200;
/// Characters of an estimate typed by hand.
pub const ESTIMATE: usize = 16;
/// Characters of the own words in which a voter says why.
pub const REASON: usize = 80;
/// Characters of a room's passcode.
pub const PASSCODE: usize = 64;
/// Characters of a tracker's key.
pub const KEY: usize = 80;
/// Characters of a story's link, of a label, and of a parent's name.
pub const LINK: usize = 2_000;
/// Labels of one story.
pub const LABELS: usize = 100;
/// Characters of a question, its answer, and a note.
pub const ITEM: usize = 2_000;
/// Items of the second board of a room: questions and notes together.
pub const ITEMS: usize = 10_000;
/// Characters of a point of the definition of ready.
pub const READY_POINT: usize = 200;
/// Points of the definition of ready.
pub const READY_POINTS: usize = 20;
/// Bytes of one message from a client over the websocket.
pub const FRAME_BYTES: usize = 256 * 1024;
/// Bytes of a file to import.
pub const FILE_BYTES: usize = 20 * 1024 * 1024;

/// People that a room remembers. Beyond it, whoever has been away longest is forgotten.
pub const PEOPLE_REMEMBERED: usize = 500;
/// Removed people whose names a room keeps, so that each can be let in again by name. Beyond it the one who was
/// removed first stays out until everybody is let in again.
pub const REMOVED_REMEMBERED: usize = 50;
/// Finished rounds kept for each story. Beyond it the oldest is dropped.
pub const ROUNDS_REMEMBERED: usize = 100;
/// Removed stories that can still be restored.
pub const STORIES_RESTORABLE: usize = 2 * STORIES;
/// Commands of a room that can still be undone.
pub const COMMANDS_UNDOABLE: usize = 500;
/// Recent commands remembered for each person, so that one that is sent again is answered and not
/// carried out twice.
pub const COMMANDS_REMEMBERED: usize = 64;
/// Scalar values that one user-perceived character may have before it counts as several: keeps
/// stacks of combining marks from passing for short text.
pub const SCALARS_PER_CHARACTER: usize = 16;
