//! Brings the file to the version that this program knows: numbered .sql files, counted by `PRAGMA user_version`.

use rusqlite::{Connection, Result, TransactionBehavior};

use super::wrong::{self, Wrong};
use super::{foreign, roll, schema, seal};
use crate::store::StoreError;

/// In order; never edited once released, only added to.
const MIGRATIONS: [&str; 38] = [
    include_str!("migrations/0001_ground.sql"),
    include_str!("migrations/0002_derived.sql"),
    include_str!("migrations/0003_identity.sql"),
    include_str!("migrations/0004_position.sql"),
    include_str!("migrations/0005_seals.sql"),
    include_str!("migrations/0006_roll.sql"),
    include_str!("migrations/0007_package.sql"),
    include_str!("migrations/0008_ground.sql"),
    include_str!("migrations/0009_roles.sql"),
    include_str!("migrations/0010_act.sql"),
    include_str!("migrations/0011_assessment.sql"),
    include_str!("migrations/0012_tally.sql"),
    include_str!("migrations/0013_list.sql"),
    include_str!("migrations/0014_evidence.sql"),
    include_str!("migrations/0015_token.sql"),
    include_str!("migrations/0016_duty.sql"),
    include_str!("migrations/0017_run.sql"),
    include_str!("migrations/0018_document.sql"),
    include_str!("migrations/0019_publication.sql"),
    include_str!("migrations/0020_objection.sql"),
    include_str!("migrations/0021_adjustment.sql"),
    include_str!("migrations/0022_letter.sql"),
    include_str!("migrations/0023_done_again.sql"),
    include_str!("migrations/0024_invitation.sql"),
    include_str!("migrations/0025_paper.sql"),
    include_str!("migrations/0026_spoiled.sql"),
    include_str!("migrations/0027_device.sql"),
    include_str!("migrations/0028_nonresponse.sql"),
    include_str!("migrations/0029_share.sql"),
    include_str!("migrations/0030_message.sql"),
    include_str!("migrations/0031_backcheck.sql"),
    include_str!("migrations/0032_personal.sql"),
    include_str!("migrations/0033_cancelled.sql"),
    include_str!("migrations/0034_decided.sql"),
    include_str!("migrations/0035_lot.sql"),
    include_str!("migrations/0036_doubted.sql"),
    include_str!("migrations/0037_drawn.sql"),
    include_str!("migrations/0038_held.sql"),
];

/// How many migrations the file has seen: none in a file that is empty, or that this program did not make.
pub fn version(connection: &Connection) -> Result<usize, StoreError> {
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let known = i64::try_from(MIGRATIONS.len()).expect("few migrations");
    if found > known {
        Err(StoreError::Newer { found, known })
    } else {
        Ok(usize::try_from(found).unwrap_or(0))
    }
}

/// An empty store as the first migrations build it, in memory.
pub fn build(version: usize) -> Result<Connection> {
    let connection = Connection::open_in_memory()?;
    seal::register(&connection)?;
    MIGRATIONS[..version].iter().try_for_each(|migration| connection.execute_batch(migration))?;
    Ok(connection)
}

/// Runs the migrations that the file has not seen, all or none of them, and lets the connection keep the roll. Gives the
/// store's epoch: this one, where it had none. A file that is built otherwise than this program knows is refused; and a
/// migration runs only over a ground that is whole: after it all is sealed and counted anew.
pub fn migrate(connection: &mut Connection, new_epoch: &str) -> Result<String, StoreError> {
    seal::register(connection)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    foreign::count(&transaction)?;
    let found = version(&transaction)?;
    let mut wrong = schema::differences(&transaction, found)?;
    if found < MIGRATIONS.len() {
        wrong.extend(wrong::ground(&transaction)?);
    } else {
        // Somebody's own view hinders nobody; the doctor names it.
        wrong.retain(|it| !matches!(it, Wrong::Added(_)));
    }
    if found == 0 && !wrong.is_empty() {
        wrong = vec![Wrong::NoStore];
    }
    wrong::refuse(&wrong)?;
    for migration in &MIGRATIONS[found..] {
        transaction.execute_batch(migration)?;
    }
    if found < MIGRATIONS.len() {
        let known = i64::try_from(MIGRATIONS.len()).expect("few migrations");
        transaction.pragma_update(None, "user_version", known)?;
        roll::take(&transaction)?;
    }
    roll::keep(&transaction)?;
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
    use std::path::Path;

    use rusqlite::params;
    use shared::assessment::line;
    use shared::index::Assessment;
    use shared::wire::Status;

    use super::super::transaction::Transaction;
    use super::*;
    use crate::store::{Assessments as _, Backchecks as _, Leaves, NonresponseRow, Nonresponses as _};

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

    /// A file as the first two migrations build it, with ballots and a review of one that is, or is not, there.
    fn old(file: &Path, reviewed: i64) {
        let connection = Connection::open(file).unwrap();
        connection.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF").unwrap();
        for migration in &MIGRATIONS[..2] {
            connection.execute_batch(migration).unwrap();
        }
        connection.pragma_update(None, "user_version", 2).unwrap();
        for id in 0..40_u8 {
            let sql = "INSERT INTO ballot (campaign, id, digest, bytes, received, arrived, reasons)
                VALUES ('c', ?1, x'00', zeroblob(900), 0, 'valid', '[]')";
            connection.execute(sql, [[id]]).unwrap();
        }
        let sql = "INSERT INTO review VALUES (?1, 'reject', 'vì', 'an', 0)";
        connection.execute(sql, [reviewed]).unwrap();
        connection.close().unwrap();
    }

    #[test]
    fn a_file_that_cannot_be_taken_over_stays_as_it_was_to_the_byte() {
        let folder = tempfile::TempDir::new().unwrap();
        let refused = |reviewed: i64, more_pages: i64| {
            let file = folder.path().join(format!("{reviewed} {more_pages}"));
            old(&file, reviewed);
            let before = std::fs::read(&file).unwrap();
            let mut connection = Connection::open(&file).unwrap();
            let pages: i64 = connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
            connection.pragma_update(None, "max_page_count", pages + more_pages).unwrap();
            let refused = migrate(&mut connection, "");
            connection.close().unwrap();
            let same = std::fs::read(&file).unwrap() == before;
            assert_eq!(same, refused.is_err(), "{refused:?}");
            refused.err()
        };
        let of_room: Vec<StoreError> = (0..).map_while(|more_pages| refused(1, more_pages)).collect();
        assert!(of_room.len() > 3 && of_room.iter().all(|it| matches!(it, StoreError::Full)), "{of_room:?}");
        let of_nothing = refused(41, 1000);
        assert!(
            matches!(&of_nothing, Some(StoreError::Damaged(it)) if it.contains("review 1: no such ballot")),
            "{of_nothing:?}"
        );
    }

    #[test]
    fn assessments_of_before_become_entries_and_appraisals_that_say_the_same() {
        let mut connection = build(10).unwrap();
        connection.pragma_update(None, "user_version", 10).unwrap();
        let lines = [
            r#"{"unit":"A","code":"1","self":1.75,"evidence":["a.pdf","b\"c.pdf"],"note":"","appraised":0.1,"comment":"vì"}"#,
            r#"{"unit":"A","code":"2","self":null,"evidence":[],"note":"","appraised":null,"comment":""}"#,
            r#"{"unit":"B","code":"1","self":0,"evidence":[],"note":"x","appraised":null,"comment":"","not_applicable":true}"#,
        ];
        connection.execute("INSERT INTO campaign VALUES ('c', '', 1, seal('c', '', 1))", []).unwrap();
        for (position, line) in (1_i64..).zip(lines) {
            let sql = "INSERT INTO assessment VALUES ('c', ?1, ?2, seal('c', ?1, ?2))";
            connection.execute(sql, (position, line)).unwrap();
        }
        roll::take(&connection).unwrap();
        migrate(&mut connection, "").unwrap();
        let records = Transaction::new(&connection).leaf_records("c", Leaves::default()).unwrap();
        let leaf = serde_json::from_str(r#"{"max_points":"2","method":"self"}"#).unwrap();
        let told: Vec<Assessment> = records.iter().map(|record| line(&leaf, record)).collect();
        let was = [lines[0], lines[2]].map(|line| serde_json::from_str::<Assessment>(line).unwrap());
        assert_eq!(told, was);
        assert_eq!(records[0].appraisals[0].said.entry, Some(records[0].entries[0].position));
        assert_eq!(wrong::ground(&connection).unwrap(), []);
    }

    #[test]
    fn what_was_noted_by_mistake_before_is_rejected() {
        let mut connection = build(33).unwrap();
        connection.pragma_update(None, "user_version", 33).unwrap();
        for position in 1..=3 {
            let sql = "INSERT INTO nonresponse VALUES ('c', ?1, ?2, zeroblob(32), x'', 'P7', '01837', 'an', 'refused', 1, 2, 'an', '[]',
                seal('c', ?1, ?2, zeroblob(32), x'', 'P7', '01837', 'an', 'refused', 1, 2, 'an', '[]'))";
            connection.execute(sql, params![position, [u8::try_from(position).unwrap(); 16]]).unwrap();
        }
        for (position, at) in [(3, 5), (1, 7)] {
            let sql = "INSERT INTO nonresponse_back VALUES ('c', ?1, 'nhầm', 'ba', ?2, seal('c', ?1, 'nhầm', 'ba', ?2))";
            connection.execute(sql, [position, at]).unwrap();
        }
        roll::take(&connection).unwrap();
        migrate(&mut connection, "").unwrap();
        let transaction = Transaction::new(&connection);
        let rows = transaction.nonresponses("c", 9).unwrap();
        let [rejected, valid] = [Status::Rejected, Status::Valid];
        assert_eq!(rows.iter().map(NonresponseRow::status).collect::<Vec<_>>(), [rejected, valid, rejected]);
        assert_eq!(rows[0].decided.as_ref().map(|it| (&*it.reason, &*it.by)), Some(("nhầm", "ba")));
        assert_eq!(transaction.missed("c", None).unwrap().iter().map(|it| it.count).collect::<Vec<_>>(), [1]);
        assert_eq!(wrong::ground(&connection).unwrap(), []);
    }

    #[test]
    fn a_draw_of_before_does_not_say_of_whose_ballots_it_took_how_many() {
        let mut connection = build(36).unwrap();
        connection.pragma_update(None, "user_version", 36).unwrap();
        connection.execute("INSERT INTO campaign VALUES ('c', '', 1, seal('c', '', 1))", []).unwrap();
        let sql = "INSERT INTO backcheck_draw VALUES ('c', 1, '2019', 5, 0, 9, 8, 'an', 1, seal('c', 1, '2019', 5, 0, 9, 8, 'an', 1))";
        connection.execute(sql, []).unwrap();
        roll::take(&connection).unwrap();
        migrate(&mut connection, "").unwrap();
        let draws = Transaction::new(&connection).draws("c").unwrap();
        assert_eq!((draws.len(), &*draws[0].seed, draws[0].ballots), (1, "2019", 9));
        assert!(draws[0].shares.is_empty());
        assert_eq!(wrong::ground(&connection).unwrap(), []);
    }

    #[test]
    fn what_a_tablet_told_before_is_of_no_campaign() {
        let mut connection = build(37).unwrap();
        connection.pragma_update(None, "user_version", 37).unwrap();
        let sql = "INSERT INTO account (username, name, password, disabled, email, seal)
            VALUES ('lan', 'Lan', '', 0, '', seal('lan', 'Lan', '', 0, ''));
            INSERT INTO session VALUES (x'01', 'lan', 1, 9, NULL, seal(x'01', 'lan', 1, 9, NULL));
            INSERT INTO device VALUES (x'01', '00000000-0000-0000-0000-000000000008', '1', 1, NULL, 7, 2, 5,
            seal(x'01', '00000000-0000-0000-0000-000000000008', '1', 1, NULL, 7, 2, 5))";
        connection.execute_batch(sql).unwrap();
        roll::take(&connection).unwrap();
        migrate(&mut connection, "").unwrap();
        let told: (u32, u32, Option<String>) = connection
            .query_row("SELECT unsent, drafts, held FROM device", [], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .unwrap();
        assert_eq!(told, (7, 2, None));
        assert_eq!(wrong::ground(&connection).unwrap(), []);
    }

    #[test]
    fn a_file_of_a_newer_program_is_refused() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.pragma_update(None, "user_version", 99).unwrap();
        assert!(matches!(migrate(&mut connection, ""), Err(StoreError::Newer { found: 99, .. })));
    }
}
