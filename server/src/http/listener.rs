//! Accepts connections and serves them, each within limits: how many an address may have, and how long
//! it may say nothing.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{interval, sleep};
use tokio_io_timeout::TimeoutStream;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower_service::Service;
use tracing::{debug, warn};

use super::app::App;
use super::budgets::Limit;

/// How long a new connection may take until the head of its first request is there.
const FIRST_REQUEST_WITHIN: Duration = Duration::from_secs(10);

/// How long a connection may be idle between requests, and the head of the next one take.
const IDLE_FOR: Duration = Duration::from_secs(60);

/// How long what is written may wait for a client that does not read.
const READ_WITHIN: Duration = Duration::from_secs(30);

/// How often addresses are forgotten that have used nothing for a while.
const TIDY_EVERY: Duration = Duration::from_secs(60);

/// Pause after accepting has failed, usually because there are too many open files.
const PAUSE: Duration = Duration::from_millis(500);

/// Serves requests until `shutdown`, and then until the open ones are answered.
pub async fn serve(
    listener: TcpListener,
    app: App,
    router: Router,
    shutdown: impl Future<Output = ()>,
) {
    let (connections, stop) = (TaskTracker::new(), CancellationToken::new());
    let mut shutdown = std::pin::pin!(shutdown);
    let mut tidy = interval(TIDY_EVERY);
    loop {
        let accepted = tokio::select! {
            () = &mut shutdown => break,
            _ = tidy.tick() => {
                app.budgets.forget_idle();
                continue;
            }
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((socket, peer)) => {
                // A listed proxy is the connection of many people.
                let address = Some(peer.ip()).filter(|ip| !app.trusted_proxies.contain(*ip));
                // Without a place it is closed.
                if let Some(place) = app.budgets.connect(address) {
                    let served = connection(socket, peer, router.clone(), stop.clone());
                    let app = app.clone();
                    connections.spawn(async move {
                        let _place = place;
                        if served.await == Ended::Silent {
                            app.budgets.reached(Limit::Silent, address);
                        }
                    });
                }
            }
            Err(error) => {
                warn!(%error, "cannot accept a connection");
                sleep(PAUSE).await;
            }
        }
    }
    stop.cancel();
    connections.close();
    connections.wait().await;
}

/// How a connection has ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ended {
    /// By the client or after an answer.
    Served,
    /// Before its first request was there.
    Silent,
}

async fn connection(
    socket: TcpStream,
    peer: SocketAddr,
    router: Router,
    stop: CancellationToken,
) -> Ended {
    // Small frames are sent at once. Otherwise a vote waits until the previous one is acknowledged.
    if let Err(error) = socket.set_nodelay(true) {
        debug!(%error, "cannot set TCP_NODELAY");
    }
    let mut socket = TimeoutStream::new(socket);
    socket.set_write_timeout(Some(READ_WITHIN));
    let has_asked = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&has_asked);
    let service = service_fn(move |mut request: Request<Incoming>| {
        asked.store(true, Ordering::Relaxed);
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().call(request)
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(IDLE_FOR)
        .serve_connection(TokioIo::new(Box::pin(socket)), service)
        .with_upgrades();
    let mut served = std::pin::pin!(served);
    let mut first_request = std::pin::pin!(sleep(FIRST_REQUEST_WITHIN));
    loop {
        tokio::select! {
            // How it ends is the client's affair.
            _ = served.as_mut() => return Ended::Served,
            () = first_request.as_mut(), if !first_request.is_elapsed() => {
                if !has_asked.load(Ordering::Relaxed) {
                    return Ended::Silent;
                }
            }
            () = stop.cancelled() => break,
        }
    }
    served.as_mut().graceful_shutdown();
    let _ = served.await;
    Ended::Served
}
