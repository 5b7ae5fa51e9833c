//! Hashes of participants' secrets, and of the subjects of vouched people. A room sees nothing but
//! these.

use std::fmt::Write;

use domain::ids::SecretHash;
use domain::protocol::SECRET_BYTES;
use sha2::{Digest, Sha256};

/// The hash of a secret; `None` if the secret is too short or too long.
pub fn hash(secret: &str) -> Option<SecretHash> {
    SECRET_BYTES.contains(&secret.len()).then(|| SecretHash(hex(&Sha256::digest(secret))))
}

/// The hash of a vouched person: a prefix for who vouches, and the hash of the subject. No secret's
/// hash has this form.
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
    fn no_secret_has_the_hash_of_a_subject() {
        let subject = "a-subject-of-some-length";
        assert_ne!(of_subject("token", subject), of_subject("proxy", subject));
        assert!(of_subject("token", subject).0.ends_with(&hash(subject).unwrap().0));
        assert_ne!(of_subject("token", subject), hash(subject).unwrap());
    }

    #[test]
    fn secrets_that_are_too_short_or_too_long_are_refused() {
        assert_eq!(hash("short"), None);
        assert_eq!(hash(&"x".repeat(201)), None);
    }
}
