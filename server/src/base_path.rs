//! The path below which the server is reached from outside: `/`, or for example `/tools/poker/`
//! behind a proxy that serves other things as well. Knows no HTTP.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;
use thiserror::Error;

/// How the paths of the server itself begin. A base path that begins so could not be told from
/// them.
const OWN: [&str; 10] = [
    "api",
    "assets",
    "embed",
    "favicon.svg",
    "frame.js",
    "healthz",
    "oembed",
    "ready-room.d.ts",
    "ready-room.js",
    "room",
];

/// The prefix of all paths. A trailing slash or doubled slashes make no difference.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct BasePath {
    /// Without a trailing slash: `/tools/poker`; empty for the root.
    prefix: String,
}

/// Why a text is not a base path.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BadBasePath {
    /// It has a character that would have to be escaped somewhere.
    #[error("a base path has only letters, digits, `/`, `-`, `.`, `_` and `~`")]
    Character,
    /// It has a part that stands for the same or the parent folder.
    #[error("a base path has no `.` and no `..` between its slashes")]
    Dots,
    /// It begins like a path of the server itself.
    #[error("a base path cannot begin with /{0}, which is an address of the server itself")]
    Own(String),
}

impl BasePath {
    /// Whether paths have no prefix.
    pub fn is_root(&self) -> bool {
        self.prefix.is_empty()
    }

    /// A path on this server, as it is seen from outside.
    pub fn with(&self, path: &str) -> String {
        format!("{}/{}", self.prefix, path.trim_start_matches('/'))
    }

    /// A path as seen from outside, without the prefix; `None` if it does not have it.
    pub fn strip<'a>(&self, path: &'a str) -> Option<&'a str> {
        match path.strip_prefix(&self.prefix)? {
            "" => Some("/"),
            rest => rest.starts_with('/').then_some(rest),
        }
    }
}

impl fmt::Display for BasePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/", self.prefix)
    }
}

impl FromStr for BasePath {
    type Err = BadBasePath;

    fn from_str(text: &str) -> Result<Self, BadBasePath> {
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"/-._~".contains(&b);
        if !text.trim().bytes().all(plain) {
            return Err(BadBasePath::Character);
        }
        let parts: Vec<&str> = text.trim().split('/').filter(|part| !part.is_empty()).collect();
        if parts.iter().any(|part| matches!(*part, "." | "..")) {
            return Err(BadBasePath::Dots);
        }
        if let Some(own) = parts.first().filter(|part| OWN.contains(part)) {
            return Err(BadBasePath::Own((*own).to_owned()));
        }
        let prefix = parts.iter().flat_map(|part| ["/", part]).collect();
        Ok(Self { prefix })
    }
}

impl TryFrom<String> for BasePath {
    type Error = BadBasePath;

    fn try_from(text: String) -> Result<Self, BadBasePath> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(text: &str) -> BasePath {
        text.parse().unwrap()
    }

    #[test]
    fn b50_slashes_at_the_ends_do_not_matter() {
        for text in ["/tools/poker/", "/tools/poker", "tools/poker", "//tools//poker//"] {
            assert_eq!(base(text).to_string(), "/tools/poker/");
        }
        for text in ["", "/", "//"] {
            assert_eq!(base(text), BasePath::default());
            assert_eq!(base(text).to_string(), "/");
        }
    }

    #[test]
    fn only_paths_below_the_base_are_stripped() {
        let poker = base("/tools/poker");
        assert_eq!(poker.strip("/tools/poker"), Some("/"));
        assert_eq!(poker.strip("/tools/poker/"), Some("/"));
        assert_eq!(poker.strip("/tools/poker/room/x"), Some("/room/x"));
        assert_eq!(poker.strip("/tools/pokerroom"), None);
        assert_eq!(poker.strip("/room/x"), None);
        assert_eq!(BasePath::default().strip("/room/x"), Some("/room/x"));
        assert_eq!(poker.with("/room/x"), "/tools/poker/room/x");
        assert_eq!(BasePath::default().with("oembed"), "/oembed");
    }

    #[test]
    fn invalid_base_paths_are_refused_with_a_reason() {
        for text in ["/a b", "/a\"b", "/a?b", "/a#b", "https://rooms.example", "/ä", "/a%2Fb"] {
            assert_eq!(text.parse::<BasePath>(), Err(BadBasePath::Character), "{text}");
        }
        for text in ["/..", "/a/../b", "/./a"] {
            assert_eq!(text.parse::<BasePath>(), Err(BadBasePath::Dots), "{text}");
        }
        assert_eq!("/api/x".parse::<BasePath>(), Err(BadBasePath::Own("api".into())));
        assert!("/x/api".parse::<BasePath>().is_ok());
    }
}
