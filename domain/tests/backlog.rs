//! Stories and criteria: adding, editing together, ordering, removing and undo (rules 20, 31, 32).

mod support;

use domain::command::Command;
use domain::draft::StoryDraft;
use domain::ids::{CommandId, CriterionId, StoryId};
use domain::known::Known;
use domain::limits;
use domain::refusal::{Countable, Field, Refusal};
use domain::settings::{Allowed, Permission, Settings};
use domain::story::CriterionState;
use support::{ANA, BEN, CLEO, Meeting, story};

fn titles(meeting: &Meeting) -> Vec<&str> {
    meeting.board().stories.iter().map(|story| story.title.as_str()).collect()
}

fn keyed(key: &str, title: &str) -> StoryDraft {
    StoryDraft { key: Some(key.into()), ..story(title) }
}

fn add(stories: Vec<StoryDraft>) -> Command {
    Command::AddStories { stories, known: Known::LeaveOut }
}

#[test]
fn the_first_stories_are_shown_at_once_unless_the_room_is_voting() {
    let mut fresh = Meeting::of(1);
    let first = fresh.add(&["First", "Second"])[0];
    assert_eq!(fresh.current(), Some(first));
    let mut voting = Meeting::of(2);
    voting.votes(&["3"]);
    voting.add(&["First"]);
    assert_eq!(voting.current(), None);
}

#[test]
fn typed_lines_are_stories_as_when_they_are_pasted() {
    let mut meeting = Meeting::of(2);
    meeting.done(ANA, Command::AddLines("TL-7 Mend the gate (5)\n\n- Oil the hinge".into()));
    let stories: Vec<_> = meeting.board().stories.iter().cloned().collect();
    assert_eq!(
        (stories[0].key.as_deref(), stories[0].title.as_str()),
        (Some("TL-7"), "Mend the gate")
    );
    assert_eq!(meeting.estimate(stories[0].id), Some("5"));
    assert_eq!((stories[1].key.as_deref(), stories[1].title.as_str()), (None, "Oil the hinge"));
    let empty = meeting.command(ANA, Command::AddLines(" \n".into()));
    assert_eq!(empty, Err(Refusal::Empty(Field::StoryTitle)));
    let lines = "Story\n".repeat(limits::STORIES);
    let refused = Refusal::TooMany { of: Countable::Stories, limit: limits::STORIES as u32 };
    assert_eq!(meeting.command(ANA, Command::AddLines(lines)), Err(refused));
}

#[test]
fn points_in_a_typed_line_need_the_permission_to_save_estimates() {
    let mut meeting = Meeting::of(2);
    let backlog = Settings { backlog: Allowed::Everyone, ..meeting.board().settings.clone() };
    meeting.done(ANA, Command::Configure(backlog.into()));
    meeting.done(BEN, Command::AddLines("TL-7 Mend the gate (5)".into()));
    let story = meeting.board().stories.iter().next().unwrap();
    assert_eq!((story.key.as_deref(), story.title.as_str()), (Some("TL-7"), "Mend the gate (5)"));
    assert_eq!(story.estimate, None);
}

#[test]
fn pasted_criteria_are_added_together_and_undone_together() {
    let mut meeting = Meeting::of(1);
    let story = meeting.add(&["Mend the gate"])[0];
    let lines = "- Closes by itself\r\n- [ ] Makes no noise\n\nOpens both ways";
    let id = CommandId("paste".into());
    let command = Command::AddCriteria { story, lines: lines.into() };
    meeting.room.execute(ANA, id.clone(), command, meeting.now).unwrap();
    let texts = |meeting: &Meeting| -> Vec<String> {
        let story = meeting.board().stories.get(story).unwrap();
        story.criteria.iter().map(|criterion| criterion.text.clone()).collect()
    };
    assert_eq!(texts(&meeting), ["Closes by itself", "Makes no noise", "Opens both ways"]);
    let many = Command::AddCriteria { story, lines: "x\n".repeat(limits::CRITERIA + 1) };
    let refused = Refusal::TooMany { of: Countable::Criteria, limit: limits::CRITERIA as u32 };
    assert_eq!(meeting.command(ANA, many), Err(refused));
    meeting.done(ANA, Command::Undo(id));
    assert!(texts(&meeting).is_empty());
}

#[test]
fn b59_stories_with_a_known_key_are_left_out_unless_asked_for() {
    let mut meeting = Meeting::of(1);
    let file = vec![keyed("TL-1", "One"), keyed("TL-2", "Two"), keyed("TL-1", "One again")];
    meeting.done(ANA, add(file.clone()));
    meeting.done(ANA, add(file.clone()));
    meeting.done(ANA, add(vec![keyed("TL-2", "Two"), keyed("TL-3", "Three")]));
    assert_eq!(titles(&meeting), ["One", "Two", "Three"]);
    meeting.done(ANA, Command::AddStories { stories: vec![file[0].clone()], known: Known::Add });
    assert_eq!(titles(&meeting), ["One", "Two", "Three", "One"]);
}

#[test]
fn b24_adding_stories_writes_no_estimate_that_they_do_not_have() {
    let mut meeting = Meeting::of(1);
    let estimated = StoryDraft { estimate: Some("0".into()), ..story("Nothing to do") };
    meeting.done(ANA, add(vec![story("Open"), estimated]));
    let ids = meeting.board().stories.keys().to_vec();
    assert_eq!((meeting.estimate(ids[0]), meeting.estimate(ids[1])), (None, Some("0")));
    assert_eq!(meeting.board().estimated(), 0, "it is not the team's");
}

#[test]
fn known_stories_take_over_texts_and_keep_what_the_file_does_not_have() {
    let mut meeting = Meeting::of(3);
    let mine = StoryDraft {
        description: "Why".into(),
        criteria: vec!["Stays".into(), "Goes".into()],
        ..keyed("TL-1", "One")
    };
    meeting.done(ANA, add(vec![mine]));
    let id = meeting.board().stories.keys()[0];
    let story = |meeting: &Meeting| meeting.board().stories.get(id).unwrap().clone();
    let stays = story(&meeting).criteria.keys()[0];
    let agreed = CriterionState::Agreed;
    meeting.done(BEN, Command::MarkCriterion { story: id, criterion: stays, state: agreed });
    meeting.votes(&["3", "5"]);
    let estimate = Some("8".into());
    meeting.done(ANA, Command::SetEstimate { story: id, estimate });
    let before = story(&meeting);

    let file = vec![
        StoryDraft {
            criteria: vec!["Comes".into(), "Stays".into()],
            estimate: Some("1".into()),
            ..keyed("TL-1", "One, said better")
        },
        keyed("TL-1", "Of two rows with a key the first counts"),
        keyed("TL-2", "Two"),
    ];
    let differences = meeting.board().compare(&file);
    assert_eq!(differences.len(), 2);
    assert_eq!(differences[0].1.added, ["Comes"]);
    assert_eq!(differences[0].1.removed, ["Goes"]);
    assert_eq!(differences[0].1.description, None);

    meeting.done(ANA, Command::AddStories { stories: file, known: Known::Update });
    let after = story(&meeting);
    assert_eq!(titles(&meeting), ["One, said better", "Two"]);
    assert_eq!((&after.estimate, &after.rounds), (&before.estimate, &before.rounds));
    assert_eq!((after.description.as_str(), after.revision), ("Why", before.revision + 1));
    let criteria: Vec<_> = after.criteria.iter().map(|c| (c.text.as_str(), c.state)).collect();
    assert_eq!(criteria, [("Comes", CriterionState::Open), ("Stays", agreed)]);
    assert!(after.criteria.contains(stays));

    assert_eq!(meeting.undo(ANA), Ok(0));
    let undone = story(&meeting);
    assert_eq!(titles(&meeting), ["One"]);
    assert_eq!((undone.criteria, undone.estimate), (before.criteria, before.estimate));
}

#[test]
fn an_update_that_changes_nothing_is_no_change() {
    let mut meeting = Meeting::of(1);
    meeting.done(ANA, add(vec![keyed("TL-1", "One")]));
    let before = meeting.board().clone();
    let stories = vec![keyed("TL-1", "One")];
    meeting.done(ANA, Command::AddStories { stories, known: Known::Update });
    assert_eq!(meeting.board(), &before);
}

#[test]
fn removed_stories_are_restored_as_a_whole_with_their_votes() {
    let mut meeting = Meeting::of(3);
    let ids = meeting.add(&["1", "2", "3"]);
    meeting.done(ANA, Command::Select(Some(ids[1])));
    meeting.votes(&["3", "5"]);
    meeting.done(ANA, Command::RemoveStories(ids.clone()));
    assert_eq!((titles(&meeting).len(), meeting.current()), (0, None));
    assert!(meeting.room.view(BEN).hand.is_empty());

    meeting.done(ANA, Command::RestoreStories(ids.clone()));
    meeting.done(ANA, Command::Select(Some(ids[1])));
    assert_eq!(titles(&meeting), ["1", "2", "3"]);
    assert_eq!(meeting.room.view(BEN).my_card().unwrap().label, "5");
    let twice = meeting.command(ANA, Command::RestoreStories(ids));
    assert_eq!(twice, Err(Refusal::UnknownStory));
}

#[test]
fn a_removed_story_comes_back_to_its_place_and_the_room_moves_to_a_neighbour() {
    let mut meeting = Meeting::of(1);
    let ids = meeting.add(&["1", "2", "3"]);
    meeting.done(ANA, Command::Select(Some(ids[1])));
    meeting.done(ANA, Command::RemoveStories(vec![ids[1]]));
    assert_eq!(meeting.current(), Some(ids[2]));
    meeting.done(ANA, Command::RestoreStories(vec![ids[1]]));
    assert_eq!(titles(&meeting), ["1", "2", "3"]);
}

#[test]
fn votes_of_people_who_became_observers_do_not_come_back() {
    let mut meeting = Meeting::of(3);
    let ids = meeting.add(&["1"]);
    meeting.votes(&["3", "5"]);
    meeting.done(ANA, Command::RemoveStories(ids.clone()));
    meeting.done(BEN, Command::SetRole(domain::people::Role::Observer));
    meeting.done(ANA, Command::RestoreStories(ids.clone()));
    meeting.done(ANA, Command::Select(Some(ids[0])));
    assert_eq!(meeting.round().votes(), 1);
}

#[test]
fn stories_are_reordered() {
    let mut meeting = Meeting::of(1);
    let ids = meeting.add(&["1", "2", "3"]);
    meeting.done(ANA, Command::MoveStory { story: ids[2], after: None });
    assert_eq!(titles(&meeting), ["3", "1", "2"]);
    meeting.done(ANA, Command::MoveStory { story: ids[2], after: Some(ids[0]) });
    assert_eq!(titles(&meeting), ["1", "3", "2"]);
    let nowhere = Command::MoveStory { story: ids[2], after: Some(StoryId(99)) };
    assert_eq!(meeting.command(ANA, nowhere), Err(Refusal::UnknownStory));
}

#[test]
fn an_edit_that_has_not_seen_the_last_one_is_refused() {
    let mut meeting = Meeting::of(3);
    let id = meeting.add(&["Reserve a tool"])[0];
    let edit = |revision, title: &str| Command::EditStory {
        story: id,
        revision,
        title: Some(title.into()),
        description: None,
        link: None,
    };
    meeting.done(BEN, edit(0, "Reserve a drill"));
    let late = meeting.command(CLEO, edit(0, "Reserve a saw"));
    assert_eq!(late, Err(Refusal::ChangedMeanwhile { revision: 1 }));
    meeting.done(CLEO, edit(1, "Reserve a saw"));
    assert_eq!(titles(&meeting), ["Reserve a saw"]);
}

#[test]
fn criteria_are_separate_items_that_several_people_edit_at_once() {
    let mut meeting = Meeting::of(3);
    let draft = StoryDraft { criteria: vec!["One".into(), "Two".into()], ..story("Story") };
    meeting.done(ANA, add(vec![draft]));
    let id = meeting.board().stories.keys()[0];
    let criteria = |meeting: &Meeting| -> Vec<(CriterionId, String, CriterionState)> {
        let story = meeting.board().stories.get(id).unwrap();
        story.criteria.iter().map(|c| (c.id, c.text.clone(), c.state)).collect()
    };
    let (one, two) = (criteria(&meeting)[0].0, criteria(&meeting)[1].0);
    let edit = |criterion, text: &str| Command::EditCriterion {
        story: id,
        criterion,
        revision: 0,
        text: text.into(),
    };
    meeting.done(BEN, edit(one, "First"));
    meeting.done(CLEO, edit(two, "Second"));
    meeting.done(
        BEN,
        Command::MarkCriterion { story: id, criterion: two, state: CriterionState::Agreed },
    );
    meeting.done(
        BEN,
        Command::AddCriterion {
            story: id,
            text: "Between\nthem".into(),
            state: CriterionState::Unclear,
            after: Some(one),
        },
    );
    let texts: Vec<_> = criteria(&meeting).into_iter().map(|(_, text, _)| text).collect();
    assert_eq!(texts, ["First", "Between\nthem", "Second"]);

    meeting.done(BEN, Command::RemoveCriterion { story: id, criterion: one });
    meeting.done(BEN, Command::MoveCriterion { story: id, criterion: two, after: None });
    assert_eq!(criteria(&meeting)[0].2, CriterionState::Agreed);
    assert_eq!(meeting.command(BEN, edit(one, "Gone")), Err(Refusal::UnknownCriterion));
}

#[test]
fn every_limit_is_refused_by_name() {
    let mut meeting = Meeting::of(1);
    let id = meeting.add(&["Story"])[0];
    let too_long = |field, limit| Err(Refusal::TooLong { field, limit, length: limit + 1 });
    let title = meeting.command(ANA, add(vec![story(&"x".repeat(2_001))]));
    assert_eq!(title, too_long(Field::StoryTitle, 2_000));
    let text = StoryDraft { description: "x".repeat(50_001), ..story("Long") };
    assert_eq!(meeting.command(ANA, add(vec![text])), too_long(Field::Description, 50_000));
    let criterion = |text: String| Command::AddCriterion {
        story: id,
        text,
        state: CriterionState::Open,
        after: None,
    };
    let long = meeting.command(ANA, criterion("x".repeat(2_001)));
    assert_eq!(long, too_long(Field::Criterion, 2_000));
    assert_eq!(
        meeting.command(ANA, Command::Retitle("x".repeat(121))),
        too_long(Field::RoomTitle, 120)
    );
    assert_eq!(
        meeting.command(ANA, criterion(" \n".into())),
        Err(Refusal::Empty(Field::Criterion))
    );

    for n in 0..limits::CRITERIA {
        meeting.done(ANA, criterion(n.to_string()));
    }
    assert_eq!(
        meeting.command(ANA, criterion("one more".into())),
        Err(Refusal::TooMany { of: Countable::Criteria, limit: 200 })
    );
    let many = (0..2_000).map(|n| story(&n.to_string())).collect();
    assert_eq!(
        meeting.command(ANA, add(many)),
        Err(Refusal::TooMany { of: Countable::Stories, limit: 2_000 })
    );
    assert_eq!(meeting.board().stories.len(), 1, "nothing is half done");
    let too_many_ids = vec![StoryId(1); 2_001];
    for command in
        [Command::RemoveStories(too_many_ids.clone()), Command::RestoreStories(too_many_ids)]
    {
        assert_eq!(
            meeting.command(ANA, command),
            Err(Refusal::TooMany { of: Countable::Stories, limit: 2_000 })
        );
    }
    assert_eq!(meeting.board().stories.len(), 1);
}

#[test]
fn links_lead_to_the_web_or_nowhere() {
    let mut meeting = Meeting::of(1);
    let bad = StoryDraft { link: Some("javascript:alert(1)".into()), ..story("Story") };
    assert_eq!(meeting.command(ANA, add(vec![bad])), Err(Refusal::BadLink));
}

/// Adding, ordering and deleting is one permission; saving estimates and moving the room is another
/// (rule 11).
#[test]
fn who_may_only_keep_the_backlog_neither_estimates_nor_moves_the_room() {
    let mut meeting = Meeting::of(2);
    let stories = meeting.add(&["One", "Two"]);
    let backlog = Settings { backlog: Allowed::Everyone, ..Settings::default() };
    meeting.done(ANA, Command::Configure(backlog.into()));
    let not_allowed = Err(Refusal::NotAllowed(Permission::Steer));
    let estimated = StoryDraft { estimate: Some("5".into()), ..story("Three") };
    assert_eq!(meeting.command(BEN, add(vec![story("Four"), estimated.clone()])), not_allowed);
    assert_eq!(meeting.current(), Some(stories[0]));
    assert_eq!(meeting.command(BEN, Command::RemoveStories(stories.clone())), not_allowed);
    assert_eq!(meeting.board().stories.len(), 2);
    meeting.done(BEN, add(vec![story("Three")]));
    meeting.done(BEN, Command::RemoveStories(vec![stories[1]]));
    meeting.done(ANA, add(vec![estimated]));
    meeting.done(ANA, Command::RemoveStories(vec![stories[0]]));
}
