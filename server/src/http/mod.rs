//! The server's HTTP interface: which address leads where. The only place that knows axum.
//!
//! It translates between HTTP and the rooms, and decides nothing about them.

mod answers;
mod body;
mod caller;
mod commands;
mod conversation;
mod create;
mod document;
mod encoding;
mod events;
mod export;
mod headers;
mod import;
mod oembed;
mod origin;
mod page;
mod preview;
mod proxy;
mod room_file;
mod site_file;
mod socket;
mod throttle;

use std::net::SocketAddr;
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Result;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::{any, get, post};
use axum::serve::ListenerExt;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower_http::services::ServeDir;
use tracing::warn;

use crate::base_path::BasePath;
use crate::networks::Networks;
use crate::rooms::Registry;
use crate::settings::{CreateRooms, IdentityHeaders, Settings};
use crate::tokens::TokenKeys;

/// Bytes of a request to make a room.
const ROOM_BYTES: usize = 16 * 1024;

/// Large bodies that arrive, or wait to be read, at the same time: bounds the memory that they take.
const LARGE_ARRIVING: usize = 16;

/// Large bodies that are read at the same time: bounds the memory and the processors they take.
const LARGE_AT_ONCE: usize = 2;

/// What the handlers share.
#[derive(Clone)]
pub struct App(Arc<Shared>);

/// What the handlers share, once.
pub struct Shared {
    registry: Arc<Registry>,
    site: PathBuf,
    allowed_origins: Vec<String>,
    tokens: TokenKeys,
    create_rooms: CreateRooms,
    trusted_proxies: Networks,
    identity_headers: IdentityHeaders,
    base_path: BasePath,
    policy: headers::Policy,
    arriving: Arc<Semaphore>,
    large: Arc<Semaphore>,
    streams: events::OpenStreams,
    stop: CancellationToken,
    sockets: TaskTracker,
}

impl Deref for App {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl App {
    /// Fails when a setting cannot be used in a header, or a key not at all.
    pub fn new(
        settings: &Settings,
        registry: Arc<Registry>,
        stop: CancellationToken,
        sockets: TaskTracker,
    ) -> Result<Self> {
        Ok(Self(Arc::new(Shared {
            registry,
            site: settings.site_root.clone(),
            allowed_origins: settings.allowed_origins.clone(),
            tokens: TokenKeys::read(&settings.token_keys)?,
            create_rooms: settings.create_rooms,
            trusted_proxies: settings.trusted_proxies.clone(),
            identity_headers: settings.identity_headers,
            base_path: settings.base_path.clone(),
            policy: headers::Policy::new(&settings.frame_ancestors)?,
            arriving: Arc::new(Semaphore::new(LARGE_ARRIVING)),
            large: Arc::new(Semaphore::new(LARGE_AT_ONCE)),
            streams: events::OpenStreams::default(),
            stop,
            sockets,
        })))
    }
}

/// Answers what comes to a listener, until `shutdown`.
pub async fn serve(
    listener: TcpListener,
    app: App,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let listener = listener.tap_io(|socket| {
        // Small frames go out at once. Without this a vote waits for the last one's receipt.
        if let Err(error) = socket.set_nodelay(true) {
            warn!(%error, "cannot set TCP_NODELAY");
        }
    });
    let service = router(app).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(shutdown).await
}

/// All addresses.
fn router(app: App) -> Router {
    let assets = ServeDir::new(app.site.join("assets"))
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip();
    let assets = Router::new().fallback_service(assets).layer(from_fn(page::keep_for_ever));
    let api = Router::new()
        .route("/rooms", post(create::room).layer(DefaultBodyLimit::max(ROOM_BYTES)))
        .route("/rooms/open", post(room_file::open))
        .route("/rooms/{room}/socket", get(socket::open))
        .route("/rooms/{room}/events/{connection}", get(events::open).post(events::send))
        .route("/rooms/{room}/commands", post(commands::command))
        .route("/rooms/{room}/export.csv", get(export::csv))
        .route("/rooms/{room}/export.md", get(export::markdown))
        .route("/rooms/{room}/export/{name}", get(export::named))
        .route("/rooms/{room}/preview", post(import::preview_for_room))
        .route("/preview", post(import::preview))
        .route("/markdown", post(import::markdown).layer(import::markdown_limit()))
        .fallback(any(unknown))
        .layer(from_fn_with_state(app.clone(), origin::share));
    let inside = Router::new()
        .nest("/api", api)
        .nest("/assets", assets)
        .route("/healthz", get(async || "ok"))
        .route("/favicon.svg", get(page::favicon))
        .route("/ready-room.js", get(page::element))
        .route("/frame.js", get(page::frame_script))
        .route("/ready-room.d.ts", get(page::types))
        .route("/oembed", get(oembed::oembed))
        .fallback(page::page)
        .layer(from_fn_with_state(app.clone(), headers::guard))
        .with_state(app.clone());
    // Around the addresses, because it decides what the address is.
    Router::new().fallback_service(inside).layer(from_fn_with_state(app, proxy::look))
}

async fn unknown() -> Response {
    answers::not_found()
}
