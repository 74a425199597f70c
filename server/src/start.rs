//! Starts a server and stops it.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum_server::Handle;
use axum_server::accept::DefaultAcceptor;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use hyper_util::rt::TokioTimer;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::config::{Config, Tls};
use crate::crypto;
use crate::disk::Disk;
use crate::evidence::Uploads;
use crate::folder::{self, FolderError};
use crate::http::{AppFiles, Bodies, Connections, Door, Endpoint, Limits, Parts, Patient, Server, Streams};
use crate::mail;
use crate::pages::Pages;
use crate::routes::{metrics_router, router, table};
use crate::service::Site;
use crate::service::catch_up::catch_up;
use crate::service::expire::expire;
use crate::service::flags;
use crate::service::tallied;
use crate::store::{self, StoreError};

/// How long requests in flight may take when the server stops.
const GRACE: Duration = Duration::from_secs(10);
/// How often the limits forget who has not come for long.
const MINUTE: Duration = Duration::from_secs(60);
/// How often a disk that is filling up is spoken of.
const HOUR: Duration = Duration::from_secs(60 * 60);
/// How much of a body HTTP/2 takes in before anybody reads it.
const WINDOW: u32 = 64 * 1024;

/// Why a server did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The data folder.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The address is taken, or not ours.
    #[error("{0}: {1}")]
    Listen(SocketAddr, io::Error),
    /// The certificate or its key.
    #[error("{0}: {1}")]
    Tls(String, io::Error),
}

/// A running server.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// Where its figures are to be had.
    pub metrics: Option<SocketAddr>,
    /// For the use cases.
    pub site: Site,
    handle: Handle<Endpoint>,
    stop: watch::Sender<bool>,
    task: JoinHandle<io::Result<()>>,
}

impl Running {
    /// Takes no more requests, lets those in flight finish, and returns.
    pub async fn stop(self) -> io::Result<()> {
        self.stop.send_replace(true);
        self.handle.graceful_shutdown(Some(GRACE));
        let stopped = self.task.await.unwrap_or_else(|panic| Err(io::Error::other(panic)));
        // The next start then reads nothing of the ground.
        if let Err(error) = tallied::keep_all(&self.site).await {
            tracing::warn!(%error, "the tallies were not kept; the next start reads more of the ground");
        }
        stopped
    }
}

/// Opens the site in the data folder, for a server or a command.
pub fn open(config: &Config) -> Result<Site, StartError> {
    let store = store::open(&folder::make(&config.data)?, config.random.as_ref())?;
    Ok(Site::new(store, config.clock.clone(), config.random.clone()))
}

/// Starts a server on an opened site.
pub async fn start(config: &Config, site: Site) -> Result<Running, StartError> {
    catch_up(&site).await?;
    // Ballots are taken in meanwhile; who asks for points waits.
    let loading = site.clone();
    tokio::spawn(async move {
        if let Err(error) = tallied::load_all(&loading).await {
            tracing::error!(%error, "the tallies could not be read");
        }
        if let Err(error) = flags::load_all(&loading).await {
            tracing::error!(%error, "the flags could not be read");
        }
    });
    let listening = |error| StartError::Listen(config.listen, error);
    let listener = TcpListener::bind(config.listen).map_err(listening)?;
    let address = listener.local_addr().map_err(listening)?;
    let (stop, stopping) = watch::channel(false);
    let limits = Arc::new(Limits::new(&config.rates));
    let proxies = Arc::new(config.proxies.clone());
    let connections = Arc::new(Connections::new(connections(config), Arc::clone(&proxies)));
    let data: Arc<Path> = config.data.clone().into();
    tokio::spawn(look_after(Arc::clone(&limits), Arc::clone(&connections), stopping.clone()));
    tokio::spawn(watch_disk(Arc::clone(&data), stopping.clone()));
    let uploads = Uploads::of(&config.data);
    tokio::spawn(sweep(uploads.clone(), site.clone(), config.abandoned, stopping.clone()));
    tokio::spawn(let_go(site.clone(), stopping.clone()));
    if let Some(mail) = config.mail.clone() {
        tokio::spawn(mail::daily(site.clone(), mail, stopping.clone()));
    }
    let server = Server::from(Parts {
        site: site.clone(),
        data,
        uploads,
        most_evidence: config.most_evidence,
        limits,
        bodies: Bodies::new(config.patience, config.stall, config.room),
        connections: Arc::clone(&connections),
        streams: Streams::new(config.rates.streams),
        proxies,
        https: config.https || config.tls.is_some(),
        app: AppFiles::new(config.app.clone()),
        pages: Pages::default(),
        routes: table().collect(),
        requests: Arc::default(),
        stopping,
    });
    let metrics = match config.metrics {
        Some(address) => Some(serve_metrics(address, server.clone()).await?),
        None => None,
    };
    let app = router(server).into_make_service_with_connect_info::<SocketAddr>();
    let handle = Handle::new();
    let door = Door::new(listener, connections).map_err(listening)?;
    let mut bound = axum_server::Server::<Endpoint>::from_listener(door).handle(handle.clone());
    let patience = config.patience;
    let http = bound.http_builder();
    http.http1().timer(TokioTimer::new()).header_read_timeout(patience);
    http.http2().timer(TokioTimer::new()).keep_alive_interval(patience).keep_alive_timeout(patience);
    http.http2().initial_stream_window_size(WINDOW).initial_connection_window_size(2 * WINDOW);
    let task = match &config.tls {
        None => tokio::spawn(bound.acceptor(Patient { inner: DefaultAcceptor::new(), patience }).serve(app)),
        Some(tls) => {
            let inner = RustlsAcceptor::new(load(tls).await?).handshake_timeout(patience);
            tokio::spawn(bound.acceptor(Patient { inner, patience }).serve(app))
        }
    };
    Ok(Running { address, metrics, site, handle, stop, task })
}

async fn load(tls: &Tls) -> Result<RustlsConfig, StartError> {
    // Somebody else in the process may have chosen a provider already; then that one serves.
    crypto::install();
    let loaded = RustlsConfig::from_pem_file(&tls.certificate, &tls.key).await;
    loaded.map_err(|error| {
        StartError::Tls(format!("{}, {}", tls.certificate.display(), tls.key.display()), error)
    })
}

/// Serves the figures on an address of their own until the server stops.
async fn serve_metrics(address: SocketAddr, server: Server) -> Result<SocketAddr, StartError> {
    let listening = |error| StartError::Listen(address, error);
    let listener = tokio::net::TcpListener::bind(address).await.map_err(listening)?;
    let bound = listener.local_addr().map_err(listening)?;
    let mut stopping = server.stopping.clone();
    let stopped = async move { drop(stopping.wait_for(|stopping| *stopping).await) };
    let serving = axum::serve(listener, metrics_router(server)).with_graceful_shutdown(stopped);
    tokio::spawn(async move { drop(serving.await) });
    Ok(bound)
}

/// Every connection is a file, and systems begin with few: takes as many as there are. Even where there are few, no
/// address may have them all.
fn connections(config: &Config) -> usize {
    let files = rlimit::increase_nofile_limit(u64::MAX);
    if let Err(error) = &files {
        tracing::warn!(%error, "the limit of open files stays as it was");
    }
    let quarter = files.ok().and_then(|files| usize::try_from(files / 4).ok());
    config.connections.min(quarter.unwrap_or(usize::MAX))
}

/// Forgets who has not come for long, and says what went wrong at the door, once a minute and not once a connection.
async fn look_after(limits: Arc<Limits>, connections: Arc<Connections>, mut stopping: watch::Receiver<bool>) {
    while tokio::time::timeout(MINUTE, stopping.changed()).await.is_err() {
        limits.forget_idle();
        if let Some(trouble) = connections.trouble() {
            let (refused, failed, error) = (trouble.refused, trouble.failed, trouble.error);
            tracing::warn!(refused, failed, error, "connections turned away within a minute");
        }
    }
}

/// Says once an hour that the disk is filling up, long before a ballot finds no room.
async fn watch_disk(data: Arc<Path>, mut stopping: watch::Receiver<bool>) {
    loop {
        if let Some(disk) = Disk::under(&data).ok().filter(Disk::is_low) {
            let (free, store) = (disk.free >> 20, disk.store >> 20);
            tracing::warn!(
                free_mib = free,
                store_mib = store,
                "the disk is filling up: make room, or move the data"
            );
        }
        if tokio::time::timeout(HOUR, stopping.changed()).await.is_ok() {
            return;
        }
    }
}

/// Lets uploads go once an hour that nobody goes on with.
async fn sweep(uploads: Uploads, site: Site, abandoned: Duration, mut stopping: watch::Receiver<bool>) {
    loop {
        let (uploads, now) = (uploads.clone(), SystemTime::from(site.now()));
        let swept = tokio::task::spawn_blocking(move || uploads.sweep(now - abandoned)).await;
        match swept.map_err(io::Error::other).and_then(|swept| swept) {
            Ok(0) => {}
            Ok(swept) => tracing::info!(swept, "uploads let go that nobody went on with"),
            Err(error) => tracing::warn!(%error, "abandoned uploads stay"),
        }
        if tokio::time::timeout(HOUR, stopping.changed()).await.is_ok() {
            return;
        }
    }
}

/// Deletes once an hour what was kept of people for a time that is over.
async fn let_go(site: Site, mut stopping: watch::Receiver<bool>) {
    loop {
        match expire(&site).await {
            Ok(0) => {}
            Ok(gone) => tracing::info!(gone, "deleted what campaigns keep no longer"),
            Err(error) => tracing::warn!(?error, "what is kept no longer stays"),
        }
        if tokio::time::timeout(HOUR, stopping.changed()).await.is_ok() {
            return;
        }
    }
}
