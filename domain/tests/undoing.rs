//! Undo takes back exactly what one command did, whatever has happened since (rules 19, 42).

mod support;

use domain::command::Command;
use domain::draft::StoryDraft;
use domain::ids::{CommandId, ParticipantId, StoryId};
use domain::known::Known;
use domain::limits;
use domain::people::Role;
use domain::protocol::{decode, encode};
use domain::refusal::Refusal;
use domain::room::Room;
use domain::settings::{Allowed, Permission, Settings};
use domain::story::CriterionState;
use support::{ANA, BEN, CLEO, Meeting, story};

fn add(stories: Vec<StoryDraft>) -> Command {
    Command::AddStories { stories, known: Known::Add }
}

fn update(key: &str, title: &str) -> Command {
    let draft = StoryDraft { key: Some(key.into()), ..story(title) };
    Command::AddStories { stories: vec![draft], known: Known::Update }
}

fn edit(story: StoryId, revision: u32, title: &str) -> Command {
    let title = Some(title.into());
    Command::EditStory { story, revision, title, description: None, link: None }
}

fn estimate(story: StoryId, estimate: Option<&str>) -> Command {
    Command::SetEstimate { story, estimate: estimate.map(Into::into) }
}

fn titles(meeting: &Meeting) -> Vec<&str> {
    meeting.board().stories.iter().map(|story| story.title.as_str()).collect()
}

fn hand(meeting: &Meeting, who: ParticipantId) -> Vec<String> {
    let cards = meeting.room.hand(who).into_iter();
    cards.map(|(_, vote)| vote.card.label).collect()
}

#[test]
fn of_three_stories_added_one_by_one_the_first_undo_takes_back_the_first() {
    let mut meeting = Meeting::of(1);
    let mut commands = Vec::new();
    for title in ["X", "Y", "Z"] {
        meeting.done(ANA, add(vec![story(title)]));
        commands.push(meeting.last_command());
    }
    assert_eq!(meeting.undo_command(ANA, commands[0].clone()), Ok(0));
    assert_eq!(titles(&meeting), ["Y", "Z"]);
    assert_eq!(meeting.undo_command(ANA, commands[2].clone()), Ok(0));
    assert_eq!(titles(&meeting), ["Y"]);
    let again = meeting.undo_command(ANA, commands[0].clone());
    assert_eq!(again, Err(Refusal::NothingToUndo), "it was undone already");
    let of_others = meeting.undo_command(BEN, commands[1].clone());
    assert_eq!(of_others, Err(Refusal::UnknownPerson));
    assert_eq!(titles(&meeting), ["Y"]);
}

#[test]
fn stories_on_which_others_have_worked_stay_when_their_import_is_undone() {
    let mut meeting = Meeting::of(2);
    let names = ["Voted", "Estimated", "Edited", "Agreed", "Untouched"];
    let drafts = names.map(|title| StoryDraft { criteria: vec!["Holds".into()], ..story(title) });
    meeting.done(ANA, add(drafts.to_vec()));
    let import = meeting.last_command();
    let ids = meeting.board().stories.keys().to_vec();
    meeting.vote(BEN, "5").unwrap();
    meeting.done(ANA, estimate(ids[1], Some("8")));
    meeting.done(BEN, edit(ids[2], 0, "Edited by Ben"));
    let criterion = meeting.board().stories.get(ids[3]).unwrap().criteria.keys()[0];
    let state = CriterionState::Agreed;
    meeting.done(BEN, Command::MarkCriterion { story: ids[3], criterion, state });
    assert_eq!(meeting.undo_command(ANA, import), Ok(4));
    assert_eq!(titles(&meeting), ["Voted", "Estimated", "Edited by Ben", "Agreed"]);
    assert_eq!(hand(&meeting, BEN), ["5"]);

    // What went comes back when the undo is undone.
    assert_eq!(meeting.undo(ANA), Ok(0));
    assert_eq!(titles(&meeting), ["Voted", "Estimated", "Edited by Ben", "Agreed", "Untouched"]);
}

#[test]
fn an_import_of_which_nothing_is_untouched_is_not_undone() {
    let mut meeting = Meeting::of(2);
    meeting.done(ANA, add(vec![story("One")]));
    let import = meeting.last_command();
    meeting.vote(BEN, "5").unwrap();
    assert_eq!(meeting.undo_command(ANA, import), Err(Refusal::ChangedSince));
    assert_eq!(titles(&meeting), ["One"]);
}

#[test]
fn undoing_an_import_gives_back_texts_unless_somebody_has_edited_them_since() {
    let mut meeting = Meeting::of(2);
    let settings = Settings { backlog: Allowed::Everyone, ..Settings::default() };
    meeting.done(ANA, Command::Configure(settings.into()));
    let keyed = |key: &str, title: &str| StoryDraft { key: Some(key.into()), ..story(title) };
    meeting.done(ANA, add(vec![keyed("TL-1", "One"), keyed("TL-2", "Two")]));
    let ids = meeting.board().stories.keys().to_vec();
    meeting.done(ANA, update("TL-1", "One of Ana"));
    let of_ana = meeting.last_command();
    meeting.done(BEN, update("TL-2", "Two of Ben"));
    assert_eq!(meeting.undo_command(ANA, of_ana), Ok(0));
    assert_eq!(titles(&meeting), ["One", "Two of Ben"]);
    meeting.done(ANA, update("TL-1", "One of Ana"));
    let of_ana = meeting.last_command();
    meeting.done(BEN, edit(ids[0], 3, "One of Ben"));
    assert_eq!(meeting.undo_command(ANA, of_ana), Err(Refusal::ChangedSince));
    assert_eq!(titles(&meeting), ["One of Ben", "Two of Ben"]);
}

#[test]
fn an_estimate_that_somebody_has_saved_since_stays() {
    let mut meeting = Meeting::of(2);
    let id = meeting.add(&["One"])[0];
    let steer = Settings { steer: Allowed::Everyone, ..Settings::default() };
    meeting.done(ANA, Command::Configure(steer.into()));
    meeting.done(ANA, estimate(id, Some("5")));
    let five = meeting.last_command();
    meeting.done(BEN, estimate(id, Some("8")));
    assert_eq!(meeting.undo_command(ANA, five.clone()), Err(Refusal::ChangedSince));
    assert_eq!(meeting.estimate(id), Some("8"));
    meeting.done(BEN, estimate(id, Some("5")));
    assert_eq!(meeting.undo_command(ANA, five), Ok(0), "it is what Ana saved");
    assert_eq!(meeting.estimate(id), None);
    assert_eq!(meeting.undo(ANA), Ok(0));
    assert_eq!(meeting.estimate(id), Some("5"));
}

#[test]
fn a_removed_criterion_comes_back_as_it_was_and_where_it_was() {
    let mut meeting = Meeting::of(1);
    let draft = StoryDraft {
        criteria: ["a", "b", "c"].map(Into::into).to_vec(),
        states: vec![CriterionState::Agreed; 3],
        ..story("One")
    };
    meeting.done(ANA, add(vec![draft]));
    let id = meeting.board().stories.keys()[0];
    let before = meeting.board().stories.get(id).unwrap().criteria.clone();
    let criterion = before.keys()[1];
    meeting.done(ANA, Command::RemoveCriterion { story: id, criterion });
    let command = meeting.last_command();
    assert_eq!(meeting.undo_command(ANA, command), Ok(0));
    assert_eq!(meeting.board().stories.get(id).unwrap().criteria, before);
    assert_eq!(meeting.undo(ANA), Ok(0));
    assert_eq!(meeting.board().stories.get(id).unwrap().criteria.len(), 2);
}

#[test]
fn undoing_the_removal_of_one_person_lets_in_that_person_only() {
    let mut meeting = Meeting::of(3);
    meeting.votes(&["1", "2", "3"]);
    meeting.done(ANA, Command::RemovePerson(BEN));
    meeting.done(ANA, Command::RemovePerson(CLEO));
    assert_eq!(meeting.undo(ANA), Ok(0));
    assert_eq!(meeting.join(2, "Ben", Role::Estimator), Err(Refusal::Removed));
    assert_eq!(meeting.join(3, "Cleo", Role::Estimator), Ok(CLEO));
    assert_eq!(hand(&meeting, CLEO), ["3"], "with the vote");
    assert!(meeting.round().has_vote(CLEO));
}

#[test]
fn a_vote_in_a_round_that_is_over_does_not_come_back_with_its_person() {
    let mut meeting = Meeting::of(2);
    meeting.votes(&["1", "2"]);
    meeting.done(ANA, Command::RemovePerson(BEN));
    let removal = meeting.last_command();
    meeting.reveal(ANA).unwrap();
    meeting.vote_again(ANA).unwrap();
    assert_eq!(meeting.undo_command(ANA, removal), Ok(0));
    assert!(!meeting.round().has_vote(BEN));
    assert!(hand(&meeting, BEN).is_empty());
    assert_eq!(meeting.person(BEN).name, "Ben");
}

#[test]
fn votes_that_were_dropped_by_becoming_an_observer_come_back() {
    let mut meeting = Meeting::of(2);
    meeting.vote(BEN, "5").unwrap();
    meeting.done(BEN, Command::SetRole(Role::Observer));
    assert!(!meeting.round().has_vote(BEN));
    assert_eq!(meeting.undo(BEN), Ok(0));
    assert_eq!(hand(&meeting, BEN), ["5"]);
    assert_eq!(meeting.person(BEN).role, Role::Estimator);
}

#[test]
fn a_round_that_was_started_by_mistake_is_taken_back_until_somebody_votes_in_it() {
    let mut meeting = Meeting::of(2);
    meeting.votes(&["1", "2"]);
    meeting.reveal(ANA).unwrap();
    let before = meeting.board().clone();
    meeting.vote_again(ANA).unwrap();
    assert_eq!(meeting.undo(ANA), Ok(0));
    assert_eq!(*meeting.board(), before);

    meeting.vote_again(ANA).unwrap();
    let started = meeting.last_command();
    meeting.vote(BEN, "3").unwrap();
    assert_eq!(meeting.undo_command(ANA, started), Err(Refusal::ChangedSince));
    assert!(meeting.round().has_vote(BEN));
}

#[test]
fn an_undo_needs_the_right_to_do_what_it_does() {
    let mut meeting = Meeting::of(2);
    let everyone = Settings { backlog: Allowed::Everyone, ..Settings::default() };
    meeting.add(&["First"]);
    meeting.done(ANA, Command::Configure(everyone.into()));
    meeting.done(BEN, add(vec![story("One")]));
    let addition = meeting.last_command();
    meeting.done(ANA, Command::Configure(Settings::default().into()));
    let refused = Err(Refusal::NotAllowed(Permission::Backlog));
    assert_eq!(meeting.undo_command(BEN, addition), refused);
    assert_eq!(titles(&meeting), ["First", "One"]);
}

#[test]
fn what_can_be_undone_is_bounded_and_survives_a_restart() {
    let mut meeting = Meeting::of(1);
    let id = meeting.add(&["One"])[0];
    let first = meeting.last_command();
    for number in 0..limits::COMMANDS_UNDOABLE {
        meeting.done(ANA, estimate(id, Some(&number.to_string())));
    }
    assert_eq!(meeting.undo_command(ANA, first), Err(Refusal::NothingToUndo));
    let last = CommandId(format!("c{}", limits::COMMANDS_UNDOABLE + 1));
    let mut read: Room = decode(&encode(&meeting.room)).unwrap();
    let undo = Command::Undo(last);
    read.execute(ANA, CommandId("new".into()), undo, meeting.now).unwrap();
    let estimate = read.board().stories.get(id).unwrap().estimate.clone().unwrap();
    assert_eq!(estimate.label(), (limits::COMMANDS_UNDOABLE - 2).to_string());
}

/// Rule 38: what came with a story is again what came with it, and not the team's.
#[test]
fn an_estimate_that_came_with_a_story_is_imported_again_after_an_undo() {
    let mut meeting = Meeting::of(1);
    meeting.done(ANA, add(vec![StoryDraft { estimate: Some("5".into()), ..story("X") }]));
    let id = meeting.board().stories.keys()[0];
    meeting.done(ANA, estimate(id, Some("8")));
    let saved = meeting.last_command();
    assert!(meeting.board().stories.get(id).unwrap().is_estimated_here());
    assert_eq!(meeting.undo_command(ANA, saved), Ok(0));
    assert_eq!(meeting.estimate(id), Some("5"));
    assert!(!meeting.board().stories.get(id).unwrap().is_estimated_here());
}
