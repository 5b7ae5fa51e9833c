//! The server as a whole: put together by [`Server::open`], at work in [`Server::serve`].

use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{error, warn};

use crate::http::{self, App};
use crate::rooms::{Registry, Timing, sweeper};
use crate::settings::Settings;
use crate::storage::sqlite::SqliteStorage;

/// How long a room stays in memory after the last one has left: a reload or a lunch with the page
/// closed does not read it from disk again.
pub const UNLOAD_AFTER: Duration = Duration::from_secs(5 * 60);

/// How long connections may take to end once the server stops. Rooms are saved in any case.
const FAREWELL: Duration = Duration::from_secs(5);

/// Everything but a listener.
pub struct Server {
    app: App,
    registry: Arc<Registry>,
    room_days: u32,
    stop: CancellationToken,
    sockets: TaskTracker,
}

impl Server {
    /// Opens the data folder and puts the parts together.
    pub fn open(settings: &Settings) -> Result<Self> {
        Self::with_unload(settings, UNLOAD_AFTER)
    }

    /// The same, with rooms that leave memory sooner or later.
    pub fn with_unload(settings: &Settings, unload: Duration) -> Result<Self> {
        let storage = Arc::new(SqliteStorage::open(&settings.data)?);
        let timing = Timing { snapshot: settings.snapshot, unload };
        let registry = Arc::new(Registry::new(storage, timing));
        let (stop, sockets) = (CancellationToken::new(), TaskTracker::new());
        let app = App::new(settings, Arc::clone(&registry), stop.clone(), sockets.clone())?;
        Ok(Self { app, registry, room_days: settings.room_days, stop, sockets })
    }

    /// The rooms, for those who look after them.
    pub fn registry(&self) -> Arc<Registry> {
        Arc::clone(&self.registry)
    }

    /// Serves until `shutdown`, then says goodbye to everybody and saves all rooms.
    pub async fn serve(
        self,
        listener: TcpListener,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> Result<()> {
        let Self { app, registry, room_days, stop, sockets } = self;
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
        // Rooms end their connections first; then nothing keeps the listener's tasks.
        registry.close().await;
        sockets.close();
        let farewell = async {
            sockets.wait().await;
            match early {
                Some(ended) => ended,
                None => serving.await,
            }
        };
        match tokio::time::timeout(FAREWELL, farewell).await {
            Ok(Ok(ended)) => ended?,
            Ok(Err(panicked)) => error!(error = %panicked, "the listener failed"),
            Err(_) => warn!("some connections did not end in time"),
        }
        sweeping.await?;
        Ok(())
    }
}
