//! The timer: set by people or with a round, and what happens at its end (rule 27).

mod support;

use domain::command::Command;
use domain::people::Role;
use domain::refusal::Refusal;
use domain::settings::{Permission, SettingsPatch};
use domain::timer::{Timer, TimerAction};
use support::{ANA, BEN, Meeting};

fn start(seconds: u32) -> Command {
    Command::Timer(TimerAction::Start(seconds))
}

fn configure(timer_seconds: u32, reveal_at_zero: bool) -> Command {
    Command::Configure(SettingsPatch {
        timer_seconds: Some(timer_seconds),
        reveal_at_zero: Some(reveal_at_zero),
        ..SettingsPatch::default()
    })
}

#[test]
fn b43_whoever_joins_late_sees_the_same_end() {
    let mut meeting = Meeting::of(1);
    meeting.done(ANA, start(300));
    let end = meeting.now.plus(300_000);
    meeting.wait(120_000);
    let cleo = meeting.join(3, "Cleo", Role::Estimator).unwrap();
    let timer = meeting.room.view(cleo).board.timer;
    assert_eq!(timer, Some(Timer::Running(end)));
    assert_eq!(timer.unwrap().rest_ms(meeting.now), 180_000);
}

#[test]
fn at_zero_the_timer_is_over_and_the_cards_stay_hidden_unless_the_room_wants_it_otherwise() {
    for reveal_at_zero in [false, true] {
        let mut meeting = Meeting::of(2);
        meeting.done(ANA, configure(0, reveal_at_zero));
        meeting.vote(BEN, "5").unwrap();
        meeting.done(ANA, start(10));
        meeting.wait(9_999);
        assert!(!meeting.round().is_revealed());
        meeting.wait(1);
        assert_eq!(meeting.board().timer, Some(Timer::Over));
        assert_eq!(meeting.round().is_revealed(), reveal_at_zero);
    }
}

#[test]
fn each_round_begins_with_the_time_that_the_room_gives_it_and_the_reveal_ends_it() {
    let mut meeting = Meeting::of(2);
    let stories = meeting.add(&["One", "Two"]);
    meeting.done(ANA, configure(60, false));
    assert_eq!(meeting.board().timer, None, "the round has begun already");
    meeting.done(ANA, Command::Select(Some(stories[1])));
    let started = Some(Timer::started(60, meeting.now));
    assert_eq!(meeting.board().timer, started);
    meeting.vote(BEN, "5").unwrap();
    meeting.reveal(ANA).unwrap();
    assert_eq!(meeting.board().timer, None);
    meeting.now = meeting.now.plus(5_000);
    meeting.vote_again(ANA).unwrap();
    assert_eq!(meeting.board().timer, Some(Timer::started(60, meeting.now)));
    meeting.done(ANA, Command::Select(Some(stories[0])));
    assert_eq!(meeting.board().timer, Some(Timer::started(60, meeting.now)));
}

#[test]
fn the_timer_is_for_those_who_may_reveal() {
    let mut meeting = Meeting::of(2);
    let refused = Err(Refusal::NotAllowed(Permission::Reveal));
    assert_eq!(meeting.command(BEN, start(60)), refused);
    let too_long = Err(Refusal::TimerTooLong(7_200));
    assert_eq!(meeting.command(ANA, start(7_201)), too_long);
    assert_eq!(meeting.board().timer, None);
}

#[test]
fn a_timer_goes_on_where_the_room_is_read_again() {
    let mut meeting = Meeting::of(1);
    meeting.done(ANA, start(60));
    meeting.room.restart(meeting.now.plus(20_000));
    meeting.now = meeting.now.plus(20_000);
    assert_eq!(meeting.board().timer.unwrap().rest_ms(meeting.now), 40_000);
    meeting.wait(40_000);
    assert_eq!(meeting.board().timer, Some(Timer::Over));
}
