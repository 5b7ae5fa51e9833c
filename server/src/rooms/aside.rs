//! Work on a whole room, or on a command as large as one, without holding up other rooms.

use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::task::block_in_place;

/// Does work that may take long. The other tasks of this thread move to another one meanwhile, if
/// the runtime has several.
pub fn aside<T>(work: impl FnOnce() -> T) -> T {
    match Handle::try_current().map(|runtime| runtime.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => block_in_place(work),
        _ => work(),
    }
}

/// The same where the work is large; what is done in a moment is done at once.
pub fn aside_if<T>(is_large: bool, work: impl FnOnce() -> T) -> T {
    if is_large { aside(work) } else { work() }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 1)]
    async fn other_tasks_go_on_meanwhile() {
        let (sender, receiver) = mpsc::channel();
        let long = tokio::spawn(async move { aside(|| receiver.recv()) });
        let other = tokio::spawn(async move { sender.send(7) });
        assert_eq!(long.await.unwrap(), Ok(7));
        other.await.unwrap().unwrap();
    }

    #[tokio::test]
    async fn a_runtime_of_one_thread_does_the_work_itself() {
        assert_eq!(aside(|| 7), 7);
    }
}
