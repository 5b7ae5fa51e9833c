//! Rooms for tests of room files: one with something of everything, and generated ones.

use domain::board::Board;
use domain::by_dimension::ByDimension;
use domain::command::Command;
use domain::day::Day;
use domain::deck::{DeckChoice, DeckKind, Special};
use domain::dimension::{DimensionChoice, DimensionsChoice, ScoresToSave};
use domain::draft::StoryDraft;
use domain::ids::{CommandId, ParticipantId, SecretHash, StoryId};
use domain::known::Known;
use domain::people::Role;
use domain::product::action::ProductAction;
use domain::product::item::Content;
use domain::product::note::Note;
use domain::product::question::Question;
use domain::product::readiness::{DefinitionOfReady, ReadyCheck, ReadyPoint};
use domain::remark::{Confidence, Reason, Remark};
use domain::room::{Guest, Line, Room, Vouched};
use domain::settings::{Allowed, Settings};
use domain::story::{CriteriaPlace, CriterionState, Estimate};
use domain::time::Timestamp;
use domain::wall::WallAction;
use proptest::prelude::*;
use server::rooms::secret;

const START: Timestamp = Timestamp(1_700_000_000_000);
pub const END: Timestamp = Timestamp(1_700_000_600_000);

/// A room with a clock.
pub struct Session {
    pub room: Room,
    now: Timestamp,
    commands: u32,
}

impl Session {
    fn new() -> Self {
        let choice = DeckChoice { specials: Special::ALL.to_vec(), ..DeckChoice::default() };
        let room = Room::new("Lending desk – März ☕", &choice, founder(), START).unwrap();
        Self { room, now: START, commands: 0 }
    }

    pub fn board(&self) -> &Board {
        self.room.board()
    }

    fn join(&mut self, person: u32, name: &str, role: Role) {
        // A generated room may lock newcomers out.
        let guest = Guest { secret: hash(person), name: name.into(), role, passcode: None };
        let _ = self.room.join(guest, Line::Open, self.now);
    }

    fn try_to(&mut self, by: u32, command: Command) {
        self.commands += 1;
        self.now = self.now.plus(1_500);
        let id = CommandId(format!("command-{}", self.commands));
        // Generated commands may be refused.
        let _ = self.room.execute(ParticipantId(by), id, command, self.now);
    }

    fn vote(&mut self, by: u32, card: &str) {
        self.vote_and_say(by, card, None);
    }

    fn score(&mut self, by: u32, card: &str, risk: &str) {
        let (story, round) = (self.board().current, self.round());
        let revealed = self.board().round().is_some_and(|round| round.is_revealed());
        let (card, remark, scores) = (Some(card.to_owned()), None, Some(risk_of(risk)));
        self.try_to(by, Command::Vote { story, round, card, revealed, remark, scores });
    }

    fn vote_and_say(&mut self, by: u32, card: &str, words: Option<&str>) {
        let remark = words.map(|words| Remark {
            confidence: Confidence::Low,
            reason: Some(Reason::Bigger),
            words: words.to_owned(),
        });
        let (story, round) = (self.board().current, self.round());
        let revealed = self.board().round().is_some_and(|round| round.is_revealed());
        self.try_to(
            by,
            Command::Vote {
                story,
                round,
                card: Some(card.to_owned()),
                revealed,
                remark,
                scores: None,
            },
        );
    }

    fn round(&self) -> u32 {
        self.board().round().map_or(1, |round| round.number)
    }

    fn reveal(&mut self) {
        self.try_to(1, Command::Reveal { story: self.board().current, round: self.round() });
    }

    fn vote_again(&mut self) {
        self.try_to(1, Command::VoteAgain { story: self.board().current, round: self.round() });
    }
}

fn risk_of(label: &str) -> ByDimension<String> {
    [("Risk".to_owned(), label.to_owned())].into_iter().collect()
}

/// Votes on the risk of stories as well.
fn dimensions() -> Command {
    let deck = DeckChoice { kind: DeckKind::FiveFingers, ..DeckChoice::default() };
    let dimensions = vec![DimensionChoice { name: "Risk".to_owned(), deck }];
    Command::SetDimensions(DimensionsChoice { dimensions, drop_votes: false })
}

pub fn secret_of(person: u32) -> String {
    format!("a-secret-that-nobody-guesses-{person}")
}

pub fn hash(person: u32) -> SecretHash {
    secret::hash(&secret_of(person)).unwrap()
}

fn founder() -> SecretHash {
    hash(1)
}

/// A room with something of everything: people who left, who joined by a token and who changed
/// their card, repeated and quick rounds, and an open round with hidden cards `100` and a hidden reason.
pub fn rich() -> Session {
    let mut session = Session::new();
    session.join(1, "Ana", Role::Estimator);
    session.join(2, "Alex", Role::Estimator);
    session.join(3, "Alex", Role::Estimator);
    session.join(4, "Zoë 👩🏽‍🚀", Role::Observer);
    let vouched = Vouched {
        hash: secret::of_subject("token", "subject-of-a-portal"),
        name: "Dana".to_owned(),
        role: Role::Estimator,
        facilitator: true,
    };
    session.room.join_vouched(&vouched, &hash(9), Line::Open, START).unwrap();
    ["3", "5", "☕"].iter().zip(1..).for_each(|(card, by)| session.vote(by, card));
    session.reveal();
    session.vote_again();
    session.try_to(1, Command::AddStories { stories: drafts(), known: Known::LeaveOut });
    session.try_to(1, Command::Select(Some(StoryId(1))));
    ["½", "5", "?"].iter().zip(1..).for_each(|(card, by)| session.vote(by, card));
    session.try_to(1, dimensions());
    session.score(1, "½", "4");
    session.reveal();
    session.score(1, "½", "2");
    let scores = risk_of("3");
    session.try_to(1, Command::SaveScores(ScoresToSave { story: StoryId(1), scores }));
    session.vote_and_say(2, "8", Some("The API is new"));
    session.vote_again();
    ["5", "5", "5"].iter().zip(1..).for_each(|(card, by)| session.vote(by, card));
    for at in [None, Some(StoryId(1))] {
        session.try_to(1, Command::Select(at));
    }
    session.reveal();
    session.try_to(1, Command::SetEstimate { story: StoryId(1), estimate: Some("½".into()) });
    session.try_to(1, Command::Select(Some(StoryId(2))));
    ["1", "2", "∞"].iter().zip(1..).for_each(|(card, by)| session.vote(by, card));
    session.reveal();
    session.vote_again();
    session.try_to(1, Command::RemovePerson(ParticipantId(3)));
    session.vote_and_say(1, "100", Some("A hidden reason"));
    session.vote(2, "100");
    session.try_to(1, Command::RemoveStories(vec![StoryId(4)]));
    session.try_to(1, Command::PinReference { story: StoryId(3), is_reference: true });
    let story = StoryId(2);
    session.try_to(1, Command::Wall(WallAction::Put(vec![story])));
    for card in ["5", "8"] {
        session.try_to(2, Command::Wall(WallAction::Move { story, card: Some(card.into()) }));
    }
    session.try_to(1, Command::MoveStory { story: StoryId(3), after: None });
    let by_hand = ReadyCheck::ByHand("Seen by the team".into());
    let eight = Estimate::new("8", &session.board().deck).unwrap();
    let checks = vec![ReadyCheck::NotLargerThan(eight), by_hand, ReadyCheck::Estimated];
    session.try_to(1, Command::Product(ready_when(checks)));
    for content in [question("Who pays?", ""), question("Who lends?", "Dana"), decision()] {
        session.try_to(2, Command::Product(ProductAction::Add { story, content }));
    }
    let check = ProductAction::Check { story: StoryId(1), point: 2, holds: true };
    session.try_to(1, Command::Product(check));
    session.try_to(
        1,
        Command::Configure(
            Settings { auto_reveal: false, steer: Allowed::Everyone, ..Settings::default() }.into(),
        ),
    );
    session
}

fn ready_when(checks: Vec<ReadyCheck>) -> ProductAction {
    let points = checks.into_iter().map(|check| ReadyPoint { number: 0, check }).collect();
    ProductAction::DefineReady(DefinitionOfReady {
        points,
        by_itself: true,
        is_strict: true,
        ..DefinitionOfReady::default()
    })
}

fn question(text: &str, answer: &str) -> Content {
    Content::Question(Question {
        text: text.into(),
        owner: "Dana".into(),
        due: Day::parse("2026-03-31"),
        answer: answer.into(),
    })
}

fn decision() -> Content {
    Content::Note(Note { text: "As in the old system".into(), is_decision: true })
}

fn drafts() -> Vec<StoryDraft> {
    let full = StoryDraft {
        key: Some("TL-11".into()),
        link: Some("https://tracker.example/TL-11".into()),
        title: "Reserve a \"tool\" for a weekend".into(),
        description: "For a *weekend*.\n\n- [ ] not a criterion".into(),
        criteria: vec!["Calendar shows only free days".into(), "Two\nlines".into(), "Third".into()],
        states: vec![CriterionState::Agreed, CriterionState::Unclear],
        labels: vec!["loans".into(), "=1+1".into()],
        criteria_place: Some(CriteriaPlace { line: 1, opening: "## AC\n\n- ".into() }),
        parent: Some("Lending".into()),
        kind: Some("Story".into()),
        actual: Some("8".into()),
        ..StoryDraft::default()
    };
    let titled = |title: &str| StoryDraft { title: title.into(), ..StoryDraft::default() };
    let estimate = Some("about a week".into());
    let third = StoryDraft { estimate, ..titled("Never voted on") };
    let second = StoryDraft { estimate: Some("3".into()), ..titled("Return a tool") };
    vec![full, second, third, titled("Thrown away, with-a-word-of-its-own")]
}

/// A generated action: its kind, who does it, and two numbers that choose the details.
type Step = (u8, u8, u8, u8);

/// Rooms after generated histories.
pub fn any_room() -> impl Strategy<Value = Room> {
    prop::collection::vec(any::<Step>(), 0..150).prop_map(|steps| {
        let mut session = Session::new();
        (1..4).for_each(|person| session.join(person, "Alex", Role::Estimator));
        steps.into_iter().for_each(|step| take(&mut session, step));
        session.room
    })
}

fn take(session: &mut Session, (kind, who, a, b): Step) {
    let by = u32::from(who % 4) + 1;
    let stories = session.board().stories.keys();
    let story = stories.get(usize::from(a) % stories.len().max(1)).copied();
    let id = story.unwrap_or(StoryId(9));
    let cards = &session.board().deck.cards;
    let card = cards[usize::from(b) % cards.len()].label.clone();
    match kind % 16 {
        0 => {
            session.join(u32::from(a % 8) + 1, ["Alex", "alex", "Bo"][usize::from(b % 3)], role(a))
        }
        1 if stories.len() < 6 => {
            let stories = drafts().into_iter().take(usize::from(a % 4)).collect();
            session.try_to(
                by,
                Command::AddStories {
                    stories,
                    known: if b % 2 == 0 { Known::Add } else { Known::LeaveOut },
                },
            );
        }
        2 => session.try_to(by, Command::Select(story.filter(|_| b % 4 != 0))),
        3 => session.try_to(by, Command::SetEstimate { story: id, estimate: Some(card) }),
        4 => session.try_to(by, Command::RemoveStories(vec![id])),
        5 => session.try_to(by, Command::RestoreStories(vec![StoryId(u32::from(b % 8))])),
        6 => session.try_to(by, Command::SetRole(role(a))),
        7 if b % 4 == 0 => {
            session.try_to(by, Command::RemovePerson(ParticipantId(u32::from(a % 8))));
        }
        8 | 9 => session.reveal(),
        10 => session.vote_again(),
        11 => session.try_to(by, Command::MoveStory { story: id, after: None }),
        12 => session.try_to(by, Command::Rename(["Alex", "Bo", "Cy"][usize::from(b % 3)].into())),
        13 if a % 4 == 0 => session.try_to(1, dimensions()),
        14 => session.score(by, &card, ["2", "3", "?"][usize::from(a % 3)]),
        15 if a % 2 == 1 => {
            let by_hand = ReadyCheck::ByHand("Seen by the team".into());
            let action = match b % 4 {
                0 => ready_when(vec![by_hand, ReadyCheck::HasCriteria]),
                1 => ProductAction::Add { story: id, content: question("Who pays?", "") },
                2 => ProductAction::Check { story: id, point: u32::from(a % 3), holds: true },
                _ => ProductAction::MarkReady { story: id, is_ready: true },
            };
            session.try_to(1, Command::Product(action));
        }
        15 => {
            let scores = risk_of(["", "3", "about 4"][usize::from(b % 3)]);
            session.try_to(by, Command::SaveScores(ScoresToSave { story: id, scores }));
        }
        _ => session.vote(by, &card),
    }
}

fn role(n: u8) -> Role {
    if n % 4 == 0 { Role::Observer } else { Role::Estimator }
}
