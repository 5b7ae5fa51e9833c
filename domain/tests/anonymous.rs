//! Results without names (rule 44).

mod support;

use domain::command::Command;
use domain::ids::ParticipantId;
use domain::moves::moves;
use domain::people::Role;
use domain::protocol::encode;
use domain::refusal::Refusal;
use domain::room::Room;
use domain::round::Ballot;
use domain::settings::SettingsPatch;
use domain::statistics::Statistics;
use support::{ANA, BEN, Meeting, secret};

fn names_are_told(meeting: &mut Meeting, told: bool) {
    let patch = SettingsPatch { anonymous: Some(!told), ..SettingsPatch::default() };
    meeting.done(ANA, Command::Configure(patch));
}

/// What stands on a ballot's card; nothing where there is none.
fn label(ballot: &Ballot) -> &str {
    ballot.card.as_ref().map_or("", |card| &card.label)
}

/// Whose the ballots are, and what stands on them.
fn revealed(meeting: &Meeting) -> Vec<(u32, &str, &str)> {
    let ballots = meeting.round().ballots().unwrap().iter();
    ballots.map(|it| (it.participant.0, it.name.as_str(), label(it))).collect()
}

#[test]
fn cards_come_in_the_order_of_the_deck_and_tell_nobody() {
    let mut meeting = Meeting::of(4);
    names_are_told(&mut meeting, false);
    meeting.votes(&["8", "½", "", "8"]);
    meeting.reveal(ANA).unwrap();
    assert_eq!(revealed(&meeting), [(0, "", ""), (0, "", "½"), (0, "", "8"), (0, "", "8")]);
    let result = Statistics::new(meeting.round().ballots().unwrap(), &meeting.board().deck);
    assert_eq!((result.missing, result.sized_votes), (1, 3));
    assert_eq!((result.lowest, result.highest), (vec![], vec![]), "nobody is named");
    assert_eq!(meeting.room.view(BEN).my_card(), None);
    assert_eq!(meeting.vote(BEN, "8"), Err(Refusal::AlreadyRevealed), "a change would tell");
}

/// Whoever votes has been told that nobody is named.
#[test]
fn switching_it_off_does_not_name_those_who_have_voted() {
    let mut meeting = Meeting::of(2);
    names_are_told(&mut meeting, false);
    meeting.vote(BEN, "8").unwrap();
    names_are_told(&mut meeting, true);
    meeting.vote(ANA, "3").unwrap();
    meeting.reveal(ANA).unwrap();
    assert_eq!(revealed(&meeting), [(0, "", "3"), (0, "", "8")]);
    // The next round begins anew.
    meeting.vote_again(ANA).unwrap();
    meeting.votes(&["3", "8"]);
    meeting.reveal(ANA).unwrap();
    assert_eq!(revealed(&meeting), [(1, "Ana", "3"), (2, "Ben", "8")]);
}

#[test]
fn nobody_moves_from_or_to_a_round_without_names() {
    let mut meeting = Meeting::of(2);
    names_are_told(&mut meeting, false);
    for cards in [["3", "8"], ["5", "13"]] {
        meeting.votes(&cards);
        meeting.reveal(ANA).unwrap();
        meeting.vote_again(ANA).unwrap();
    }
    let past = &meeting.board().quick.past;
    assert!(moves(&past[0].ballots, &past[1].ballots, &meeting.board().deck).is_empty());
}

#[test]
fn a_room_file_holds_such_rounds_and_names_nobody() {
    let mut meeting = Meeting::of(3);
    names_are_told(&mut meeting, false);
    meeting.votes(&["8", "3", "8"]);
    meeting.reveal(ANA).unwrap();
    let opened = Room::from_archive(meeting.archive(), secret(9), meeting.now).unwrap();
    assert_eq!(opened.board().quick, meeting.board().quick);
}

#[test]
fn the_page_shows_observers_who_has_voted_unless_the_room_does_not() {
    let mut meeting = Meeting::of(2);
    let olga = meeting.join(7, "Olga", Role::Observer).unwrap();
    let sees = |meeting: &Meeting, who: ParticipantId| meeting.room.view(who).sees_voters();
    assert!(sees(&meeting, olga));
    let patch = SettingsPatch { observers_see_voters: Some(false), ..SettingsPatch::default() };
    meeting.done(ANA, Command::Configure(patch));
    assert!(!sees(&meeting, olga) && !meeting.room.view(olga).shows_as_late(BEN));
    assert!(sees(&meeting, BEN) && meeting.room.view(BEN).shows_as_late(ANA));
    meeting.done(ANA, Command::SetRole(Role::Observer));
    assert!(sees(&meeting, ANA), "a facilitator sees it always");
    assert!(encode(&meeting.board().settings).contains(r#""observers_see_voters":false"#));
}
