//! What a participant's secret, or the subject of whoever vouches for them, becomes before a room sees it.

use std::fmt::Write;

use domain::ids::SecretHash;
use domain::protocol::SECRET_BYTES;
use sha2::{Digest, Sha256};

/// The hash of a secret; `None` when the secret is too short or too long.
pub fn hash(secret: &str) -> Option<SecretHash> {
    SECRET_BYTES.contains(&secret.len()).then(|| SecretHash(hex(&Sha256::digest(secret))))
}

/// What stands for a person whom somebody vouches for: who does, and who it is. No secret has this form.
pub fn of_subject(kind: &str, subject: &str) -> SecretHash {
    SecretHash([kind, ":", &hex(&Sha256::digest(subject))].concat())
}

/// Bytes as lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_becomes_its_sha_256_in_hex() {
        let hash = hash("a secret of some length").unwrap().0;
        assert_eq!(hash.len(), 64);
        assert!(hash.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)));
    }

    #[test]
    fn nobody_comes_by_a_secret_to_where_a_subject_stands() {
        let subject = "a-subject-of-some-length";
        assert_ne!(of_subject("token", subject), of_subject("proxy", subject));
        assert!(of_subject("token", subject).0.ends_with(&hash(subject).unwrap().0));
        assert_ne!(of_subject("token", subject), hash(subject).unwrap());
    }

    #[test]
    fn secrets_that_could_be_guessed_or_are_huge_are_none() {
        assert_eq!(hash("short"), None);
        assert_eq!(hash(&"x".repeat(201)), None);
    }
}
