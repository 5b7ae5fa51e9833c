//! The forms that people meet first, rendered to HTML by a program of the app.

use std::collections::BTreeMap;

use anyhow::{Context, Result};

use crate::progress::output;
use crate::tools;

/// HTML by language and by the name of the page that begins with it.
pub type Forms = BTreeMap<String, BTreeMap<String, String>>;

/// Renders them. Cargo compiles for that what the tests of the app need as well.
pub fn render() -> Result<Forms> {
    let printed = output(tools::cargo().args(["run", "--bin", "prerender"]))?;
    serde_json::from_str(&printed).context("the forms are not JSON")
}
