//! An estimate that a story has before a round does not anchor (rule 38).

mod support;

use domain::command::Command;
use domain::draft::StoryDraft;
use domain::estimate::EarlierEstimate;
use domain::ids::StoryId;
use domain::known::Known;
use domain::protocol::{decode, encode};
use domain::room::Room;
use domain::story::{EstimateOrigin, Story};
use support::{ANA, BEN, Meeting, secret, story};

/// A meeting at the first of two stories that came with the estimate 5.
fn imported() -> (Meeting, [StoryId; 2]) {
    let mut meeting = Meeting::of(2);
    let draft = |title| StoryDraft { estimate: Some("5".into()), ..story(title) };
    let stories = vec![draft("Reserve a tool"), draft("Return a tool")];
    meeting.done(ANA, Command::AddStories { stories, known: Known::LeaveOut });
    let keys = meeting.board().stories.keys();
    let keys = [keys[0], keys[1]];
    (meeting, keys)
}

fn story_of(meeting: &Meeting, id: StoryId) -> &Story {
    meeting.board().stories.get(id).unwrap()
}

fn is_shown(meeting: &Meeting, id: StoryId) -> bool {
    story_of(meeting, id).shown_estimate(meeting.current() == Some(id)).is_some()
}

fn save(meeting: &mut Meeting, story: StoryId, estimate: &str) {
    meeting.done(ANA, Command::SetEstimate { story, estimate: Some(estimate.into()) });
}

#[test]
fn while_a_round_on_a_story_is_open_its_earlier_estimate_is_hidden() {
    let (mut meeting, [first, second]) = imported();
    assert!(!is_shown(&meeting, first) && is_shown(&meeting, second));
    meeting.vote(BEN, "8").unwrap();
    meeting.done(ANA, Command::Select(Some(second)));
    assert!(!is_shown(&meeting, first), "its votes are still there");
    assert!(!is_shown(&meeting, second));
    meeting.done(ANA, Command::Select(Some(first)));
    assert!(is_shown(&meeting, second), "the room went by without a vote");
    meeting.reveal(ANA).unwrap();
    assert!(is_shown(&meeting, first));
    meeting.vote_again(ANA).unwrap();
    assert!(!is_shown(&meeting, first));
}

#[test]
fn after_the_reveal_the_earlier_estimate_stands_beside_the_result_and_stays_there() {
    let (mut meeting, [first, _]) = imported();
    let label = |before: Option<&EarlierEstimate>| {
        before.map(|before| (before.estimate.label().to_owned(), before.origin))
    };
    assert_eq!(meeting.round().before(), None);
    meeting.votes(&["8", "8"]);
    meeting.reveal(ANA).unwrap();
    save(&mut meeting, first, "8");
    let came = Some(("5".to_owned(), EstimateOrigin::Imported));
    assert_eq!(label(meeting.round().before()), came, "what is saved later changes nothing");

    meeting.vote_again(ANA).unwrap();
    meeting.votes(&["13"]);
    meeting.reveal(ANA).unwrap();
    assert_eq!(label(meeting.round().before()), Some(("8".to_owned(), EstimateOrigin::Team)));
    let rounds = &story_of(&meeting, first).rounds;
    assert_eq!(label(rounds.past[0].before.as_ref()), came);

    let opened = Room::from_archive(meeting.archive(), secret(9), meeting.now).unwrap();
    let story = opened.board().stories.iter().next().unwrap();
    assert_eq!(label(story.rounds.past[0].before.as_ref()), came);
    let saved: Room = decode(&encode(&meeting.room)).unwrap();
    assert_eq!(saved, meeting.room);
}

#[test]
fn what_came_with_stories_counts_as_imported_and_is_gone_to_next() {
    let (mut meeting, [first, second]) = imported();
    assert_eq!(meeting.board().estimated(), 0);
    assert_eq!(meeting.board().next_story(), Some(second));
    let without = meeting.add(&["Print a card"])[0];
    assert_eq!(meeting.board().next_story(), Some(without), "first what has no estimate at all");
    save(&mut meeting, without, "1");
    save(&mut meeting, first, "5");
    assert_eq!(meeting.board().estimated(), 2);
    meeting.done(ANA, Command::Select(Some(second)));
    save(&mut meeting, second, "3");
    let left = (meeting.board().estimated(), meeting.board().next_story());
    assert_eq!(left, (3, Some(without)), "the one below");
}

#[test]
fn the_time_of_a_story_is_that_of_its_revealed_rounds() {
    let (mut meeting, [first, _]) = imported();
    meeting.wait(20_000);
    meeting.reveal(ANA).unwrap();
    meeting.wait(60_000);
    meeting.vote_again(ANA).unwrap();
    meeting.wait(5_000);
    assert_eq!(meeting.round().milliseconds(), None);
    assert_eq!(story_of(&meeting, first).rounds.milliseconds(), Some(20_000));
    meeting.reveal(ANA).unwrap();
    assert_eq!(meeting.round().milliseconds(), Some(5_000));
    assert_eq!(story_of(&meeting, first).rounds.milliseconds(), Some(25_000));
}
