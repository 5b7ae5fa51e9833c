//! The affinity wall: a silent sort by everybody at the same time (rule 47).

mod support;

use domain::command::Command;
use domain::deck::{DeckChoice, DeckKind};
use domain::ids::{ParticipantId, StoryId};
use domain::people::Role;
use domain::protocol::{decode, encode};
use domain::refusal::{Countable, Refusal};
use domain::room::Room;
use domain::settings::Permission;
use domain::sorting::Sorted;
use domain::wall::{WallAction, WallStory};
use support::{ANA, BEN, CLEO, Meeting};

/// A meeting of three with these stories on the wall.
fn wall(titles: &[&str]) -> (Meeting, Vec<StoryId>) {
    let mut meeting = Meeting::of(3);
    let stories = meeting.add(titles);
    meeting.done(ANA, put(&stories));
    (meeting, stories)
}

fn put(stories: &[StoryId]) -> Command {
    Command::Wall(WallAction::Put(stories.to_vec()))
}

fn to(story: StoryId, card: &str) -> Command {
    let card = Some(card.to_owned()).filter(|card| !card.is_empty());
    Command::Wall(WallAction::Move { story, card })
}

fn take_down() -> Command {
    Command::Wall(WallAction::TakeDown)
}

/// What is seen of the wall: the number of each story, its column and its moves.
fn seen(meeting: &Meeting) -> Vec<(u32, Option<&str>, u32)> {
    let board = meeting.board();
    let seen = board.on_wall().map(|(story, place)| {
        let column = place.column(&board.deck).map(|card| card.label.as_str());
        (story.id.0, column, place.moves)
    });
    seen.collect()
}

#[test]
fn everybody_who_votes_and_every_facilitator_moves_stories_and_each_move_is_counted() {
    let (mut meeting, stories) = wall(&["One", "Two"]);
    assert_eq!(seen(&meeting), [(1, None, 0), (2, None, 0)]);
    meeting.done(BEN, to(stories[0], "5"));
    assert_eq!(seen(&meeting)[0], (1, Some("5"), 0), "placing it is no move");
    meeting.done(CLEO, to(stories[0], "8"));
    meeting.done(CLEO, to(stories[0], "8"));
    assert_eq!(seen(&meeting)[0], (1, Some("8"), 1), "it was there already");
    meeting.done(BEN, to(stories[0], ""));
    meeting.done(BEN, to(stories[0], "½"));
    assert_eq!(seen(&meeting)[0], (1, Some("½"), 3));
    meeting.done(CLEO, Command::SetRole(Role::Observer));
    meeting.done(ANA, Command::SetRole(Role::Observer));
    assert_eq!(meeting.command(CLEO, to(stories[1], "5")), Err(Refusal::Observer));
    meeting.done(ANA, to(stories[1], "5"));
}

#[test]
fn a_story_that_was_moved_three_times_after_it_was_placed_keeps_moving() {
    let (mut meeting, stories) = wall(&["Settled", "Moving", "Not placed"]);
    meeting.done(ANA, to(stories[0], "3"));
    for (by, card, keeps_moving) in
        [(ANA, "3", false), (BEN, "8", false), (ANA, "3", false), (BEN, "8", true)]
    {
        meeting.done(by, to(stories[1], card));
        let place = meeting.board().wall.get(stories[1]).unwrap();
        assert_eq!(place.keeps_moving(), keeps_moving, "{place:?}");
    }
    let sorted = Sorted::of(meeting.board());
    assert_eq!(sorted.unsettled, stories[1..]);
    let settled: Vec<_> =
        sorted.settled.iter().map(|it| (it.story, it.estimate.as_str())).collect();
    assert_eq!(settled, [(stories[0], "3")]);
}

#[test]
fn the_rest_is_saved_in_one_step_leaves_the_wall_and_comes_back_with_one_undo() {
    let (mut meeting, stories) = wall(&["One", "Two", "Three"]);
    meeting.done(BEN, to(stories[0], "5"));
    meeting.done(BEN, to(stories[1], "13"));
    let settled = Sorted::of(meeting.board()).settled;
    meeting.done(ANA, Command::SaveEstimates(settled));
    assert_eq!([0, 1].map(|index| meeting.estimate(stories[index])), [Some("5"), Some("13")]);
    assert_eq!(seen(&meeting), [(3, None, 0)]);
    assert_eq!(meeting.undo(ANA), Ok(0));
    assert_eq!(seen(&meeting), [(1, Some("5"), 0), (2, Some("13"), 0), (3, None, 0)]);
    assert_eq!(meeting.estimate(stories[0]), None);
}

#[test]
fn a_wall_that_is_taken_down_comes_back_as_it_was_and_goes_again() {
    let (mut meeting, stories) = wall(&["One", "Two"]);
    meeting.done(BEN, to(stories[0], "5"));
    meeting.done(ANA, take_down());
    let taking_down = meeting.last_command();
    assert!(meeting.board().wall.is_empty());
    assert_eq!(meeting.command(BEN, to(stories[0], "8")), Err(Refusal::UnknownStory));
    assert_eq!(meeting.undo_command(ANA, taking_down), Ok(0));
    assert_eq!(seen(&meeting), [(1, Some("5"), 0), (2, None, 0)]);
    assert_eq!(meeting.undo(ANA), Ok(0));
    assert!(meeting.board().wall.is_empty());
    meeting.done(ANA, take_down());
}

#[test]
fn an_undo_of_opening_leaves_on_the_wall_what_has_been_moved_since() {
    let (mut meeting, stories) = wall(&["One", "Two"]);
    let opening = meeting.last_command();
    meeting.done(BEN, to(stories[0], "5"));
    assert_eq!(meeting.undo_command(ANA, opening.clone()), Ok(1));
    assert_eq!(seen(&meeting), [(1, Some("5"), 0)]);
    assert_eq!(meeting.undo_command(ANA, opening), Err(Refusal::NothingToUndo));
}

#[test]
fn stories_join_a_wall_that_is_open_and_single_ones_leave_it() {
    let (mut meeting, stories) = wall(&["One", "Two"]);
    meeting.done(BEN, to(stories[0], "5"));
    let more = meeting.add(&["Three"]);
    meeting.done(ANA, put(&[stories[0], more[0]]));
    assert_eq!(seen(&meeting), [(1, Some("5"), 0), (2, None, 0), (3, None, 0)]);
    let take_off = |story| Command::Wall(WallAction::TakeOff(vec![story]));
    meeting.done(ANA, take_off(stories[1]));
    assert_eq!(seen(&meeting).len(), 2);
    assert_eq!(meeting.command(ANA, take_off(stories[1])), Err(Refusal::UnknownStory));
}

#[test]
fn a_removed_story_comes_back_to_its_place_and_another_deck_leaves_no_story_without_a_column() {
    let (mut meeting, stories) = wall(&["One", "Two"]);
    meeting.done(BEN, to(stories[0], "5"));
    meeting.done(BEN, to(stories[1], "13"));
    meeting.done(ANA, Command::RemoveStories(vec![stories[0]]));
    assert_eq!(seen(&meeting), [(2, Some("13"), 0)]);
    assert_eq!(meeting.undo(ANA), Ok(0));
    let sizes = DeckChoice { kind: DeckKind::TShirt, ..DeckChoice::default() };
    meeting.done(ANA, Command::SetDeck { deck: sizes, drop_votes: false });
    assert_eq!(seen(&meeting), [(1, None, 0), (2, None, 0)]);
    assert_eq!(Sorted::of(meeting.board()).settled, []);
    assert_eq!(meeting.undo(ANA), Ok(0));
    assert_eq!(seen(&meeting), [(1, Some("5"), 0), (2, Some("13"), 0)]);
}

#[test]
fn it_survives_a_restart_and_takes_no_story_that_the_team_has_estimated() {
    let mut meeting = Meeting::of(2);
    meeting.done(ANA, Command::AddLines("Mend the gate (13)\nOil the hinge".into()));
    let stories = meeting.board().stories.keys().to_vec();
    meeting.done(ANA, Command::SetEstimate { story: stories[1], estimate: Some("5".into()) });
    meeting.done(ANA, put(&stories));
    assert_eq!(seen(&meeting), [(1, None, 0)], "one came with an estimate, which does not count");
    meeting.done(BEN, to(stories[0], "5"));
    meeting.room = decode::<Room>(&encode(&meeting.room)).unwrap();
    meeting.room.restart(meeting.now);
    assert_eq!(seen(&meeting), [(1, Some("5"), 0)]);
}

#[test]
fn it_is_bounded_and_permitted_like_choosing_the_story() {
    let mut meeting = Meeting::of(2);
    let titles: Vec<String> = (0..201).map(|n| format!("Story {n}")).collect();
    let stories = meeting.add(&titles.iter().map(String::as_str).collect::<Vec<_>>());
    let too_many = Refusal::TooMany { of: Countable::WallStories, limit: 200 };
    assert_eq!(meeting.command(ANA, put(&stories)), Err(too_many.clone()));
    meeting.done(ANA, put(&stories[..200]));
    assert_eq!(meeting.command(ANA, put(&stories[200..])), Err(too_many));
    let not = Err(Refusal::NotAllowed(Permission::Steer));
    let off = Command::Wall(WallAction::TakeOff(stories.clone()));
    for command in [put(&stories[200..]), off, take_down()] {
        assert_eq!(meeting.command(BEN, command), not);
    }
    for card in ["?", "☕", "7", "XL"] {
        assert_eq!(meeting.command(BEN, to(stories[0], card)), Err(Refusal::UnknownCard));
    }
    let unknown = meeting.command(BEN, to(stories[200], "5"));
    assert_eq!(unknown, Err(Refusal::UnknownStory));
    assert_eq!(meeting.command(ANA, put(&[StoryId(999)])), Err(Refusal::UnknownStory));
}

#[test]
fn people_who_move_one_story_at_the_same_time_see_the_same_wall() {
    let (mut meeting, stories) = wall(&["One"]);
    for (by, card) in [(ANA, "3"), (BEN, "8"), (CLEO, "13")] {
        meeting.done(by, to(stories[0], card));
    }
    let place = WallStory { story: stories[0], card: Some("13".into()), moves: 2 };
    for viewer in 1..=3 {
        let view = meeting.room.view(ParticipantId(viewer));
        assert_eq!(view.board.wall.get(stories[0]), Some(&place));
    }
}
