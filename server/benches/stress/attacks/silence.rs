//! Connections on which nothing happens.

use std::time::Duration;

use futures_util::future::join_all;
use tokio::io::AsyncWriteExt;

use super::scene::Scene;

/// What is said on them before they fall silent.
const SAID: [&str; 4] = [
    "",
    "GET / HTTP/1.1\r\nHost: ",
    "POST /api/rooms HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{\"title\":",
    "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n",
];

/// More than one address may have, and more than some systems let a program open.
pub async fn connections(scene: &Scene) {
    let open = async |number: usize| {
        let mut stream = scene.connect(0).await?;
        stream.write_all(SAID[number % SAID.len()].as_bytes()).await.ok()?;
        Some(stream)
    };
    let silent = join_all((0..scene.of(1_010, 200)).map(open)).await;
    scene.hold(Duration::from_secs(15)).await;
    drop(silent);
}
