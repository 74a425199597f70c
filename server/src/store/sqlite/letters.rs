//! What the last letter told each person, in SQLite.

use rusqlite::params;

use super::transaction::Transaction;
use super::values::{from_code, from_json, get, to_json};
use crate::store::{Letter, Letters, StoreError};

impl Letters for Transaction<'_> {
    fn letter(&self, username: &str) -> Result<Letter, StoreError> {
        let found = self.first("SELECT day, told FROM letter WHERE account = ?1", [username], |row| {
            let day = Some(get(row, 0)?).filter(|day: &String| !day.is_empty());
            Ok(Letter {
                day: day.map(|day| from_code("a day", day)).transpose()?,
                told: from_json("what a letter told", &get::<String>(row, 1)?)?,
            })
        })?;
        Ok(found.unwrap_or_default())
    }

    fn put_letter(&self, username: &str, letter: &Letter) -> Result<(), StoreError> {
        let sql = "INSERT INTO letter (account, day, told, seal) VALUES (?1, ?2, ?3, seal(?1, ?2, ?3))
                   ON CONFLICT DO UPDATE SET day = ?2, told = ?3, seal = seal(?1, ?2, ?3)";
        let day = letter.day.map(|day| day.to_string()).unwrap_or_default();
        self.run(sql, params![username, day, to_json(&letter.told)]).map(drop)
    }
}
