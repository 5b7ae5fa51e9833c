//! Schemas as a page for people: each type with its members or variants, what they hold and mean.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Map, Value};

/// The list of all types in both schemas. What both directions have alike stands once.
pub fn of(clients: &Value, server: &Value) -> String {
    let (clients, server) = (types(clients), types(server));
    let own = clients.iter().filter(|(name, schema)| server.get(*name) != Some(*schema));
    let mut page = String::from("\n### From clients\n");
    own.for_each(|(name, schema)| write_type(&mut page, name, schema));
    page += "\n### From the server, and in both directions\n";
    server.iter().for_each(|(name, schema)| write_type(&mut page, name, schema));
    page + "\n"
}

/// All types by name.
fn types(root: &Value) -> BTreeMap<&str, &Value> {
    let shared = root["$defs"].as_object().into_iter().flatten();
    let name = root["title"].as_str().unwrap_or_default();
    shared.map(|(name, schema)| (name.as_str(), schema)).chain([(name, root)]).collect()
}

fn write_type(page: &mut String, name: &str, schema: &Value) {
    write!(page, "\n#### {name}\n\n{}\n", meaning(schema)).unwrap();
    let has_lines = schema.get("oneOf").is_some() || schema.get("properties").is_some();
    page.push('\n');
    if has_lines {
        write_members(page, schema, "");
        schema["oneOf"].as_array().into_iter().flatten().for_each(|one| write_variant(page, one));
    } else {
        writeln!(page, "{}", kind(schema)).unwrap();
    }
}

fn write_members(page: &mut String, schema: &Value, indent: &str) {
    let Some(members) = schema["properties"].as_object() else { return };
    for (name, member) in members {
        let is_needed =
            schema["required"].as_array().is_some_and(|all| all.contains(&name.as_str().into()));
        let absent = if is_needed { "" } else { ", may be left out" };
        let (kind, meaning) = (kind(member), said(member));
        writeln!(page, "{indent}* `{name}`: {kind}{absent}{meaning}").unwrap();
    }
}

/// One of several: a word, or an object with one member.
fn write_variant(page: &mut String, variant: &Value) {
    let only = variant["properties"].as_object().and_then(|members| members.iter().next());
    match only {
        Some((name, inner)) if inner.get("properties").is_some() => {
            writeln!(page, "* `{{\"{name}\": {{…}}}}`{}", said(variant)).unwrap();
            write_members(page, inner, "  ");
        }
        Some((name, inner)) => {
            writeln!(page, "* `{{\"{name}\": …}}` with {}{}", kind(inner), said(variant)).unwrap();
        }
        None => writeln!(page, "* {}{}", kind(variant), said(variant)).unwrap(),
    }
}

/// What a value is.
fn kind(schema: &Value) -> String {
    let Some(schema) = schema.as_object() else { return "anything".into() };
    if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
        return name.rsplit('/').next().unwrap_or_default().to_owned();
    }
    if let Some(value) = schema.get("const") {
        return format!("`{value}`");
    }
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        return either(values.iter().map(|value| format!("`{value}`")));
    }
    for several in ["anyOf", "oneOf"] {
        if let Some(schemas) = schema.get(several).and_then(Value::as_array) {
            return either(schemas.iter().map(kind));
        }
    }
    match schema.get("type") {
        Some(Value::Array(types)) => {
            either(types.iter().filter_map(Value::as_str).map(|one| of_type(one, schema)))
        }
        Some(Value::String(one)) => of_type(one, schema),
        _ => "anything".into(),
    }
}

fn of_type(name: &str, schema: &Map<String, Value>) -> String {
    let items = schema.get("prefixItems").and_then(Value::as_array);
    match (name, items) {
        ("array", Some(items)) => {
            format!("a list of {}", items.iter().map(kind).collect::<Vec<_>>().join(" and "))
        }
        ("array", None) => {
            let item = schema.get("items").map(kind).unwrap_or_default();
            format!("list of {}", item.strip_prefix("a ").unwrap_or(&item))
        }
        ("null", _) => "`null`".into(),
        (name, _) => name.to_owned(),
    }
}

fn either(kinds: impl Iterator<Item = String>) -> String {
    kinds.collect::<Vec<_>>().join(" or ")
}

fn said(schema: &Value) -> String {
    let meaning = meaning(schema);
    if meaning.is_empty() { meaning } else { format!(". {meaning}") }
}

/// The description in one line, in the words of JSON and without the marks of links in the sources.
fn meaning(schema: &Value) -> String {
    let text = schema["description"].as_str().unwrap_or_default();
    let about = text.split("\n\n").filter(|part| !part.starts_with('['));
    let line = about.collect::<Vec<_>>().join(" ").replace('\n', " ");
    let words = [("[`", "`"), ("`]", "`"), ("::", "."), ("`None`", "`null`")];
    words.iter().fold(line, |line, (of_rust, here)| line.replace(of_rust, here))
}
