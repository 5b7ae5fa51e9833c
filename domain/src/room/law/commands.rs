//! Generated commands for the histories of the law.

use super::{PASSCODE, PEOPLE};
use crate::ahead::StoryEstimate;
use crate::by_dimension::ByDimension;
use crate::command::Command;
use crate::day::Day;
use crate::deck::{DeckChoice, DeckKind, Special};
use crate::dimension::{Dimension, DimensionChoice, DimensionsChoice, ScoresToSave};
use crate::draft::StoryDraft;
use crate::ids::{CommandId, CriterionId, ParticipantId, StoryId, Subject};
use crate::known::Known;
use crate::passcode::{NewPasscode, PasscodeHash};
use crate::people::{EditedText, Role};
use crate::product::action::ProductAction;
use crate::product::item::Content;
use crate::product::note::Note;
use crate::product::question::Question;
use crate::product::readiness::{DefinitionOfReady, ReadyCheck, ReadyPoint};
use crate::remark::{Confidence, Reason, Remark};
use crate::room::Room;
use crate::settings::{Allowed, SettingsPatch};
use crate::story::CriterionState;
use crate::time::Timestamp;
use crate::timer::TimerAction;
use crate::wall::WallAction;

/// A command of the actor, on what there is in the room.
pub(super) fn command(
    room: &Room,
    actor: ParticipantId,
    (kind, a, b): (u8, u8, u8),
    now: Timestamp,
) -> Command {
    let board = room.board();
    let pick = |n: u8| board.stories.keys().get(usize::from(n) % board.stories.len().max(1));
    let story = pick(a).copied().unwrap_or(StoryId(u32::from(a)));
    let other = pick(b).copied().filter(|_| b % 4 != 0);
    let criteria = board.stories.get(story).map(|s| s.criteria.keys().to_vec()).unwrap_or_default();
    let criterion = |n: u8| {
        criteria.get(usize::from(n) % criteria.len().max(1)).copied().unwrap_or(CriterionId(1))
    };
    let person = ParticipantId(u32::from(a) % PEOPLE + 1);
    let card = (b % 5 != 0)
        .then(|| board.deck.cards[usize::from(b) % board.deck.cards.len()].label.clone());
    let subject: Subject = board.current;
    let round = board.round().map_or(1, |round| round.number);
    let revealed = board.round().is_some_and(|round| round.is_revealed());
    match kind {
        5 => Command::Retitle(format!("Room {a}")),
        6 => Command::Configure(SettingsPatch {
            auto_reveal: Some(a % 2 == 0),
            reveal: (b % 2 == 0).then_some(Allowed::Everyone),
            guests: (a % 3 != 0).then_some(b % 3 != 0),
            locked: (a % 5 == 0).then_some(b % 2 == 0),
            anonymous: (a % 6 == 0).then_some(b % 3 != 0),
            change_after_reveal: (a % 6 == 1).then_some(b % 3 != 0),
            steer: (a % 5 == 1).then_some(allowed(b % 3 != 0)),
            backlog: (a % 5 == 2).then_some(allowed(b % 3 != 0)),
            texts: (a % 5 == 3).then_some(allowed(b % 3 != 0)),
            timer_seconds: (a % 4 == 0).then_some(u32::from(b) / 8),
            reveal_at_zero: (a % 7 == 0).then_some(b % 2 == 0),
            ..SettingsPatch::default()
        }),
        7 => Command::Rename(if a % 2 == 0 { "Alex".into() } else { format!("Alex {b}") }),
        8 => Command::SetRole(if a % 3 == 0 { Role::Observer } else { Role::Estimator }),
        9 => Command::SetFacilitator {
            participant: person,
            facilitator: b % 3 != 0,
            even_if_last: b % 7 == 0,
        },
        10 => Command::TakeOver,
        11 if b % 4 == 0 => Command::RemovePerson(person),
        11 if b % 4 == 1 => Command::Readmit,
        11 => Command::ReadmitPerson(person),
        33 if a % 4 == 1 => Command::Nudge(person),
        33 if a % 4 == 3 => Command::SetRoleOf {
            participant: person,
            role: if b % 4 == 0 { Role::Observer } else { Role::Estimator },
        },
        12 | 13 if board.stories.len() < 8 && (kind == 12 || a % 2 == 0) => Command::AddStories {
            stories: (0..=a % 3).map(|n| draft(n, b)).collect(),
            known: [Known::LeaveOut, Known::Update, Known::Add][usize::from(a / 3 % 3)],
        },
        13 | 40 | 41 => {
            let mut own = room.undoable.iter().rev().filter(|it| it.by == actor);
            let undoable = own.clone().nth(usize::from(b % 4)).or(own.next_back());
            Command::Undo(undoable.map_or(CommandId("none".into()), |it| it.command.clone()))
        }
        14 => Command::RemoveStories(vec![story, other.unwrap_or(story)]),
        15 | 16 => Command::RestoreStories(
            room.trash.iter().skip(usize::from(a % 3)).take(2).map(|r| r.story.id).collect(),
        ),
        17 => Command::MoveStory { story, after: other },
        18 => Command::EditStory {
            story,
            revision: board.stories.get(story).map_or(0, |s| s.revision),
            title: (a % 2 == 0).then(|| format!("Story {b}")),
            description: (b % 2 == 0).then(|| format!("Why {a}")),
            link: (a % 5 == 0).then(|| format!("https://tracker.example/{b}")),
        },
        19 => Command::AddCriterion {
            story,
            text: format!("Holds {a} {b}"),
            state: CriterionState::Unclear,
            after: (b % 2 == 0).then(|| criterion(b)),
        },
        20 => Command::EditCriterion {
            story,
            criterion: criterion(b),
            revision: u32::from(a % 2),
            text: format!("Holds {b}"),
        },
        21 => {
            Command::MarkCriterion { story, criterion: criterion(b), state: CriterionState::Agreed }
        }
        22 => Command::MoveCriterion {
            story,
            criterion: criterion(a),
            after: (b % 2 == 0).then(|| criterion(b)),
        },
        23 => Command::RemoveCriterion { story, criterion: criterion(b) },
        24 if a % 4 == 0 => {
            Command::AddCriteria { story, lines: format!("- Holds {a}\n- Holds {b}") }
        }
        24 | 25 => Command::Select(other),
        31 => Command::Editing(match a % 4 {
            0 => None,
            1 => Some(EditedText::RoomTitle),
            2 => Some(EditedText::Story(story)),
            _ => Some(EditedText::Criterion(criterion(b))),
        }),
        32 if board.stories.len() < 8 => Command::AddLines(format!("TL-{} Story {a} ({b})", a % 4)),
        33 if a % 2 == 0 => {
            let before = if b % 2 == 0 { board.title.clone() } else { "Another".into() };
            Command::EditTitle { before, title: format!("Room {a}") }
        }
        26 | 27 => Command::Reveal { story: subject, round },
        28 | 29 => Command::VoteAgain { story: subject, round },
        30 => Command::SetEstimate { story, estimate: card },
        42 if a % 8 == 0 => Command::SetDeck { deck: deck(b), drop_votes: b / 4 % 3 != 0 },
        42 | 43 => Command::Timer(
            [
                TimerAction::Start(u32::from(b)),
                TimerAction::Pause,
                TimerAction::Resume,
                TimerAction::Add(60),
                TimerAction::Stop,
            ][usize::from(a % 5)],
        ),
        34 if a % 2 == 0 => {
            let stories = [Some(story), other].into_iter().flatten().collect();
            match a % 8 {
                0 | 2 => Command::OpenVoting { stories, until: now.plus(u64::from(b) * 900) },
                4 => Command::CloseVoting(stories),
                _ => Command::RevealStories(stories),
            }
        }
        35 if a % 2 == 0 => {
            let estimate = if b % 9 == 0 { "?".into() } else { format!("{}", b % 4) };
            let other = other.unwrap_or(story);
            let has_score = board.dimensions.first().filter(|_| a % 4 == 0);
            let scores: ByDimension<String> =
                has_score.map(|it| (it.name.clone(), (b % 4).to_string())).into_iter().collect();
            let one = |story| StoryEstimate {
                scores: scores.clone(),
                ..StoryEstimate::new(story, estimate.clone())
            };
            Command::SaveEstimates([story, other].map(one).to_vec())
        }
        44 if b % 2 == 0 => Command::Wall(WallAction::Put(vec![story, other.unwrap_or(story)])),
        44 if b % 4 == 1 => {
            let on_wall = board.wall.iter().next().map(|it| it.story);
            Command::Wall(WallAction::TakeOff(vec![on_wall.unwrap_or(story)]))
        }
        44 if b % 16 == 3 => Command::Wall(WallAction::TakeDown),
        44..=49 => Command::Wall(WallAction::Move { story, card }),
        36 if a % 4 == 0 => Command::SetActual { story, actual: card },
        36 if a % 4 == 1 => Command::PinReference { story, is_reference: b % 3 != 0 },
        // On a story that may be open for voting, wherever the room is.
        37 if a % 2 == 0 => {
            let round = board.stories.get(story).and_then(|story| story.rounds.current.as_ref());
            let round = round.map_or(1, |round| round.number);
            Command::Vote { story: Some(story), round, card, revealed, remark: None, scores: None }
        }
        50 => Command::SetDimensions(dimensions(a, b)),
        51 | 52 => {
            let values = ["", "3", "L", "about 4"];
            let value = values[usize::from(b % 4)].to_owned();
            let name = DIMENSIONS[usize::from(a % 2)].to_owned();
            Command::SaveScores(ScoresToSave {
                story,
                scores: [(name, value)].into_iter().collect(),
            })
        }
        54..=57 => Command::Product(product(room, story, (kind, a, b))),
        38 => Command::SetPasscode(
            (b % 3 != 0).then(|| NewPasscode::Hashed(PasscodeHash(format!("{PASSCODE} {b}")))),
        ),
        _ => Command::Vote {
            story: if a % 16 == 0 { other } else { subject },
            round: round.saturating_sub(u32::from(actor.0 == 3 && a % 8 == 0)),
            card,
            revealed,
            remark: (a % 3 == 0).then(|| Remark {
                confidence: Confidence::ALL[usize::from(b % 3)],
                reason: (a % 2 == 0).then_some(Reason::CriteriaUnclear),
                words: if b % 2 == 0 { format!("Wait for {a}") } else { String::new() },
            }),
            scores: (a % 3 != 1).then(|| labels(&board.dimensions, a, b)),
        },
    }
}

fn allowed(everyone: bool) -> Allowed {
    if everyone { Allowed::Everyone } else { Allowed::Facilitators }
}

/// A ready-made deck or one of the room's own, some of whose cards other decks have as well.
fn deck(b: u8) -> DeckChoice {
    let kind = [DeckKind::ModifiedFibonacci, DeckKind::TShirt, DeckKind::Custom];
    DeckChoice {
        kind: kind[usize::from(b % 3)],
        specials: Special::ALL.to_vec(),
        cards: if b % 2 == 0 { "1, 3, L=5, 13, ?" } else { "S, M, 8=8, ☕" }.to_owned(),
    }
}

/// An action on the second board, on a story or on one of the items that there are.
fn product(room: &Room, story: StoryId, (kind, a, b): (u8, u8, u8)) -> ProductAction {
    let items = &room.product().items;
    let item = items.iter().rev().nth(usize::from(b) % 4 % items.len().max(1));
    let content = |is_question| match is_question {
        true => Content::Question(Question {
            text: format!("Who pays {a}?"),
            owner: if b % 2 == 0 { "Ben".into() } else { String::new() },
            due: (a % 3 == 0).then(|| Day::parse("2026-03-31")).flatten(),
            answer: if b % 3 == 0 { format!("Those who lend {b}") } else { String::new() },
        }),
        false => Content::Note(Note { text: format!("Seen {a}"), is_decision: b % 2 == 0 }),
    };
    match (kind, item) {
        (54, _) | (_, None) => ProductAction::Add { story, content: content(a % 3 != 0) },
        (55, Some(item)) => ProductAction::Edit {
            item: item.id,
            revision: item.revision.saturating_sub(u32::from(a % 7 == 0)),
            content: content(item.is_open_question() || a % 2 == 0),
        },
        (56, Some(item)) if a % 2 == 0 => ProductAction::Remove(item.id),
        (56, _) => ProductAction::MarkReady { story, is_ready: b % 3 != 0 },
        (_, _) if a % 3 == 0 => {
            let checks = [
                ReadyCheck::ByHand("Seen by the team".into()),
                ReadyCheck::HasCriteria,
                ReadyCheck::NoOpenQuestion,
                ReadyCheck::Estimated,
            ];
            let points = checks.into_iter().take(usize::from(a / 3 % 8));
            let number = room.product().ready.points.first().map_or(0, |point| point.number);
            ProductAction::DefineReady(DefinitionOfReady {
                points: points.map(|check| ReadyPoint { number, check }).collect(),
                by_itself: b % 3 == 0,
                is_strict: b % 3 == 1,
                last_number: 0,
            })
        }
        _ => {
            let point = room.product().ready.points.first().map_or(1, |point| point.number);
            ProductAction::Check { story, point, holds: b % 4 != 0 }
        }
    }
}

/// What dimensions are called.
const DIMENSIONS: [&str; 2] = ["Risk", "Business value"];

/// None, one or two dimensions, each with one of two decks.
fn dimensions(a: u8, b: u8) -> DimensionsChoice {
    let one = |(place, name): (usize, &&str)| DimensionChoice {
        name: (*name).to_owned(),
        deck: DeckChoice {
            kind: [DeckKind::Linear, DeckKind::TShirt][(usize::from(b / 4) + place) % 2],
            ..DeckChoice::default()
        },
    };
    let dimensions = DIMENSIONS.iter().enumerate().take(usize::from(b % 4).min(2)).map(one);
    DimensionsChoice { dimensions: dimensions.collect(), drop_votes: a % 4 != 0 }
}

/// Cards for some of the dimensions, and now and then for one that there is not.
fn labels(dimensions: &[Dimension], a: u8, b: u8) -> ByDimension<String> {
    let one = |dimension: &Dimension| {
        let cards = &dimension.deck.cards;
        let card = &cards[usize::from(a / 3) % cards.len()];
        (dimension.name.clone(), card.label.clone())
    };
    let all = dimensions.iter().skip(usize::from(b % 3 == 0)).map(one);
    let unknown = (b % 32 == 0).then(|| ("Beauty".to_owned(), "3".to_owned()));
    all.chain(unknown).collect()
}

/// A story to add. Some have the same key.
pub(super) fn draft(n: u8, b: u8) -> StoryDraft {
    StoryDraft {
        key: (n % 2 == 0).then(|| format!("TL-{}", b % 4)),
        title: format!("Story {n} {b}"),
        criteria: vec!["One".into(), " ".into(), "Two".into()],
        estimate: (b % 3 == 0).then(|| "5".into()),
        actual: (b % 7 == 0).then(|| "8".into()),
        scores: (b % 7 == 1).then(|| ("Risk".into(), "3".into())).into_iter().collect(),
        ..StoryDraft::default()
    }
}
