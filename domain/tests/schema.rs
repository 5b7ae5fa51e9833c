//! The schemas of all messages, derived from their types, and the reference at the end of
//! `docs/protocol.md` that is made of them. `BLESS=1 cargo test -p domain` rewrites both.

mod support;

use std::fs;
use std::path::PathBuf;

use domain::deck::DeckChoice;
use domain::preview::{Preview, Unreadable};
use domain::protocol::{ClientMessage, ServerMessage};
use domain::sheet::ReadOptions;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::Value;
use support::reference;

/// Stand around the reference in the page.
const BEGIN: &str = "<!-- made from the types by `BLESS=1 cargo test -p domain` -->\n";
const END: &str = "<!-- end -->\n";

fn docs(file: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs").join(file)
}

/// The schema of a type, with those of the types that it refers to.
fn schema_of<M: JsonSchema>(mut generator: SchemaGenerator) -> Value {
    serde_json::to_value(generator.root_schema_for::<M>()).unwrap()
}

/// What clients send, on a line and in the bodies of requests.
fn from_clients() -> Value {
    let mut generator = SchemaSettings::draft2020_12().for_deserialize().into_generator();
    generator.subschema_for::<DeckChoice>();
    generator.subschema_for::<ReadOptions>();
    schema_of::<ClientMessage>(generator)
}

/// What the server sends.
fn from_server() -> Value {
    let mut generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    generator.subschema_for::<Preview>();
    generator.subschema_for::<Unreadable>();
    schema_of::<ServerMessage>(generator)
}

#[track_caller]
fn check(file: &str, expected: &str, actual: &str) {
    let path = docs(file);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, expected).unwrap();
    } else {
        assert!(expected == actual, "{} is not what the types say", path.display());
    }
}

#[test]
fn the_schemas_are_those_of_the_types() {
    for (file, schema) in
        [("client.schema.json", from_clients()), ("server.schema.json", from_server())]
    {
        let written = fs::read_to_string(docs(file)).unwrap_or_default();
        check(file, &(serde_json::to_string_pretty(&schema).unwrap() + "\n"), &written);
    }
}

#[test]
fn the_page_lists_all_shapes() {
    let page = fs::read_to_string(docs("protocol.md")).unwrap();
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let list = reference::of(&from_clients(), &from_server());
    check("protocol.md", &[before, BEGIN, &list, END, after].concat(), &page);
}
