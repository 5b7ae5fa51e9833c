//! Invalid input from clients: it gets an answer, changes nothing and affects nobody else.

mod support;

use domain::command::Command;
use domain::ids::{CommandId, CriterionId, ParticipantId, StoryId};
use domain::limits;
use domain::protocol::{ClientMessage, Close, Do, Join, PROTOCOL, ServerMessage};
use domain::refusal::{Field, Refusal};
use serde_json::json;
use support::client::{add, secret};
use support::{Client, Raw, TestServer, http};
use tokio_tungstenite::tungstenite::Message;

/// A frame that a stranger sends as the first one, and how the server closes.
fn first_frames() -> Vec<(Message, Close)> {
    let hello = |protocol: serde_json::Value, secret: serde_json::Value| {
        json!({ "hello": { "protocol": protocol, "secret": secret } }).to_string()
    };
    let deep = format!("{{\"hello\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let texts = [
        ("", Close::BadMessage),
        ("nonsense", Close::BadMessage),
        ("{}", Close::BadMessage),
        ("[]", Close::BadMessage),
        ("null", Close::BadMessage),
        ("1e400", Close::BadMessage),
        ("\u{0}", Close::BadMessage),
        ("{\"hello\":null}", Close::BadMessage),
        ("{\"hello\":{}}", Close::BadMessage),
        ("{\"shout\":{}}", Close::BadMessage),
        ("{\"ping\":{\"echo\":-1}}", Close::BadMessage),
        ("{\"ping\":{\"echo\":1}}", Close::OutOfTurn),
        ("{\"join\":{\"name\":\"Ana\",\"role\":\"estimator\"}}", Close::OutOfTurn),
        ("{\"do\":{\"id\":\"1\",\"command\":\"readmit\"}}", Close::OutOfTurn),
    ];
    let mut frames: Vec<_> =
        texts.into_iter().map(|(text, close)| (Message::text(text), close)).collect();
    frames.extend([
        (Message::text(deep), Close::BadMessage),
        (Message::text(hello(json!("1"), json!(secret()))), Close::BadMessage),
        (Message::text(hello(json!(4_294_967_296_u64), json!(secret()))), Close::BadMessage),
        (Message::text(hello(json!(0), json!(secret()))), Close::BadVersion),
        (Message::text(hello(json!(99), json!(secret()))), Close::BadVersion),
        (Message::text(hello(json!(PROTOCOL), json!(7))), Close::BadMessage),
        (Message::text(hello(json!(PROTOCOL), json!("short"))), Close::BadMessage),
        (Message::text(hello(json!(PROTOCOL), json!("x".repeat(201)))), Close::BadMessage),
        (Message::binary(b"{}".to_vec()), Close::BadMessage),
        (Message::text(" ".repeat(limits::FRAME_BYTES + 1)), Close::TooLarge),
        (Message::binary(vec![0; 4 * limits::FRAME_BYTES]), Close::TooLarge),
    ]);
    frames
}

#[tokio::test]
async fn a_first_frame_other_than_hello_ends_the_connection_with_a_reason() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let before = host.at;
    for (frame, close) in first_frames() {
        let shown = format!("{} bytes: {:.80}", frame.len(), frame.to_text().unwrap_or("binary"));
        let mut raw = Raw::connect(server.address, &place.room).await;
        raw.send(frame).await;
        assert_eq!(raw.close_code().await, close.code(), "{shown}");
    }
    host.catch_up().await;
    assert_eq!(host.at, before);
}

#[tokio::test]
async fn messages_out_of_turn_end_the_connection() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let before = (host.at, host.view.clone());
    let request = || ClientMessage::Do(Do { id: CommandId("1".into()), command: Command::Readmit });
    let (mut in_lobby, _) = Client::lobby(server.address, &place.room, &secret()).await;
    in_lobby.message(&request()).await;
    assert_eq!(in_lobby.close_code().await, Close::OutOfTurn.code());

    let (mut twice, _) = Client::lobby(server.address, &place.room, &secret()).await;
    twice.hello(&secret(), None).await;
    assert_eq!(twice.close_code().await, Close::OutOfTurn.code());

    let mut joined = Client::back(server.address, &place.room, &place.founder).await;
    let join = Join { name: "Again".into(), role: Default::default(), passcode: None };
    joined.raw.message(&ClientMessage::Join(join)).await;
    assert_eq!(joined.close_code().await, Close::OutOfTurn.code());
    host.catch_up().await;
    assert_eq!((host.at, host.view.clone()), before);
}

#[tokio::test]
async fn rooms_that_do_not_exist_say_so() {
    let server = TestServer::start().await;
    for room in ["aaaaaaaaaaaaaaaa", "x", "AAAAAAAAAAAAAAAA", "%F0%9F%98%84", "a%2Fb", "..%2F.."] {
        let mut raw = Raw::connect(server.address, room).await;
        raw.hello(&secret(), None).await;
        assert_eq!(raw.close_code().await, Close::NoSuchRoom.code(), "{room}");
    }
}

#[tokio::test]
async fn invalid_frames_of_a_participant_end_only_their_own_connection() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let mut other_tab = Client::back(server.address, &place.room, &place.founder).await;
    let before = (host.at, host.view.clone());
    for frame in [
        "nonsense".to_owned(),
        "{\"do\":{\"id\":\"1\",\"command\":{\"explode\":1}}}".to_owned(),
        "{\"do\":{\"id\":\"1\",\"command\":{\"vote\":{\"story\":null,\"round\":-1}}}}".to_owned(),
        "{\"do\":{\"id\":\"1\",\"command\":{\"vote\":{\"story\":null,\"round\":1e99}}}}".to_owned(),
        "{\"do\":{\"id\":\"1\",\"command\":{\"select\":99999999999}}}".to_owned(),
        "{\"do\":{\"id\":7,\"command\":\"readmit\"}}".to_owned(),
        "{\"do\":{\"command\":\"readmit\"}}".to_owned(),
        "{\"do\":{\"id\":\"1\",\"command\":{\"configure\":{\"guests\":\"some\"}}}}".to_owned(),
        format!("\"{}\"", "x".repeat(200_000)),
    ] {
        let mut tab = Client::back(server.address, &place.room, &place.founder).await;
        tab.raw.text(frame.clone()).await;
        assert_eq!(tab.close_code().await, Close::BadMessage.code(), "{frame:.80}");
    }
    host.catch_up().await;
    other_tab.catch_up().await;
    assert_eq!((host.at, &host.view), (before.0, &before.1));
    assert_eq!(other_tab.view, before.1);
}

#[tokio::test]
async fn commands_that_make_no_sense_are_refused_and_change_nothing() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let story = host.add_stories(&["One"]).await[0];
    let mut bystander = Client::join(server.address, &place.room, "Bystander").await;
    host.catch_up().await;
    let before = (host.at, host.view.clone());
    let (nowhere, nothing, nobody) =
        (StoryId(u32::MAX), CriterionId(u32::MAX), ParticipantId(u32::MAX));
    let vote = |story, round, card: &str| Command::Vote {
        story,
        round,
        card: Some(card.to_owned()),
        revealed: false,
        remark: None,
        scores: None,
    };
    let criterion = |text: String| Command::AddCriterion {
        story,
        text,
        state: Default::default(),
        after: None,
    };
    for (command, refusal) in [
        (vote(Some(story), u32::MAX, "5"), Refusal::RoundOver),
        (vote(Some(nowhere), 1, "5"), Refusal::RoundOver),
        (vote(None, 1, "5"), Refusal::RoundOver),
        (vote(Some(story), 1, "7"), Refusal::UnknownCard),
        (vote(Some(story), 1, ""), Refusal::UnknownCard),
        (Command::Reveal { story: Some(story), round: 0 }, Refusal::RoundOver),
        (Command::VoteAgain { story: Some(story), round: 1 }, Refusal::NotRevealed),
        (Command::Select(Some(nowhere)), Refusal::UnknownStory),
        (Command::SetEstimate { story: nowhere, estimate: None }, Refusal::UnknownStory),
        (Command::SetEstimate { story, estimate: Some("☕".into()) }, Refusal::SpecialEstimate),
        (Command::MoveStory { story, after: Some(nowhere) }, Refusal::UnknownStory),
        (Command::RemoveStories(vec![nowhere]), Refusal::UnknownStory),
        (Command::RemoveStories(vec![]), Refusal::UnknownStory),
        (Command::RestoreStories(vec![story]), Refusal::UnknownStory),
        (Command::RemoveCriterion { story, criterion: nothing }, Refusal::UnknownCriterion),
        (Command::RemovePerson(nobody), Refusal::UnknownPerson),
        (Command::RemovePerson(host.view.you), Refusal::LastFacilitator),
        (Command::Retitle("\u{a0}\n".into()), Refusal::Empty(Field::RoomTitle)),
        (Command::Rename("\u{200b}".into()), Refusal::InvisibleName),
        (
            Command::Retitle("x".repeat(5_000)),
            Refusal::TooLong { field: Field::RoomTitle, limit: 120, length: 5_000 },
        ),
        (
            criterion("x".repeat(2_001)),
            Refusal::TooLong { field: Field::Criterion, limit: 2_000, length: 2_001 },
        ),
        (add(&[""]), Refusal::Empty(Field::StoryTitle)),
        (
            Command::EditStory {
                story,
                revision: u32::MAX,
                title: Some("Other".into()),
                description: None,
                link: None,
            },
            Refusal::ChangedMeanwhile { revision: 0 },
        ),
        (
            Command::EditStory {
                story,
                revision: 0,
                title: None,
                description: None,
                link: Some("javascript:alert(1)".into()),
            },
            Refusal::BadLink,
        ),
    ] {
        let shown = format!("{command:.80?}");
        assert_eq!(host.ask(command).await, Err(refusal), "{shown}");
    }
    for id in ["".to_owned(), "x".repeat(41), "é".repeat(21)] {
        let id = CommandId(id);
        host.send_as(id.clone(), Command::Retitle("Other".into())).await;
        assert_eq!(host.answer(&id).await, Err(Refusal::BadCommandId));
    }
    bystander.catch_up().await;
    host.catch_up().await;
    assert_eq!((host.at, &host.view), (before.0, &before.1));
    assert!(!bystander.frames.iter().any(|frame| frame.contains("update")), "somebody noticed");
}

#[tokio::test]
async fn too_much_of_everything_is_refused_as_a_whole() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let path = format!("/api/rooms/{}/commands", place.room);
    let stories: Vec<_> = (0..2_001).map(|n| json!({ "title": format!("Story {n}") })).collect();
    let body = json!({ "id": "many", "command": { "add_stories": { "stories": stories } } });
    let bearer = [http::bearer(&place.founder)];
    let answer = http::post(server.address, &path, &bearer, body.to_string().as_bytes()).await;
    assert_eq!(answer.status, 409);
    assert_eq!(answer.json()["refused"]["too_many"]["limit"], 2_000);
    host.catch_up().await;
    assert!(host.view.board.stories.is_empty());
}

#[tokio::test]
async fn bodies_that_are_not_commands_get_a_response() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let path = format!("/api/rooms/{}/commands", place.room);
    let bearer = [http::bearer(&place.founder)];
    for body in ["", "x", "{}", "[]", "{\"id\":1}", "{\"id\":\"1\",\"command\":\"fly\"}"] {
        let answer = http::post(server.address, &path, &bearer, body.as_bytes()).await;
        assert_eq!(answer.status, 400, "{body}");
    }
    for (method, path, status) in [
        ("POST", "/api/rooms/aaaaaaaaaaaaaaaa/commands", 404),
        ("POST", "/api/nonsense", 404),
        ("GET", "/api/rooms", 405),
        ("DELETE", "/", 405),
        ("GET", "/api/rooms/aaaaaaaaaaaaaaaa/socket", 426),
    ] {
        let answer = http::request(server.address, method, path, &bearer, b"").await;
        assert_eq!(answer.status, status, "{method} {path}");
    }
    host.catch_up().await;
}

#[tokio::test]
async fn files_that_cannot_be_read_say_why() {
    let server = TestServer::start().await;
    let preview = async |body: &[u8]| http::post(server.address, "/api/preview", &[], body).await;
    let good = preview(b"TL-1 One\nTL-2 Two\n").await;
    assert_eq!((good.status, good.json()["stories"].as_array().unwrap().len()), (200, 2));
    let empty = preview(b" \n").await;
    assert_eq!((empty.status, empty.json()["unreadable"].clone()), (422, json!("empty")));
    let huge = preview(&vec![b'x'; limits::FILE_BYTES + 1]).await;
    assert_eq!(huge.status, 422);
    assert_eq!(huge.json()["unreadable"]["too_large"]["limit"], limits::FILE_BYTES);
}

/// Browsers send a form's or a script's simple request to any site without asking that site first.
#[tokio::test]
async fn nothing_is_changed_for_pages_of_other_sites() {
    let server = TestServer::start().await;
    let (place, host) = server.room_with_host().await;
    let new = json!({ "title": "New", "secret": secret() }).to_string();
    let command = json!({ "id": "1", "command": { "retitle": "Theirs" } }).to_string();
    let commands = format!("/api/rooms/{}/commands", place.room);
    let from = async |origin: String, path: &str, body: &str| {
        let headers = [("Origin", origin), http::bearer(&host.secret)];
        http::post(server.address, path, &headers, body.as_bytes()).await.status
    };
    let foreign = || "https://evil.example".to_owned();
    for (path, body) in [
        ("/api/rooms", new.as_str()),
        ("/api/rooms/open", "{}"),
        (&commands, &command),
        ("/api/preview", "TL-1 One"),
        ("/api/markdown", "# Hi"),
    ] {
        assert_eq!(from(foreign(), path, body).await, 403, "{path}");
    }
    let own = format!("http://{}", server.address);
    assert_eq!(from(own.clone(), "/api/rooms", &new).await, 201);
    assert_eq!(from(own, &commands, &command).await, 200);
    assert_eq!(http::post(server.address, "/api/rooms", &[], new.as_bytes()).await.status, 201);
}

/// A body that is as long as a legal command can be, but a list of nothing.
#[tokio::test]
async fn millions_of_stories_are_refused_in_words() {
    let server = TestServer::start().await;
    let (place, host) = server.room_with_host().await;
    let stories = "{},".repeat(3_000_000);
    let body = format!(
        r#"{{"id":"many","command":{{"add_stories":{{"stories":[{}]}}}}}}"#,
        stories.trim_end_matches(',')
    );
    let path = format!("/api/rooms/{}/commands", place.room);
    let bearer = [http::bearer(&host.secret)];
    let refused = http::post(server.address, &path, &bearer, body.as_bytes()).await;
    assert_eq!(refused.status, 409, "{}", refused.text());
    assert_eq!(refused.json()["refused"]["too_many"]["limit"], limits::STORIES);
}

#[tokio::test]
async fn markdown_is_rendered_as_a_safe_fragment() {
    let server = TestServer::start().await;
    let text = "# Hi\n<img src=x onerror=alert(1)>";
    let answer = http::post(server.address, "/api/markdown", &[], text.as_bytes()).await;
    assert_eq!(answer.status, 200);
    assert!(answer.text().contains("<h1>Hi</h1>") && !answer.text().contains("<img"));
    let huge = vec![b'x'; 256 * 1024 + 1];
    assert_eq!(http::post(server.address, "/api/markdown", &[], &huge).await.status, 413);
    let long = vec![b'x'; limits::DESCRIPTION + 1];
    let refused = http::post(server.address, "/api/markdown", &[], &long).await;
    assert_eq!(refused.status, 413);
    assert_eq!(refused.json()["refused"]["too_long"]["limit"], limits::DESCRIPTION);
}

#[tokio::test]
async fn a_flood_slows_its_sender_and_nobody_else() {
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    let mut flooder = Client::join(server.address, &place.room, "Flooder").await;
    host.catch_up().await;
    for echo in 0..1_000 {
        flooder.raw.message(&ClientMessage::Ping { echo }).await;
    }
    let start = std::time::Instant::now();
    host.done(host.vote("5")).await;
    let host_waited = start.elapsed();
    for _ in 0..250 {
        assert!(matches!(
            flooder.step().await,
            Ok(ServerMessage::Pong { .. } | ServerMessage::Update { .. })
        ));
    }
    assert!(start.elapsed() > host_waited, "the flooder was served first");
    assert!(host_waited.as_secs() < 5, "{host_waited:?}");
}
