//! `parindex rebuild`: what is derived comes out the same.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};
use server::service::rebuild::rebuild;
use server::service::{Site, tallied};
use server::store::{Counted, StoreError};
use shared::index::Named;
use shared::wire::{BallotPage, Counts, Decision, Review};

use server::{Config, open};

use crate::process::parindex;
use crate::publications::publish;
use crate::sample::{ID, another, lines, plain};
use crate::served::Served;

/// What is derived; that a campaign was rebuilt is a revision more.
const DERIVED: [&str; 6] = ["derived", "standing", "done_again", "counter", "heard", "tally"];

async fn derived(site: &Site) -> (Named, Vec<Counted>) {
    let counted = site.store.read::<_, StoreError>(|store| store.counted(ID)).await.unwrap();
    (tallied::seen(site, ID.to_owned()).await.unwrap().unwrap().1, counted)
}

#[tokio::test]
async fn everything_derived_comes_out_the_same() {
    let served = Served::start().await;
    let (client, admin) = (served.sign_in("dtv01").await, served.sign_in("admin").await);
    served.wait(jiff::SignedDuration::from_hours(27 * 24));
    for line in &lines()[..40] {
        admin.put(&(line.id, crate::sample::ballot(line).seal())).await;
    }
    client.put(&plain(1)).await;
    client.put(&plain(2)).await;
    client.put(&another(2, |ballot| drop(ballot.answers.insert("age".into(), "60_plus".into())))).await;
    client.put(&another(3, |ballot| ballot.header.version = "none".into())).await;
    for (key, decision) in [
        (1, Decision::Reject),
        (1, Decision::Accept),
        (2, Decision::Reject),
        (3, Decision::Reopen),
        (42, Decision::Reject),
        (43, Decision::Accept),
        (44, Decision::Reject),
    ] {
        let review = Review { decision, reason: "thử".into(), seen: None };
        let answer = admin.post(&format!("/api/campaigns/{ID}/ballots/{key}/reviews"), &review).await;
        assert!(answer.status().is_success(), "{key} {decision:?} {}", answer.text().await.unwrap());
    }
    let before = derived(&served.site).await;
    assert!(!before.0["P7"].is_empty() && before.1.len() > 4, "{before:?}");
    let page: BallotPage = admin.of_sample("/ballots").await;
    let counts: Counts = admin.of_sample("/counts").await;
    assert_eq!(rebuild(&served.site).await.unwrap(), 44);
    assert_eq!(derived(&served.site).await, before);
    let another = open(&Config::new(served.data(), ([127, 0, 0, 1], 0).into())).unwrap();
    assert_eq!(derived(&another).await, before, "by what the rebuild kept, too");
    assert_eq!(admin.of_sample::<BallotPage>("/ballots").await, page);
    let again: Counts = admin.of_sample("/counts").await;
    assert_eq!((again.rows, again.interviewers), (counts.rows, counts.interviewers));
    assert_eq!(again.revision, counts.revision + 1);
}

/// The rows of every table of a store, value by value. A counter that went down to nothing stays as a row, and counts nothing.
fn rows(data: &Path) -> BTreeMap<String, Vec<Vec<Value>>> {
    let store =
        Connection::open_with_flags(data.join("parindex.db"), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let mut tables = store.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").unwrap();
    let tables = tables.query_map([], |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap);
    let all = |table: String| {
        let only = match &*table {
            "counter" => "WHERE ballots > 0",
            "roll" => "WHERE ground <> 'revision'",
            _ => "",
        };
        let mut statement = store.prepare(&format!("SELECT * FROM {table} {only}")).unwrap();
        let columns = statement.column_count();
        let row = |row: &rusqlite::Row<'_>| (0..columns).map(|at| row.get(at)).collect();
        let mut rows: Vec<Vec<Value>> = statement.query_map([], row).unwrap().map(Result::unwrap).collect();
        rows.sort_by_cached_key(|row| format!("{row:?}"));
        (table, rows)
    };
    tables.map(all).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_derived_is_the_same_to_the_byte_after_all_of_it_was_deleted() {
    let served = Served::start_whole(&[ID]).await;
    let admin = served.sign_in("admin").await;
    for ballot in 1..40 {
        let review = Review { decision: Decision::Reject, reason: "thử".into(), seen: None };
        admin.post(&format!("/api/campaigns/{ID}/ballots/{ballot}/reviews"), &review).await;
    }
    admin.put(&plain(1)).await;
    assert!(publish(&admin, ID, "").await.status().is_success());
    let data = served.stop().await;
    let before = rows(data.path());
    assert!(before["standing"].len() == 1035 && before["publication"].len() == 1 && before["run"].len() == 1);
    let store = Connection::open(data.path().join("parindex.db")).unwrap();
    for table in DERIVED {
        assert!(table == "done_again" || !before[table].is_empty(), "{table} is derived of something");
        store.execute(&format!("DELETE FROM {table}"), []).unwrap();
    }
    drop(store);
    let rebuilt = parindex(data.path(), &["rebuild"]);
    assert!(rebuilt.status.success(), "{}", String::from_utf8_lossy(&rebuilt.stderr));
    let after = rows(data.path());
    for (table, rows) in before.iter().filter(|(table, _)| *table != "revision") {
        assert!(after[table] == *rows, "{table}: {:?}, not {rows:?}", after[table]);
    }
}
