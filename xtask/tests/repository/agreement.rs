//! What is said twice is said alike.

use crate::sources::{sources, table, text};
use toml::Value;

/// The feature whose texts are only fetched with it.
const IMPORT: &str = "app/src/features/import/";

/// What is shown once the texts of the parts are there: folders, or the beginnings of files.
const PARTS: [&str; 33] = [
    "app/src/components/language_items",
    "app/src/components/theme_items",
    "app/src/features/ahead/",
    "app/src/features/attention/",
    "app/src/features/backlog/story_items",
    "app/src/features/criteria/criterion_form",
    "app/src/features/dimensions/",
    "app/src/features/editing/stranded_draft.rs",
    "app/src/features/editing/stranded_list",
    "app/src/features/estimates/",
    "app/src/features/export/",
    "app/src/features/hand/remark_line",
    "app/src/features/hand/score_choices",
    "app/src/features/hand/score_hand",
    "app/src/features/hand/score_row",
    "app/src/features/header/title_field",
    "app/src/features/history/",
    "app/src/features/invite/",
    "app/src/features/people/name_field",
    "app/src/features/people/person_items",
    "app/src/features/preparation/",
    "app/src/features/printing/",
    "app/src/features/references/",
    "app/src/features/remark/",
    "app/src/features/result/",
    "app/src/features/settings/",
    "app/src/features/shortcuts/shortcut_list",
    "app/src/features/story/story_form",
    "app/src/features/timer/timer_",
    "app/src/features/story_choices/",
    "app/src/features/wall/",
    // `refusals` fetches their texts before it asks for one.
    "app/src/i18n/messages",
    "app/src/pages/home/",
];

/// Files in these folders that are used outside the parts.
const NOT_IN_PARTS: [&str; 5] = [
    "app/src/features/estimates/estimate_chip.rs",
    "app/src/features/history/history.rs",
    "app/src/features/preparation/preparation.rs",
    "app/src/features/result/save_estimate.rs",
    "app/src/features/result/wording.rs",
];

#[test]
fn leptos_toml_agrees_with_the_metadata_of_the_workspace() {
    let manifest = table("Cargo.toml");
    let metadata = &manifest["workspace"]["metadata"]["leptos"][0];
    let settings = table("Leptos.toml");
    let settings = settings["leptos"].as_table().unwrap();
    for (key, value) in settings {
        if let Some(same) = metadata.get(key) {
            assert_eq!(value, same, "{key}");
        }
    }
    for key in ["output-name", "site-root", "site-pkg-dir", "site-addr"] {
        assert!(settings.contains_key(key) && metadata.get(key).is_some(), "{key} is missing");
    }
}

#[test]
fn wasm_bindgen_has_one_version_in_the_app_and_in_the_build() {
    let lock = table("Cargo.lock");
    let versions = |name: &str| -> Vec<String> {
        let packages = lock["package"].as_array().unwrap().iter();
        let named = packages.filter(|package| package["name"].as_str() == Some(name));
        named.map(|package| package["version"].as_str().unwrap().to_owned()).collect()
    };
    let app = versions("wasm-bindgen");
    assert_eq!(app.len(), 1, "one version of wasm-bindgen");
    assert_eq!(app, versions("wasm-bindgen-cli-support"));
}

#[test]
fn every_crate_keeps_to_the_lints_and_the_version_of_the_workspace() {
    let workspace = table("Cargo.toml");
    let members = workspace["workspace"]["members"].as_array().unwrap();
    for package in members.iter().map(|member| member.as_str().unwrap()) {
        let manifest = table(&format!("{package}/Cargo.toml"));
        let inherited = Some(&Value::Boolean(true));
        assert_eq!(manifest["lints"].get("workspace"), inherited, "lints of {package}");
        assert_eq!(manifest["package"]["version"].get("workspace"), inherited, "{package}");
    }
}

#[test]
fn the_colour_of_the_browser_is_a_colour_of_the_styles() {
    let styles = sources(&["scss"]);
    let page = text("app/index.html");
    let colours = page.lines().filter(|line| line.contains("name=\"theme-color\""));
    let colours: Vec<&str> = colours.map(|line| between(line, "content=\"", "\"")).collect();
    assert_eq!(colours.len(), 2, "one colour for light and one for dark");
    for colour in colours {
        let known = styles.iter().any(|file| file.text.contains(colour));
        assert!(known, "no file of style/ holds {colour}, the theme-color of app/index.html");
    }
}

#[test]
fn all_languages_have_the_same_texts() {
    for folder in ["app/texts", "app/texts/parts", "app/texts/files", "app/texts/page"] {
        let tables = tables_of(folder);
        let (_, first) = &tables[0];
        for (path, keys) in &tables {
            let missing: Vec<_> = first.iter().filter(|key| !keys.contains(key)).collect();
            let added: Vec<_> = keys.iter().filter(|key| !first.contains(key)).collect();
            let is_same = missing.is_empty() && added.is_empty();
            assert!(is_same, "{path} lacks {missing:?}, adds {added:?}");
        }
    }
}

#[test]
fn only_the_import_uses_the_texts_that_are_fetched_with_it() {
    no_other_uses("app/texts/files", |path| path.starts_with(IMPORT));
}

#[test]
fn only_parts_use_the_texts_that_are_fetched_with_them() {
    no_other_uses("app/texts/parts", |path| {
        let is_part = PARTS.iter().any(|beginning| path.starts_with(beginning));
        is_part && !NOT_IN_PARTS.contains(&path)
    });
}

/// Fails where the app uses a text of `folder` in a file for which `may` says no.
fn no_other_uses(folder: &str, may: impl Fn(&str) -> bool) {
    let (_, keys) = tables_of(folder).swap_remove(0);
    let names: Vec<String> = keys.iter().map(|key| format!("Text::{}", name(key))).collect();
    for file in sources(&["rs"]) {
        if file.path.starts_with("app/src/") && !may(&file.path) {
            let code = file.text.split("#[cfg(test)]").next().unwrap_or_default();
            let words = code.split(|c: char| !(c.is_alphanumeric() || "_:".contains(c)));
            let found: Vec<_> = words.filter(|word| names.iter().any(|it| it == word)).collect();
            assert!(found.is_empty(), "{} uses {found:?}, which a first visit lacks", file.path);
        }
    }
}

/// The tables directly in a folder, with their keys.
fn tables_of(folder: &str) -> Vec<(String, Vec<String>)> {
    let is_in = |path: &str| path.rsplit_once('/').is_some_and(|(parent, _)| parent == folder);
    sources(&["json"])
        .into_iter()
        .filter(|file| is_in(&file.path))
        .map(|file| {
            let table: serde_json::Map<_, _> = serde_json::from_str(&file.text).unwrap();
            (file.path, table.keys().cloned().collect())
        })
        .collect()
}

/// The name of a text in code: `story_title` is `StoryTitle`.
fn name(key: &str) -> String {
    let words = key.split('_').filter_map(|word| word.split_at_checked(1));
    words.map(|(first, rest)| first.to_uppercase() + rest).collect()
}

fn between<'a>(line: &'a str, before: &str, after: &str) -> &'a str {
    let start = line.find(before).unwrap() + before.len();
    let length = line[start..].find(after).unwrap();
    &line[start..start + length]
}
