//! `parindex serve`: serves until it is told to stop.

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use shared::message::{Language, text};
use tracing_subscriber::EnvFilter;

use super::mail;
use super::report::Failure;
use super::salvage::salvage;
use super::stop;
use crate::config::{Config, Tls};
use crate::folder::{self, STORE};
use crate::http::{Network, Proxies};
use crate::service::{Site, accounts};
use crate::start::{open, start};

/// Where and how to serve.
#[derive(Clone, Debug, clap::Args)]
#[group(id = "serve")]
pub struct Arguments {
    /// Folder of the data; made if it is not there.
    #[arg(long, env = "PARINDEX_DATA", default_value = "data")]
    data: PathBuf,
    /// Address to listen on.
    #[arg(long, env = "PARINDEX_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Address for figures in the Prometheus text form, at /metrics; whoever reaches it reads them.
    #[arg(long, env = "PARINDEX_METRICS_LISTEN")]
    metrics_listen: Option<SocketAddr>,
    /// Certificate with its chain (PEM), to serve https without a proxy.
    #[arg(long, env = "PARINDEX_TLS_CERT", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// Its private key (PEM).
    #[arg(long, env = "PARINDEX_TLS_KEY", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// A proxy (address or network) whose X-Forwarded-For is believed; may be given again.
    #[arg(long = "trusted-proxy", env = "PARINDEX_TRUSTED_PROXIES", value_delimiter = ',')]
    trusted_proxies: Vec<Network>,
    /// Browsers reach this server by https alone, through a proxy: tell them to keep to it.
    #[arg(long, env = "PARINDEX_HTTPS")]
    https: bool,
    /// The most MiB of a file that a unit gives as evidence.
    #[arg(long, env = "PARINDEX_EVIDENCE_MIB", value_name = "MIB", default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=1024))]
    evidence_mib: u64,
    /// Days after which an upload is let go that nobody goes on with.
    #[arg(long, env = "PARINDEX_UPLOAD_DAYS", value_name = "DAYS", default_value_t = 7, value_parser = clap::value_parser!(u64).range(1..=365))]
    upload_days: u64,
    /// Folder of a built app, to serve in place of the one built in: a new app without a new server.
    #[arg(long, env = "PARINDEX_APP")]
    app: Option<PathBuf>,
    #[command(flatten)]
    mail: mail::Arguments,
}

impl Arguments {
    /// As a configuration.
    pub fn config(self) -> Result<Config, Failure> {
        let tls = self.tls_cert.zip(self.tls_key).map(|(certificate, key)| Tls { certificate, key });
        Ok(Config {
            metrics: self.metrics_listen,
            tls,
            proxies: Proxies(self.trusted_proxies),
            https: self.https,
            app: self.app,
            most_evidence: self.evidence_mib << 20,
            abandoned: Duration::from_secs(self.upload_days * 24 * 60 * 60),
            mail: self.mail.mail()?,
            ..Config::new(self.data, self.listen)
        })
    }
}

/// Serves; at the first start makes the admin.
pub async fn run(arguments: Arguments, language: Language) -> Result<(), Failure> {
    let config = arguments.config()?;
    let _claim = folder::claim(&config.data)?;
    if let Some(kept) = salvage(&config)? {
        let (store, kept) = (config.data.join(STORE).display().to_string(), kept.display().to_string());
        eprintln!("{}", text(language, "server.salvaged", &[("file", &store), ("kept", &kept)]));
    }
    let site = open(&config)?;
    if let Some(password) = accounts::make_first_admin(&site).await? {
        let params = [("account", accounts::FIRST_ADMIN), ("password", password.as_str())];
        println!("{}", text(language, "server.first_admin", &params));
    }
    until_stopped(&config, site, language).await
}

/// Serves until SIGTERM or ctrl-c; then lets requests in flight finish.
pub async fn until_stopped(config: &Config, site: Site, language: Language) -> Result<(), Failure> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    // Tests may have installed a subscriber of their own.
    drop(tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init());
    // Before anybody is told that it serves: who stops it at once must find it listening.
    let told = stop::listen()?;
    let running = start(config, site).await?;
    let scheme = if config.tls.is_some() { "https" } else { "http" };
    let host = if running.address.ip().is_loopback() {
        format!("localhost:{}", running.address.port())
    } else {
        running.address.to_string()
    };
    println!("{}", text(language, "server.listening", &[("url", &format!("{scheme}://{host}"))]));
    told.await;
    // Who read what is said may have gone long ago: no reason to end otherwise than well.
    drop(writeln!(std::io::stdout(), "{}", text(language, "server.stopping", &[])));
    Ok(running.stop().await?)
}
