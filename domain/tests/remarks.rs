//! What people say of their votes: how sure they are, and why. Hidden as the card is (rule 13).

mod support;

use domain::command::Command;
use domain::ids::ParticipantId;
use domain::limits;
use domain::people::Role;
use domain::protocol::{decode, encode};
use domain::refusal::{Field, Refusal};
use domain::remark::{Confidence, Reason, Remark};
use domain::room::Room;
use domain::settings::Settings;
use support::{ANA, BEN, Meeting, secret};

/// A vote with a remark, on the round that the room is at.
fn vote(meeting: &Meeting, card: &str, remark: Remark) -> Command {
    let (story, round) = (meeting.current(), meeting.round().number);
    let revealed = meeting.round().is_revealed();
    Command::Vote {
        story,
        round,
        card: Some(card.into()),
        revealed,
        remark: Some(remark),
        scores: None,
    }
}

fn unsure(words: &str) -> Remark {
    Remark { confidence: Confidence::Low, words: words.into(), ..Remark::default() }
}

fn ready(reason: Reason) -> Remark {
    Remark { confidence: Confidence::High, reason: Some(reason), ..Remark::default() }
}

#[track_caller]
fn say(meeting: &mut Meeting, by: ParticipantId, card: &str, remark: Remark) {
    let command = vote(meeting, card, remark);
    meeting.done(by, command);
}

fn shown(meeting: &Meeting, who: ParticipantId) -> &Remark {
    &meeting.board().shown_ballot(meeting.current(), who).unwrap().remark
}

#[test]
fn a_remark_is_nowhere_but_with_its_owner_until_the_reveal() {
    let mut meeting = Meeting::of(3);
    say(&mut meeting, ANA, "3", ready(Reason::DoneBefore));
    say(&mut meeting, BEN, "8", unsure(" the gate is new "));
    let seen = encode(&meeting.room.view(ANA)) + &encode(meeting.board());
    assert!(!seen.contains("the gate") && !seen.contains("low"), "{seen}");
    assert_eq!(meeting.room.view(BEN).remark_on(None), Some(&unsure("the gate is new")));

    meeting.reveal(ANA).unwrap();
    assert_eq!(shown(&meeting, ANA), &ready(Reason::DoneBefore));
    assert_eq!(shown(&meeting, BEN), &unsure("the gate is new"));
    meeting.vote_again(ANA).unwrap();
    assert_eq!(meeting.board().quick.past[0].ballots[1].remark, unsure("the gate is new"));
    assert_eq!(meeting.room.view(BEN).remark_on(None), None, "the next round begins without");
}

#[test]
fn another_card_keeps_the_remark_and_taking_the_card_back_drops_it() {
    let mut meeting = Meeting::of(2);
    say(&mut meeting, BEN, "8", unsure("new"));
    meeting.vote(BEN, "5").unwrap();
    assert_eq!(meeting.room.view(BEN).remark_on(None), Some(&unsure("new")));
    say(&mut meeting, BEN, "5", ready(Reason::Bigger));
    assert_eq!(meeting.room.view(BEN).remark_on(None), Some(&ready(Reason::Bigger)));
    meeting.vote(BEN, "").unwrap();
    meeting.vote(BEN, "5").unwrap();
    assert_eq!(meeting.room.view(BEN).remark_on(None), Some(&Remark::default()));
}

/// Rule 18 holds for remarks as for cards.
#[test]
fn after_the_reveal_a_remark_changes_where_cards_may_change() {
    let mut meeting = Meeting::of(2);
    say(&mut meeting, BEN, "8", unsure("new"));
    meeting.reveal(ANA).unwrap();
    say(&mut meeting, BEN, "8", ready(Reason::Smaller));
    assert_eq!(shown(&meeting, BEN), &ready(Reason::Smaller));
    assert_eq!(meeting.shown()[1], ("Ben", Some("8"), None), "the card is the first one");
    meeting.vote(BEN, "5").unwrap();
    assert_eq!(shown(&meeting, BEN), &ready(Reason::Smaller));

    let settings = Settings { change_after_reveal: false, ..Settings::default() };
    meeting.done(ANA, Command::Configure(settings.into()));
    let late = vote(&meeting, "5", Remark::default());
    assert_eq!(meeting.command(BEN, late), Err(Refusal::AlreadyRevealed));
    let none = vote(&meeting, "5", ready(Reason::Bigger));
    assert_eq!(meeting.command(ANA, none), Err(Refusal::AlreadyRevealed));
}

#[test]
fn own_words_that_are_too_long_are_refused_with_their_limit() {
    let mut meeting = Meeting::of(2);
    let long = vote(&meeting, "5", unsure(&"x".repeat(81)));
    let (field, limit) = (Field::Reason, limits::REASON as u32);
    assert_eq!(meeting.command(BEN, long), Err(Refusal::TooLong { field, limit, length: 81 }));
    assert!(!meeting.round().has_vote(BEN));
}

/// Rules 19 and 42: what drops votes and is undone brings the remarks back too.
#[test]
fn remarks_come_back_with_votes_that_were_dropped() {
    let mut meeting = Meeting::of(3);
    let story = meeting.add(&["Reserve a tool"])[0];
    say(&mut meeting, BEN, "8", unsure("new"));
    meeting.done(BEN, Command::SetRole(Role::Observer));
    assert_eq!(meeting.room.view(BEN).remark_on(Some(story)), None);
    meeting.undo(BEN).unwrap();
    assert_eq!(meeting.room.view(BEN).remark_on(Some(story)), Some(&unsure("new")));

    meeting.done(ANA, Command::RemoveStories(vec![story]));
    meeting.undo(ANA).unwrap();
    meeting.done(ANA, Command::Select(Some(story)));
    assert_eq!(meeting.room.view(BEN).remark_on(Some(story)), Some(&unsure("new")));
}

#[test]
fn a_room_file_holds_remarks_of_revealed_rounds_alone() {
    let mut meeting = Meeting::of(2);
    say(&mut meeting, BEN, "8", unsure("new"));
    meeting.reveal(ANA).unwrap();
    meeting.vote_again(ANA).unwrap();
    say(&mut meeting, BEN, "8", unsure("hidden"));
    let archive = meeting.archive();
    assert!(!format!("{archive:?}").contains("hidden"));
    let opened = Room::from_archive(archive.clone(), secret(9), meeting.now).unwrap();
    let ballots = &opened.board().quick.past[0].ballots;
    assert_eq!(ballots[1].remark, unsure("new"));
    // As typed text is, it is checked.
    let long = format!("{:?}", unsure(&"x".repeat(81)).checked());
    assert!(long.contains("TooLong"), "{long}");
}

/// A snapshot of a room as it was before there were remarks.
#[test]
fn a_hidden_card_of_before_is_a_vote_without_a_remark() {
    let mut meeting = Meeting::of(2);
    meeting.vote(BEN, "8").unwrap();
    let saved = encode(&meeting.room);
    assert!(saved.contains(r#""hidden":[[[null,2],{"label":"8"}]]"#), "{saved}");
    let room: Room = decode(&saved).unwrap();
    assert_eq!(room.view(BEN).remark_on(None), Some(&Remark::default()));
}
