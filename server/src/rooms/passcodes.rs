//! Hashes passcodes, and compares them with hashes. Both are slow on purpose, so that a stolen database
//! does not tell short passcodes, and are done aside from the threads of the rooms.

use std::sync::Arc;

use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use domain::passcode::PasscodeHash;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tracing::error;
use unicode_normalization::UnicodeNormalization;

/// How many are computed at the same time. Each takes 19 MiB and, where nothing else runs, some 20 ms: the
/// parameters are those that OWASP recommends for Argon2id, which the crate has by default.
const AT_ONCE: usize = 2;

/// Computes hashes of passcodes, a few at a time on the whole server.
#[derive(Debug)]
pub struct Passcodes(Arc<Semaphore>);

impl Default for Passcodes {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

impl Passcodes {
    /// The hash of a passcode with a new salt; `None` if there is no randomness or memory for it.
    pub async fn hash(&self, passcode: &str) -> Option<PasscodeHash> {
        let passcode = normal(passcode);
        let hash = move || Argon2::default().hash_password(passcode.as_bytes());
        match self.aside(hash).await? {
            Ok(hash) => Some(PasscodeHash(hash.to_string())),
            Err(error) => {
                error!(%error, "cannot hash a passcode");
                None
            }
        }
    }

    /// Whether a hash is that of this passcode.
    pub async fn matches(&self, passcode: &str, hash: &PasscodeHash) -> bool {
        let (passcode, hash) = (normal(passcode), hash.0.clone());
        let verify = move || Argon2::default().verify_password(passcode.as_bytes(), &*hash).is_ok();
        self.aside(verify).await.unwrap_or(false)
    }

    async fn aside<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let permit = Arc::clone(&self.0).acquire_owned().await.ok()?;
        let work = spawn_blocking(move || {
            let _permit = permit;
            work()
        });
        work.await.ok()
    }
}

/// The same bytes however a keyboard composes characters.
fn normal(passcode: &str) -> String {
    passcode.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_passcode_matches_its_own_hash_however_its_characters_are_composed() {
        let passcodes = Passcodes::default();
        let hash = passcodes.hash("caf\u{e9} \u{1f511}").await.unwrap();
        assert!(hash.0.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", hash.0);
        assert!(!hash.0.contains("caf"));
        assert!(passcodes.matches("cafe\u{301} \u{1f511}", &hash).await);
        assert!(!passcodes.matches("cafe \u{1f511}", &hash).await);
        assert!(!passcodes.matches("", &PasscodeHash(String::new())).await);
        assert_ne!(passcodes.hash("the same").await, passcodes.hash("the same").await, "salted");
    }
}
