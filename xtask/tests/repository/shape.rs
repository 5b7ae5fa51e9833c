//! The shape of the repository: who knows whom, and what every file keeps to.

use crate::sources::{Source, sources, table};

/// The longest that a source file may be, in lines.
const LONGEST_FILE: usize = 400;

/// What the names of dependencies stand under in a manifest.
const DEPENDENCY_TABLES: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];

/// Fails with everything that was `found`, one a line.
#[track_caller]
fn assert_none(found: &[String]) {
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn domain_knows_neither_app_nor_server() {
    assert_none(&dependencies_among("domain", &["app", "server", "xtask"]));
}

#[test]
fn app_knows_no_server() {
    assert_none(&dependencies_among("app", &["server", "xtask", "axum", "tokio", "rusqlite"]));
}

#[test]
fn server_knows_no_app() {
    assert_none(&dependencies_among("server", &["app", "xtask", "leptos"]));
}

#[test]
fn only_api_knows_sockets_and_requests_in_the_browser() {
    for name in ["gloo_net", "websocket::", "EventSource", "XmlHttpRequest", ".fetch_with"] {
        assert_none(&mentions("app/src", name, "api"));
    }
}

#[test]
fn only_storage_knows_sql() {
    assert_none(&mentions("server/src", "rusqlite", "storage"));
}

#[test]
fn only_http_knows_axum() {
    assert_none(&mentions("server/src", "axum", "http"));
}

#[test]
fn styles_follow_the_direction_of_the_text() {
    let files = sources(&["scss"]);
    let lines = files.iter().flat_map(|file| {
        let code = file.text.lines().map(|line| line.split("//").next().unwrap_or_default());
        code.enumerate().map(|(number, line)| (&file.path, number + 1, line.trim()))
    });
    let physical = lines.filter(|(_, _, line)| knows_left_and_right(line));
    let found: Vec<_> =
        physical.map(|(path, number, line)| format!("{path}:{number}: {line}")).collect();
    assert_none(&found);
}

#[test]
fn left_and_right_are_found_in_styles() {
    for line in
        ["margin-left: 4px;", "left: 0;", "text-align: right;", "transform: translateX(100%);"]
    {
        assert!(knows_left_and_right(line), "{line}");
    }
    for line in ["padding: 0 var(--a) calc(2 * 1px) var(--b);", "inset: 0 auto 0 0;"] {
        assert!(knows_left_and_right(line), "{line}");
    }
    for line in ["margin-inline-start: 4px;", "padding: 14vh var(--a) var(--b);", "inset: 0 auto;"]
    {
        assert!(!knows_left_and_right(line), "{line}");
    }
    assert!(!knows_left_and_right("transform: translateX(calc(100% * var(--forward)));"));
}

/// Whether a declaration means the left or the right whichever way lines run.
fn knows_left_and_right(line: &str) -> bool {
    let Some((property, value)) = line.split_once(": ") else { return false };
    let is_across = value.contains("translateX") && !value.contains("--forward");
    let sides = ["left", "right"];
    let is_named = property.split('-').any(|word| sides.contains(&word))
        || matches!(property, "text-align" | "float")
            && sides.iter().any(|side| value.contains(side));
    let has_sides = ["margin", "padding", "inset"].contains(&property);
    let values = outer_values(value.trim_end_matches(';'));
    is_across || is_named || has_sides && values.len() == 4 && values[1] != values[3]
}

/// The values of a declaration, each with what stands in its brackets.
fn outer_values(value: &str) -> Vec<&str> {
    let mut depth = 0_i32;
    let between = |c: char| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        c == ' ' && depth == 0
    };
    value.split(between).collect()
}

#[test]
fn every_file_of_the_app_has_one_public_component_at_most() {
    let files = sources(&["rs"]);
    let files = files.iter().filter(|file| file.path.starts_with("app/src/"));
    let several = files.filter_map(|file| {
        let names = public_components(&file.text);
        (names.len() > 1).then(|| format!("{}: {}", file.path, names.join(", ")))
    });
    assert_none(&several.collect::<Vec<_>>());
}

#[test]
fn public_components_are_told_from_other_functions() {
    let file = "#[component]\npub fn One() {}\n#[component]\nfn Private() {}\npub fn other() {}\n\
                /// Docs.\n#[component]\n#[allow(dead_code)]\npub(crate) fn Two() {}";
    assert_eq!(public_components(file), ["One", "Two"]);
}

/// The names of the functions with `#[component]` that other files can use.
fn public_components(text: &str) -> Vec<String> {
    let file = syn::parse_file(text).unwrap();
    let functions = file.items.into_iter().filter_map(|item| match item {
        syn::Item::Fn(function) => Some(function),
        _ => None,
    });
    let is_component = |attribute: &syn::Attribute| attribute.path().is_ident("component");
    functions
        .filter(|function| function.attrs.iter().any(is_component))
        .filter(|function| !matches!(function.vis, syn::Visibility::Inherited))
        .map(|function| function.sig.ident.to_string())
        .collect()
}

#[test]
fn no_file_is_long() {
    let files = sources(&["rs", "ts", "js", "scss"]);
    let long = files.iter().map(|file| (file, file.text.lines().count()));
    let long = long.filter(|(_, lines)| *lines > LONGEST_FILE);
    assert_none(
        &long.map(|(file, lines)| format!("{}: {lines} lines", file.path)).collect::<Vec<_>>(),
    );
}

#[test]
fn every_file_says_first_what_it_is_for() {
    let silent = |file: &Source| {
        let opening = if file.path.ends_with(".rs") { "//! " } else { "//" };
        !file.text.starts_with(opening)
    };
    let files = sources(&["rs", "ts", "js", "scss"]);
    let silent = files.iter().filter(|file| silent(file)).map(|file| file.path.clone());
    assert_none(&silent.collect::<Vec<_>>());
}

#[test]
fn the_app_leaves_colours_to_the_styles() {
    let mut found = Vec::new();
    for file in sources(&["rs", "js", "html"]).iter().filter(|file| file.path.starts_with("app/")) {
        // The browser's own frame takes its colour from the page alone; `agreement.rs` compares it.
        let lines = file.code().filter(|(_, line)| !line.contains("name=\"theme-color\""));
        let coloured = lines.filter(|(_, line)| holds_colour(line));
        found.extend(coloured.map(|(number, line)| format!("{}:{number}: {line}", file.path)));
    }
    assert_none(&found);
}

#[test]
fn colours_are_recognised() {
    for line in ["fill=\"#fff\"", "a { color: #2f5fd0 }", "oklch(50% 0.1 20)", "rgb(0 0 0)"] {
        assert!(holds_colour(line), "{line}");
    }
    for line in ["#[test]", "r#\"text\"#", "see \"#123\"", "href=\"#facilitator\"", "&#39;"] {
        assert!(!holds_colour(line), "{line}");
    }
}

/// Those of `forbidden` that the manifest of `package` depends on, in any way.
fn dependencies_among(package: &str, forbidden: &[&str]) -> Vec<String> {
    let manifest = table(&format!("{package}/Cargo.toml"));
    let targets = manifest.get("target").and_then(toml::Value::as_table).into_iter().flatten();
    let targets = targets.filter_map(|(_, target)| target.as_table());
    std::iter::once(&manifest)
        .chain(targets)
        .flat_map(|holder| DEPENDENCY_TABLES.iter().filter_map(|kind| holder.get(*kind)))
        .filter_map(toml::Value::as_table)
        .flat_map(toml::Table::keys)
        .filter(|name| forbidden.contains(&name.as_str()))
        .map(|name| format!("{package} depends on {name}"))
        .collect()
}

/// Where code below `folder` says `word` outside the module that may.
fn mentions(folder: &str, word: &str, except: &str) -> Vec<String> {
    let is_excepted = |path: &str| {
        let inside = path.strip_prefix(folder).and_then(|path| path.strip_prefix('/'));
        let first = inside.unwrap_or_default().split('/').next().unwrap_or_default();
        first == except || first.strip_suffix(".rs") == Some(except)
    };
    let files = sources(&["rs"]);
    let files = files.iter().filter(|file| file.path.starts_with(folder));
    files
        .filter(|file| !is_excepted(&file.path))
        .flat_map(|file| file.code().map(move |(number, line)| (file, number, line)))
        .filter(|(_, _, line)| line.to_lowercase().contains(&word.to_lowercase()))
        .map(|(file, number, line)| format!("{}:{number}: {}", file.path, line.trim()))
        .collect()
}

fn holds_colour(line: &str) -> bool {
    let functions = ["rgb(", "rgba(", "hsl(", "hsla(", "oklch(", "oklab("];
    functions.iter().any(|function| line.contains(function))
        || line.split('#').skip(1).any(begins_with_hex_colour)
}

/// Whether what follows a `#` is a colour; a number alone is rather that of a story.
fn begins_with_hex_colour(text: &str) -> bool {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(text.len());
    let digits = &text[..end];
    [3, 4, 6, 8].contains(&digits.len())
        && digits.chars().all(|c| c.is_ascii_hexdigit())
        && digits.chars().any(|c| c.is_ascii_alphabetic())
}
