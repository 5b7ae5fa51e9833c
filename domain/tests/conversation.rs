//! The conversations that `docs/protocol.md` shows are what a real room says.

mod support;

use domain::arriving::ArrivingView;
use domain::command::Command;
use domain::deck::DeckChoice;
use domain::ids::{CommandId, Epoch, ParticipantId, SecretHash, StoryId};
use domain::known::Known;
use domain::people::Role;
use domain::protocol::{
    BoardAt, ClientMessage, Do, Hello, Join, Lobby, PROTOCOL, Seated, ServerMessage, Welcome,
    encode,
};
use domain::room::{Audience, Guest, Line, Outcome, Room};
use domain::time::Timestamp;
use domain::view::{RoomView, Update};
use support::golden::check;
use support::{ANA, BEN};

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
    talk.ben_hears(&ServerMessage::Lobby(lobby()));
    talk.ben_says(&ClientMessage::Join(Join {
        name: "Ben".into(),
        role: Role::Estimator,
        passcode: None,
    }));
    talk.join_ben();

    let (story, round) = (Some(StoryId(1)), 1);
    let vote = |card: &str| Command::Vote {
        story,
        round,
        card: Some(card.into()),
        revealed: false,
        remark: None,
        scores: None,
    };
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
    talk.ben_hears(&ServerMessage::Lobby(lobby()));
    talk.ben_says(&ClientMessage::Join(Join {
        name: "Ben".into(),
        role: Role::Estimator,
        passcode: None,
    }));
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

fn guest(secret: &str, name: &str) -> Guest {
    let (secret, name) = (SecretHash(secret.into()), name.into());
    Guest { secret, name, role: Role::Estimator, passcode: None }
}

fn lobby() -> Lobby {
    Lobby { title: "Lending desk".into(), connected: 1, locked: false, passcode: false }
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
            Ok(_) if by == BEN => self.ben_hears(&ServerMessage::Done { id, stayed: 0 }),
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
