//! A server of its own for each test, with a clock that the test sets.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};
use server::clock::Clock;
use server::service::import::Import;
use server::service::log::Actor;
use server::service::session::Caller;
use server::service::{Site, accounts, import};
use server::store::{Session, StoreError};
use server::{Config, Rates, Running, open, start};
use shared::wire::{AccountChange, Grant, Role};
use tempfile::TempDir;

use crate::client::Client;
use crate::{ground, sample};

/// The password of every account of the tests.
pub const PASSWORD: &str = "mật khẩu của bài thử";
/// When every test begins: in the middle of the sample's survey.
pub const BEGIN: &str = "2019-11-20T02:00:00Z";

/// A clock that stands still until it is moved.
pub struct Hands(AtomicI64);

impl Hands {
    fn at(time: &str) -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(time.parse::<Timestamp>().unwrap().as_millisecond())))
    }
}

impl Clock for Hands {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::SeqCst)).unwrap()
    }
}

/// The admin, as a use case is told who calls.
pub async fn admin(site: &Site) -> Caller {
    let account = site.store.read::<_, StoreError>(|store| store.account("admin"));
    let (account, now) = (account.await.unwrap().unwrap(), site.now());
    let (token, username) = ([0; 32], account.username.clone());
    let session = Session { token, username, made: now, expires: now, revoked: None };
    Caller::of(&session, &account, vec![Grant::of(Role::Admin)], now)
}

/// A running server.
pub struct Served {
    pub site: Site,
    pub url: String,
    pub clock: Arc<Hands>,
    running: Running,
    data: TempDir,
}

impl Served {
    /// A server with the accounts admin, viewer and dtv01, and the sample campaign, open and empty. `dtv01` has the
    /// communes 01837 and 01840.
    pub async fn start() -> Self {
        Self::start_with(|_| ()).await
    }

    /// The same, configured by the test.
    pub async fn start_with(configure: impl FnOnce(&mut Config)) -> Self {
        Self::open(ground::lay(&[]).await, BEGIN, configure).await
    }

    /// The same with these campaigns of the corpus, all their ballots and assessments.
    pub async fn start_whole(campaigns: &[&str]) -> Self {
        Self::open(ground::lay(campaigns).await, BEGIN, |_| ()).await
    }

    /// The first of them, on nothing.
    pub async fn first() -> Self {
        let served = Self::open(TempDir::new().unwrap(), BEGIN, |_| ()).await;
        import::import(&served.site, Import::of(sample::campaign().clone())).await.unwrap();
        served.account("admin", Role::Admin, &[]).await;
        served.account("viewer", Role::Viewer, &[]).await;
        served.account("dtv01", Role::Interviewer, &["01837", "01840"]).await;
        served
    }

    /// A server on a folder of data as it is, begun at this time.
    pub async fn start_on(data: TempDir, time: &str) -> Self {
        Self::open(data, time, |_| ()).await
    }

    async fn open(data: TempDir, time: &str, configure: impl FnOnce(&mut Config)) -> Self {
        let clock = Hands::at(time);
        let mut config = Config::new(data.path(), ([127, 0, 0, 1], 0).into());
        config.clock = clock.clone();
        let often = (1000, std::time::Duration::from_millis(1));
        config.rates = Rates { attempt: often, account: often, ..Rates::default() };
        configure(&mut config);
        let site = open(&config).unwrap();
        let running = start(&config, site.clone()).await.unwrap();
        Self { site, url: format!("http://{}", running.address), clock, running, data }
    }

    /// Makes an account that holds these roles.
    pub async fn holder(&self, username: &str, give: Vec<Grant>) {
        let change = AccountChange {
            username: Some(username.to_owned()),
            give,
            password: Some(PASSWORD.to_owned()),
            ..AccountChange::default()
        };
        accounts::make(&self.site, Actor::Command, change).await.unwrap();
    }

    /// Makes an account.
    pub async fn account(&self, username: &str, role: Role, places: &[&str]) {
        let places = places.iter().map(|place| (*place).to_owned()).collect();
        let change = AccountChange {
            username: Some(username.to_owned()),
            name: Some(format!("Người {username}")),
            give: vec![Grant::of(role)],
            password: Some(PASSWORD.to_owned()),
            assignments: Some(BTreeMap::from([(sample::ID.to_owned(), places)])),
            ..AccountChange::default()
        };
        accounts::make(&self.site, Actor::Command, change).await.unwrap();
    }

    /// Signs in.
    pub async fn sign_in(&self, username: &str) -> Client {
        Client::sign_in(&self.url, username, PASSWORD).await
    }

    /// Moves the clock on.
    pub fn wait(&self, duration: SignedDuration) {
        self.clock.0.fetch_add(i64::try_from(duration.as_millis()).unwrap(), Ordering::SeqCst);
    }

    /// Where its figures are to be had.
    pub fn metrics(&self) -> Option<std::net::SocketAddr> {
        self.running.metrics
    }

    /// The data folder.
    pub fn data(&self) -> &std::path::Path {
        self.data.path()
    }

    /// Stops the server as SIGTERM would.
    pub async fn stop(self) -> TempDir {
        self.running.stop().await.unwrap();
        self.data
    }
}
