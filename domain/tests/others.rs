//! What facilitators can do about other people: removing them and letting them in again, their role, asking for their
//! vote (rules 8, 12, 43).

mod support;

use domain::command::Command;
use domain::ids::ParticipantId;
use domain::limits;
use domain::people::Role;
use domain::refusal::Refusal;
use domain::settings::Permission;
use support::{ANA, BEN, CLEO, Meeting, secret};

#[test]
fn a_removed_person_loses_their_vote_and_cannot_come_back_until_readmitted() {
    let mut meeting = Meeting::of(3);
    meeting.votes(&["3", "5"]);
    meeting.done(ANA, Command::RemovePerson(BEN));
    assert_eq!(meeting.round().votes(), 1);
    assert!(meeting.room.participant(&secret(2)).is_none());
    assert_eq!(meeting.join(2, "Ben", Role::Estimator), Err(Refusal::Removed));
    meeting.done(ANA, Command::Readmit);
    let back = meeting.join(2, "Ben", Role::Estimator).unwrap();
    assert_eq!(back, ParticipantId(4), "as a newcomer");
}

#[test]
fn one_removed_person_is_let_in_again_by_name_and_the_others_stay_out() {
    let mut meeting = Meeting::of(3);
    meeting.done(ANA, Command::RemovePerson(BEN));
    meeting.done(ANA, Command::RemovePerson(CLEO));
    let names = |meeting: &Meeting| -> Vec<String> {
        meeting.board().removed.iter().map(|person| person.name.clone()).collect()
    };
    assert_eq!(names(&meeting), ["Ben", "Cleo"]);
    meeting.done(ANA, Command::ReadmitPerson(BEN));
    assert_eq!(names(&meeting), ["Cleo"]);
    let back = meeting.join(2, "Ben", Role::Estimator).unwrap();
    assert_eq!(meeting.join(3, "Cleo", Role::Estimator), Err(Refusal::Removed));
    assert_eq!(meeting.command(back, Command::ReadmitPerson(CLEO)), Err(Refusal::FacilitatorsOnly));
    assert_eq!(meeting.command(ANA, Command::ReadmitPerson(BEN)), Err(Refusal::UnknownPerson));
    meeting.done(ANA, Command::Readmit);
    assert_eq!(names(&meeting), [""; 0]);
    assert!(meeting.join(3, "Cleo", Role::Estimator).is_ok());
}

#[test]
fn the_undo_of_a_removal_takes_the_name_from_the_list_as_well() {
    let mut meeting = Meeting::of(2);
    meeting.done(ANA, Command::RemovePerson(BEN));
    assert_eq!(meeting.undo(ANA), Ok(0));
    assert_eq!(meeting.board().removed, []);
    assert_eq!(meeting.join(2, "Ben", Role::Estimator), Ok(BEN));
}

#[test]
fn names_of_removed_people_are_bounded_and_all_of_them_stay_out() {
    let mut meeting = Meeting::of(1);
    let count = limits::REMOVED_REMEMBERED as u32 + 5;
    for person in 2..2 + count {
        let id = meeting.join(person, "Guest", Role::Estimator).unwrap();
        meeting.done(ANA, Command::RemovePerson(id));
    }
    assert_eq!(meeting.board().removed.len(), limits::REMOVED_REMEMBERED);
    assert_eq!(meeting.join(2, "Guest", Role::Estimator), Err(Refusal::Removed));
}

#[test]
fn a_facilitator_changes_the_role_of_another_person() {
    let mut meeting = Meeting::of(2);
    meeting.votes(&["3", "5"]);
    let set = |participant, role| Command::SetRoleOf { participant, role };
    assert_eq!(meeting.command(BEN, set(ANA, Role::Observer)), Err(Refusal::FacilitatorsOnly));
    meeting.done(ANA, set(BEN, Role::Observer));
    assert_eq!((meeting.person(BEN).role, meeting.round().votes()), (Role::Observer, 1));
    assert_eq!(meeting.undo(ANA), Ok(0));
    assert_eq!((meeting.person(BEN).role, meeting.round().votes()), (Role::Estimator, 2));
}

#[test]
fn a_late_voter_is_asked_at_most_every_20_seconds() {
    let mut meeting = Meeting::of(3);
    meeting.votes(&["3"]);
    let nudge = Command::Nudge;
    assert_eq!(meeting.command(BEN, nudge(CLEO)), Err(Refusal::NotAllowed(Permission::Reveal)));
    assert_eq!(meeting.command(ANA, nudge(ANA)), Err(Refusal::NotAwaited), "who has voted");
    meeting.done(ANA, nudge(BEN));
    meeting.wait(5_000);
    assert_eq!(meeting.command(ANA, nudge(BEN)), Err(Refusal::NudgedBefore(15)));
    meeting.done(ANA, nudge(CLEO));
    meeting.wait(15_000);
    meeting.done(ANA, nudge(BEN));
    meeting.leave(CLEO);
    meeting.wait(20_000);
    assert_eq!(meeting.command(ANA, nudge(CLEO)), Err(Refusal::NotAwaited), "who is away");
}
