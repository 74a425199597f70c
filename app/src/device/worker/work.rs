//! What the worker holds between two events: the open store and the machine that sends.

use std::cell::{Cell, RefCell};
use std::pin::pin;

use futures::channel::oneshot;
use futures::future::{Either, select};
use shared::problem::Problem;
use shared::sync::{Config, Machine};
use sqlite_wasm_vfs::sahpool::OpfsSAHPoolUtil;

use super::opfs;
use crate::device::db::{self, Store};
use crate::device::protocol::Command;

/// The open store.
pub struct Opened {
    /// The database.
    pub store: Store,
    /// The files under it.
    pub pool: OpfsSAHPoolUtil,
}

/// What the worker holds.
pub struct Work {
    opened: RefCell<Option<Opened>>,
    /// The build that the store was opened for, while it is to be open.
    build: RefCell<Option<String>>,
    /// Ends an attempt to open.
    opening: RefCell<Option<oneshot::Sender<()>>>,
    /// Numbered commands that wait until the store is open again.
    pub later: RefCell<Option<Vec<(u64, Command)>>>,
    /// Decides what is sent when.
    pub machine: RefCell<Machine>,
    /// Only the last timer that was set counts.
    pub timer: Cell<u64>,
    /// Packages are being fetched.
    pub fetching: Cell<bool>,
    /// When they were fetched last, in milliseconds since 1970.
    pub fetched_ms: Cell<u64>,
    /// When the server was asked last, at least for the list of campaigns.
    pub looked_ms: Cell<u64>,
    /// Decides what of the typed is sent when.
    #[cfg(feature = "desk")]
    pub typed: RefCell<shared::typed::Machine>,
    /// Only the last timer that was set for it counts.
    #[cfg(feature = "desk")]
    pub typed_timer: Cell<u64>,
    /// Brings files.
    #[cfg(feature = "desk")]
    pub courier: RefCell<super::courier::Courier>,
    /// Bytes that no row names were thrown away.
    #[cfg(feature = "desk")]
    pub swept: Cell<bool>,
}

impl Default for Work {
    fn default() -> Self {
        let (seed, _) = crate::platform::new_id().as_u64_pair();
        let (_, random) = crate::platform::new_id().as_u64_pair();
        Self {
            opened: RefCell::default(),
            build: RefCell::default(),
            opening: RefCell::default(),
            later: RefCell::default(),
            machine: RefCell::new(Machine::new(Config::default(), seed ^ random)),
            timer: Cell::default(),
            fetching: Cell::default(),
            fetched_ms: Cell::default(),
            looked_ms: Cell::default(),
            #[cfg(feature = "desk")]
            typed: RefCell::new(super::typist::machine()),
            #[cfg(feature = "desk")]
            typed_timer: Cell::default(),
            #[cfg(feature = "desk")]
            courier: RefCell::default(),
            #[cfg(feature = "desk")]
            swept: Cell::default(),
        }
    }
}

impl Work {
    /// Opens the store, unless told to close it meanwhile.
    pub async fn open(&self, build: String) -> Result<(), Problem> {
        let (end, ended) = oneshot::channel();
        self.opening.replace(Some(end));
        self.build.replace(Some(build.clone()));
        let opened = match select(pin!(opfs::open(build)), ended).await {
            Either::Left((opened, _)) => opened,
            Either::Right(_) => Err(Problem::new("store.closed")),
        };
        self.opening.take();
        let (store, pool) = opened?;
        self.opened.replace(Some(Opened { store, pool }));
        Ok(())
    }

    /// Closes what is left of the store, and opens it again.
    pub async fn open_again(&self) -> Result<(), Problem> {
        let Some(build) = self.build.borrow().clone() else { return Err(Problem::new("store.closed")) };
        self.let_go();
        self.open(build).await
    }

    /// Whether opening again may help: the files under the store are gone, and it is to be open.
    pub fn is_lost(&self, problem: &Problem) -> bool {
        matches!(problem.code.as_str(), "store.lost" | "store.closed") && self.build.borrow().is_some()
    }

    /// Does something with the store, if it is open.
    pub fn store<T>(&self, act: impl FnOnce(&mut Store) -> db::Result<T>) -> Result<T, Problem> {
        self.with_store(|store| store.and_then(act)).map_err(Problem::from)
    }

    /// Does something with the store, or with the reason why there is none.
    pub fn with_store<T>(&self, act: impl FnOnce(db::Result<&mut Store>) -> T) -> T {
        let mut opened = self.opened.borrow_mut();
        let store = opened.as_mut().map(|opened| &mut opened.store);
        act(store.ok_or_else(|| Problem::new("store.closed").into()))
    }

    /// Closes the database and lets its files go, also where it is only being opened.
    pub fn close(&self) {
        self.build.take();
        self.opening.take();
        self.let_go();
    }

    fn let_go(&self) {
        if let Some(Opened { store, pool }) = self.opened.take() {
            store.close();
            if let Err(why) = pool.pause() {
                crate::platform::log(&format!("the files are not let go: {why}"));
            }
        }
    }
}
