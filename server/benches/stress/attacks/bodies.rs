//! Bodies that never end.

use std::time::Duration;

use futures_util::future::join_all;
use tokio::io::AsyncWriteExt;
use tokio::time::{sleep, timeout};

use super::scene::Scene;

/// Sixteen, from four addresses: as many as the server once received at a time.
const BODIES: usize = 16;

const PATHS: [&str; 2] = ["/api/preview", "/api/rooms/open"];

/// Files that arrive just fast enough.
pub async fn dripping(scene: &Scene) {
    // Less than this is ended by the server sooner.
    let piece = vec![b' '; 10 * 1024];
    send(scene, &piece, Duration::from_secs(1)).await;
}

/// Files of which the most comes at once, and then nothing but what keeps them going.
pub async fn stopping(scene: &Scene) {
    let most = vec![b' '; scene.of(19, 4) * 1024 * 1024];
    send(scene, &most, Duration::from_secs(1)).await;
}

/// Sends this first, and then a little each time.
async fn send(scene: &Scene, first: &[u8], pause: Duration) {
    let drip = async |number: usize| {
        let mut stream = scene.connect(number % 4).await?;
        let path = PATHS[number / 4 % PATHS.len()];
        let head = format!("POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 20971520\r\n\r\n");
        stream.write_all(head.as_bytes()).await.ok()?;
        stream.write_all(first).await.ok()?;
        loop {
            sleep(pause).await;
            stream.write_all(&[b' '; 10 * 1024]).await.ok()?;
        }
        #[allow(unreachable_code)]
        Some(())
    };
    let all = join_all((0..BODIES).map(drip));
    let _ = timeout(scene.of(Duration::from_secs(30), Duration::from_secs(3)), all).await;
}
