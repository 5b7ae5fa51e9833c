//! A room holds a limited number of bytes (rule 31).

mod support;

use domain::command::Command;
use domain::draft::StoryDraft;
use domain::ids::StoryId;
use domain::known::Known;
use domain::limits;
use domain::protocol::{decode, encode};
use domain::refusal::Refusal;
use domain::room::Room;
use support::{ANA, BEN, Meeting};

const FULL: Refusal = Refusal::RoomTooLarge { limit: limits::ROOM_BYTES as u32 };

/// The longest description, in characters of four bytes.
fn add(key: usize) -> Command {
    let description = "\u{1f600}".repeat(limits::DESCRIPTION);
    let draft = StoryDraft {
        key: Some(format!("TL-{key}")),
        title: "Story".into(),
        description,
        ..StoryDraft::default()
    };
    Command::AddStories { stories: vec![draft], known: Known::LeaveOut }
}

/// A room to which no further story of this size can be added.
fn full() -> Meeting {
    let mut meeting = Meeting::of(2);
    for key in 0.. {
        match meeting.command(ANA, add(key)) {
            Ok(()) => {}
            Err(refusal) => {
                assert_eq!(refusal, FULL);
                return meeting;
            }
        }
    }
    unreachable!()
}

#[test]
fn a_full_room_refuses_what_people_write_and_nothing_else() {
    let mut meeting = full();
    let stories = meeting.board().stories.keys().to_vec();
    assert!(stories.len() > 300, "{}", stories.len());
    assert!(meeting.room.bytes() <= limits::ROOM_BYTES);
    let story = stories[0];
    let text = "\u{1f600}".repeat(limits::CRITERION);
    let criterion = Command::AddCriterion { story, text, state: Default::default(), after: None };
    let refused = loop {
        if let Err(refusal) = meeting.command(ANA, criterion.clone()) {
            break refusal;
        }
    };
    assert_eq!(refused, FULL);
    meeting.done(ANA, Command::Retitle("Still works".into()));
    assert_eq!(meeting.vote(BEN, "5"), Ok(()));
    assert_eq!(meeting.reveal(ANA), Ok(()));
    meeting.done(ANA, Command::SetEstimate { story, estimate: Some("5".into()) });
    meeting.done(BEN, Command::Rename("Benjamin".into()));

    // A shorter text is always possible, and so is deleting.
    let edit = Command::EditStory {
        story,
        revision: 0,
        title: None,
        description: Some("short".into()),
        link: None,
    };
    meeting.done(ANA, edit);
    meeting.done(ANA, Command::RemoveStories(vec![stories[1]]));
    meeting.done(ANA, Command::RestoreStories(vec![stories[1]]));
}

#[test]
fn what_is_kept_for_undo_makes_way_for_what_is_new() {
    let mut meeting = full();
    let stories: Vec<StoryId> = meeting.board().stories.keys().to_vec();
    let (first, rest) = stories.split_at(stories.len() / 2);
    meeting.done(ANA, Command::RemoveStories(first.to_vec()));
    for key in 1_000..1_000 + first.len() {
        meeting.done(ANA, add(key));
        assert!(meeting.room.bytes() <= limits::ROOM_BYTES);
    }
    assert_eq!(
        meeting.command(ANA, Command::RestoreStories(vec![first[0]])),
        Err(Refusal::UnknownStory)
    );
    assert!(meeting.board().stories.contains(rest[0]));
    // The last removal can be undone, however large it is.
    let all = meeting.board().stories.keys().to_vec();
    meeting.done(ANA, Command::RemoveStories(all.clone()));
    meeting.done(ANA, Command::RestoreStories(all.clone()));
    assert_eq!(meeting.board().stories.len(), all.len());
}

#[test]
fn a_room_that_was_read_from_disk_knows_its_size() {
    let meeting = full();
    let mut read: Room = decode(&encode(&meeting.room)).unwrap();
    read.restart(meeting.now);
    assert_eq!(read.bytes(), meeting.room.bytes());
}
