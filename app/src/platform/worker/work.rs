//! What the worker holds between two events: the open store and the machine that sends.

use std::cell::{Cell, RefCell};

use shared::problem::Problem;
use shared::sync::{Config, Machine};
use sqlite_wasm_vfs::sahpool::OpfsSAHPoolUtil;

use crate::store::worker::{self, Store};

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
    /// Decides what is sent when.
    pub machine: RefCell<Machine>,
    /// Only the last timer that was set counts.
    pub timer: Cell<u64>,
    /// Packages are being fetched.
    pub fetching: Cell<bool>,
    /// When they were fetched last, in milliseconds since 1970.
    pub fetched_ms: Cell<u64>,
}

impl Default for Work {
    fn default() -> Self {
        let (seed, _) = super::edge::new_id().as_u64_pair();
        let (_, random) = super::edge::new_id().as_u64_pair();
        Self {
            opened: RefCell::default(),
            machine: RefCell::new(Machine::new(Config::default(), seed ^ random)),
            timer: Cell::default(),
            fetching: Cell::default(),
            fetched_ms: Cell::default(),
        }
    }
}

impl Work {
    /// Takes over an open store.
    pub fn open(&self, opened: Opened) {
        self.opened.replace(Some(opened));
    }

    /// Does something with the store, if it is open.
    pub fn store<T>(&self, act: impl FnOnce(&mut Store) -> worker::Result<T>) -> Result<T, Problem> {
        let mut opened = self.opened.borrow_mut();
        let opened = opened.as_mut().ok_or_else(|| Problem::new("store.closed"))?;
        act(&mut opened.store).map_err(Problem::from)
    }

    /// Closes the database and lets its files go.
    pub fn close(&self) {
        if let Some(Opened { store, pool }) = self.opened.take() {
            store.close();
            if let Err(why) = pool.pause() {
                crate::platform::log(&format!("the files are not let go: {why}"));
            }
        }
    }
}
