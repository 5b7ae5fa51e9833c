//! Questions, notes and decisions on stories (rules 51, 52).

mod support;

use domain::command::Command;
use domain::day::Day;
use domain::ids::{ItemId, StoryId};
use domain::limits;
use domain::people::Role;
use domain::product::action::ProductAction;
use domain::product::item::Content;
use domain::product::note::Note;
use domain::product::question::Question;
use domain::refusal::{Countable, Field, Refusal};
use domain::settings::{Allowed, Permission, SettingsPatch};
use support::{ANA, BEN, Meeting};

const STORY: StoryId = StoryId(1);

fn question(text: &str) -> Content {
    Content::Question(Question { text: text.into(), ..Question::default() })
}

fn answered(text: &str, answer: &str) -> Content {
    Content::Question(Question { text: text.into(), answer: answer.into(), ..Question::default() })
}

fn note(text: &str) -> Content {
    Content::Note(Note { text: text.into(), is_decision: false })
}

fn add(content: Content) -> Command {
    Command::Product(ProductAction::Add { story: STORY, content })
}

fn edit(item: u32, revision: u32, content: Content) -> Command {
    Command::Product(ProductAction::Edit { item: ItemId(item), revision, content })
}

fn remove(item: u32) -> Command {
    Command::Product(ProductAction::Remove(ItemId(item)))
}

/// A meeting of two with one story, on which only facilitators edit texts.
fn strict() -> Meeting {
    let mut meeting = Meeting::of(2);
    meeting.add(&["Lend a drill"]);
    let texts = Some(Allowed::Facilitators);
    let patch = SettingsPatch { texts, ..SettingsPatch::default() };
    meeting.command(ANA, Command::Configure(patch)).unwrap();
    meeting
}

fn open_questions(meeting: &Meeting) -> u32 {
    meeting.board().stories.get(STORY).unwrap().open_questions
}

fn texts(meeting: &Meeting) -> Vec<String> {
    let items = meeting.room.product().of(STORY);
    items
        .map(|item| match &item.content {
            Content::Question(question) => format!("{}: {}", item.by, question.text),
            Content::Note(note) => format!("{}: {}", item.by, note.text),
        })
        .collect()
}

#[test]
fn r51_anybody_asks_and_those_who_edit_texts_do_the_rest() {
    let mut meeting = strict();
    meeting.command(BEN, Command::SetRole(Role::Observer)).unwrap();
    meeting.command(BEN, add(question(" Who pays? \r\n Really? "))).unwrap();
    assert_eq!(texts(&meeting), ["Ben: Who pays? \n Really?"]);
    let refused = Err(Refusal::NotAllowed(Permission::Texts));
    assert_eq!(meeting.command(BEN, add(note("Seen"))), refused);
    assert_eq!(meeting.command(BEN, edit(1, 0, answered("Who pays?", "Nobody"))), refused);
    assert_eq!(meeting.command(BEN, remove(1)), refused);
    // But whoever asked may take that back.
    meeting.command(BEN, add(question("Who else?"))).unwrap();
    assert_eq!(meeting.undo(BEN), Ok(0));
    meeting.command(ANA, edit(1, 0, answered("Who pays?", " Nobody "))).unwrap();
    assert_eq!(texts(&meeting), ["Ben: Who pays?"]);
}

#[test]
fn r51_open_questions_are_counted_on_the_story_whatever_becomes_of_them() {
    let mut meeting = strict();
    for text in ["A", "B", "C"] {
        meeting.command(ANA, add(question(text))).unwrap();
    }
    meeting.command(ANA, add(note("Not a question"))).unwrap();
    assert_eq!(open_questions(&meeting), 3);
    meeting.command(ANA, edit(1, 0, answered("A", "Yes"))).unwrap();
    assert_eq!(open_questions(&meeting), 2);
    assert_eq!(meeting.undo(ANA), Ok(0));
    assert_eq!(open_questions(&meeting), 3);
    meeting.command(ANA, remove(2)).unwrap();
    assert_eq!(open_questions(&meeting), 2);
    assert_eq!(meeting.undo(ANA), Ok(0));
    assert_eq!(open_questions(&meeting), 3);
    let open = meeting.room.product().open_questions();
    assert_eq!(open.map(|(item, _)| item.id.0).collect::<Vec<_>>(), [1, 3, 2]);
}

#[test]
fn r51_a_question_that_was_not_answered_in_time_is_late() {
    let day = |text| Day::parse(text).unwrap();
    let due = Some(day("2026-03-31"));
    let open = Question { text: "Who pays?".into(), due, ..Question::default() };
    assert!(!open.is_late(day("2026-03-31")));
    assert!(open.is_late(day("2026-04-01")));
    assert!(!Question { answer: "Nobody".into(), ..open }.is_late(day("2026-04-01")));
}

#[test]
fn r40_who_saves_second_overwrites_nothing() {
    let mut meeting = strict();
    meeting.command(ANA, add(question("Who pays?"))).unwrap();
    meeting.command(ANA, edit(1, 0, question("Who pays for it?"))).unwrap();
    let refused = Err(Refusal::ChangedMeanwhile { revision: 1 });
    assert_eq!(meeting.command(ANA, edit(1, 0, question("Who borrows?"))), refused);
    // The same once more is no conflict.
    assert_eq!(meeting.command(ANA, edit(1, 0, question("Who pays for it?"))), Ok(()));
    assert_eq!(meeting.command(ANA, edit(1, 1, note("Nobody"))), Err(Refusal::UnknownItem));
}

#[test]
fn r42_an_undo_takes_back_one_thing_and_leaves_what_others_have_done_since() {
    let mut meeting = strict();
    meeting.command(ANA, add(question("Who pays?"))).unwrap();
    let asked = meeting.last_command();
    meeting.command(ANA, edit(1, 0, question("Who pays for it?"))).unwrap();
    let edited = meeting.last_command();
    assert_eq!(meeting.undo_command(ANA, asked.clone()), Err(Refusal::ChangedSince));
    assert_eq!(meeting.undo_command(ANA, edited), Ok(0));
    assert_eq!(texts(&meeting), ["Ana: Who pays?"]);
    assert_eq!(meeting.undo_command(ANA, asked), Err(Refusal::ChangedSince));
    meeting.command(ANA, remove(1)).unwrap();
    assert_eq!(meeting.undo(ANA), Ok(0));
    assert_eq!(texts(&meeting), ["Ana: Who pays?"]);
}

#[test]
fn r42_an_import_with_a_question_on_it_is_worked_on() {
    let mut meeting = strict();
    meeting.add(&["One", "Two"]);
    let imported = meeting.last_command();
    let story = StoryId(3);
    let ask = ProductAction::Add { story, content: answered("Is it?", "It is") };
    meeting.command(ANA, Command::Product(ask)).unwrap();
    assert_eq!(meeting.undo_command(ANA, imported), Ok(1));
    assert!(meeting.board().stories.contains(story));
    // Stories that come back with their questions are as they came back.
    meeting.command(ANA, Command::RemoveStories(vec![story])).unwrap();
    assert_eq!(meeting.undo(ANA), Ok(0));
    let restored = meeting.last_command();
    assert_eq!(meeting.undo_command(ANA, restored), Ok(0));
    assert!(!meeting.board().stories.contains(story));
}

#[test]
fn r42_what_was_said_of_a_removed_story_waits_for_it() {
    let mut meeting = strict();
    meeting.command(ANA, add(question("Who pays?"))).unwrap();
    meeting.command(ANA, Command::RemoveStories(vec![STORY])).unwrap();
    let unknown = Err(Refusal::UnknownStory);
    assert_eq!(meeting.command(ANA, add(question("Who else?"))), unknown);
    assert_eq!(meeting.command(ANA, edit(1, 0, question("Who else?"))), unknown);
    assert_eq!(meeting.command(ANA, remove(1)), unknown);
    meeting.command(ANA, Command::RestoreStories(vec![STORY])).unwrap();
    assert_eq!((texts(&meeting).len(), open_questions(&meeting)), (1, 1));
}

#[test]
fn r31_texts_and_their_number_are_limited() {
    let mut meeting = strict();
    let empty = Err(Refusal::Empty(Field::Item));
    assert_eq!(meeting.command(ANA, add(question(" \n "))), empty);
    assert_eq!(meeting.command(ANA, add(note(""))), empty);
    let length = limits::ITEM as u32 + 1;
    let long = "x".repeat(limits::ITEM + 1);
    let limit = limits::ITEM as u32;
    let refused = Err(Refusal::TooLong { field: Field::Item, limit, length });
    assert_eq!(meeting.command(ANA, add(question(&long))), refused);
    assert_eq!(meeting.command(ANA, add(answered("Is it?", &long))), refused);
    for _ in 0..limits::ITEMS {
        meeting.command(ANA, add(note("x"))).unwrap();
    }
    let limit = limits::ITEMS as u32;
    let too_many = Err(Refusal::TooMany { of: Countable::Items, limit });
    assert_eq!(meeting.command(ANA, add(note("x"))), too_many);
}
