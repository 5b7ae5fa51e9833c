//! Generates `enum Text` from the keys of `texts/en.json`, followed by those of `texts/parts/en.json`, which parts
//! need that load on demand, and of `texts/files/en.json`, which only files going in or out need. Fails the build when a language lacks a key, has one too many, does not use
//! the same placeholders, or has other plural forms than its grammar.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use serde_json::Value;

/// The language that all others are compared with.
const REFERENCE: &str = "en";

/// The key of the language's own name.
const NAME_OF_LANGUAGE: &str = "language_name";

type Table = BTreeMap<String, Value>;

/// The tables of a folder, by language.
type Tables = BTreeMap<String, Table>;

/// The key that says whether its lines run from left to right or from right to left.
const DIRECTION_OF_LANGUAGE: &str = "language_direction";

/// The folders of the texts that every visit needs, of those that parts need which load on demand, of those that
/// only files going in or out need, and of those that stand in the page itself.
const FOLDERS: [&str; 4] = ["texts", "texts/parts", "texts/files", "texts/page"];

/// The names of all plural forms, in the order of Unicode's rules.
const ALL_FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The forms that Unicode's rules, and so the browser's `Intl.PluralRules`, tell apart in a language.
fn plural_forms(language: &str) -> Option<&'static [&'static str]> {
    Some(match language {
        "ar" => &ALL_FORMS,
        "pl" => &["one", "few", "many", "other"],
        "es" | "fr" | "pt" => &["one", "many", "other"],
        "de" | "en" => &["one", "other"],
        "ja" => &["other"],
        _ => return None,
    })
}

fn main() {
    println!("cargo::rerun-if-changed=texts");
    let [main, parts, files, page] = match FOLDERS.map(read_tables) {
        [Ok(main), Ok(parts), Ok(files), Ok(page)] => [main, parts, files, page],
        tables => return fail(&tables.into_iter().filter_map(Result::err).collect::<Vec<_>>()),
    };
    let folders = [&main, &parts, &files, &page];
    let mut found: Vec<String> = FOLDERS
        .iter()
        .zip(folders)
        .flat_map(|(folder, tables)| problems(folder, tables))
        .chain(problems_between(folders))
        .collect();
    found.extend(problems_of_languages(&main));
    if !found.is_empty() {
        return fail(&found);
    }
    let folder = env::var("OUT_DIR").expect("cargo says where to");
    let code = code([&main, &parts, &files]);
    fs::write(Path::new(&folder).join("texts.rs"), code).expect("cargo's folder is ours");
}

fn fail(problems: &[String]) {
    for problem in problems {
        println!("cargo::error={problem}");
    }
}

fn read_tables(folder: &str) -> Result<Tables, String> {
    let mut tables = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(|error| format!("app/{folder}: {error}"))? {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.is_dir() {
            continue;
        }
        let language = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).map_err(|error| error.to_string())?;
        let table = serde_json::from_str(&text)
            .map_err(|error| format!("app/{folder}/{language}.json is not JSON: {error}"))?;
        tables.insert(language, table);
    }
    if tables.contains_key(REFERENCE) {
        Ok(tables)
    } else {
        Err(format!("app/{folder}/{REFERENCE}.json is missing"))
    }
}

fn problems(folder: &str, tables: &Tables) -> Vec<String> {
    let reference = &tables[REFERENCE];
    let mut problems = Vec::new();
    for (language, table) in tables {
        let mut report =
            |what: String| problems.push(format!("app/{folder}/{language}.json: {what}"));
        let Some(plural_forms) = plural_forms(language) else {
            report("app/build.rs does not know the plural forms of this language".to_owned());
            continue;
        };
        for (key, value) in reference {
            match table.get(key) {
                None => report(format!("`{key}` is missing")),
                Some(other) => compare(key, value, other, &mut report),
            }
        }
        for (key, value) in table {
            if !reference.contains_key(key) {
                report(format!("`{key}` is not in {REFERENCE}.json"));
            }
            if variant(key).is_none() {
                report(format!("`{key}` is no name in snake_case"));
            }
            check_form(key, value, plural_forms, &mut report);
        }
    }
    problems
}

/// What is wrong between the folders.
fn problems_between(folders: [&Tables; FOLDERS.len()]) -> Vec<String> {
    let mut problems = Vec::new();
    let main = folders[0];
    for (folder, tables) in FOLDERS.iter().zip(folders) {
        if !main.keys().eq(tables.keys()) {
            problems.push(format!("app/{} and app/{folder}: not the same languages", FOLDERS[0]));
        }
    }
    // The texts of the page itself are read by another program and have keys of their own.
    let mut keys = BTreeMap::new();
    for (folder, tables) in FOLDERS.iter().zip(folders).take(FOLDERS.len() - 1) {
        for key in tables[REFERENCE].keys() {
            if let Some(other) = keys.insert(key, folder) {
                problems.push(format!("app/{folder}: `{key}` is in app/{other} as well"));
            }
        }
    }
    problems
}

/// What a language does not say of itself.
fn problems_of_languages(main: &Tables) -> Vec<String> {
    let mut problems = Vec::new();
    for (language, table) in main {
        let mut report =
            |what: &str| problems.push(format!("app/{}/{language}.json: {what}", FOLDERS[0]));
        if !table.contains_key(NAME_OF_LANGUAGE) {
            report("`language_name` says what the language is called");
        }
        let direction = table.get(DIRECTION_OF_LANGUAGE).and_then(Value::as_str);
        if !matches!(direction, Some("ltr" | "rtl")) {
            report("`language_direction` is ltr, or rtl where lines run from right to left");
        }
    }
    problems
}

fn compare(key: &str, reference: &Value, other: &Value, report: &mut impl FnMut(String)) {
    if reference.is_string() != other.is_string() {
        report(format!("`{key}` has plural forms in one language and not in the other"));
    }
    let (wanted, found) = (placeholders(reference), placeholders(other));
    if wanted != found {
        report(format!("`{key}` has placeholders {found:?} and not {wanted:?}"));
    }
}

fn check_form(key: &str, value: &Value, wanted: &[&str], report: &mut impl FnMut(String)) {
    let forms = forms(value);
    let is_whole = value.is_string() || value.as_object().is_some_and(|o| o.len() == forms.len());
    if !is_whole || forms.iter().any(|form| form.is_empty()) {
        report(format!("`{key}` is neither a text nor an object of texts"));
    }
    for (form, is_wanted) in ALL_FORMS.map(|form| (form, wanted.contains(&form))) {
        let is_there = value.get(form).is_some();
        if value.is_object() && is_there != is_wanted {
            let verb = if is_wanted { "lacks" } else { "cannot have" };
            report(format!("`{key}` {verb} the plural form `{form}`"));
        }
    }
    for form in value.as_object().into_iter().flat_map(|forms| forms.keys()) {
        if !ALL_FORMS.contains(&form.as_str()) {
            report(format!("`{key}` has `{form}`, which is no plural form"));
        }
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

fn code(folders: [&Tables; 3]) -> String {
    let keys = folders.map(|tables| &tables[REFERENCE]);
    let main = folders[0];
    let mut code = String::from(
        "/// A text of the page; see `app/texts`. In the order of the keys, followed by those of `app/texts/parts` and\n\
         /// of `app/texts/files`.\n\
         #[allow(clippy::enum_variant_names)]\n\
         #[derive(Clone, Copy, Debug, PartialEq, Eq)]\n#[repr(u16)]\npub enum Text {\n",
    );
    for (key, value) in keys.iter().copied().flatten() {
        let sample = forms(value).last().copied().unwrap_or_default();
        // Only the list of languages says it.
        let unused = if key == NAME_OF_LANGUAGE { "    #[expect(dead_code)]\n" } else { "" };
        let variant = variant(key).unwrap_or_default();
        let _ = writeln!(code, "{unused}    #[doc = {sample:?}]\n    {variant},");
    }
    let _ = write!(
        code,
        "}}\n\n/// Where the texts of each table begin: of `app/texts`, `parts` and `files`.\n\
         pub const STARTS: [usize; 3] = [0, {}, {}];\n\n\
         /// Languages that there are tables for, with their own names.\n\
         pub const LANGUAGES: [(&str, &str); {}] = [\n",
        keys[0].len(),
        keys[0].len() + keys[1].len(),
        main.len(),
    );
    // The reference first, then by code.
    let mut languages: Vec<_> = main.keys().collect();
    languages.sort_by_key(|language| (language.as_str() != REFERENCE, language.as_str()));
    for language in languages {
        let name = main[language][NAME_OF_LANGUAGE].as_str().unwrap_or_default();
        let _ = writeln!(code, "    ({language:?}, {name:?}),");
    }
    code.push_str("];\n");
    code
}
