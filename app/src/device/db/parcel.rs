//! Files of a unit that are kept here until the server has them: what they are. Their bytes are files of their own.

use rusqlite::params;
use shared::typed::{FileKey, Parcel};
use shared::wire::EvidenceFile;
use uuid::Uuid;

use super::readable::readable;
use super::{Result, Store};
use crate::device::protocol::Listed;

impl Store {
    /// Keeps what is known of a file whose bytes are on the disk.
    pub fn keep_parcel(&mut self, parcel: &Parcel) -> Result<()> {
        let sql = "INSERT INTO parcel (username, id, body) VALUES (?1, ?2, ?3)
                   ON CONFLICT DO UPDATE SET body = excluded.body";
        let body = serde_json::to_string(parcel)?;
        self.db.execute(sql, params![self.username()?, parcel.id.to_string(), body])?;
        Ok(())
    }

    /// Knows a file no more.
    pub fn drop_parcel(&mut self, id: Uuid) -> Result<()> {
        self.db.execute("DELETE FROM parcel WHERE id = ?1", [id.to_string()])?;
        Ok(())
    }

    /// The files of the person who works here, in the order in which they were chosen; none where nobody works.
    pub fn parcels(&self) -> Result<Listed<Parcel>> {
        let Some(person) = self.person() else { return Ok(Listed { rows: Vec::new(), unreadable: 0 }) };
        let sql = "SELECT body FROM parcel WHERE username = ?1 ORDER BY id";
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement.query_map([&person.username], |row| row.get::<_, String>(0))?;
        readable(rows.map(|row| Ok(shared::json::from_str(&row?)?)))
    }

    /// Under which names files are kept, of all persons, also where no more of them can be read.
    pub fn parcel_names(&self) -> Result<Vec<String>> {
        let mut statement = self.db.prepare_cached("SELECT id FROM parcel")?;
        let names = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        Ok(names)
    }

    /// Takes into the kept year a file that the server has by now.
    pub fn keep_file(&mut self, key: &FileKey, file: &EvidenceFile) -> Result<()> {
        let Some(mut book) = self.book(&key.campaign, &key.unit)? else { return Ok(()) };
        book.take_in(file.clone());
        self.keep_book(&book)
    }
}
