//! Rules and cases that are cited anywhere stand in `docs/rules.md` and `docs/cases.md`, and the tests
//! that name a case stand there beside it.

use std::collections::{BTreeMap, BTreeSet};

use crate::sources::{Source, sources, text};

/// The files that cite.
fn citing() -> Vec<Source> {
    sources(&["rs", "ts", "js", "scss", "html", "md"])
}

/// The page of the cases: for each number what is said of it.
fn cases() -> BTreeMap<u32, String> {
    let page = text("docs/cases.md");
    let sections = page.split("\n## B").skip(1);
    sections.map(|section| (number(section).expect("## B19: Title"), section.to_owned())).collect()
}

#[test]
fn every_rule_that_is_cited_is_stated() {
    let page = text("docs/rules.md");
    let stated: BTreeSet<u32> = page
        .lines()
        .filter(|line| line.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(". **"))
        .filter_map(number)
        .collect();
    assert!(!stated.is_empty());
    let mut missing = Vec::new();
    for file in citing() {
        for (index, line) in file.text.lines().enumerate() {
            let cited = rules_cited(line).into_iter().filter(|rule| !stated.contains(rule));
            missing.extend(cited.map(|rule| format!("{}:{}: rule {rule}", file.path, index + 1)));
        }
    }
    assert!(missing.is_empty(), "not in docs/rules.md:\n{}", missing.join("\n"));
}

#[test]
fn every_case_that_is_cited_is_stated() {
    let cases = cases();
    let mut missing = Vec::new();
    for file in citing() {
        for (index, line) in file.text.lines().enumerate() {
            let cited = cases_cited(line).into_iter().filter(|case| !cases.contains_key(case));
            missing.extend(cited.map(|case| format!("{}:{}: B{case:02}", file.path, index + 1)));
        }
    }
    assert!(missing.is_empty(), "not in docs/cases.md:\n{}", missing.join("\n"));
}

#[test]
fn every_test_that_names_a_case_stands_beside_it() {
    let cases = cases();
    let mut missing = Vec::new();
    for name in tests_that_name_a_case() {
        for case in cases_cited(&name) {
            if !cases.get(&case).is_some_and(|section| section.contains(&name)) {
                missing.push(format!("B{case:02}: {name}"));
            }
        }
    }
    assert!(missing.is_empty(), "not in docs/cases.md:\n{}", missing.join("\n"));
}

#[test]
fn every_test_beside_a_case_exists() {
    let tests = tests_that_name_a_case();
    let page = text("docs/cases.md");
    let named = page.lines().filter_map(|line| line.strip_prefix("* "));
    let named = named.map(|name| name.trim_matches(['`', '"']));
    let gone: Vec<&str> = named.filter(|name| !tests.iter().any(|test| test == name)).collect();
    assert!(gone.is_empty(), "docs/cases.md names tests that do not exist:\n{}", gone.join("\n"));
}

#[test]
fn citations_are_recognised() {
    assert_eq!(rules_cited("Only what was revealed (rule 13)."), [13]);
    assert_eq!(rules_cited("adding and undo (rules 20, 31 and 32)"), [20, 31, 32]);
    assert_eq!(rules_cited("Voting (rules 13 to 16, 25)."), [13, 14, 15, 16, 25]);
    assert!(rules_cited("no rule of 3, and overruled 5").is_empty());
    assert_eq!(cases_cited("fn b21_b23_an_estimate_is_kept() {"), [21, 23]);
    assert_eq!(cases_cited("Says why it cannot start (case B54)."), [54]);
    assert_eq!(cases_cited("test(\"b48 b49 the link is copied\""), [48, 49]);
    assert!(cases_cited("b1_x B123 ab19_ b19x").is_empty());
}

/// The numbers behind `rule` and `rules` in a line.
fn rules_cited(line: &str) -> Vec<u32> {
    let mut cited = Vec::new();
    let mut words = line.split([' ', '(', '`']).peekable();
    while let Some(word) = words.next() {
        if !["rule", "rules"].contains(&word) {
            continue;
        }
        let mut is_range = false;
        while let Some(word) = words.peek() {
            match (number(word), *word) {
                (Some(last), _) if is_range => {
                    let first = cited.last().map_or(last, |first| first + 1);
                    cited.extend(first..=last);
                }
                (Some(rule), _) => cited.push(rule),
                (None, "to" | "and") => {}
                (None, _) => break,
            }
            is_range = *word == "to";
            words.next();
        }
    }
    cited
}

/// The numbers of the cases that a line names: `B19` in a comment, `b19_` in the name of a Rust test, `b19 `
/// in the title of a browser test.
fn cases_cited(line: &str) -> Vec<u32> {
    let words = line.split(|c: char| !c.is_ascii_alphanumeric());
    words
        .filter(|word| word.len() == 3)
        .filter_map(|word| word.strip_prefix(['b', 'B'])?.parse().ok())
        .collect()
}

/// The names of Rust tests and the titles of browser tests that begin with a case. Of a title that is
/// filled in, what stands before the first gap.
fn tests_that_name_a_case() -> BTreeSet<String> {
    let begins = |name: &str| {
        let case = name.split(['_', ' ']).next().unwrap_or_default();
        name.starts_with('b') && name.len() > case.len() && !cases_cited(case).is_empty()
    };
    let mut names = BTreeSet::new();
    for file in sources(&["rs"]).iter().filter(|file| !file.path.starts_with("xtask/")) {
        let words = file.text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        names.extend(words.filter(|word| begins(word)).map(str::to_owned));
    }
    for file in sources(&["ts"]) {
        let titles = file.text.split("test(").skip(1);
        let titles = titles.filter_map(|rest| rest.trim_start().strip_prefix(['"', '`']));
        let titles = titles.filter_map(|rest| rest.split(['"', '`']).next());
        let titles = titles.map(|title| title.split("${").next().unwrap_or(title).trim_end());
        names.extend(titles.filter(|title| begins(title)).map(str::to_owned));
    }
    names
}

/// The number that a text begins with.
fn number(text: &str) -> Option<u32> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text[..digits].parse().ok()
}
