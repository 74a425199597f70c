//! Brings the database to the newest form, step by step, each step whole or not at all.

use rusqlite::Connection;
use shared::problem::Problem;

use super::Result;

/// A step as a tablet loads it: without the lines that say why.
macro_rules! step {
    ($file:literal) => {{
        const WRITTEN: &[u8] = include_bytes!(concat!("migrations/", $file));
        const LENGTH: usize = without_comments::<0>(WRITTEN).1;
        const STEP: [u8; LENGTH] = without_comments(WRITTEN).0;
        match std::str::from_utf8(&STEP) {
            Ok(step) => step,
            Err(_) => panic!("a step is text"),
        }
    }};
}

/// The first bytes without lines of comment, and how many there are.
const fn without_comments<const N: usize>(written: &[u8]) -> ([u8; N], usize) {
    let (mut kept, mut length, mut at, mut skips) = ([0; N], 0, 0, false);
    while at < written.len() {
        if at == 0 || written[at - 1] == b'\n' {
            skips = at + 1 < written.len() && written[at] == b'-' && written[at + 1] == b'-';
        }
        if !skips {
            if length < N {
                kept[length] = written[at];
            }
            length += 1;
        }
        at += 1;
    }
    (kept, length)
}

/// The steps; `PRAGMA user_version` says how many of them were taken. Never change one, add one.
pub(super) const STEPS: [&str; 10] = [
    step!("0001_begin.sql"),
    step!("0002_epoch.sql"),
    step!("0003_forgotten.sql"),
    step!("0004_roles.sql"),
    step!("0005_typed.sql"),
    step!("0006_parcel.sql"),
    step!("0007_names.sql"),
    step!("0008_done_again.sql"),
    step!("0009_no_answer.sql"),
    step!("0010_message_read.sql"),
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

#[cfg(test)]
mod tests {
    use super::without_comments;

    #[test]
    fn what_a_step_does_stays_and_what_it_says_does_not() {
        const WRITTEN: &[u8] = b"-- Why.\nCREATE a - b;\n-- More.\n-\n";
        const STEP: &[u8] = b"CREATE a - b;\n-\n";
        assert_eq!(without_comments(WRITTEN), (*STEP.first_chunk::<16>().expect("sixteen"), STEP.len()));
        assert!(super::STEPS.iter().all(|step| !step.contains("--")));
    }
}
