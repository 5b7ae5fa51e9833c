//! `docs/client.schema.json` and `docs/server.schema.json` against messages: the golden ones, and what
//! the server really says.

mod support;

use std::fs;
use std::path::PathBuf;

use jsonschema::{Validator, validator_for};
use serde_json::{Value, json};
use support::http::{self, bearer};
use support::{Client, TestServer};

fn file(path: &str) -> String {
    fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").join(path)).unwrap()
}

fn validator(schema: &str) -> Validator {
    validator_for(&parsed(&file(&format!("docs/{schema}.schema.json")))).unwrap()
}

fn parsed(line: &str) -> Value {
    serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))
}

#[track_caller]
fn assert_valid(validator: &Validator, message: &Value) {
    if let Err(error) = validator.validate(message) {
        panic!("{message}: {error}");
    }
}

/// The lines of a golden file that begin with this.
fn lines(name: &str, begin: &str) -> Vec<Value> {
    let text = file(&format!("domain/tests/golden/{name}"));
    let lines = text.lines().filter_map(|line| line.strip_prefix(begin));
    lines.map(|line| parsed(line.strip_prefix("gzip ").unwrap_or(line))).collect()
}

#[test]
fn golden_messages_have_the_form_that_the_schemas_say() {
    let command = |command: Value| json!({ "do": { "id": "1", "command": command } });
    let update = |change: Value| {
        let updates = [json!({ "change": change })];
        json!({ "update": { "seq": 1, "updates": updates } })
    };
    let refusal = |refusal: Value| json!({ "refused": { "id": "1", "refusal": refusal } });
    let resuming = lines("resuming.jsonl", "");
    let clients: Vec<_> = lines("commands.jsonl", "").into_iter().map(command).collect();
    let server: Vec<_> = lines("changes.jsonl", "").into_iter().map(update).collect();
    let refusals = lines("refusals.jsonl", "").into_iter().map(refusal).collect();
    let says = |begin| [lines("conversation.txt", begin), lines("large_view.txt", begin)].concat();
    for (schema, messages) in [
        ("client", vec![clients, lines("token.jsonl", ""), resuming[..2].into(), says("> ")]),
        ("server", vec![server, refusals, resuming[2..].into(), says("< ")]),
    ] {
        let validator = validator(schema);
        messages.iter().flatten().for_each(|message| assert_valid(&validator, message));
        assert!(!validator.is_valid(&json!({ "unheard": 1 })));
    }
}

#[tokio::test]
async fn what_the_server_says_has_the_form_that_the_schema_says() {
    let validator = validator("server");
    let server = TestServer::start().await;
    let (place, mut host) = server.room_with_host().await;
    host.add_stories(&["Reserve a tool"]).await;
    let mut ben = Client::join(server.address, &place.room, "Ben").await;
    host.done(host.vote("5")).await;
    ben.done(ben.vote("☕")).await;
    host.done(host.reveal()).await;
    host.done(host.vote("8")).await;
    host.done(host.vote_again()).await;
    ben.catch_up().await;
    assert!(ben.frames.len() > 5, "{:?}", ben.frames);
    let frames = [ben.frames, host.frames].concat();
    frames.iter().for_each(|frame| assert_valid(&validator, &parsed(frame)));
    let path = format!("/api/rooms/{}/state", place.room);
    let state = http::get(server.address, &path, &[bearer(&place.founder)]).await;
    assert_valid(&validator, &state.json());
}
