//! The name of this store, and the person who uses the tablet.

use rusqlite::{Connection, OptionalExtension, params};
use shared::problem::Problem;
use shared::wire::Person;
use uuid::Uuid;

use super::{Edge, Result, Store, StoreError};

impl Store {
    /// The name of this store and its person; a new store gets its name now.
    pub(super) fn recall(db: &Connection, edge: &dyn Edge) -> Result<(Uuid, Option<Person>)> {
        let kept = db
            .query_row("SELECT id, person FROM device", [], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?))
            })
            .optional()?;
        if let Some((id, person)) = kept {
            let id = id.parse().map_err(|_| StoreError::Value("device"))?;
            return Ok((id, person.and_then(|person| shared::json::from_str(&person).ok())));
        }
        let id = edge.new_id();
        db.execute("INSERT INTO device (one, id) VALUES (1, ?1)", [id.to_string()])?;
        Ok((id, None))
    }

    /// Who uses the tablet from now on. What others did stays.
    pub(super) fn remember(&mut self, person: Option<Person>) -> Result<()> {
        let text = person.as_ref().map(serde_json::to_string).transpose()?;
        self.db.execute("UPDATE device SET person = ?1", params![text])?;
        self.person = person;
        Ok(())
    }

    /// The account of the person, without whom nothing can be begun.
    pub(super) fn username(&self) -> Result<&str> {
        match &self.person {
            Some(person) => Ok(&person.username),
            None => Err(Problem::new("store.nobody").into()),
        }
    }
}
