//! Prints the forms that people meet first as JSON: for each language, from the name of a page to its
//! HTML. `cargo xtask site` puts them into the pages.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use app::prerender::{LANGUAGES, Page, render};

/// The pages: what they are called, what they show, and whether that is in a frame.
const PAGES: [(&str, Page, bool); 4] = [
    ("home", Page::Home, false),
    ("room", Page::Room, false),
    ("embed-home", Page::Home, true),
    ("embed-room", Page::Room, true),
];

fn main() -> Result<(), Box<dyn Error>> {
    let mut languages = BTreeMap::new();
    for (language, _) in LANGUAGES {
        let (table, parts) = (table(language, "texts")?, table(language, "texts/parts")?);
        let pages = PAGES.map(|(name, page, is_framed)| {
            (name, render(page, is_framed, language, [&table, &parts]))
        });
        languages.insert(language, BTreeMap::from(pages));
    }
    println!("{}", serde_json::to_string(&languages)?);
    Ok(())
}

/// The texts of a language in the order of their keys, as the app takes them.
fn table(language: &str, folder: &str) -> Result<String, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let text = fs::read_to_string(folder.join(format!("{language}.json")))?;
    let table: BTreeMap<String, serde_json::Value> = serde_json::from_str(&text)?;
    Ok(serde_json::to_string(&table.into_values().collect::<Vec<_>>())?)
}
