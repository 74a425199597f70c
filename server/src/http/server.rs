//! What every route is given.

use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;

use tokio::sync::watch;

use super::{Access, AppFiles, Bodies, Connections, Limits, Proxies, Requests, Streams};
use crate::evidence::Uploads;
use crate::pages::Pages;
use crate::service::Site;

/// What every route is given. Every layer and every route clones it for each request: one count goes up, whatever it holds.
#[derive(Clone)]
pub struct Server(Arc<Parts>);

impl From<Parts> for Server {
    fn from(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }
}

impl Deref for Server {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// What it is made of.
pub struct Parts {
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
    /// What is published, as it was drawn.
    pub pages: Pages,
    /// Who may call what.
    pub routes: Arc<[Access]>,
    /// How many requests were answered.
    pub requests: Arc<Requests>,
    /// Turns true when the server stops: answers that never end must then end.
    pub stopping: watch::Receiver<bool>,
}
