//! Waiting with a limit.

use std::future::Future;
use std::time::Duration;

/// How long something may take before a test gives up. Generous: test machines are busy.
const SOON: Duration = Duration::from_secs(30);

/// Waits for something that happens soon.
#[track_caller]
pub fn soon<F: Future>(what: &str, future: F) -> impl Future<Output = F::Output> {
    let what = what.to_owned();
    async move {
        match tokio::time::timeout(SOON, future).await {
            Ok(output) => output,
            Err(_) => panic!("still waiting: {what}"),
        }
    }
}
