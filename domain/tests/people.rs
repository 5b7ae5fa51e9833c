//! Joining, coming back, facilitators and permissions (rules 2 to 12).

mod support;

use domain::command::Command;
use domain::draft::StoryDraft;
use domain::ids::CommandId;
use domain::known::Known;
use domain::limits;
use domain::people::{EditedText, Role};
use domain::refusal::Refusal;
use domain::room::{Line, Vouched};
use domain::settings::{Allowed, Permission, Settings};
use support::{ANA, BEN, CLEO, Meeting, secret};

#[test]
fn b32_people_with_the_same_name_can_be_told_apart() {
    let mut meeting = Meeting::of(1);
    for (person, name) in [(2, "Alex"), (3, "Alex"), (4, "alex "), (5, "Alex (2)")] {
        meeting.join(person, name, Role::Estimator).unwrap();
    }
    let names: Vec<_> = meeting.board().people.iter().map(|p| p.shown_name()).collect();
    assert_eq!(names, ["Ana", "Alex", "Alex (2)", "alex (3)", "Alex (2) (2)"]);
    meeting.done(ANA, Command::RemovePerson(BEN));
    assert_eq!(meeting.person(CLEO).shown_name(), "Alex (2)", "nobody else is renamed");
}

#[test]
fn b26_b33_whoever_has_the_secret_is_the_same_person_in_the_same_role() {
    let mut meeting = Meeting::of(1);
    meeting.join(2, "Ben", Role::Observer).unwrap();
    for _ in 0..10 {
        meeting.leave(ANA);
        meeting.leave(BEN);
        assert_eq!(meeting.join(2, "Another name", Role::Estimator), Ok(BEN));
        assert_eq!(meeting.join(1, "Ana", Role::Observer), Ok(ANA));
    }
    assert_eq!(meeting.board().people.len(), 2);
    assert_eq!(
        (meeting.person(BEN).name.as_str(), meeting.person(BEN).role),
        ("Ben", Role::Observer)
    );
    assert!(meeting.person(ANA).facilitator);
    let stranger = meeting.join(9, "Ana", Role::Estimator).unwrap();
    assert!(!meeting.person(stranger).facilitator, "a name proves nothing");
}

#[test]
fn the_creator_is_facilitator_whenever_they_come() {
    let mut meeting = Meeting::of(0);
    let guest = meeting.join(2, "Ben", Role::Estimator).unwrap();
    let founder = meeting.join(1, "Ana", Role::Observer).unwrap();
    assert!(!meeting.person(guest).facilitator && meeting.person(founder).facilitator);
}

#[test]
fn b34_anyone_may_take_over_when_no_facilitator_was_there_for_a_minute() {
    let mut meeting = Meeting::of(2);
    let take_over = || Command::TakeOver;
    let refused = meeting.command(BEN, take_over());
    assert_eq!(refused, Err(Refusal::FacilitatorPresent { free_at: None }));
    meeting.leave(ANA);
    let free_at = Some(meeting.now.plus(60_000));
    meeting.wait(59_999);
    assert_eq!(meeting.command(BEN, take_over()), Err(Refusal::FacilitatorPresent { free_at }));
    meeting.wait(1);
    meeting.done(BEN, take_over());
    meeting.come_back(ANA);
    assert!(meeting.person(ANA).facilitator && meeting.person(BEN).facilitator);
}

#[test]
fn the_last_facilitator_is_warned_before_stepping_down() {
    let mut meeting = Meeting::of(2);
    let set = |participant, facilitator, even_if_last| Command::SetFacilitator {
        participant,
        facilitator,
        even_if_last,
    };
    assert_eq!(meeting.command(ANA, set(ANA, false, false)), Err(Refusal::LastFacilitator));
    meeting.done(ANA, set(BEN, true, false));
    meeting.done(ANA, set(ANA, false, false));
    assert!(!meeting.person(ANA).facilitator);
    meeting.done(BEN, set(ANA, true, false));
    meeting.leave(ANA);
    let refused = meeting.command(BEN, set(BEN, false, false));
    assert_eq!(refused, Err(Refusal::LastFacilitator), "the other one is away");
    meeting.come_back(ANA);
    meeting.done(BEN, set(ANA, false, false));
    meeting.done(BEN, set(BEN, false, true));
    meeting.done(ANA, Command::TakeOver);
}

#[test]
fn b36_a_participant_may_only_do_what_the_room_lets_everyone_do() {
    let mut meeting = Meeting::of(2);
    let story = meeting.add(&["First", "Second"])[0];
    let before = meeting.room.clone();
    let draft = StoryDraft { title: "Mine".into(), ..StoryDraft::default() };
    for (command, refusal) in [
        (Command::Reveal { story: Some(story), round: 1 }, Refusal::NotAllowed(Permission::Reveal)),
        (
            Command::VoteAgain { story: Some(story), round: 1 },
            Refusal::NotAllowed(Permission::Reveal),
        ),
        (Command::Select(None), Refusal::NotAllowed(Permission::Steer)),
        (
            Command::SetEstimate { story, estimate: Some("3".into()) },
            Refusal::NotAllowed(Permission::Steer),
        ),
        (
            Command::AddStories { stories: vec![draft], known: Known::LeaveOut },
            Refusal::NotAllowed(Permission::Backlog),
        ),
        (Command::RemoveStories(vec![story]), Refusal::NotAllowed(Permission::Backlog)),
        (Command::RestoreStories(vec![story]), Refusal::NotAllowed(Permission::Backlog)),
        (Command::MoveStory { story, after: None }, Refusal::NotAllowed(Permission::Backlog)),
        (Command::Retitle("Mine".into()), Refusal::FacilitatorsOnly),
        (Command::Configure(Settings::default().into()), Refusal::FacilitatorsOnly),
        (Command::RemovePerson(ANA), Refusal::FacilitatorsOnly),
        (Command::Readmit, Refusal::FacilitatorsOnly),
        (
            Command::SetFacilitator { participant: BEN, facilitator: true, even_if_last: false },
            Refusal::FacilitatorsOnly,
        ),
    ] {
        assert_eq!(meeting.command(BEN, command.clone()), Err(refusal), "{command:?}");
    }
    assert_eq!(meeting.room, before);

    let open =
        Settings { steer: Allowed::Everyone, texts: Allowed::Facilitators, ..Settings::default() };
    meeting.done(ANA, Command::Configure(open.into()));
    meeting.done(BEN, Command::Select(None));
    let edit = Command::AddCriterion {
        story,
        text: "Holds".into(),
        state: Default::default(),
        after: None,
    };
    assert_eq!(meeting.command(BEN, edit), Err(Refusal::NotAllowed(Permission::Texts)));
}

#[test]
fn a_room_holds_200_connected_people_and_forgets_guests_who_left_long_ago() {
    let mut meeting = Meeting::of(1);
    for person in 2..=limits::CONNECTED as u32 {
        meeting.join(person, "Guest", Role::Observer).unwrap();
    }
    let full = Err(Refusal::RoomFull { limit: 200 });
    assert_eq!(meeting.join(1_000, "One more", Role::Estimator), full);

    for person in 1_000..1_400 {
        meeting.wait(10);
        let last = meeting.board().connected().last().unwrap().id;
        meeting.leave(last);
        meeting.join(person, "Guest", Role::Observer).unwrap();
    }
    assert_eq!(meeting.board().people.len(), limits::PEOPLE_REMEMBERED);
    assert!(meeting.board().people.contains(ANA), "a facilitator is never forgotten");
}

#[test]
fn who_is_known_comes_back_into_a_full_room() {
    let mut meeting = Meeting::of(1);
    meeting.leave(ANA);
    for person in 2..=limits::CONNECTED as u32 + 1 {
        meeting.join(person, "Stranger", Role::Observer).unwrap();
    }
    let full = Err(Refusal::RoomFull { limit: 200 });
    assert_eq!(meeting.join(1_000, "One more", Role::Estimator), full);
    assert_eq!(meeting.join(1, "Ana", Role::Estimator), Ok(ANA));
    assert!(meeting.person(ANA).is_connected() && meeting.person(ANA).facilitator);
}

#[test]
fn who_has_voted_is_not_forgotten_for_people_who_come_and_go() {
    let mut meeting = Meeting::of(1);
    let ben = meeting.join(2, "Ben", Role::Estimator).unwrap();
    meeting.vote(ben, "5").unwrap();
    meeting.leave(ben);
    for person in 1_000..1_600 {
        meeting.wait(10);
        let stranger = meeting.join(person, "Stranger", Role::Estimator).unwrap();
        meeting.leave(stranger);
    }
    assert_eq!(meeting.board().people.len(), limits::PEOPLE_REMEMBERED);
    assert_eq!(meeting.join(2, "Ben", Role::Estimator), Ok(ben), "still the same");
    assert!(meeting.board().round().unwrap().has_vote(ben));
}

#[test]
fn a_newcomer_who_is_silent_for_a_moment_is_not_forgotten_for_those_of_another_day() {
    let mut meeting = Meeting::of(1);
    for person in 2..limits::PEOPLE_REMEMBERED as u32 {
        let guest = meeting.join(person, "Guest", Role::Observer).unwrap();
        meeting.done(guest, Command::SetRole(Role::Estimator));
        meeting.leave(guest);
    }
    meeting.wait(2 * 24 * 60 * 60 * 1_000);
    let silent = meeting.join(1_000, "Silent", Role::Observer).unwrap();
    meeting.leave(silent);
    meeting.wait(8_000);
    meeting.join(1_001, "Newcomer", Role::Observer).unwrap();
    assert!(
        meeting.board().people.contains(silent) && meeting.room.participant(&secret(2)).is_none()
    );
    // Who never did anything and stays away goes first.
    meeting.wait(60_000);
    meeting.join(1_002, "Another", Role::Observer).unwrap();
    assert!(!meeting.board().people.contains(silent));
}

#[test]
fn vouched_people_join_at_once_and_are_the_same_person_on_every_device() {
    let mut meeting = Meeting::of(1);
    let dana = meeting.join_vouched("dana", "Dana", false).unwrap();
    assert_eq!(meeting.join_vouched("dana", "Dana", false), Ok(dana), "a second device");
    assert!(meeting.person(dana).is_connected());
    let namesake = meeting.join_vouched("another dana", "Dana", false).unwrap();
    assert_eq!(meeting.person(namesake).shown_name(), "Dana (2)");
    let guest = meeting.join(2, "Dana", Role::Estimator).unwrap();
    assert!(guest != dana && guest != namesake, "a name proves nothing");
}

#[test]
fn a_new_vouched_name_is_taken_over_and_a_self_chosen_one_stays() {
    let mut meeting = Meeting::of(1);
    let dana = meeting.join_vouched("dana", "Dana Example", false).unwrap();
    meeting.done(dana, Command::Rename("Dana".into()));
    meeting.leave(dana);
    meeting.join_vouched("dana", "Dana Example", false).unwrap();
    assert_eq!(meeting.person(dana).name, "Dana");
    meeting.join_vouched("dana", "Dana Sample", false).unwrap();
    assert_eq!(meeting.person(dana).name, "Dana Sample");
    meeting.join_vouched("dana", &"Dana ".repeat(20), false).unwrap();
    assert_eq!(meeting.person(dana).name, "Dana ".repeat(8).trim(), "as much as fits");
}

#[test]
fn a_vouched_facilitator_is_one_and_nobody_stops_being_one_by_coming_back() {
    let mut meeting = Meeting::of(1);
    let dana = meeting.join_vouched("dana", "Dana", true).unwrap();
    assert!(meeting.person(dana).facilitator);
    meeting.join_vouched("dana", "Dana", false).unwrap();
    assert!(meeting.person(dana).facilitator);
    let evan = meeting.join_vouched("evan", "Evan", false).unwrap();
    assert!(!meeting.person(evan).facilitator);
    meeting.join_vouched("evan", "Evan", true).unwrap();
    assert!(meeting.person(evan).facilitator);
}

#[test]
fn the_creator_is_facilitator_also_when_the_server_vouches_for_them() {
    let mut meeting = Meeting::of(0);
    let hash = domain::ids::SecretHash("proxy:ana".into());
    let (role, facilitator) = (Role::Observer, false);
    let ana = Vouched { hash, name: "Ana".into(), role, facilitator };
    let (ana, _) = meeting.room.join_vouched(&ana, &secret(1), Line::Open, meeting.now).unwrap();
    assert!(meeting.person(ana).facilitator);
    assert_eq!(meeting.person(ana).role, Role::Observer);
}

#[test]
fn a_room_without_guests_admits_only_vouched_people_and_those_who_were_in_it() {
    let mut meeting = Meeting::of(2);
    meeting.done(ANA, Command::Configure(Settings { guests: false, ..Settings::default() }.into()));
    let before = meeting.room.clone();
    assert_eq!(meeting.join(7, "Guest", Role::Observer), Err(Refusal::GuestsNotAllowed));
    assert_eq!(meeting.room, before);
    meeting.leave(BEN);
    assert_eq!(meeting.join(2, "Ben", Role::Estimator), Ok(BEN));
    let dana = meeting.join_vouched("dana", "Dana", false).unwrap();
    meeting.done(ANA, Command::RemovePerson(dana));
    assert_eq!(meeting.join_vouched("dana", "Dana", true), Err(Refusal::Removed));
}

#[test]
fn who_edits_a_text_is_seen_until_they_stop_or_leave_and_leaves_no_trace() {
    let mut meeting = Meeting::of(2);
    let story = EditedText::Story(meeting.add(&["Mend the gate"])[0]);
    let start = |meeting: &mut Meeting| {
        let id = CommandId("e".into());
        meeting.room.execute(BEN, id, Command::Editing(Some(story)), meeting.now).unwrap()
    };
    let outcome = start(&mut meeting);
    assert_eq!((outcome.entry, outcome.audiences.len()), (None, 1));
    assert_eq!(meeting.person(BEN).editing, Some(story));
    assert!(start(&mut meeting).audiences.is_empty());
    meeting.done(BEN, Command::Editing(None));
    assert_eq!(meeting.person(BEN).editing, None);

    start(&mut meeting);
    meeting.leave(BEN);
    assert_eq!(meeting.person(BEN).editing, None);
    assert!(start(&mut meeting).audiences.is_empty(), "who is away edits nothing");
    meeting.come_back(BEN);
    start(&mut meeting);
    meeting.room.stop_editing(BEN, meeting.now);
    assert_eq!(meeting.person(BEN).editing, None);
    start(&mut meeting);
    meeting.room.restart(meeting.now);
    assert_eq!(meeting.person(BEN).editing, None);
    let title = Command::Editing(Some(EditedText::RoomTitle));
    assert_eq!(meeting.command(BEN, title), Err(Refusal::FacilitatorsOnly));
}

#[test]
fn a_title_that_somebody_else_has_changed_is_not_overwritten_unseen() {
    let mut meeting = Meeting::of(1);
    let edit = |before: &str, title: &str| Command::EditTitle {
        before: before.into(),
        title: title.into(),
    };
    meeting.done(ANA, edit("Lending desk", "Tool library"));
    let late = meeting.command(ANA, edit("Lending desk", "Sprint 12"));
    assert_eq!(late, Err(Refusal::ChangedMeanwhile { revision: 0 }));
    assert_eq!(meeting.board().title, "Tool library");
    meeting.done(ANA, edit("Lending desk", "Tool library"));
}
