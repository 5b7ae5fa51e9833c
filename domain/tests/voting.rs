//! Rounds: voting, revealing, the countdown, and what may happen after a reveal (rules 13 to 20,
//! 25).

mod support;

use domain::command::Command;
use domain::draft::StoryDraft;
use domain::ids::{ParticipantId, StoryId};
use domain::known::Known;
use domain::people::Role;
use domain::protocol::encode;
use domain::refusal::Refusal;
use domain::settings::Settings;
use domain::story::EstimateOrigin;
use support::{ANA, BEN, CLEO, DAN, Meeting, story};

#[test]
fn b11_a_hidden_card_is_in_nobody_elses_view() {
    let mut meeting = Meeting::of(3);
    meeting.votes(&["40", "8"]);
    for viewer in [ANA, CLEO] {
        let view = meeting.room.view(viewer);
        assert!(!view.hand.iter().any(|(_, vote)| vote.card.label == "8"));
        assert!(view.board.round().unwrap().has_vote(BEN));
    }
    assert_eq!(meeting.room.view(BEN).my_card().unwrap().label, "8");
}

#[test]
fn a_vote_can_be_changed_and_taken_back_before_the_reveal() {
    let mut meeting = Meeting::of(3);
    meeting.votes(&["3", "5"]);
    meeting.vote(BEN, "8").unwrap();
    meeting.vote(ANA, "").unwrap();
    meeting.reveal(ANA).unwrap();
    assert_eq!(
        meeting.shown(),
        [("Ana", None, None), ("Ben", Some("8"), None), ("Cleo", None, None)]
    );
}

#[test]
fn only_cards_of_the_deck_can_be_played_and_only_by_estimators() {
    let mut meeting = Meeting::of(2);
    assert_eq!(meeting.vote(BEN, "4"), Err(Refusal::UnknownCard));
    meeting.done(BEN, Command::SetRole(Role::Observer));
    assert_eq!(meeting.vote(BEN, "5"), Err(Refusal::Observer));
}

#[test]
fn an_observer_never_holds_a_vote() {
    let mut meeting = Meeting::of(3);
    meeting.votes(&["3", "5"]);
    meeting.done(BEN, Command::SetRole(Role::Observer));
    assert!(meeting.room.view(BEN).my_card().is_none());
    meeting.done(BEN, Command::SetRole(Role::Estimator));
    meeting.reveal(ANA).unwrap();
    assert_eq!(meeting.shown()[1], ("Ben", None, None));
}

#[test]
fn b17_reveal_is_always_possible_and_missing_votes_show_as_none() {
    let mut meeting = Meeting::of(3);
    meeting.votes(&["3", "5"]);
    meeting.leave(CLEO);
    meeting.reveal(ANA).unwrap();
    assert_eq!(meeting.shown()[2], ("Cleo", None, None));

    let mut nobody_voted = Meeting::of(2);
    nobody_voted.reveal(ANA).unwrap();
    assert_eq!(nobody_voted.round().votes(), 0);
    assert!(nobody_voted.round().is_revealed());
}

#[test]
fn those_who_left_before_the_round_began_are_not_missing() {
    let mut meeting = Meeting::of(3);
    meeting.leave(CLEO);
    meeting.wait(10_000);
    let story = meeting.add(&["Reserve a tool"])[0];
    assert_eq!(meeting.current(), Some(story));
    meeting.votes(&["3", "5"]);
    meeting.wait(3_000);
    assert_eq!(meeting.shown(), [("Ana", Some("3"), None), ("Ben", Some("5"), None)]);
}

#[test]
fn when_all_have_voted_a_countdown_of_three_seconds_reveals() {
    let mut meeting = Meeting::of(2);
    meeting.votes(&["3", "5"]);
    assert_eq!(meeting.round().reveal_at(), Some(meeting.now.plus(3_000)));
    meeting.wait(2_999);
    assert!(!meeting.round().is_revealed());
    meeting.wait(1);
    assert!(meeting.round().is_revealed());
}

#[test]
fn taking_back_changing_and_a_newcomer_cancel_the_countdown() {
    let mut meeting = Meeting::of(2);
    meeting.votes(&["3", "5"]);
    meeting.vote(BEN, "").unwrap();
    assert_eq!(meeting.round().reveal_at(), None);

    meeting.vote(BEN, "5").unwrap();
    meeting.wait(2_000);
    meeting.vote(BEN, "8").unwrap();
    assert_eq!(meeting.round().reveal_at(), Some(meeting.now.plus(3_000)), "it starts anew");

    meeting.join(3, "Cleo", Role::Estimator).unwrap();
    assert_eq!(meeting.round().reveal_at(), None);
    meeting.done(CLEO, Command::SetRole(Role::Observer));
    assert!(meeting.round().reveal_at().is_some(), "an observer is not waited for");
}

#[test]
fn nobody_waits_for_people_who_are_gone_for_ten_seconds_or_removed() {
    let mut meeting = Meeting::of(3);
    meeting.votes(&["3", "5"]);
    meeting.leave(CLEO);
    meeting.wait(9_999);
    assert_eq!(meeting.round().reveal_at(), None);
    meeting.wait(1);
    assert!(meeting.round().reveal_at().is_some());

    meeting.come_back(CLEO);
    assert_eq!(meeting.round().reveal_at(), None, "back in time to vote");
    meeting.done(ANA, Command::RemovePerson(CLEO));
    assert!(meeting.round().reveal_at().is_some());
}

#[test]
fn auto_reveal_can_be_switched_off() {
    let mut meeting = Meeting::of(2);
    meeting.done(
        ANA,
        Command::Configure(Settings { auto_reveal: false, ..Settings::default() }.into()),
    );
    meeting.votes(&["3", "5"]);
    meeting.wait(60_000);
    assert!(!meeting.round().is_revealed());
}

#[test]
fn b13_a_vote_that_comes_after_the_reveal_is_refused_and_not_taken_for_a_change() {
    let mut meeting = Meeting::of(3);
    meeting.votes(&["3", "5"]);
    let (story, round) = (meeting.current(), meeting.round().number);
    meeting.reveal(ANA).unwrap();
    let late = Command::Vote {
        story,
        round,
        card: Some("8".into()),
        revealed: false,
        remark: None,
        scores: None,
    };
    assert_eq!(meeting.command(BEN, late), Err(Refusal::AlreadyRevealed));
    assert_eq!(meeting.shown()[1], ("Ben", Some("5"), None));
}

#[test]
fn b18_a_card_changed_after_the_reveal_is_marked_with_the_first_one_kept() {
    let mut meeting = Meeting::of(3);
    meeting.votes(&["3", "5"]);
    meeting.reveal(ANA).unwrap();
    meeting.vote(BEN, "8").unwrap();
    meeting.vote(BEN, "3").unwrap();
    assert_eq!(meeting.shown()[1], ("Ben", Some("3"), Some("5")));
    assert_eq!(meeting.vote(BEN, ""), Err(Refusal::AlreadyRevealed));
    assert_eq!(meeting.vote(CLEO, "3"), Err(Refusal::WaitForNextRound));

    meeting.vote_again(ANA).unwrap();
    assert_eq!((meeting.round().number, meeting.round().votes()), (2, 0));
    assert!(meeting.room.view(BEN).my_card().is_none(), "no card is chosen");
    let past = &meeting.board().quick.past[0];
    assert_eq!(past.ballots[1].first.as_ref().unwrap().label, "5");
}

#[test]
fn changing_after_the_reveal_can_be_switched_off() {
    let mut meeting = Meeting::of(2);
    let settings = Settings { change_after_reveal: false, ..Settings::default() };
    meeting.done(ANA, Command::Configure(settings.into()));
    meeting.votes(&["3", "5"]);
    meeting.reveal(ANA).unwrap();
    assert_eq!(meeting.vote(BEN, "8"), Err(Refusal::AlreadyRevealed));
}

#[test]
fn a_double_click_on_reveal_or_vote_again_does_no_harm() {
    let mut meeting = Meeting::of(2);
    meeting.votes(&["3"]);
    let (story, round) = (meeting.current(), 1);
    meeting.done(ANA, Command::Reveal { story, round });
    meeting.done(ANA, Command::Reveal { story, round });
    meeting.done(ANA, Command::VoteAgain { story, round });
    meeting.done(ANA, Command::VoteAgain { story, round });
    assert_eq!(meeting.round().number, 2);
    let stale = meeting.command(ANA, Command::Reveal { story, round });
    assert_eq!(stale, Err(Refusal::RoundOver));
}

#[test]
fn b15_cards_stay_revealed_when_somebody_joins_or_comes_back() {
    let mut meeting = Meeting::of(3);
    meeting.votes(&["3", "5"]);
    meeting.reveal(ANA).unwrap();
    let dan = meeting.join(4, "Dan", Role::Estimator).unwrap();
    meeting.leave(BEN);
    meeting.come_back(BEN);
    assert!(meeting.round().is_revealed());
    assert_eq!(meeting.room.view(dan).board, meeting.room.view(ANA).board);
    assert_eq!(meeting.vote(DAN, "5"), Err(Refusal::WaitForNextRound));
}

#[test]
fn b19_votes_are_kept_when_the_room_moves_to_another_story_and_back() {
    let mut meeting = Meeting::of(4);
    let stories = meeting.add(&["First", "Second"]);
    meeting.votes(&["3", "5", "8"]);
    meeting.done(ANA, Command::Select(Some(stories[1])));
    assert_eq!(meeting.round().votes(), 0);
    meeting.done(ANA, Command::Select(Some(stories[0])));
    assert_eq!(meeting.round().votes(), 3);
    assert_eq!(meeting.room.view(CLEO).my_card().unwrap().label, "8");
}

#[test]
fn a_vote_for_a_story_that_the_room_has_left_is_refused() {
    let mut meeting = Meeting::of(2);
    let stories = meeting.add(&["First", "Second"]);
    meeting.done(ANA, Command::Select(Some(stories[1])));
    let vote = Command::Vote {
        story: Some(stories[0]),
        round: 1,
        card: Some("3".into()),
        revealed: false,
        remark: None,
        scores: None,
    };
    assert_eq!(meeting.command(BEN, vote), Err(Refusal::RoundOver));
}

#[test]
fn moving_on_stops_a_countdown_on_the_story_that_was_left() {
    let mut meeting = Meeting::of(2);
    let stories = meeting.add(&["First", "Second"]);
    meeting.votes(&["3", "5"]);
    meeting.done(ANA, Command::Select(Some(stories[1])));
    meeting.wait(10_000);
    let first = meeting.board().stories.get(stories[0]).unwrap();
    let round = first.rounds.current.as_ref().unwrap();
    assert_eq!((round.is_revealed(), round.reveal_at()), (false, None));
}

#[test]
fn b21_b23_an_estimate_is_saved_changed_and_cleared() {
    let mut meeting = Meeting::of(2);
    let stories = meeting.add(&["First", "Second"]);
    let set = |estimate: Option<&str>| Command::SetEstimate {
        story: stories[0],
        estimate: estimate.map(str::to_owned),
    };
    meeting.done(ANA, set(Some("5")));
    meeting.done(ANA, Command::Select(Some(stories[1])));
    assert_eq!(meeting.estimate(stories[0]), Some("5"));
    meeting.done(ANA, set(Some("7")));
    assert_eq!(meeting.estimate(stories[0]), Some("7"), "also one nobody voted for");
    meeting.done(ANA, set(None));
    assert_eq!(meeting.estimate(stories[0]), None);
    assert_eq!(meeting.command(ANA, set(Some("☕"))), Err(Refusal::SpecialEstimate));
}

/// Rule 38: what came with a story is not the team's, until the team saves an estimate, be it the same.
#[test]
fn an_estimate_that_came_with_a_story_is_the_teams_once_it_is_saved() {
    let mut meeting = Meeting::of(2);
    let imported = StoryDraft { estimate: Some("5".into()), ..story("Reserve a tool") };
    meeting.done(ANA, Command::AddStories { stories: vec![imported], known: Known::LeaveOut });
    let id = meeting.board().stories.keys()[0];
    let story = |meeting: &Meeting| meeting.board().stories.get(id).unwrap().clone();
    assert_eq!(story(&meeting).estimate_origin, EstimateOrigin::Imported);
    assert!(!story(&meeting).is_estimated_here());
    meeting.done(ANA, Command::SetEstimate { story: id, estimate: Some("5".into()) });
    assert_eq!(meeting.estimate(id), Some("5"));
    assert!(story(&meeting).is_estimated_here());
    meeting.done(ANA, Command::SetEstimate { story: id, estimate: None });
    assert!(!story(&meeting).is_estimated_here());
}

#[test]
fn the_next_story_is_the_next_one_without_an_estimate() {
    let mut meeting = Meeting::of(1);
    let ids = meeting.add(&["1", "2", "3"]);
    let estimate = |story: StoryId| Command::SetEstimate { story, estimate: Some("3".into()) };
    meeting.done(ANA, estimate(ids[1]));
    assert_eq!(meeting.board().next_story(), Some(ids[2]));
    meeting.done(ANA, Command::Select(Some(ids[2])));
    assert_eq!(meeting.board().next_story(), Some(ids[0]), "back to what was skipped");
    meeting.done(ANA, estimate(ids[0]));
    assert_eq!(meeting.board().next_story(), None);
}

#[test]
fn the_same_command_sent_twice_counts_once() {
    let mut meeting = Meeting::of(2);
    let id = domain::ids::CommandId("c-1".into());
    let add = Command::AddStories { stories: vec![support::story("Once")], known: Known::Add };
    let first = meeting.room.execute(ANA, id.clone(), add.clone(), meeting.now).unwrap();
    let second = meeting.room.execute(ANA, id.clone(), add, meeting.now).unwrap();
    assert!(first.entry.is_some() && second.entry.is_none());
    assert_eq!(meeting.board().stories.len(), 1);

    let saved: domain::room::Room = domain::protocol::decode(&encode(&meeting.room)).unwrap();
    assert!(saved.has_handled(ANA, &id), "also after a restart");
    assert!(!saved.has_handled(ParticipantId(2), &id));
}
