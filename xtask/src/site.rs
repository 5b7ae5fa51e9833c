//! The site: WebAssembly, scripts, styles, texts and pages, written to `target/site`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::assets::{Assets, Script};
use crate::forms::{self, Forms};
use crate::progress::{long_step, step};
use crate::wasm::{self, App};
use crate::{budget, tools};

/// What the names of the main module's files begin with; `output-name` of Leptos.toml.
const NAME: &str = "ready-room";

/// What a phone or a desktop needs to install the page: its file, and its placeholder. Addresses in it are relative to
/// its own.
const MANIFEST: &str = "manifest.webmanifest";

/// The page of the app, and the page for a frame.
const PAGE: &str = "index.html";
const FRAME: &str = "embed.html";

/// The language of the page for who reads none of the others.
const DEFAULT_LANGUAGE: &str = "en";

/// The placeholder for the languages whose lines run from right to left.
const RIGHT_TO_LEFT: &str = "right-to-left";

/// Texts by key; each is a string, or an object of plural forms.
type Texts = BTreeMap<String, serde_json::Value>;

/// What somebody should know who builds for the first time.
const FIRST_BUILD: &str = "The first build compiles about 550 libraries, which takes about six minutes on two cores. \
                           Later builds compile what has changed.";

/// Where the site is written; `site-root` of Leptos.toml.
pub fn folder() -> PathBuf {
    tools::root().join("target/site")
}

/// Builds the site, what fails soonest first. Fails when a visit would transfer too much.
pub fn build() -> Result<()> {
    if !folder().exists() {
        println!("▸ {FIRST_BUILD}");
    }
    tools::ensure_wasm_target()?;
    let mut assets = Assets::default();
    step("Styles", || add_styles(&mut assets))?;
    step("Texts", || add_all_texts(&mut assets))?;
    let forms = long_step("Forms", forms::render)?;
    let compiled = long_step("WebAssembly", wasm::compile)?;
    let app = step("Parts", || wasm::bind(&compiled))?;
    let parts = app.parts.clone();
    step("Files", || {
        add_app(&mut assets, app)?;
        add_pages(&mut assets, &forms)?;
        assets.write(&folder())
    })?;
    budget::check(&assets, &folder(), &parts)
}

/// Adds the styles of the app, and those of the skeleton that the element's script has in it.
fn add_styles(assets: &mut Assets) -> Result<()> {
    assets.add("style", "main.css", compiled_styles("main.scss")?.into_bytes());
    assets.add(budget::PARTS_STYLE, "parts.css", compiled_styles("parts.scss")?.into_bytes());
    assets.define("skeleton-style", compiled_styles("skeleton.scss")?);
    Ok(())
}

fn compiled_styles(name: &str) -> Result<String> {
    let options = grass::Options::default().style(grass::OutputStyle::Compressed);
    // The error quotes the lines it is about, so its text is all that is needed.
    let styles = grass::from_path(tools::root().join("style").join(name), &options)
        .map_err(|error| anyhow::anyhow!("{error}"))?;
    Ok(styles)
}

fn add_all_texts(assets: &mut Assets) -> Result<()> {
    let folder = tools::root().join("app/texts");
    let tables = add_texts(assets, &folder, budget::TEXTS, "")?;
    add_texts(assets, &folder.join("parts"), budget::PARTS_TEXTS, "parts-")?;
    add_texts(assets, &folder.join("files"), budget::FILES_TEXTS, "files-")?;
    let right_to_left = tables.iter().filter(|(_, table)| {
        table.get("language_direction").is_some_and(|direction| direction == "rtl")
    });
    let right_to_left: Vec<_> = right_to_left.map(|(language, _)| language).collect();
    assets.define(RIGHT_TO_LEFT, serde_json::to_string(&right_to_left)?);
    Ok(())
}

/// Adds the modules of the app and the two scripts that load them.
fn add_app(assets: &mut Assets, app: App) -> Result<()> {
    assets.add("wasm", &format!("{NAME}.wasm"), app.main);
    for (name, module) in app.modules {
        assets.add(&name, &format!("{name}.wasm"), module);
    }
    let (glue, parts) = (format!("{NAME}.js"), "parts.js".to_owned());
    assets.add_cycle([
        Script { placeholder: "glue", name: glue, content: app.bindings },
        Script { placeholder: "parts", name: parts, content: app.loader },
    ])
}

/// Adds what people wrote for the browser, as they wrote it. A file that names others comes after them.
fn add_pages(assets: &mut Assets, forms: &Forms) -> Result<()> {
    let app = tools::root().join("app");
    add_public_files(assets, &app.join("public"))?;
    let manifest = filled(assets, &app, MANIFEST)?;
    assets.add(MANIFEST, MANIFEST, manifest);
    assets.define("skeleton", read(&app.join("skeleton.html"))?);
    // Under its own name too, for whoever asks for it without having read the page.
    assets.add_unhashed("favicon.svg", fs::read(app.join("public/favicon.svg"))?);
    for name in ["load", "early", "boot"] {
        let file = format!("{name}.js");
        let script = filled(assets, &app, &file)?;
        assets.add(name, &file, script);
    }
    add_for_other_pages(assets, &app)?;
    for template in [PAGE, FRAME] {
        add_page(assets, &app, template, template, DEFAULT_LANGUAGE, "")?;
    }
    for (language, forms) in forms {
        add_page(assets, &app, PAGE, &format!("index.{language}.html"), language, "")?;
        add_page(assets, &app, FRAME, &format!("embed.{language}.html"), language, "")?;
        for (page, form) in forms {
            let template = if page.starts_with("embed") { FRAME } else { PAGE };
            let name = format!("{page}.{language}.html");
            add_page(assets, &app, template, &name, language, form)?;
        }
    }
    Ok(())
}

/// Adds a page that begins with `form`, or with a skeleton where there is none.
fn add_page(
    assets: &mut Assets,
    app: &Path,
    template: &str,
    name: &str,
    language: &str,
    form: &str,
) -> Result<()> {
    let right_to_left: Vec<String> = serde_json::from_str(assets.name(RIGHT_TO_LEFT)?)?;
    let is_right_to_left = right_to_left.iter().any(|other| other == language);
    assets.define("language", language.to_owned());
    assets.define("direction", if is_right_to_left { "rtl" } else { "ltr" }.to_owned());
    for (key, text) in read_texts(&app.join(format!("texts/page/{language}.json")))? {
        let text = text.as_str().filter(|text| !text.contains(['<', '>', '&', '"']));
        let text = text.with_context(|| format!("`{key}` is no text that can stand in HTML"))?;
        assets.define(&key.replace('_', "-"), text.to_owned());
    }
    assets.define("form", form.to_owned());
    let page = filled(assets, app, template)?;
    assets.add_unhashed(name, page);
    Ok(())
}

/// Adds what pages of other sites load, under names that never change: the element with its types, the
/// script for the page around a frame, and the one in the frame.
fn add_for_other_pages(assets: &mut Assets, app: &Path) -> Result<()> {
    for (source, name) in [
        ("element.js", "ready-room.js"),
        ("ready-room.d.ts", "ready-room.d.ts"),
        ("frame.js", "frame.js"),
    ] {
        let content = filled(assets, app, source)?;
        assets.add_unhashed(name, content);
    }
    let script = filled(assets, app, "embed.js")?;
    assets.add("embed", "embed.js", script);
    Ok(())
}

/// The text of a file with the names of others in place of its placeholders.
fn filled(assets: &Assets, folder: &Path, name: &str) -> Result<Vec<u8>> {
    let content = assets.fill(&read(&folder.join(name))?).with_context(|| format!("app/{name}"))?;
    Ok(content.into_bytes())
}

/// Adds every file of the folder. Its file name is the placeholder, for instance `%favicon.svg%`.
fn add_public_files(assets: &mut Assets, folder: &Path) -> Result<()> {
    for path in files_of(folder)? {
        let name = file_name(&path)?;
        assets.add(name, name, fs::read(&path)?);
    }
    Ok(())
}

/// Adds the tables of texts in a folder: arrays without keys, in the order of the keys, which is that
/// of `enum Text` in the app. The placeholder `texts` stands for a JSON object from language to file
/// name. The names begin with `prefix`. Returns the tables by language.
fn add_texts(
    assets: &mut Assets,
    folder: &Path,
    texts: &str,
    prefix: &str,
) -> Result<BTreeMap<String, Texts>> {
    let (mut names, mut tables) = (BTreeMap::new(), BTreeMap::new());
    for path in files_of(folder)? {
        let name = file_name(&path)?;
        let Some(language) = name.strip_suffix(".json") else {
            bail!("{} is not a table of texts", path.display());
        };
        let table = read_texts(&path)?;
        let placeholder = budget::table_placeholder(texts, language);
        let values: Vec<_> = table.values().collect();
        assets.add(&placeholder, &format!("{prefix}{name}"), serde_json::to_vec(&values)?);
        names.insert(language.to_owned(), assets.name(&placeholder)?.to_owned());
        tables.insert(language.to_owned(), table);
    }
    assets.define(texts, serde_json::to_string(&names)?);
    Ok(tables)
}

/// The texts in a file, by key.
fn read_texts(path: &Path) -> Result<Texts> {
    serde_json::from_str(&read(path)?).with_context(|| format!("{} is not JSON", path.display()))
}

/// The files right in a folder, sorted.
fn files_of(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut files = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    files.retain(|path| path.is_file());
    files.sort();
    Ok(files)
}

fn file_name(path: &Path) -> Result<&str> {
    path.file_name()
        .and_then(|name| name.to_str())
        .with_context(|| format!("{} has an unreadable name", path.display()))
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}
