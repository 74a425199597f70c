//! How a server is to run.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::clock::{self, Clock};
use crate::http::{Proxies, Rates};
use crate::secret::{self, Random};

/// A tablet on the worst network sends its headers in less; who takes longer only holds a connection.
const PATIENCE: Duration = Duration::from_secs(30);

/// How a server is to run.
#[derive(Clone)]
pub struct Config {
    /// The folder of the data.
    pub data: PathBuf,
    /// Where to listen; port 0 takes any.
    pub listen: SocketAddr,
    /// Certificate and key, to serve https without a proxy in front.
    pub tls: Option<Tls>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub proxies: Proxies,
    /// Whether browsers reach this server by https alone, by `tls` or a proxy.
    pub https: bool,
    /// The folder of an app to serve in place of the one built in.
    pub app: Option<PathBuf>,
    /// How often strangers may ask.
    pub rates: Rates,
    /// How long a connection may be without a whole request's headers. What follows them may take as long as it takes.
    pub patience: Duration,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Randomness for tokens and passwords.
    pub random: Arc<dyn Random>,
}

/// The files of a certificate and its key, PEM.
#[derive(Clone, Debug)]
pub struct Tls {
    /// The certificate, with its chain.
    pub certificate: PathBuf,
    /// The private key.
    pub key: PathBuf,
}

impl Config {
    /// On this folder and address; all else as usual.
    pub fn new(data: impl Into<PathBuf>, listen: SocketAddr) -> Self {
        Self {
            data: data.into(),
            listen,
            tls: None,
            proxies: Proxies::default(),
            https: false,
            app: None,
            rates: Rates::default(),
            patience: PATIENCE,
            clock: clock::system(),
            random: secret::system(),
        }
    }
}
