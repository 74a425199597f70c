//! What was read of large rows that seldom change, so that each is read once while the store is open: no other program writes it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use rusqlite::OptionalExtension;
use shared::form::FormDefinition;
use shared::wire::TabletPackage;
use uuid::Uuid;

use super::outbox::Row;
use super::{Result, Store};

/// What was read.
#[derive(Default)]
pub struct Remembered {
    /// By person and campaign.
    packages: RefCell<BTreeMap<[String; 2], Rc<TabletPackage>>>,
    /// By digest, which says what it is.
    definitions: RefCell<BTreeMap<String, Arc<FormDefinition>>>,
    /// Of finished ballots all but their bytes, by id.
    pub(super) finished: RefCell<BTreeMap<String, Rc<Row>>>,
}

impl Store {
    /// A person's package, where one is kept that can be read: any other is fetched anew.
    pub(super) fn kept_package(&self, username: &str, campaign: &str) -> Result<Option<Rc<TabletPackage>>> {
        let key = [username, campaign].map(str::to_owned);
        if let Some(known) = self.remembered.packages.borrow().get(&key) {
            return Ok(Some(Rc::clone(known)));
        }
        let sql = "SELECT body FROM package WHERE username = ?1 AND campaign = ?2";
        let body: Option<String> =
            self.db.prepare_cached(sql)?.query_row([username, campaign], |row| row.get(0)).optional()?;
        let Some(package) = body.and_then(|body| shared::json::from_str(&body).ok()) else { return Ok(None) };
        let package = Rc::new(package);
        self.remembered.packages.borrow_mut().insert(key, Rc::clone(&package));
        Ok(Some(package))
    }

    /// Another package takes the place of one.
    pub(super) fn forget_package(&self, username: &str, campaign: &str) {
        self.remembered.packages.borrow_mut().remove(&[username, campaign].map(str::to_owned));
    }

    /// A finished ballot is another one, or gone.
    pub(super) fn forget_row(&self, id: Uuid) {
        self.remembered.finished.borrow_mut().remove(&id.to_string());
    }

    /// The version of a form that an interview began with.
    pub(super) fn definition(&self, digest: &str) -> Result<Arc<FormDefinition>> {
        if let Some(known) = self.remembered.definitions.borrow().get(digest) {
            return Ok(Arc::clone(known));
        }
        let sql = "SELECT body FROM definition WHERE digest = ?1";
        let body: String = self.db.prepare_cached(sql)?.query_row([digest], |row| row.get(0))?;
        let definition = Arc::new(shared::json::from_str(&body)?);
        self.remembered.definitions.borrow_mut().insert(digest.to_owned(), Arc::clone(&definition));
        Ok(definition)
    }
}
