//! No file imports another that imports it back, not even by way of others. What two files both need
//! stands in a third below them.
//!
//! See `rust_imports.rs` and `script_imports.rs` for what counts as an import.

use std::collections::BTreeSet;

use crate::rust_imports;
use crate::script_imports;

/// The crates whose files are looked at.
const CRATES: [&str; 4] = ["domain", "app", "server", "xtask"];

#[test]
fn no_rust_files_import_each_other_in_a_circle() {
    let targets = CRATES.iter().flat_map(|package| rust_imports::targets(package));
    // Several tests share the files that support them.
    let circles: BTreeSet<String> =
        targets.flat_map(|root| rust_imports::graph(&root).circles()).collect();
    let circles: Vec<String> = circles.into_iter().collect();
    assert!(circles.is_empty(), "\n{}", circles.join("\n"));
}

#[test]
fn no_scripts_import_each_other_in_a_circle() {
    let circles = script_imports::graph().circles();
    assert!(circles.is_empty(), "\n{}", circles.join("\n"));
}
