//! How a server is to run.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::clock::{self, Clock};
use crate::http::{Proxies, Rates};
use crate::mail::Mail;
use crate::secret::{self, Random};

/// A tablet on the worst network sends its headers in less; who takes longer only holds a connection.
const PATIENCE: Duration = Duration::from_secs(30);
/// A tablet whose network stands still longer begins anew.
const STALL: Duration = Duration::from_secs(60);
/// Room for 64 of the largest ballots, and for more than a thousand of the usual ones.
const ROOM: usize = 64 << 20;
/// A scan of some hundred pages.
const EVIDENCE: u64 = 20 << 20;
/// Whoever does not go on with an upload for a week does not go on.
const ABANDONED: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// Forty tablets of an office, with the six connections that a browser opens, twice.
const CONNECTIONS: usize = 512;

/// How a server is to run.
#[derive(Clone)]
pub struct Config {
    /// The folder of the data.
    pub data: PathBuf,
    /// Where to listen; port 0 takes any.
    pub listen: SocketAddr,
    /// Where figures are to be had by whoever can reach it, without signing in; nowhere if absent.
    pub metrics: Option<SocketAddr>,
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
    /// How long a connection may be without a whole request's headers, and a stranger's body may take.
    pub patience: Duration,
    /// Within this time the body of somebody known brings what the slowest network brings. While it does it takes as long
    /// as it takes.
    pub stall: Duration,
    /// How many bytes of bodies of people who are known are in memory at once; who finds no room waits.
    pub room: usize,
    /// How many connections one address may have without anybody signed in.
    pub connections: usize,
    /// The most bytes of a file that a unit gives as evidence.
    pub most_evidence: u64,
    /// An upload that nobody goes on with for so long is let go.
    pub abandoned: Duration,
    /// How mail goes out; none does if absent.
    pub mail: Option<Mail>,
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
            metrics: None,
            tls: None,
            proxies: Proxies::default(),
            https: false,
            app: None,
            rates: Rates::default(),
            patience: PATIENCE,
            stall: STALL,
            room: ROOM,
            connections: CONNECTIONS,
            most_evidence: EVIDENCE,
            abandoned: ABANDONED,
            mail: None,
            clock: clock::system(),
            random: secret::system(),
        }
    }
}
