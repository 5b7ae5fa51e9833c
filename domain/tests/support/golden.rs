//! Golden files, whose lines `docs/protocol.md` shows. `BLESS=1 cargo test -p domain` rewrites them.

use std::fs;
use std::path::PathBuf;

use domain::protocol::{decode, encode};

/// Compares with a golden file, which the page about the protocol has to show.
#[track_caller]
pub fn check(file: &str, actual: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(file);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, actual).unwrap();
    }
    let golden = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(golden, actual, "the public form of a message changed: {}", path.display());
    let page = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/protocol.md");
    let page = fs::read_to_string(page).unwrap();
    assert!(page.contains(&golden), "docs/protocol.md does not show {file} as it is");
}

/// One message per line, each of which decodes to itself again.
pub fn lines<M>(messages: &[M]) -> String
where
    M: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let line = |message: &M| {
        let text = encode(message);
        assert_eq!(&decode::<M>(&text).unwrap(), message);
        text + "\n"
    };
    messages.iter().map(line).collect()
}
