//! Brings the database to the newest form, step by step, each step whole or not at all.

use rusqlite::Connection;
use shared::problem::Problem;

use super::Result;

/// The steps; `PRAGMA user_version` says how many of them were taken. Never change one, add one.
pub(super) const STEPS: [&str; 10] = [
    include_str!("migrations/0001_begin.sql"),
    include_str!("migrations/0002_epoch.sql"),
    include_str!("migrations/0003_forgotten.sql"),
    include_str!("migrations/0004_roles.sql"),
    include_str!("migrations/0005_typed.sql"),
    include_str!("migrations/0006_parcel.sql"),
    include_str!("migrations/0007_names.sql"),
    include_str!("migrations/0008_done_again.sql"),
    include_str!("migrations/0009_no_answer.sql"),
    include_str!("migrations/0010_message_read.sql"),
];

/// Takes the steps that are missing. A database of a newer app is left alone.
pub fn migrate(db: &mut Connection) -> Result<()> {
    take(db, &STEPS)
}

/// Takes those of these steps that are missing.
pub(super) fn take(db: &mut Connection, steps: &[&str]) -> Result<()> {
    let taken: usize = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if taken > steps.len() {
        return Err(Problem::new("store.newer").into());
    }
    for (nth, step) in steps.iter().enumerate().skip(taken) {
        let transaction = db.transaction()?;
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", nth + 1)?;
        transaction.commit()?;
    }
    Ok(())
}
