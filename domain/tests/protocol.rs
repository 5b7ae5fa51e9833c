//! The protocol is public: golden files hold every message, and `docs/protocol.md` shows their lines.

mod support;

use domain::ahead::StoryEstimate;
use domain::by_dimension::ByDimension;
use domain::change::{Change, RestoredStory};
use domain::command::Command;
use domain::deck::{Card, Deck, DeckChoice, DeckKind};
use domain::dimension::{Dimension, DimensionChoice, DimensionsChoice, ScoresToSave, StoryScores};
use domain::draft::StoryDraft;
use domain::ids::{CommandId, CriterionId, Epoch, ParticipantId, StoryId};
use domain::known::Known;
use domain::passcode::NewPasscode;
use domain::people::{EditedText, Person, Presence, Role};
use domain::protocol::{ClientMessage, Close, Hello, PROTOCOL, Resume, ServerMessage};
use domain::refusal::{Countable, Field, Refusal};
use domain::remark::{Confidence, Reason, Remark};
use domain::round::Ballot;
use domain::settings::{Permission, Settings};
use domain::story::{
    Criterion, CriterionState, Estimate, EstimateOrigin, StoryNotes, StoryProgress, VotingOpened,
};
use domain::time::Timestamp;
use domain::timer::{Timer, TimerAction};
use domain::wall::{WallAction, WallStory};
use support::golden::{check, lines};
use support::{ANA, BEN};

/// Something for one dimension.
fn risk<T>(value: T) -> ByDimension<T> {
    [("Risk".to_owned(), value)].into_iter().collect()
}

#[test]
fn commands_keep_their_form() {
    let (story, criterion, participant) = (StoryId(1), CriterionId(1), ParticipantId(2));
    let subject = Some(story);
    let words = "The API is new".into();
    let remark = Remark { confidence: Confidence::Low, reason: Some(Reason::Bigger), words };
    let commands: [Command; 46] = [
        Command::Retitle("Lending desk".into()),
        Command::EditTitle { before: "Lending desk".into(), title: "Tool library".into() },
        Command::Configure(Settings::default().into()),
        Command::Rename("Ben".into()),
        Command::SetRole(Role::Observer),
        Command::SetFacilitator { participant, facilitator: true, even_if_last: false },
        Command::TakeOver,
        Command::SetDeck {
            deck: DeckChoice {
                kind: DeckKind::Custom,
                specials: Vec::new(),
                cards: "1, XL=8".into(),
            },
            drop_votes: false,
        },
        Command::SetDimensions(DimensionsChoice {
            dimensions: vec![DimensionChoice { name: "Risk".into(), deck: DeckChoice::default() }],
            drop_votes: true,
        }),
        Command::SaveScores(ScoresToSave { story, scores: risk("3".to_owned()) }),
        Command::Timer(TimerAction::Start(90)),
        Command::Timer(TimerAction::Pause),
        Command::RemovePerson(participant),
        Command::Readmit,
        Command::SetPasscode(Some(NewPasscode::Typed("open sesame".into()))),
        Command::AddStories {
            stories: vec![StoryDraft {
                key: Some("TL-11".into()),
                link: Some("https://tracker.example/TL-11".into()),
                title: "Reserve a tool".into(),
                description: "For a *weekend*.".into(),
                criteria: vec!["Calendar shows only free days".into()],
                states: Vec::new(),
                labels: vec!["loans".into()],
                parent: Some("Lending".into()),
                criteria_place: None,
                kind: None,
                estimate: Some("5".into()),
                actual: None,
                scores: risk("8".to_owned()),
            }],
            known: Known::LeaveOut,
        },
        Command::AddLines("TL-12 Mend the gate (5)\n- Oil the hinge".into()),
        Command::RemoveStories(vec![story]),
        Command::RestoreStories(vec![story]),
        Command::Undo(CommandId("page-7".into())),
        Command::MoveStory { story, after: Some(StoryId(2)) },
        Command::EditStory {
            story,
            revision: 0,
            title: Some("Reserve a drill".into()),
            description: None,
            link: None,
        },
        Command::AddCriterion {
            story,
            text: "Holds".into(),
            state: CriterionState::Open,
            after: None,
        },
        Command::AddCriteria { story, lines: "- Holds\n- Stays".into() },
        Command::EditCriterion { story, criterion, revision: 0, text: "Holds".into() },
        Command::MarkCriterion { story, criterion, state: CriterionState::Agreed },
        Command::MoveCriterion { story, criterion, after: None },
        Command::RemoveCriterion { story, criterion },
        Command::Editing(Some(EditedText::Criterion(criterion))),
        Command::Editing(None),
        Command::Select(subject),
        Command::Vote {
            story: subject,
            round: 1,
            card: Some("5".into()),
            revealed: false,
            remark: None,
            scores: None,
        },
        Command::Vote {
            story: subject,
            round: 1,
            card: Some("5".into()),
            revealed: false,
            remark: Some(remark.clone()),
            scores: Some(risk("3".to_owned())),
        },
        Command::Reveal { story: subject, round: 1 },
        Command::VoteAgain { story: subject, round: 1 },
        Command::SetEstimate { story, estimate: Some("5".into()) },
        Command::SaveEstimates(vec![
            StoryEstimate::new(story, "5"),
            StoryEstimate { scores: risk("3".to_owned()), ..StoryEstimate::new(story, "5") },
        ]),
        Command::SetActual { story, actual: Some("8".into()) },
        Command::PinReference { story, is_reference: true },
        Command::OpenVoting { stories: vec![story], until: Timestamp(1_700_000_000_000) },
        Command::CloseVoting(vec![story]),
        Command::RevealStories(vec![story]),
        Command::Wall(WallAction::Put(vec![story])),
        Command::Wall(WallAction::Move { story, card: Some("5".into()) }),
        Command::Wall(WallAction::TakeOff(vec![story])),
        Command::Wall(WallAction::TakeDown),
    ];
    check("commands.jsonl", &lines(&commands));
}

#[test]
fn changes_keep_their_form() {
    let (id, participant, at) = (StoryId(1), ParticipantId(2), Timestamp(1_700_000_000_000));
    let (criterion, subject) = (CriterionId(1), Some(id));
    let reason = Some(Reason::UnknownDependency);
    let remark = Remark { reason, ..Remark::default() };
    let mut meeting = support::Meeting::of(1);
    meeting.add(&["Reserve a tool"]);
    let story = meeting.board().stories.iter().next().unwrap().clone();
    let estimate = Estimate::new("5", &meeting.board().deck).ok();
    let changes = [
        Change::Retitled("Lending desk".into()),
        Change::SettingsChanged(Settings::default()),
        Change::DeckChanged {
            deck: Deck::checked(DeckKind::Custom, vec![Card::new("1"), Card::new("L")]).unwrap(),
            at,
        },
        Change::DimensionsChanged(vec![Dimension {
            name: "Risk".into(),
            deck: Deck::checked(DeckKind::Custom, vec![Card::new("1"), Card::new("L")]).unwrap(),
        }]),
        Change::ScoresSaved(StoryScores { story: id, scores: risk(estimate.clone().unwrap()) }),
        Change::TimerSet(Some(Timer::Running(at))),
        Change::TimerSet(None),
        Change::PersonJoined(Person {
            id: participant,
            name: "Ben".into(),
            mark: 1,
            role: Role::Estimator,
            facilitator: false,
            presence: Presence::Connected,
            editing: None,
        }),
        Change::PersonRenamed { participant, name: "Alex".into(), mark: 2 },
        Change::RoleChanged { participant, role: Role::Observer },
        Change::FacilitatorChanged { participant, facilitator: true },
        Change::PersonRemoved(participant),
        Change::PresenceChanged { participant, presence: Presence::AwaySince(at) },
        Change::EditingChanged { participant, editing: Some(EditedText::RoomTitle) },
        Change::EditingChanged { participant, editing: Some(EditedText::Story(id)) },
        Change::StoriesAdded { by: participant, stories: vec![story.clone()], updated: Vec::new() },
        Change::StoriesRemoved { by: participant, stories: vec![id] },
        Change::StoriesRestored(vec![RestoredStory { position: 0, story }]),
        Change::StoryMoved { story: id, after: None },
        Change::StoryEdited {
            story: id,
            revision: 1,
            title: Some("Reserve a drill".into()),
            description: None,
            link: None,
        },
        Change::CriterionAdded {
            story: id,
            after: None,
            criterion: Criterion {
                id: criterion,
                text: "Holds".into(),
                revision: 0,
                state: CriterionState::Unclear,
            },
        },
        Change::CriterionEdited { story: id, criterion, revision: 1, text: "Holds".into() },
        Change::CriterionMarked { story: id, criterion, state: CriterionState::Agreed },
        Change::CriterionMoved { story: id, criterion, after: None },
        Change::CriterionRemoved { story: id, criterion },
        Change::EstimateSet {
            story: id,
            estimate: estimate.clone(),
            origin: EstimateOrigin::Team,
            voting_until: None,
        },
        Change::StoryNoted(StoryNotes { story: id, actual: estimate, is_reference: true }),
        Change::VotingOpened(VotingOpened {
            stories: vec![id],
            until: Some(at),
            at,
            next_round: true,
        }),
        Change::Progressed(vec![StoryProgress { story: id, open_questions: 2, is_ready: false }]),
        Change::OnWall(vec![
            WallStory { story: id, card: Some("5".into()), moves: 3 },
            WallStory::new(StoryId(2)),
        ]),
        Change::OffWall(vec![id]),
        Change::Selected { story: subject, at },
        Change::RoundStarted { story: subject, round: 2, at },
        Change::RoundTakenBack { story: subject, round: 2 },
        Change::CountdownStarted { story: subject, reveal_at: at },
        Change::CountdownStopped { story: None },
        Change::Revealed {
            story: subject,
            at,
            ballots: vec![Ballot {
                participant,
                name: "Ben".into(),
                card: Some(Card::new("½")),
                first: Some(Card::new("1")),
                remark: remark.clone(),
                scores: risk(Card::new("3")),
                first_scores: risk(Card::new("8")),
            }],
        },
        Change::BallotChanged {
            story: subject,
            participant,
            card: Card::new("8"),
            remark: Remark::default(),
            scores: risk(Card::new("5")),
        },
    ];
    check("changes.jsonl", &lines(&changes));
}

/// A story that was voted on twice: once with a card that was changed after the reveal.
#[test]
fn a_story_with_its_rounds_keeps_its_form() {
    let mut meeting = support::Meeting::of(2);
    meeting.add(&["Reserve a tool"]);
    meeting.votes(&["3", "5"]);
    meeting.reveal(ANA).unwrap();
    meeting.vote(BEN, "3").unwrap();
    meeting.vote_again(ANA).unwrap();
    meeting.vote(ANA, "?").unwrap();
    meeting.reveal(ANA).unwrap();
    let story = StoryId(1);
    meeting.done(ANA, Command::SetEstimate { story, estimate: Some("3".into()) });
    check("rounds.jsonl", &lines(&[meeting.board().stories.get(story).unwrap().clone()]));
}

#[test]
fn refusals_keep_their_form() {
    let refusals = [
        Refusal::NotAllowed(Permission::Reveal),
        Refusal::FacilitatorsOnly,
        Refusal::Removed,
        Refusal::RoomFull { limit: 200 },
        Refusal::GuestsNotAllowed,
        Refusal::Locked,
        Refusal::PasscodeWrong,
        Refusal::MayNotCreate,
        Refusal::Empty(Field::Name),
        Refusal::InvisibleName,
        Refusal::TooLong { field: Field::StoryTitle, limit: 2_000, length: 2_001 },
        Refusal::TooMany { of: Countable::Stories, limit: 2_000 },
        Refusal::RoomTooLarge { limit: 67_108_864 },
        Refusal::CannotSave,
        Refusal::BadLink,
        Refusal::UnknownStory,
        Refusal::UnknownCriterion,
        Refusal::UnknownItem,
        Refusal::UnknownPoint,
        Refusal::NotReady(2),
        Refusal::ReadyByItself,
        Refusal::UnknownPerson,
        Refusal::UnknownCard,
        Refusal::BadCard("too long a label".into()),
        Refusal::SameCard("5".into()),
        Refusal::TooFewCards(2),
        Refusal::VotesWouldBeDropped(3),
        Refusal::TimerTooLong(7_200),
        Refusal::BadVotingEnd(90),
        Refusal::SpecialEstimate,
        Refusal::Observer,
        Refusal::RoundOver,
        Refusal::AlreadyRevealed,
        Refusal::NotRevealed,
        Refusal::WaitForNextRound,
        Refusal::ChangedMeanwhile { revision: 3 },
        Refusal::ChangedSince,
        Refusal::NothingToUndo,
        Refusal::LastFacilitator,
        Refusal::FacilitatorPresent { free_at: Some(Timestamp(1_700_000_060_000)) },
        Refusal::TooManyRequests { seconds: 20 },
        Refusal::BadCommandId,
    ];
    check("refusals.jsonl", &lines(&refusals));
}

#[test]
fn a_resuming_client_and_its_answers_keep_their_form() {
    let secret = "a-secret-of-20-bytes".to_owned();
    let resume = Some(Resume { epoch: Epoch(7), seq: 41, watches: false });
    let client: [ClientMessage; 2] = [
        ClientMessage::Hello(Hello {
            protocol: PROTOCOL,
            secret,
            token: None,
            resume,
            gzip: false,
        }),
        ClientMessage::Ping { echo: 12 },
    ];
    let now = Timestamp(1_700_000_000_000);
    let server: [ServerMessage; 2] =
        [ServerMessage::Resumed { now }, ServerMessage::Pong { echo: 12, now }];
    check("resuming.jsonl", &(lines(&client) + &lines(&server)));
}

#[test]
fn a_client_with_a_token_keeps_its_form() {
    let hello = Hello {
        protocol: PROTOCOL,
        secret: "a-secret-of-20-bytes".into(),
        token: Some("eyJhbGciOiJFZERTQSJ9.eyJyb29tIjoiLi4uIn0.c2lnbmF0dXJl".into()),
        resume: None,
        gzip: false,
    };
    let hello: ClientMessage = ClientMessage::Hello(hello);
    check("token.jsonl", &lines(&[hello]));
}

#[test]
fn close_codes_decode_to_themselves() {
    for code in 0..5_000 {
        if let Some(close) = Close::of(code) {
            assert_eq!(close.code(), code);
        }
    }
    assert_eq!(Close::of(4005), Some(Close::Removed));
    assert!(Close::Removed.is_final() && Close::BadToken.is_final() && !Close::TooSlow.is_final());
}
