//! The state that all handlers share.

use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Result;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::budgets::Budgets;
use super::memory::Memory;
use super::open_streams::OpenStreams;
use super::policy::Policy;
use crate::base_path::BasePath;
use crate::networks::Networks;
use crate::rooms::Registry;
use crate::settings::{CreateRooms, IdentityHeaders, Settings};
use crate::tokens::TokenKeys;

/// How many large bodies are processed at the same time: bounds the memory and the processors that
/// they take.
const LARGE_AT_ONCE: usize = 2;

/// How many descriptions are rendered at the same time.
const RENDERED_AT_ONCE: usize = 2;

/// How many views there are for requests at the same time, being encoded or read.
const VIEWED_AT_ONCE: usize = 4;

/// The state that all handlers share. Clones share it.
#[derive(Clone)]
pub struct App(Arc<Shared>);

/// The fields of [`App`].
pub struct Shared {
    /// The rooms.
    pub registry: Arc<Registry>,
    /// The folder with the built page.
    pub site: PathBuf,
    /// Other origins whose pages may use the server.
    pub allowed_origins: Vec<String>,
    /// The hosts that the server answers as; any if there is none.
    pub hosts: Vec<String>,
    /// The keys for verifying tokens.
    pub tokens: TokenKeys,
    /// Who may create rooms.
    pub create_rooms: CreateRooms,
    /// The proxies whose headers are trusted.
    pub trusted_proxies: Networks,
    /// The headers in which they name the user.
    pub identity_headers: IdentityHeaders,
    /// The path below which the server is reached.
    pub base_path: BasePath,
    /// The content policy.
    pub policy: Policy,
    /// What each address may use.
    pub budgets: Budgets,
    /// The memory for large bodies.
    pub bodies: Memory,
    /// Permits for processing large bodies.
    pub large: Arc<Semaphore>,
    /// Permits for rendering descriptions.
    pub rendering: Arc<Semaphore>,
    /// Permits for the views that requests ask for.
    pub viewing: Arc<Semaphore>,
    /// The open event streams.
    pub streams: OpenStreams,
    /// Cancelled when the server stops.
    pub stop: CancellationToken,
    /// The tasks of open connections.
    pub sockets: TaskTracker,
}

impl Deref for App {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl App {
    /// Fails if a setting cannot be used in a header, or a key cannot be used.
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
            hosts: settings.hosts.clone(),
            tokens: TokenKeys::read(&settings.token_keys)?,
            create_rooms: settings.create_rooms,
            trusted_proxies: settings.trusted_proxies.clone(),
            identity_headers: settings.identity_headers,
            base_path: settings.base_path.clone(),
            policy: Policy::new(&settings.frame_ancestors)?,
            budgets: Budgets::new(&settings.address_limits),
            bodies: Memory::new(),
            large: Arc::new(Semaphore::new(LARGE_AT_ONCE)),
            rendering: Arc::new(Semaphore::new(RENDERED_AT_ONCE)),
            viewing: Arc::new(Semaphore::new(VIEWED_AT_ONCE)),
            streams: OpenStreams::default(),
            stop,
            sockets,
        })))
    }
}
