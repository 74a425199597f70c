//! Brings the database to the newest form, step by step, each step whole or not at all.

use rusqlite::Connection;
use shared::problem::Problem;

use super::Result;

/// The steps; `PRAGMA user_version` says how many of them were taken. Never change one, add one.
const STEPS: [&str; 4] = [
    include_str!("migrations/0001_begin.sql"),
    include_str!("migrations/0002_epoch.sql"),
    include_str!("migrations/0003_forgotten.sql"),
    include_str!("migrations/0004_roles.sql"),
];

/// Takes the steps that are missing. A database of a newer app is left alone.
pub fn migrate(db: &mut Connection) -> Result<()> {
    let taken: usize = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if taken > STEPS.len() {
        return Err(Problem::new("store.newer").into());
    }
    for (nth, step) in STEPS.iter().enumerate().skip(taken) {
        let transaction = db.transaction()?;
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", nth + 1)?;
        transaction.commit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The browser's SQLite is built without them (.cargo/config.toml), the one of these tests with them.
    #[test]
    fn no_step_asks_for_what_the_browser_lacks() {
        for word in ["json_", "datetime(", "strftime(", "PRAGMA integrity_check", "GENERATED"] {
            assert!(STEPS.iter().all(|step| !step.contains(word)), "{word}");
        }
    }
}
