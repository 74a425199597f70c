//! Brings the file to the version that this program knows: numbered .sql files, counted by `PRAGMA user_version`.

use rusqlite::{Connection, TransactionBehavior};

use super::{foreign, seal};
use crate::store::StoreError;

/// In order; never edited once released, only added to.
const MIGRATIONS: [&str; 5] = [
    include_str!("migrations/0001_ground.sql"),
    include_str!("migrations/0002_derived.sql"),
    include_str!("migrations/0003_identity.sql"),
    include_str!("migrations/0004_position.sql"),
    include_str!("migrations/0005_seals.sql"),
];

/// Runs the migrations that the file has not seen, all or none of them. Gives the store's epoch: this one, where it
/// had none.
pub fn migrate(connection: &mut Connection, new_epoch: &str) -> Result<String, StoreError> {
    seal::register(connection)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    foreign::count(&transaction)?;
    let found: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let known = i64::try_from(MIGRATIONS.len()).expect("few migrations");
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    for migration in &MIGRATIONS[usize::try_from(found).unwrap_or(0)..] {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "user_version", known)?;
    transaction.execute(
        "INSERT OR IGNORE INTO identity (one, epoch, seal) VALUES (1, ?1, seal(1, ?1))",
        [new_epoch],
    )?;
    let epoch: String = transaction.query_row("SELECT epoch FROM identity", [], |row| row.get(0))?;
    transaction.commit()?;
    Ok(epoch)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn migrating_twice_changes_nothing() {
        let mut connection = Connection::open_in_memory().unwrap();
        assert_eq!(migrate(&mut connection, "first").unwrap(), "first");
        connection.execute("INSERT INTO revision VALUES ('c', 1, 0)", []).unwrap();
        assert_eq!(migrate(&mut connection, "second").unwrap(), "first");
        let revision: i64 = connection.query_row("SELECT revision FROM revision", [], |r| r.get(0)).unwrap();
        assert_eq!(revision, 1);
    }

    #[test]
    fn a_store_from_before_epochs_gets_one() {
        let mut connection = Connection::open_in_memory().unwrap();
        for migration in &MIGRATIONS[..2] {
            connection.execute_batch(migration).unwrap();
        }
        connection.pragma_update(None, "user_version", 2).unwrap();
        assert_eq!(migrate(&mut connection, "its first").unwrap(), "its first");
    }

    #[test]
    fn ballots_of_before_keep_the_numbers_that_they_were_shown_under() {
        let mut connection = Connection::open_in_memory().unwrap();
        for migration in &MIGRATIONS[..3] {
            connection.execute_batch(migration).unwrap();
        }
        connection.pragma_update(None, "user_version", 3).unwrap();
        for (campaign, id) in [("a", 1), ("a", 2), ("b", 3)] {
            let sql = "INSERT INTO ballot (campaign, id, digest, bytes, received, arrived, reasons)
                VALUES (?1, ?2, x'00', x'00', 0, 'valid', '[]')";
            connection.execute(sql, (campaign, vec![id])).unwrap();
        }
        migrate(&mut connection, "").unwrap();
        let kept = "SELECT count(*) FROM ballot WHERE position = key";
        assert_eq!(connection.query_row(kept, [], |row| row.get::<_, i64>(0)).unwrap(), 3);
    }

    #[test]
    fn a_file_of_a_newer_program_is_refused() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.pragma_update(None, "user_version", 99).unwrap();
        assert!(matches!(migrate(&mut connection, ""), Err(StoreError::Newer { found: 99, .. })));
    }
}
