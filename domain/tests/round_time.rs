//! How long a round took: the time that the room was at it, until the reveal (rule 23).

mod support;

use domain::command::Command;
use domain::deck::{DeckChoice, DeckKind};
use domain::ids::{StoryId, Subject};
use domain::protocol::{decode, encode};
use domain::room::Room;
use domain::round::{Phase, Round, Rounds};
use support::{ANA, BEN, Meeting, secret};

const MINUTE: u64 = 60_000;
const DAY: u64 = 24 * 60 * MINUTE;

fn go(meeting: &mut Meeting, subject: Subject) {
    meeting.done(ANA, Command::Select(subject));
}

fn rounds(meeting: &Meeting, story: StoryId) -> &Rounds {
    &meeting.board().stories.get(story).unwrap().rounds
}

fn vote_ahead(meeting: &mut Meeting, story: StoryId, round: u32) {
    let card = Some("5".into());
    let (story, revealed) = (Some(story), false);
    meeting.done(BEN, Command::Vote { story, round, card, revealed, remark: None, scores: None });
}

#[test]
fn the_clock_of_a_round_stands_while_the_room_is_elsewhere() {
    let mut meeting = Meeting::of(2);
    let story = meeting.add(&["One", "Two"])[0];
    meeting.vote(BEN, "5").unwrap();
    meeting.wait(MINUTE);
    go(&mut meeting, None);
    meeting.wait(DAY);
    // A restart in between changes nothing.
    meeting.room = decode::<Room>(&encode(&meeting.room)).unwrap();
    go(&mut meeting, Some(story));
    meeting.wait(2 * MINUTE);
    meeting.reveal(ANA).unwrap();
    assert_eq!(meeting.round().milliseconds(), Some(3 * MINUTE));
    // What becomes of a revealed round takes no time.
    go(&mut meeting, None);
    meeting.wait(DAY);
    go(&mut meeting, Some(story));
    assert_eq!(meeting.round().milliseconds(), Some(3 * MINUTE));
    meeting.vote_again(ANA).unwrap();
    meeting.wait(MINUTE);
    meeting.reveal(ANA).unwrap();
    assert_eq!(rounds(&meeting, story).past[0].milliseconds(), Some(3 * MINUTE));
    assert_eq!(rounds(&meeting, story).milliseconds(), Some(4 * MINUTE));
    let archived = meeting.archive();
    let opened = Room::from_archive(archived, secret(1), meeting.now).unwrap();
    let of_story = &opened.board().stories.get(story).unwrap().rounds;
    assert_eq!(of_story.milliseconds(), Some(4 * MINUTE), "the room's file has it");
}

#[test]
fn a_story_voted_on_ahead_took_the_time_that_the_room_was_at_it() {
    let mut meeting = Meeting::of(2);
    let stories = meeting.add(&["One", "Two"]);
    go(&mut meeting, None);
    let until = meeting.now.plus(2 * DAY);
    meeting.done(ANA, Command::OpenVoting { stories: stories.clone(), until });
    stories.iter().for_each(|story| vote_ahead(&mut meeting, *story, 1));
    meeting.wait(DAY);
    go(&mut meeting, Some(stories[0]));
    meeting.wait(MINUTE);
    meeting.reveal(ANA).unwrap();
    assert_eq!(rounds(&meeting, stories[0]).milliseconds(), Some(MINUTE));
    // The other one is revealed with all the rest, and was never at the table.
    meeting.done(ANA, Command::RevealStories(stories.clone()));
    assert_eq!(rounds(&meeting, stories[1]).milliseconds(), None);
    // Opened again, its next round is voted on ahead as well.
    let until = meeting.now.plus(DAY);
    meeting.done(ANA, Command::OpenVoting { stories: vec![stories[1]], until });
    vote_ahead(&mut meeting, stories[1], 2);
    meeting.wait(DAY / 2);
    meeting.done(ANA, Command::RevealStories(stories.clone()));
    assert_eq!(rounds(&meeting, stories[1]).milliseconds(), None);
    let finished: Vec<_> = rounds(&meeting, stories[1]).finished().collect();
    assert!(finished.iter().all(|round| round.milliseconds().is_none()));
}

#[test]
fn a_round_that_begins_anew_with_another_deck_begins_where_the_room_is() {
    let mut meeting = Meeting::of(2);
    let story = meeting.add(&["One"])[0];
    meeting.vote(BEN, "5").unwrap();
    go(&mut meeting, None);
    let deck = DeckChoice { kind: DeckKind::Linear, ..DeckChoice::default() };
    meeting.done(ANA, Command::SetDeck { deck, drop_votes: true });
    meeting.wait(DAY);
    go(&mut meeting, Some(story));
    meeting.wait(MINUTE);
    meeting.reveal(ANA).unwrap();
    assert_eq!((meeting.round().number, meeting.round().milliseconds()), (2, Some(MINUTE)));
}

#[test]
fn rounds_of_before_load_with_all_of_their_time() {
    let round = r#"{"number":1,"started":1000,"phase":{"revealed":{"at":61000,"ballots":[]}}}"#;
    let round: Round = decode(round).unwrap();
    assert_eq!(round.milliseconds(), Some(MINUTE));
    assert!(matches!(round.phase, Phase::Revealed { .. }));
    let at_once = r#"{"number":1,"started":1000,"phase":{"revealed":{"at":1000,"ballots":[]}}}"#;
    assert_eq!(decode::<Round>(at_once).unwrap().milliseconds(), Some(0));
}
