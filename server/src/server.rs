//! The server as a whole: set up by [`Server::open`], run by [`Server::serve`].

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{error, warn};

use crate::http::{self, App};
use crate::maintenance::copy_daily;
use crate::rooms::{Registry, Timing, sweeper};
use crate::settings::Settings;
use crate::storage::sqlite::SqliteStorage;

/// How long a room stays in memory after the last person has left, so that a reload or a short
/// break does not read it from disk again.
pub const UNLOAD_AFTER: Duration = Duration::from_secs(5 * 60);

/// How long connections may take to close when the server stops. Rooms are saved in any case.
const CLOSE_WITHIN: Duration = Duration::from_secs(5);

/// A server without its listener.
pub struct Server {
    app: App,
    registry: Arc<Registry>,
    room_days: u32,
    /// The data folder, and the folder for daily copies if there is one.
    copies: Option<(PathBuf, PathBuf)>,
    stop: CancellationToken,
    sockets: TaskTracker,
}

impl Server {
    /// Opens the data folder and sets everything up. Fails if there is no page to serve.
    pub fn open(settings: &Settings) -> Result<Self> {
        http::check_site(&settings.site_root)?;
        Self::without_page(settings, UNLOAD_AFTER)
    }

    /// The same for tests: whether there is a page or not, and with another time after which unused
    /// rooms leave memory.
    pub fn without_page(settings: &Settings, unload: Duration) -> Result<Self> {
        let storage = Arc::new(SqliteStorage::open(&settings.data)?);
        let timing = Timing { snapshot: settings.snapshot, unload };
        let registry = Arc::new(Registry::new(storage, timing));
        let (stop, sockets) = (CancellationToken::new(), TaskTracker::new());
        let app = App::new(settings, Arc::clone(&registry), stop.clone(), sockets.clone())?;
        let copies = settings.daily_copies.clone().map(|folder| (settings.data.clone(), folder));
        Ok(Self { app, registry, room_days: settings.room_days, copies, stop, sockets })
    }

    /// The rooms.
    pub fn registry(&self) -> Arc<Registry> {
        Arc::clone(&self.registry)
    }

    /// Serves until `shutdown`, then closes all connections and saves all rooms.
    pub async fn serve(
        self,
        listener: TcpListener,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> Result<()> {
        let Self { app, registry, room_days, copies, stop, sockets } = self;
        if let Some((data, folder)) = copies {
            tokio::spawn(copy_daily(data, folder, stop.clone()));
        }
        let sweeping = tokio::spawn(sweeper(Arc::clone(&registry), room_days, stop.clone()));
        let stopping = stop.clone();
        let mut serving = tokio::spawn(http::serve(listener, app, async move {
            shutdown.await;
            stopping.cancel();
        }));
        let early = tokio::select! {
            ended = &mut serving => Some(ended),
            () = stop.cancelled() => None,
        };
        stop.cancel();
        // Rooms close their connections first, so that the listener's tasks can end.
        registry.close().await;
        sockets.close();
        let closing = async {
            sockets.wait().await;
            match early {
                Some(ended) => ended,
                None => serving.await,
            }
        };
        match tokio::time::timeout(CLOSE_WITHIN, closing).await {
            Ok(Ok(())) => {}
            Ok(Err(panicked)) => error!(error = %panicked, "the listener failed"),
            Err(_) => warn!("some connections did not end in time"),
        }
        sweeping.await?;
        Ok(())
    }
}
