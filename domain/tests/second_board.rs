//! The messages about the second board: a golden file holds them, and `docs/protocol.md` shows its lines.

mod support;

use domain::command::Command;
use domain::day::Day;
use domain::ids::{CommandId, ItemId, StoryId};
use domain::product::action::ProductAction;
use domain::product::item::Content;
use domain::product::note::Note;
use domain::product::question::Question;
use domain::product::readiness::{DefinitionOfReady, ReadyCheck, ReadyPoint};
use domain::protocol::{ClientMessage, Do, ProductMessage, ServerMessage};
use support::ANA;
use support::golden::{check, lines};

/// What one says and hears who watches the second board.
#[test]
fn the_second_board_keeps_its_form() {
    let story = StoryId(1);
    let note = Note { text: "As in the old system".into(), is_decision: true };
    let question = |answer: &str| {
        Content::Question(Question {
            text: "Who pays?".into(),
            owner: "Ben".into(),
            due: Day::parse("2026-03-31"),
            answer: answer.into(),
        })
    };
    let point = |number, check| ReadyPoint { number, check };
    let ready = |numbers: [u32; 2]| DefinitionOfReady {
        points: vec![
            point(numbers[0], ReadyCheck::CriteriaAgreed),
            point(numbers[1], ReadyCheck::ByHand("Seen by the team".into())),
        ],
        by_itself: true,
        ..DefinitionOfReady::default()
    };
    let actions = [
        ProductAction::Add { story, content: question("") },
        ProductAction::Edit { item: ItemId(1), revision: 0, content: question("The borrower") },
        ProductAction::Add { story, content: Content::Note(note) },
        ProductAction::DefineReady(ready([0, 0])),
        ProductAction::Check { story, point: 2, holds: true },
        ProductAction::MarkReady { story, is_ready: true },
        ProductAction::Remove(ItemId(2)),
    ];
    let mut meeting = support::Meeting::of(1);
    meeting.add(&["Reserve a tool"]);
    let mut said = lines::<ClientMessage>(&[ClientMessage::Watch]);
    let mut heard = String::new();
    for (number, action) in (1..).zip(actions) {
        let (id, command) = (CommandId(format!("page-{number}")), Command::Product(action));
        said += &lines(&[ClientMessage::Do(Do { id: id.clone(), command: command.clone() })]);
        // That stories become ready by themselves is refused.
        if let Ok(outcome) = meeting.room.execute(ANA, id, command, meeting.now) {
            let changes = outcome.audiences.into_iter().filter_map(|audience| audience.product);
            let changes = ProductMessage::Changes { seq: number, changes: changes.collect() };
            heard += &lines(&[ServerMessage::Product(changes)]);
        }
    }
    let product = Box::new(meeting.room.product().clone());
    let board = ServerMessage::Product(ProductMessage::Board { seq: 7, product });
    check("product.jsonl", &(said + &heard + &lines(&[board])));
}
