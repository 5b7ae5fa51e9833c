//! When stories are ready (rule 54).

mod support;

use domain::command::Command;
use domain::ids::StoryId;
use domain::product::action::ProductAction;
use domain::product::item::Content;
use domain::product::question::Question;
use domain::product::readiness::{DefinitionOfReady, ReadyCheck, ReadyPoint, ReadyTemplate};
use domain::refusal::Refusal;
use domain::settings::Permission;
use domain::story::CriterionState;
use support::{ANA, BEN, Meeting};

const STORY: StoryId = StoryId(1);

fn define(checks: Vec<ReadyCheck>, by_itself: bool, is_strict: bool) -> Command {
    let points = checks.into_iter().map(|check| ReadyPoint { number: 0, check }).collect();
    let ready = DefinitionOfReady { points, by_itself, is_strict, last_number: 0 };
    Command::Product(ProductAction::DefineReady(ready))
}

fn mark(is_ready: bool) -> Command {
    Command::Product(ProductAction::MarkReady { story: STORY, is_ready })
}

fn check(point: u32, holds: bool) -> Command {
    Command::Product(ProductAction::Check { story: STORY, point, holds })
}

fn ask() -> Command {
    let content = Content::Question(Question { text: "Who pays?".into(), ..Question::default() });
    Command::Product(ProductAction::Add { story: STORY, content })
}

fn estimate(label: Option<&str>) -> Command {
    Command::SetEstimate { story: STORY, estimate: label.map(str::to_owned) }
}

fn meeting() -> Meeting {
    let mut meeting = Meeting::of(2);
    meeting.add(&["Lend a drill"]);
    meeting
}

fn is_ready(meeting: &Meeting) -> bool {
    meeting.board().stories.get(STORY).unwrap().is_ready
}

#[test]
fn r54_without_a_definition_people_decide() {
    let mut meeting = meeting();
    assert_eq!(meeting.command(BEN, mark(true)), Err(Refusal::NotAllowed(Permission::Steer)));
    meeting.command(ANA, mark(true)).unwrap();
    assert!(is_ready(&meeting));
    assert_eq!(meeting.undo(ANA), Ok(0));
    assert!(!is_ready(&meeting));
    // Also where stories were to be ready by themselves and no point is left.
    meeting.command(ANA, define(Vec::new(), true, false)).unwrap();
    meeting.command(ANA, mark(true)).unwrap();
    assert_eq!(meeting.undo(ANA), Ok(0));
    assert!(!is_ready(&meeting));
}

#[test]
fn r54_a_soft_gate_lets_people_decide_and_a_hard_one_names_what_is_missing() {
    let mut meeting = meeting();
    let checks = vec![ReadyCheck::Estimated, ReadyCheck::NoOpenQuestion];
    meeting.command(ANA, define(checks.clone(), false, false)).unwrap();
    meeting.command(ANA, mark(true)).unwrap();
    meeting.command(ANA, mark(false)).unwrap();
    meeting.command(ANA, define(checks, false, true)).unwrap();
    assert_eq!(meeting.command(ANA, mark(true)), Err(Refusal::NotReady(1)));
    meeting.command(ANA, estimate(Some("5"))).unwrap();
    meeting.command(ANA, mark(true)).unwrap();
    // It is not ready any more when something is missing again, and nothing becomes so by itself.
    meeting.command(BEN, ask()).unwrap();
    assert!(!is_ready(&meeting));
    assert_eq!(meeting.undo(BEN), Ok(0));
    assert!(is_ready(&meeting), "an undo takes back all that its command did");
    meeting.command(ANA, estimate(None)).unwrap();
    assert!(!is_ready(&meeting));
    meeting.command(ANA, estimate(Some("3"))).unwrap();
    assert!(!is_ready(&meeting));
}

#[test]
fn r54_stories_become_ready_by_themselves_where_the_room_has_chosen_that() {
    let mut meeting = meeting();
    let add = Command::AddCriteria { story: STORY, lines: "Fits".into() };
    meeting.command(ANA, add).unwrap();
    let by_hand = ReadyCheck::ByHand("Seen by the team".into());
    meeting.command(ANA, define(vec![ReadyCheck::CriteriaAgreed, by_hand], true, false)).unwrap();
    assert_eq!(meeting.command(ANA, mark(true)), Err(Refusal::ReadyByItself));
    assert_eq!(meeting.command(BEN, check(1, true)), Err(Refusal::UnknownPoint));
    meeting.command(BEN, check(2, true)).unwrap();
    assert!(!is_ready(&meeting));
    let criterion = meeting.board().stories.get(STORY).unwrap().criteria.keys()[0];
    let state = CriterionState::Agreed;
    meeting.command(BEN, Command::MarkCriterion { story: STORY, criterion, state }).unwrap();
    assert!(is_ready(&meeting));
    meeting.command(BEN, check(2, false)).unwrap();
    assert!(!is_ready(&meeting));
    assert_eq!(meeting.undo(BEN), Ok(0));
    assert!(is_ready(&meeting));
    // With other conditions, others are ready.
    meeting.command(ANA, define(vec![ReadyCheck::Estimated], true, false)).unwrap();
    assert!(!is_ready(&meeting));
    assert_eq!(meeting.undo(ANA), Ok(0));
    assert!(is_ready(&meeting));
}

#[test]
fn r54_only_facilitators_say_when_stories_are_ready() {
    let mut meeting = meeting();
    let define = define(vec![ReadyCheck::Estimated], false, false);
    assert_eq!(meeting.command(BEN, define), Err(Refusal::FacilitatorsOnly));
    for template in ReadyTemplate::ALL {
        let ready = template.definition();
        meeting.command(ANA, Command::Product(ProductAction::DefineReady(ready))).unwrap();
        let ready = &meeting.room.product().ready;
        assert!(ready.points.len() >= 3, "{ready:?}");
        assert_eq!(ready.is_strict, template == ReadyTemplate::Strict);
    }
}
