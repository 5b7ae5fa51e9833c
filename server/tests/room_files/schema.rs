//! The published schema describes what is written, and no more than what is read.

use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::rooms::{any_room, rich};
use super::{GOLDEN, opened, without_rights, written};

fn schema() -> Value {
    serde_json::from_str(include_str!("../../../docs/room.schema.json")).unwrap()
}

fn validator() -> Validator {
    let schema = schema();
    assert!(jsonschema::meta::is_valid(&schema), "the schema itself");
    jsonschema::validator_for(&schema).unwrap()
}

#[track_caller]
fn assert_valid(validator: &Validator, file: &Value) {
    let errors: Vec<_> = validator
        .iter_errors(file)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn written_files_conform_to_the_schema() {
    let validator = validator();
    assert_valid(&validator, &written(&rich().room));
    assert_valid(&validator, &serde_json::from_str(GOLDEN).unwrap());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100) })]

    #[test]
    fn the_file_of_any_room_is_valid_and_opens_as_the_same_room(saved in any_room()) {
        let file = written(&saved);
        assert_valid(&validator(), &file);
        let room = opened(&file.to_string()).unwrap().unwrap();
        prop_assert_eq!(written(&room), without_rights(file));
    }
}

/// The handmade room has everything that the schema describes; otherwise the tests below would
/// prove little.
#[test]
fn the_handmade_room_has_every_member_that_the_schema_describes() {
    let text = serde_json::to_string(&written(&rich().room)).unwrap();
    let mut names = Vec::new();
    each_object(&schema(), &mut |object| {
        let members = object.get("properties").and_then(Value::as_object);
        names.extend(members.into_iter().flat_map(|members| members.keys().cloned()));
    });
    assert!(names.len() > 40, "{names:?}");
    // No ready-made deck has a card with a number of its own.
    for name in names.iter().filter(|name| *name != "value") {
        assert!(text.contains(&format!("\"{name}\":")), "{name}");
    }
}

#[test]
fn schema_and_reader_agree_on_what_may_be_left_out() {
    let validator = validator();
    let file: Value = serde_json::from_str(GOLDEN).unwrap();
    let mut left_out = (0, 0);
    for path in paths(&file) {
        let mut file = file.clone();
        let (holder, name) = path.rsplit_once('/').unwrap();
        let holder = file.pointer_mut(holder).unwrap();
        let Some(holder) = holder.as_object_mut() else { continue };
        holder.remove(name);
        let valid = validator.is_valid(&file);
        assert_eq!(valid, opened(&file.to_string()).is_ok_and(|room| room.is_ok()), "{path}");
        *(if valid { &mut left_out.0 } else { &mut left_out.1 }) += 1;
    }
    assert!(left_out.0 > 10 && left_out.1 > 10, "{left_out:?}");
}

#[test]
fn values_of_another_type_are_neither_valid_nor_read() {
    let validator = validator();
    let file: Value = serde_json::from_str(GOLDEN).unwrap();
    for path in paths(&file) {
        for other in [json!(null), json!(-1), json!(1.5), json!({ "a": 1 }), json!([{}])] {
            let mut file = file.clone();
            *file.pointer_mut(&path).unwrap() = other.clone();
            let read = opened(&file.to_string()).is_ok_and(|room| room.is_ok());
            // An optional member may be null, and unknown members are ignored.
            if !other.is_null() && read {
                assert!(validator.is_valid(&file), "{path}: {other}");
            }
            if validator.is_valid(&file) {
                assert!(read, "{path}: {other}");
            }
        }
    }
}

#[test]
fn unknown_members_are_ignored() {
    let mut file: Value = serde_json::from_str(GOLDEN).unwrap();
    let plain = opened(GOLDEN).unwrap().unwrap();
    let objects: Vec<_> = paths(&file)
        .into_iter()
        .chain([String::new()])
        .filter(|path| file.pointer(path).unwrap().is_object())
        // The members of these are named by people, as their dimensions are.
        .filter(|path| !path.ends_with("scores"))
        .collect();
    for path in &objects {
        file.pointer_mut(path).unwrap()["of_a_later_version"] = json!({ "a": [1, null] });
    }
    assert!(objects.len() > 10);
    assert_valid(&validator(), &file);
    assert_eq!(opened(&file.to_string()).unwrap().unwrap(), plain);
}

/// The JSON pointers of all values.
fn paths(value: &Value) -> Vec<String> {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(name, v)| (name.clone(), v)).collect(),
        Value::Array(items) => {
            items.iter().enumerate().map(|(at, v)| (at.to_string(), v)).collect()
        }
        _ => Vec::new(),
    };
    let mut found = Vec::new();
    for (name, child) in children {
        found.push(format!("/{name}"));
        found.extend(paths(child).into_iter().map(|path| format!("/{name}{path}")));
    }
    found
}

fn each_object(value: &Value, visit: &mut impl FnMut(&Value)) {
    match value {
        Value::Object(members) => {
            visit(value);
            members.values().for_each(|value| each_object(value, visit));
        }
        Value::Array(items) => items.iter().for_each(|value| each_object(value, visit)),
        _ => {}
    }
}
