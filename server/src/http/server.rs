//! What every route is given.

use std::path::Path;
use std::sync::Arc;

use tokio::sync::watch;

use super::{Access, AppFiles, Bodies, Connections, Limits, Proxies, Requests, Streams};
use crate::evidence::Uploads;
use crate::service::Site;

/// What every route is given. Cheap to clone.
#[derive(Clone)]
pub struct Server {
    /// For the use cases.
    pub site: Site,
    /// The folder of the data.
    pub data: Arc<Path>,
    /// Files on their way here.
    pub uploads: Uploads,
    /// The most bytes of a file that a unit gives.
    pub most_evidence: u64,
    /// How often strangers may ask.
    pub limits: Arc<Limits>,
    /// How bodies are read.
    pub bodies: Bodies,
    /// The connections of strangers.
    pub connections: Arc<Connections>,
    /// The streams of changes.
    pub streams: Streams,
    /// Whose `X-Forwarded-For` is believed.
    pub proxies: Arc<Proxies>,
    /// Whether browsers reach this server by https alone.
    pub https: bool,
    /// The app.
    pub app: AppFiles,
    /// Who may call what.
    pub routes: Arc<[Access]>,
    /// How many requests were answered.
    pub requests: Arc<Requests>,
    /// Turns true when the server stops: answers that never end must then end.
    pub stopping: watch::Receiver<bool>,
}
