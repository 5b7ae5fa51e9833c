//! The site: Wasm and its glue, styles, texts, loader and page, written to `target/site`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::assets::Assets;
use crate::glue::{self, Glue};
use crate::progress::step;
use crate::{budget, script, tools};

/// The stem of the names of the first module's files; `output-name` of Leptos.toml.
const FIRST: &str = "ready-room";

/// The same for the module that is fetched when somebody wants to bring stories in.
const FILES: &str = "files";

/// Where the site is written; `site-root` of Leptos.toml.
pub fn folder() -> PathBuf {
    tools::root().join("target/site")
}

/// Builds the site and fails when a first visit would transfer too much.
pub fn build() -> Result<()> {
    tools::ensure_wasm_target()?;
    let [first, files] = step("Wasm", wasm)?;
    let modules = step("Glue", || {
        Ok(Modules { first: glue::bind(&first, FIRST)?, files: glue::bind(&files, FILES)? })
    })?;
    let style = step("Styles", styles)?;
    let assets = step("Page", || {
        let assets = assemble(modules, style)?;
        assets.write(&folder())?;
        Ok(assets)
    })?;
    budget::check(&assets, &folder())
}

/// What the page is compiled to.
struct Modules {
    /// What every visit loads.
    first: Glue,
    /// What is loaded when somebody wants to bring stories in.
    files: Glue,
}

/// Compiles the page's modules; cargo does nothing when nothing changed.
fn wasm() -> Result<[PathBuf; 2]> {
    // Where this machine keeps the sources of libraries is nobody's business, and weighs something.
    let prefix = format!("--remap-path-prefix={}=", tools::registry()?.display());
    let flags = format!("target.{}.rustflags=[{prefix:?}]", tools::WASM_TARGET);
    let target = ["--profile", "wasm", "--target", tools::WASM_TARGET, "--config", &flags];
    let arguments = [&["--package", "app-room", "--package", "app-files"], &target[..]].concat();
    tools::cargo_build(&arguments, ["app_room.wasm", "app_files.wasm"])
}

fn styles() -> Result<String> {
    let options = grass::Options::default().style(grass::OutputStyle::Compressed);
    // The error quotes the lines it is about, so its text is all that is needed.
    grass::from_path(tools::root().join("style/main.scss"), &options)
        .map_err(|error| anyhow::anyhow!("{error}"))
}

/// Puts all files together; those that name others come after them.
fn assemble(modules: Modules, style: String) -> Result<Assets> {
    let app = tools::root().join("app");
    let mut assets = Assets::default();
    let Modules { first, files } = modules;
    assets.add("wasm", &format!("{FIRST}.wasm"), first.wasm);
    assets.add("glue", &format!("{FIRST}.js"), first.script.into_bytes());
    assets.add("files-wasm", &format!("{FILES}.wasm"), files.wasm);
    assets.add("files-glue", &format!("{FILES}.js"), files.script.into_bytes());
    assets.add("style", "main.css", style.into_bytes());
    add_public_files(&mut assets, &app.join("public"))?;
    add_texts(&mut assets, &app.join("texts"), budget::TEXTS, "")?;
    add_texts(&mut assets, &app.join("texts/files"), budget::FILES_TEXTS, "files-")?;
    let load = assets.fill(&read(&app.join("load.js"))?).context("app/load.js")?;
    assets.add("load", "load.js", script::minified(&load)?.into_bytes());
    let boot = assets.fill(&read(&app.join("boot.js"))?).context("app/boot.js")?;
    assets.add("boot", "boot.js", script::minified(&boot)?.into_bytes());
    let page = assets.fill(&read(&app.join("index.html"))?).context("app/index.html")?;
    assets.add_unhashed("index.html", without_indentation(&page).into_bytes());
    add_for_other_pages(&mut assets, &app)?;
    Ok(assets)
}

/// Adds what the pages of others load, under names that stay: the element with its types, and the page
/// of a frame with the script for the page around it.
fn add_for_other_pages(assets: &mut Assets, app: &Path) -> Result<()> {
    for (source, name) in [("element.js", "ready-room.js"), ("frame.js", "frame.js")] {
        let script = assets.fill(&read(&app.join(source))?).with_context(|| source.to_owned())?;
        assets.add_unhashed(name, script::minified(&script)?.into_bytes());
    }
    let types = fs::read(app.join("ready-room.d.ts")).context("app/ready-room.d.ts")?;
    assets.add_unhashed("ready-room.d.ts", types);
    assets.add("embed", "embed.js", script::minified(&read(&app.join("embed.js"))?)?.into_bytes());
    let page = assets.fill(&read(&app.join("embed.html"))?).context("app/embed.html")?;
    assets.add_unhashed("embed.html", without_indentation(&page).into_bytes());
    Ok(())
}

/// Adds every file of the folder; the page names it by its file name, for instance `%favicon.svg%`.
fn add_public_files(assets: &mut Assets, folder: &Path) -> Result<()> {
    for path in files_of(folder)? {
        let name = file_name(&path)?;
        assets.add(name, name, fs::read(&path)?);
    }
    Ok(())
}

/// Adds the tables of texts in a folder: without their keys, in the order of these, as the page finds
/// them. The placeholder `texts` stands for a JSON object: language, file name. The names begin with
/// `prefix`.
fn add_texts(assets: &mut Assets, folder: &Path, texts: &str, prefix: &str) -> Result<()> {
    let mut names = BTreeMap::new();
    for path in files_of(folder)? {
        let name = file_name(&path)?;
        let Some(language) = name.strip_suffix(".json") else {
            bail!("{} is not a table of texts", path.display());
        };
        let table: BTreeMap<String, serde_json::Value> = serde_json::from_str(&read(&path)?)
            .with_context(|| format!("{} is not JSON", path.display()))?;
        let placeholder = budget::table_placeholder(texts, language);
        let values: Vec<serde_json::Value> = table.into_values().collect();
        assets.add(&placeholder, &format!("{prefix}{name}"), serde_json::to_vec(&values)?);
        names.insert(language.to_owned(), assets.name(&placeholder)?.to_owned());
    }
    assets.define(texts, serde_json::to_string(&names)?);
    Ok(())
}

/// The files of a folder, sorted; folders in it have their own.
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

/// Indentation is for the people who read the source.
fn without_indentation(page: &str) -> String {
    page.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}
