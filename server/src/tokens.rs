//! Signed tokens (JWT) in which the back end of a portal vouches for its users: their claims, and
//! how they are verified. Knows no HTTP.
//!
//! Tokens are signed with EdDSA (Ed25519) or HS256. The key decides on the algorithm, never the
//! token.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use domain::ids::RoomId;
use domain::people::Role;
use domain::room::Vouched;
use domain::text;
use domain::time::Timestamp;
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use serde::Deserialize;
use thiserror::Error;
use tracing::info;

use crate::rooms::secret;

/// The longest lifetime of a token, in seconds.
const LIFE_SECONDS: u64 = 15 * 60;

/// How many seconds the issuer's clock may differ from the server's.
const LEEWAY_SECONDS: u64 = 30;

/// The least number of bytes in a shared secret: as many as the signature has.
const SECRET_BYTES: usize = 32;

/// Bytes of an Ed25519 public key.
const ED25519_BYTES: usize = 32;

/// The extension of files with a shared secret. Files with other extensions hold a public key.
const SECRET_ENDING: &str = "secret";

/// The value of `room` in tokens that permit creating rooms instead of entering one.
const ANY_ROOM: &str = "*";

/// The prefix of the hashes of people whom a token identifies.
const TOKEN: &str = "token";

/// The claims of a token. Others are ignored, except that a token with an audience (`aud`) is
/// refused: it is meant for somebody else.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Claims {
    /// The id of the room that the token admits to, or `*` if it permits creating rooms.
    pub room: String,
    /// Identifies the person permanently, and nobody else.
    pub sub: String,
    /// The name to display. Shortened if it is too long for a name here.
    pub name: String,
    /// The role that the person joins in when they are new in the room.
    #[serde(default)]
    pub role: Role,
    /// Whether the person becomes facilitator.
    #[serde(default)]
    pub facilitator: bool,
    /// When the token was issued, in seconds since 1970-01-01 UTC.
    pub iat: u64,
    /// When it expires, in the same unit; at most 15 minutes after `iat`.
    pub exp: u64,
    /// When it becomes valid, in the same unit.
    #[serde(default)]
    pub nbf: Option<u64>,
}

/// Why a token is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BadToken {
    /// It was valid before.
    #[error("expired")]
    Expired,
    /// It never was. The text is for the operator's log, and not for whoever sent the token.
    #[error("not valid")]
    NotValid(&'static str),
}

/// The keys of those who may vouch for people.
#[derive(Clone, Default)]
pub struct TokenKeys(Vec<TokenKey>);

#[derive(Clone)]
struct TokenKey {
    key: DecodingKey,
    validation: Validation,
}

/// Whether a text has the outer form of a token, which secrets do not have.
pub fn is_token(text: &str) -> bool {
    text.bytes().filter(|byte| *byte == b'.').count() == 2
}

impl TokenKeys {
    /// Reads the keys from their files.
    pub fn read(files: &[PathBuf]) -> Result<Self> {
        let read = |file: &PathBuf| {
            TokenKey::read(file).with_context(|| format!("the token key {}", file.display()))
        };
        Ok(Self(files.iter().map(read).collect::<Result<_>>()?))
    }

    /// The claims of a token, if it is valid now.
    pub fn claims(&self, token: &str, now: Timestamp) -> Result<Claims, BadToken> {
        let claims = self.signed(token).and_then(|claims| claims.checked(now));
        if let Err(BadToken::NotValid(why)) = claims {
            info!(why, "a token was refused");
        }
        claims
    }

    fn signed(&self, token: &str) -> Result<Claims, BadToken> {
        let mut why = "it is signed by no key of this server";
        for TokenKey { key, validation } in &self.0 {
            match decode(token, key, validation) {
                // Whoever signs says that a token must not count where these are not understood.
                Ok(token) if token.header.crit.is_some() => {
                    return Err(BadToken::NotValid("its header has `crit`"));
                }
                Ok(token) => return Ok(token.claims),
                Err(error) => why = flaw(error.kind()).unwrap_or(why),
            }
        }
        Err(BadToken::NotValid(why))
    }
}

/// What is wrong with a token, or `None` if another key may have signed it. Quotes nothing of the
/// token.
fn flaw(kind: &ErrorKind) -> Option<&'static str> {
    match kind {
        ErrorKind::InvalidSignature | ErrorKind::InvalidAlgorithm => None,
        ErrorKind::InvalidAudience => Some("it has an audience, so it is meant for somebody else"),
        ErrorKind::Json(_) => Some("its parts do not have the form that they should have"),
        _ => Some("it is no signed token"),
    }
}

impl TokenKey {
    fn read(path: &Path) -> Result<Self> {
        let bytes = std::fs::read(path).context("cannot be read")?;
        let is_secret = path.extension().is_some_and(|ending| ending == SECRET_ENDING);
        if is_secret { Self::shared(&bytes) } else { Self::public(&bytes) }
    }

    /// A shared secret. Trailing line breaks in the file are not part of it.
    fn shared(bytes: &[u8]) -> Result<Self> {
        let last = bytes.iter().rposition(|byte| !b"\r\n".contains(byte));
        let length = last.map_or(0, |last| last + 1);
        ensure!(length >= SECRET_BYTES, "has {length} bytes; at least {SECRET_BYTES} are needed");
        Ok(Self::new(DecodingKey::from_secret(&bytes[..length]), Algorithm::HS256))
    }

    /// A public key in PEM.
    fn public(pem: &[u8]) -> Result<Self> {
        let other = || {
            anyhow!(
                "is no Ed25519 public key as PEM; a shared secret has the ending .{SECRET_ENDING}"
            )
        };
        let key = DecodingKey::from_ed_pem(pem).map_err(|_| other())?;
        let is_whole = key.try_get_as_bytes().is_ok_and(|bytes| bytes.len() == ED25519_BYTES);
        ensure!(is_whole, other());
        Ok(Self::new(key, Algorithm::EdDSA))
    }

    fn new(key: DecodingKey, algorithm: Algorithm) -> Self {
        let mut validation = Validation::new(algorithm);
        // `Claims` says which claims are required, and `checked` checks the times.
        validation.required_spec_claims.clear();
        validation.validate_exp = false;
        Self { key, validation }
    }
}

impl Claims {
    /// The claims, if they are valid at that time.
    fn checked(self, now: Timestamp) -> Result<Self, BadToken> {
        let now = now.0 / 1_000;
        let begins = self.nbf.unwrap_or(self.iat).max(self.iat);
        let flaws = [
            (self.sub.is_empty(), "its subject is empty"),
            (text::name_from_elsewhere(&self.name).is_err(), "nobody could see its name"),
            (self.exp <= self.iat, "it ends before it begins"),
            (self.exp.saturating_sub(self.iat) > LIFE_SECONDS, "it lives longer than 15 minutes"),
            (begins > now + LEEWAY_SECONDS, "it begins later"),
        ];
        if let Some((_, why)) = flaws.into_iter().find(|(is_so, _)| *is_so) {
            return Err(BadToken::NotValid(why));
        }
        if now > self.exp.saturating_add(LEEWAY_SECONDS) {
            return Err(BadToken::Expired);
        }
        Ok(self)
    }

    /// Whether the token permits creating rooms.
    pub fn permit_creating(&self) -> bool {
        self.room == ANY_ROOM
    }

    /// The person as a room admits them, if the token is for that room.
    pub fn vouched(self, room: &RoomId) -> Result<Vouched, BadToken> {
        if self.room != room.0 {
            info!("a token for another room was refused");
            return Err(BadToken::NotValid("it is for another room"));
        }
        Ok(Vouched {
            hash: secret::of_subject(TOKEN, &self.sub),
            name: self.name,
            role: self.role,
            facilitator: self.facilitator,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: u64 = 1_700_000_000;

    fn claims(iat: u64, exp: u64, nbf: Option<u64>) -> Result<Claims, BadToken> {
        let claims = Claims {
            room: "abcdefghijklmnop".into(),
            sub: "ana".into(),
            name: "Ana".into(),
            role: Role::Estimator,
            facilitator: false,
            iat,
            exp,
            nbf,
        };
        claims.checked(Timestamp(NOW * 1_000))
    }

    #[test]
    fn a_token_lives_at_most_15_minutes_and_clocks_may_differ_by_half_a_minute() {
        for (iat, exp, nbf) in [
            (NOW, NOW + 900, None),
            (NOW + 30, NOW + 930, None),
            (NOW - 900, NOW, None),
            (NOW - 930, NOW - 30, None),
            (NOW - 60, NOW + 60, Some(NOW + 30)),
        ] {
            assert!(claims(iat, exp, nbf).is_ok(), "{iat} {exp} {nbf:?}");
        }
        assert_eq!(claims(NOW - 931, NOW - 31, None), Err(BadToken::Expired));
        for (iat, exp, nbf) in [
            (NOW, NOW + 901, None),
            (NOW + 31, NOW + 60, None),
            (NOW, NOW, None),
            (NOW, NOW - 1, None),
            (NOW, NOW + 60, Some(NOW + 31)),
            (0, u64::MAX, None),
            (u64::MAX - 1, u64::MAX, None),
        ] {
            let result = claims(iat, exp, nbf);
            assert!(matches!(result, Err(BadToken::NotValid(_))), "{iat} {exp} {nbf:?} {result:?}");
        }
    }

    #[test]
    fn a_token_has_three_parts_and_a_secret_has_not() {
        assert!(is_token("a.b.c") && !is_token("a.b") && !is_token("") && !is_token("a.b.c.d"));
    }

    fn read(name: &str, content: &[u8]) -> Result<TokenKeys> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join(name);
        std::fs::write(&file, content)?;
        TokenKeys::read(&[file])
    }

    #[test]
    fn a_key_that_cannot_be_used_is_named_with_the_reason() {
        for (name, content, reason) in [
            ("portal.secret", "x".repeat(31), "31 bytes"),
            ("portal.secret", format!("{}\r\n\n", "x".repeat(31)), "31 bytes"),
            ("portal.secret", "\n".into(), "0 bytes"),
            ("portal.pem", "x".repeat(64), "Ed25519"),
            ("portal.pem", String::new(), "Ed25519"),
        ] {
            let Err(error) = read(name, content.as_bytes()) else { panic!("{name}: {content}") };
            let message = format!("{error:#}");
            assert!(message.contains(reason) && message.contains(name), "{message}");
        }
        assert!(read("portal.secret", "x".repeat(32).as_bytes()).is_ok());
        let Err(error) = TokenKeys::read(&["nowhere.pem".into()]) else { panic!() };
        assert!(format!("{error:#}").contains("nowhere.pem: cannot be read"), "{error:#}");
    }
}
