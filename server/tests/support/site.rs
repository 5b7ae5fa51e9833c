//! A page for servers that are asked for none.

use std::path::{Path, PathBuf};

/// A folder with a page that has nothing in it, for servers that do not start without one.
pub fn empty_site(folder: &Path) -> PathBuf {
    let site = folder.join("site");
    std::fs::create_dir_all(&site).unwrap();
    for name in ["index.html", "embed.html"] {
        std::fs::write(site.join(name), "<!doctype html>").unwrap();
    }
    site
}
