//! `cargo xtask build`: `dist/`, a folder that runs anywhere.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::progress::step;
use crate::{site, tools};

/// Files that are copied as they are.
const DOCUMENTS: [&str; 3] = ["README.md", "LICENSE-MIT", "LICENSE-APACHE"];

/// Where the site is, in the workspace's settings and in those of `dist/`.
const SITE_ROOT: (&str, &str) = ("site-root = \"target/site\"", "site-root = \"site\"");

/// Builds site and server and packs them with settings and documents.
pub fn build() -> Result<()> {
    site::build()?;
    let binary = tools::released_server()?;
    let dist = tools::root().join("dist");
    step("Folder", || pack(&binary, &dist))?;
    println!("  {} is ready: start ready-room in it.", dist.display());
    Ok(())
}

fn pack(binary: &Path, dist: &Path) -> Result<()> {
    if dist.exists() {
        fs::remove_dir_all(dist)?;
    }
    fs::create_dir_all(dist)?;
    let name = binary.file_name().context("a binary has a name")?;
    fs::copy(binary, dist.join(name))?;
    copy_folder(&site::folder(), &dist.join("site"))?;
    fs::write(dist.join("Leptos.toml"), settings()?)?;
    for document in DOCUMENTS {
        fs::copy(tools::root().join(document), dist.join(document)).context(document)?;
    }
    Ok(())
}

/// The workspace's settings, with the site where `dist/` has it.
fn settings() -> Result<String> {
    let settings = fs::read_to_string(tools::root().join("Leptos.toml"))?;
    ensure!(settings.contains(SITE_ROOT.0), "Leptos.toml does not say {}", SITE_ROOT.0);
    Ok(settings.replace(SITE_ROOT.0, SITE_ROOT.1))
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
