//! What a server says of itself to those who watch it.

use std::net::SocketAddr;
use std::time::Duration;

use super::http;
use super::soon::soon;

/// The status of `/healthz`.
pub async fn health(server: SocketAddr) -> u16 {
    http::get(server, "/healthz", &[]).await.status
}

/// Waits until it is this one.
pub async fn health_becomes(server: SocketAddr, status: u16) {
    soon("the health", async {
        while health(server).await != status {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
}
