//! Makes `enum Text` of the keys of `texts/en.json`, and stops the build when a language lacks a
//! key, has one too many, or does not use the same placeholders. Knows nothing of what texts say.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use serde_json::Value;

/// The language that all others are compared with.
const MEASURE: &str = "en";

/// Under this key a language says what it is called.
const NAME_OF_LANGUAGE: &str = "language_name";

type Table = BTreeMap<String, Value>;

fn main() {
    println!("cargo::rerun-if-changed=texts");
    let tables = match read_tables(Path::new("texts")) {
        Ok(tables) => tables,
        Err(problem) => return fail(&[problem]),
    };
    let problems = problems(&tables);
    if !problems.is_empty() {
        return fail(&problems);
    }
    let folder = env::var("OUT_DIR").expect("cargo says where to");
    fs::write(Path::new(&folder).join("texts.rs"), code(&tables)).expect("cargo's folder is ours");
}

fn fail(problems: &[String]) {
    for problem in problems {
        println!("cargo::error={problem}");
    }
}

fn read_tables(folder: &Path) -> Result<BTreeMap<String, Table>, String> {
    let mut tables = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(|error| format!("app/texts: {error}"))? {
        let path = entry.map_err(|error| error.to_string())?.path();
        let language = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).map_err(|error| error.to_string())?;
        let table = serde_json::from_str(&text)
            .map_err(|error| format!("app/texts/{language}.json is not JSON: {error}"))?;
        tables.insert(language, table);
    }
    if tables.contains_key(MEASURE) {
        Ok(tables)
    } else {
        Err("app/texts/en.json is missing".into())
    }
}

fn problems(tables: &BTreeMap<String, Table>) -> Vec<String> {
    let measure = &tables[MEASURE];
    let mut problems = Vec::new();
    for (language, table) in tables {
        let mut report = |what: String| problems.push(format!("app/texts/{language}.json: {what}"));
        for (key, value) in measure {
            match table.get(key) {
                None => report(format!("`{key}` is missing")),
                Some(other) => compare(key, value, other, &mut report),
            }
        }
        for (key, value) in table {
            if !measure.contains_key(key) {
                report(format!("`{key}` is not in {MEASURE}.json"));
            }
            if variant(key).is_none() {
                report(format!("`{key}` is no name in snake_case"));
            }
            check_form(key, value, &mut report);
        }
        if !table.contains_key(NAME_OF_LANGUAGE) {
            report(format!("`{NAME_OF_LANGUAGE}` says what the language is called"));
        }
    }
    problems
}

fn compare(key: &str, measure: &Value, other: &Value, report: &mut impl FnMut(String)) {
    if measure.is_string() != other.is_string() {
        report(format!("`{key}` has plural forms in one language and not in the other"));
    }
    let (wanted, found) = (placeholders(measure), placeholders(other));
    if wanted != found {
        report(format!("`{key}` has placeholders {found:?} and not {wanted:?}"));
    }
}

fn check_form(key: &str, value: &Value, report: &mut impl FnMut(String)) {
    let forms = forms(value);
    let is_whole = value.is_string()
        || value.as_object().is_some_and(|o| o.contains_key("other") && o.len() == forms.len());
    if !is_whole || forms.iter().any(|form| form.is_empty()) {
        report(format!("`{key}` is neither a text nor an object of texts with `other`"));
    }
}

fn forms(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Object(forms) => forms.values().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Names between braces, over all forms. A form such as `one` may leave its number out.
fn placeholders(value: &Value) -> BTreeSet<&str> {
    let pieces = forms(value).into_iter().flat_map(|form| form.split('{').skip(1));
    pieces.filter_map(|piece| piece.split_once('}')).map(|(name, _)| name).collect()
}

/// `story_title` becomes `StoryTitle`; `None` where the key is no name in snake case.
fn variant(key: &str) -> Option<String> {
    let mut variant = String::new();
    for word in key.split('_') {
        let first = word.bytes().next()?;
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
        if !word.bytes().all(plain) || variant.is_empty() && !first.is_ascii_lowercase() {
            return None;
        }
        variant.push(first.to_ascii_uppercase() as char);
        variant.push_str(&word[1..]);
    }
    Some(variant)
}

fn code(tables: &BTreeMap<String, Table>) -> String {
    let measure = &tables[MEASURE];
    let mut code = String::from(
        "/// A text of the page; see `app/texts`. In the order of the keys.\n\
         #[derive(Clone, Copy, Debug, PartialEq, Eq)]\n#[repr(u16)]\npub enum Text {\n",
    );
    for (key, value) in measure {
        let sample = forms(value).last().copied().unwrap_or_default();
        let _ =
            writeln!(code, "    #[doc = {sample:?}]\n    {},", variant(key).unwrap_or_default());
    }
    let _ = write!(
        code,
        "}}\n\n/// How many texts there are.\npub const TEXTS: usize = {};\n\n\
         /// Languages that there are tables for, with their own names.\n\
         pub const LANGUAGES: [(&str, &str); {}] = [\n",
        measure.len(),
        tables.len(),
    );
    // The measure first, then by name.
    let mut languages: Vec<_> = tables.keys().collect();
    languages.sort_by_key(|language| (language.as_str() != MEASURE, language.as_str()));
    for language in languages {
        let name = tables[language][NAME_OF_LANGUAGE].as_str().unwrap_or_default();
        let _ = writeln!(code, "    ({language:?}, {name:?}),");
    }
    code.push_str("];\n");
    code
}
