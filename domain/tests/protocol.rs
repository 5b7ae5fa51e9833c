//! The protocol is public: golden files hold every message, and a conversation of a real room,
//! whose lines `docs/protocol.md` shows. `BLESS=1 cargo test -p domain` rewrites the files.

mod support;

use std::fs;
use std::path::PathBuf;

use domain::arriving::ArrivingView;
use domain::change::{Change, RestoredStory};
use domain::command::Command;
use domain::deck::{Card, DeckChoice};
use domain::draft::StoryDraft;
use domain::ids::{CommandId, CriterionId, Epoch, ParticipantId, SecretHash, StoryId};
use domain::known::Known;
use domain::people::{Person, Presence, Role};
use domain::protocol::{
    BoardAt, ClientMessage, Close, Do, Hello, Join, Lobby, PROTOCOL, Resume, Seated, ServerMessage,
    Welcome, decode, encode,
};
use domain::refusal::{Countable, Field, Refusal};
use domain::room::{Audience, Guest, Line, Outcome, Room};
use domain::round::Ballot;
use domain::settings::{Permission, Settings};
use domain::story::{Criterion, CriterionState, Estimate};
use domain::time::Timestamp;
use domain::view::{RoomView, Update};

#[track_caller]
fn check(file: &str, actual: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(file);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, actual).unwrap();
    }
    let golden = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(golden, actual, "the public form of a message changed: {}", path.display());
    let page = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/protocol.md");
    let page = fs::read_to_string(page).unwrap();
    assert!(page.contains(&golden), "docs/protocol.md does not show {file} as it is");
}

/// One message per line, each of which decodes to itself again.
fn lines<M>(messages: &[M]) -> String
where
    M: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let line = |message: &M| {
        let text = encode(message);
        assert_eq!(&decode::<M>(&text).unwrap(), message);
        text + "\n"
    };
    messages.iter().map(line).collect()
}

#[test]
fn commands_keep_their_form() {
    let (story, criterion, participant) = (StoryId(1), CriterionId(1), ParticipantId(2));
    let subject = Some(story);
    let commands = [
        Command::Retitle("Lending desk".into()),
        Command::Configure(Settings::default().into()),
        Command::Rename("Ben".into()),
        Command::SetRole(Role::Observer),
        Command::SetFacilitator { participant, facilitator: true, even_if_last: false },
        Command::TakeOver,
        Command::RemovePerson(participant),
        Command::Readmit,
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
                estimate: Some("5".into()),
            }],
            known: Known::LeaveOut,
        },
        Command::UndoImport { added: vec![StoryId(3)], updated: vec![story] },
        Command::RemoveStories(vec![story]),
        Command::RestoreStories(vec![story]),
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
        Command::EditCriterion { story, criterion, revision: 0, text: "Holds".into() },
        Command::MarkCriterion { story, criterion, state: CriterionState::Agreed },
        Command::MoveCriterion { story, criterion, after: None },
        Command::RemoveCriterion { story, criterion },
        Command::Select(subject),
        Command::Vote { story: subject, round: 1, card: Some("5".into()), revealed: false },
        Command::Reveal { story: subject, round: 1 },
        Command::VoteAgain { story: subject, round: 1 },
        Command::SetEstimate { story, estimate: Some("5".into()) },
    ];
    check("commands.jsonl", &lines(&commands));
}

#[test]
fn changes_keep_their_form() {
    let (id, participant, at) = (StoryId(1), ParticipantId(2), Timestamp(1_700_000_000_000));
    let (criterion, subject) = (CriterionId(1), Some(id));
    let mut meeting = support::Meeting::of(1);
    meeting.add(&["Reserve a tool"]);
    let story = meeting.board().stories.iter().next().unwrap().clone();
    let estimate = Estimate::new("5", &meeting.board().deck).ok();
    let changes = [
        Change::Retitled("Lending desk".into()),
        Change::SettingsChanged(Settings::default()),
        Change::PersonJoined(Person {
            id: participant,
            name: "Ben".into(),
            mark: 1,
            role: Role::Estimator,
            facilitator: false,
            presence: Presence::Connected,
        }),
        Change::PersonRenamed { participant, name: "Alex".into(), mark: 2 },
        Change::RoleChanged { participant, role: Role::Observer },
        Change::FacilitatorChanged { participant, facilitator: true },
        Change::PersonRemoved(participant),
        Change::PresenceChanged { participant, presence: Presence::AwaySince(at) },
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
        Change::EstimateSet { story: id, estimate },
        Change::Selected { story: subject, at },
        Change::RoundStarted { story: subject, round: 2, at },
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
            }],
        },
        Change::BallotChanged { story: subject, participant, card: Card::new("8") },
    ];
    check("changes.jsonl", &lines(&changes));
}

#[test]
fn refusals_keep_their_form() {
    let refusals = [
        Refusal::NotAllowed(Permission::Reveal),
        Refusal::FacilitatorsOnly,
        Refusal::Removed,
        Refusal::RoomFull { limit: 200 },
        Refusal::GuestsNotAllowed,
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
        Refusal::UnknownPerson,
        Refusal::UnknownCard,
        Refusal::SpecialEstimate,
        Refusal::Observer,
        Refusal::RoundOver,
        Refusal::AlreadyRevealed,
        Refusal::NotRevealed,
        Refusal::WaitForNextRound,
        Refusal::ChangedMeanwhile { revision: 3 },
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
    let resume = Some(Resume { epoch: Epoch(7), seq: 41 });
    let client = [
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
    let server = [ServerMessage::Resumed { now }, ServerMessage::Pong { echo: 12, now }];
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
    check("token.jsonl", &lines(&[ClientMessage::Hello(hello)]));
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

/// Two people in a room, as the frames on Ben's connection: `>` from him, `<` to him.
#[test]
fn the_documented_conversation_is_what_a_room_says() {
    let mut talk = Talk::new();
    talk.ben_says(&ClientMessage::Hello(Hello {
        protocol: PROTOCOL,
        secret: "ben-chose-this-at-random".into(),
        token: None,
        resume: None,
        gzip: false,
    }));
    talk.ben_hears(&ServerMessage::Lobby(Lobby { title: "Lending desk".into(), connected: 1 }));
    talk.ben_says(&ClientMessage::Join(Join { name: "Ben".into(), role: Role::Estimator }));
    talk.join_ben();

    let (story, round) = (Some(StoryId(1)), 1);
    let vote =
        |card: &str| Command::Vote { story, round, card: Some(card.into()), revealed: false };
    talk.command(ANA, "a-1", vote("3"));
    talk.command(BEN, "b-1", vote("5"));
    talk.command(BEN, "b-2", Command::Reveal { story, round });
    talk.command(ANA, "a-2", Command::Reveal { story, round });
    talk.command(BEN, "b-3", vote("8"));
    talk.command(
        ANA,
        "a-3",
        Command::SetEstimate { story: StoryId(1), estimate: Some("5".into()) },
    );
    check("conversation.txt", &talk.text);
}

/// Ben joins a room whose view the server keeps compressed since Ana's last action but one.
#[test]
fn the_documented_large_view_is_what_a_room_says() {
    let mut talk = Talk::new();
    let (epoch, secret) = (Epoch(7), "ben-chose-this-at-random".into());
    let hello = Hello { protocol: PROTOCOL, secret, token: None, resume: None, gzip: true };
    talk.ben_says(&ClientMessage::Hello(hello));
    talk.ben_hears(&ServerMessage::Lobby(Lobby { title: "Lending desk".into(), connected: 1 }));
    talk.ben_says(&ClientMessage::Join(Join { name: "Ben".into(), role: Role::Estimator }));
    let board = BoardAt { epoch, seq: talk.seq, board: talk.room.board().clone() };
    let mut arriving = ArrivingView::from(board.clone());
    talk.ben_hears(&ServerMessage::Board(Box::new(board)));
    talk.text = talk.text.replace("< {\"board\"", "< gzip {\"board\"");
    let (ben, outcome) = talk.room.join(guest("ben", "Ben"), Line::Open, talk.now).unwrap();
    talk.update_ben(&outcome);
    let updates: Vec<_> = outcome.audiences.into_iter().filter_map(|it| it.all).collect();
    assert!(!arriving.apply(talk.seq + 1, &updates), "a number is missing");
    assert!(arriving.apply(talk.seq, &updates));
    let RoomView { you, hand, .. } = talk.room.view(ben);
    let seated = Seated { seq: talk.seq, now: talk.now, you, hand };
    talk.ben_hears(&ServerMessage::Seated(Box::new(seated.clone())));
    let too_late = Seated { seq: talk.seq + 1, ..seated.clone() };
    assert_eq!(arriving.clone().seat(too_late), None);
    let welcome = arriving.seat(seated).unwrap();
    assert_eq!((welcome.seq, welcome.view), (talk.seq, talk.room.view(ben)));
    check("large_view.txt", &talk.text);
}

const ANA: ParticipantId = ParticipantId(1);
const BEN: ParticipantId = ParticipantId(2);

fn guest(secret: &str, name: &str) -> Guest {
    Guest { secret: SecretHash(secret.into()), name: name.into(), role: Role::Estimator }
}

/// A room as the server runs it, and the frames on Ben's connection.
struct Talk {
    room: Room,
    now: Timestamp,
    seq: u64,
    text: String,
}

impl Talk {
    fn new() -> Self {
        let now = Timestamp(1_700_000_000_000);
        let founder = SecretHash("ana".into());
        let choice = DeckChoice::default();
        let mut room = Room::new("Lending desk", &choice, founder.clone(), now).unwrap();
        room.join(guest("ana", "Ana"), Line::Open, now).unwrap();
        let stories = vec![support::story("Reserve a tool for a weekend")];
        let add = Command::AddStories { stories, known: Known::LeaveOut };
        room.execute(ANA, CommandId("a-0".into()), add, now).unwrap();
        Self { room, now, seq: 2, text: String::new() }
    }

    fn ben_says(&mut self, message: &ClientMessage) {
        self.text += &format!("> {}\n", encode(message));
    }

    fn ben_hears(&mut self, message: &ServerMessage) {
        self.text += &format!("< {}\n", encode(message));
    }

    fn join_ben(&mut self) {
        let (ben, outcome) = self.room.join(guest("ben", "Ben"), Line::Open, self.now).unwrap();
        self.seq += u64::from(!outcome.audiences.is_empty());
        self.ben_hears(&ServerMessage::Welcome(Box::new(Welcome {
            epoch: Epoch(7),
            seq: self.seq,
            now: self.now,
            view: self.room.view(ben),
        })));
    }

    fn command(&mut self, by: ParticipantId, id: &str, command: Command) {
        let id = CommandId(id.into());
        self.now = self.now.plus(1_000);
        if by == BEN {
            self.ben_says(&ClientMessage::Do(Do { id: id.clone(), command: command.clone() }));
        }
        let result = self.room.execute(by, id.clone(), command, self.now);
        if let Ok(outcome) = &result {
            self.update_ben(outcome);
        }
        match result {
            Ok(_) if by == BEN => self.ben_hears(&ServerMessage::Done { id }),
            Err(refusal) => self.ben_hears(&ServerMessage::Refused { id: Some(id), refusal }),
            Ok(_) => {}
        }
    }

    /// Sends Ben the result of an action, as one message.
    fn update_ben(&mut self, outcome: &Outcome) {
        let updates = |audience: &Audience| -> Vec<Update> {
            let own = audience.personal.iter().filter(|(who, _)| *who == BEN);
            audience.all.iter().chain(own.map(|(_, update)| update)).cloned().collect()
        };
        let updates: Vec<_> = outcome.audiences.iter().flat_map(updates).collect();
        if !updates.is_empty() {
            self.seq += 1;
            self.ben_hears(&ServerMessage::Update { seq: self.seq, updates });
        }
    }
}
