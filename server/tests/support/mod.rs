//! Support for the tests of the server: the real server on a port of its own, and clients that
//! mirror a room as a page does.
// Each test file uses a part of it.
#![allow(dead_code, unused_imports)]

pub mod client;
mod connect;
pub mod events;
mod gzip;
mod health;
pub mod http;
pub mod raw;
pub mod running;
mod site;
mod soon;
pub mod tokens;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use domain::command::Command;
use domain::ids::CommandId;
use domain::protocol::{Do, encode};
use serde_json::json;
use server::address_limits::AddressLimits;
use server::base_path::BasePath;
use server::networks::Networks;
use server::rooms::Registry;
use server::server::{Server, UNLOAD_AFTER};
use server::settings::{Arguments, CreateRooms, IdentityHeaders, Settings};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

pub use client::{Client, secret};
pub use connect::connect_from;
pub use health::{health, health_becomes};
pub use raw::Raw;
pub use running::Running;
pub use site::empty_site;
pub use soon::soon;

/// How a test's server differs from a real one.
#[derive(Clone, Debug)]
pub struct Options {
    pub unload: Duration,
    pub snapshot: Duration,
    pub site: Option<PathBuf>,
    pub allowed_origins: Vec<String>,
    pub frame_ancestors: Option<String>,
    pub trusted_proxies: Networks,
    pub identity_headers: IdentityHeaders,
    pub base_path: BasePath,
    pub token_keys: Vec<PathBuf>,
    pub create_rooms: CreateRooms,
    /// Without limits where a test does not set them: all its people come from one address.
    pub address_limits: AddressLimits,
}

impl Default for Options {
    fn default() -> Self {
        let snapshot = Duration::from_secs(60);
        Self {
            unload: UNLOAD_AFTER,
            snapshot,
            site: None,
            allowed_origins: Vec::new(),
            frame_ancestors: None,
            trusted_proxies: Networks::default(),
            identity_headers: IdentityHeaders::Remote,
            base_path: BasePath::default(),
            token_keys: Vec::new(),
            create_rooms: CreateRooms::default(),
            address_limits: AddressLimits {
                connections: 0,
                requests: 0,
                rooms: 0,
                strangers: 0,
                joins: 0,
                passcodes: 0,
            },
        }
    }
}

/// A server that runs in this process.
pub struct TestServer {
    pub address: SocketAddr,
    pub folder: Arc<TempDir>,
    pub registry: Arc<Registry>,
    options: Options,
    stop: CancellationToken,
    serving: JoinHandle<anyhow::Result<()>>,
}

impl TestServer {
    pub async fn start() -> Self {
        Self::with(Options::default()).await
    }

    pub async fn with(options: Options) -> Self {
        Self::on(Arc::new(tempfile::tempdir().unwrap()), options).await
    }

    /// A server with the data of a folder.
    pub async fn on(folder: Arc<TempDir>, options: Options) -> Self {
        let settings = settings(&folder, &options);
        let server = Server::without_page(&settings, options.unload).unwrap();
        let registry = server.registry();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let stop = CancellationToken::new();
        let stopped = stop.clone();
        let serving =
            tokio::spawn(server.serve(listener, async move { stopped.cancelled().await }));
        Self { address, folder, registry, options, stop, serving }
    }

    /// Stops as on a signal; everything is saved then.
    pub async fn stop(self) -> (Arc<TempDir>, Options) {
        self.stop.cancel();
        soon("the server stops", self.serving).await.unwrap().unwrap();
        (self.folder, self.options)
    }

    /// Stops, and starts again on the same data.
    pub async fn restart(self) -> Self {
        let (folder, options) = self.stop().await;
        Self::on(folder, options).await
    }

    /// A new room: its id, and the secret of its first facilitator.
    pub async fn room(&self) -> Place {
        create_room(self.address, "Sprint 12").await
    }

    /// A new room with its facilitator in it.
    pub async fn room_with_host(&self) -> (Place, Client) {
        let place = self.room().await;
        let host = Client::join_as(self.address, &place.room, &place.founder, "Host").await;
        (place, host)
    }

    /// The room's backlog as CSV, as a participant gets it.
    pub async fn csv(&self, room: &str, secret: &str) -> String {
        let path = format!("/api/rooms/{room}/export.csv");
        let answer = http::get(self.address, &path, &[http::bearer(secret)]).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.text()
    }
}

/// A room, and the secret of its founder.
#[derive(Clone, Debug)]
pub struct Place {
    pub room: String,
    pub founder: String,
}

/// A new room with this title on the server at this address.
pub async fn create_room(address: SocketAddr, title: &str) -> Place {
    let founder = secret();
    let body = json!({ "title": title, "secret": founder }).to_string();
    let answer = http::post(address, "/api/rooms", &[], body.as_bytes()).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let room = answer.json()["room"].as_str().unwrap().to_owned();
    Place { room, founder }
}

/// Carries out a command of the founder by a request, for commands that do not fit into a frame.
pub async fn carry_out(address: SocketAddr, place: &Place, command: Command) {
    let body = encode(&Do { id: CommandId(secret()), command });
    let path = format!("/api/rooms/{}/commands", place.room);
    let bearer = [http::bearer(&place.founder)];
    let answer = http::post(address, &path, &bearer, body.as_bytes()).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
}

pub fn settings(folder: &TempDir, options: &Options) -> Settings {
    let arguments = Arguments {
        data: Some(folder.path().join("data")),
        site_root: Some(options.site.clone().unwrap_or_else(|| folder.path().join("site"))),
        snapshot_seconds: Some(options.snapshot.as_secs()),
        allowed_origins: Some(options.allowed_origins.clone()),
        frame_ancestors: options.frame_ancestors.clone(),
        trusted_proxies: Some(options.trusted_proxies.clone()),
        identity_headers: Some(options.identity_headers),
        base_path: Some(options.base_path.clone()),
        token_keys: Some(options.token_keys.clone()),
        create_rooms: Some(options.create_rooms),
        ..Arguments::default()
    };
    let mut settings = Settings::new(arguments, folder.path()).unwrap();
    settings.snapshot = options.snapshot;
    settings.address_limits = options.address_limits.clone();
    settings
}
