//! What is derived says up to where in the ground it stands: behind it is caught up, beyond it is refused, and another process that
//! writes is seen.

use rusqlite::Connection;
use server::folder::STORE;
use server::service::tallied;
use server::store::{Counted, Position, StoreError};
use shared::index::Named;
use shared::wire::{Counts, Decision, Review};

use crate::doctor::doctor;
use crate::process::parindex;
use crate::sample::{self, ID, another, lines, plain};
use crate::served::{BEGIN, Served};

type Derived = (Named, Vec<Counted>, Vec<(String, jiff::Timestamp)>);

async fn derived(served: &Served) -> Derived {
    let read = |store: &dyn server::store::Repositories| {
        Ok::<_, StoreError>((store.counted(ID)?, store.last_sent(ID)?))
    };
    let (counted, heard) = served.site.store.read(read).await.unwrap();
    (tallied::seen(&served.site, ID.to_owned()).await.unwrap().unwrap().1, counted, heard)
}

/// Where the derived tables stand, which must be where the ground does.
async fn stands(served: &Served) -> Position {
    let read = |store: &dyn server::store::Repositories| {
        Ok::<_, StoreError>((store.stands(ID)?, store.position(ID)?))
    };
    let (stands, ground) = served.site.store.read(read).await.unwrap();
    assert_eq!(stands, ground);
    stands
}

/// Ballots of several fates and decisions about them.
async fn fill(served: &Served) {
    let (client, admin) = (served.sign_in("dtv01").await, served.sign_in("admin").await);
    for n in 1..=6 {
        client.put(&plain(n)).await;
    }
    client.put(&another(7, |ballot| ballot.header.version = "none".into())).await;
    for (ballot, decision) in [
        (2, Decision::Reject),
        (3, Decision::Reject),
        (3, Decision::Accept),
        (7, Decision::Reject),
        (4, Decision::Reopen),
    ] {
        let review = Review { decision, reason: "thử".into(), seen: None };
        let path = format!("/api/campaigns/{ID}/ballots/{ballot}/reviews");
        assert!(admin.post(&path, &review).await.status().is_success());
    }
}

/// What the statements leave of a stopped store, served again.
async fn again(served: Served, statements: &str) -> Served {
    let data = served.stop().await;
    Connection::open(data.path().join(STORE)).unwrap().execute_batch(statements).unwrap();
    Served::start_on(data, BEGIN).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_write_says_where_what_is_derived_stands() {
    let served = Served::start().await;
    assert_eq!(stands(&served).await, Position::default());
    fill(&served).await;
    assert_eq!(stands(&served).await, Position { ballots: 7, reviews: 5 });
    let (status, _) = served.sign_in("dtv01").await.put(&plain(1)).await;
    assert_eq!((status.as_u16(), stands(&served).await.ballots), (200, 7), "what was here is no step");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_fell_behind_is_caught_up_at_the_start() {
    let served = Served::start().await;
    fill(&served).await;
    let expected = derived(&served).await;
    let nothing = "DELETE FROM derived; DELETE FROM standing; DELETE FROM counter; DELETE FROM heard; DELETE FROM tally";
    let served = again(served, nothing).await;
    assert_eq!(derived(&served).await, expected);
    assert_eq!(stands(&served).await, Position { ballots: 7, reviews: 5 });
    let data = served.stop().await;
    assert_eq!(doctor(data.path()), (true, String::new()));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_is_missing_is_caught_up() {
    let served = Served::start().await;
    fill(&served).await;
    let (client, admin) = (served.sign_in("dtv01").await, served.sign_in("admin").await);
    let keep = "CREATE TABLE kept_derived AS SELECT * FROM derived; CREATE TABLE kept_standing AS SELECT * FROM standing;
        CREATE TABLE kept_counter AS SELECT * FROM counter; CREATE TABLE kept_tally AS SELECT * FROM tally;
        CREATE TABLE kept_heard AS SELECT * FROM heard;";
    let file = served.data().join(STORE);
    Connection::open(&file).unwrap().execute_batch(keep).unwrap();
    // A ballot more, and a decision about it and about one of before.
    client.put(&plain(8)).await;
    for (ballot, decision) in [(8, Decision::Reject), (4, Decision::Accept), (8, Decision::Accept)] {
        let review = Review { decision, reason: "thử".into(), seen: None };
        let path = format!("/api/campaigns/{ID}/ballots/{ballot}/reviews");
        assert!(admin.post(&path, &review).await.status().is_success());
    }
    let expected = derived(&served).await;
    // As if a program that does not count had written these.
    let back: String = ["derived", "standing", "counter", "tally", "heard"]
        .iter()
        .map(|it| {
            format!("DELETE FROM {it}; INSERT INTO {it} SELECT * FROM kept_{it}; DROP TABLE kept_{it};")
        })
        .collect();
    let served = again(served, &back).await;
    assert_eq!(derived(&served).await, expected);
    assert_eq!(stands(&served).await, Position { ballots: 8, reviews: 8 });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_knows_of_more_than_there_is_is_refused_and_named() {
    let served = Served::start().await;
    fill(&served).await;
    let data = served.stop().await;
    let store = Connection::open(data.path().join(STORE)).unwrap();
    store.execute_batch("UPDATE derived SET reviews = 6").unwrap();
    let output = parindex(data.path(), &["import", &sample::path("").display().to_string()]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && said.contains("review 6"), "{said}");
    let (right, said) = doctor(data.path());
    assert!(!right && said.contains(&format!("Table derived, row {ID}")), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_process_that_writes_is_seen() {
    let served = Served::start().await;
    let (client, admin) = (served.sign_in("dtv01").await, served.sign_in("admin").await);
    client.put(&plain(1)).await;
    let before: Counts = admin.of_sample("/counts").await;
    let text: Vec<String> = lines()[..5].iter().map(|line| serde_json::to_string(line).unwrap()).collect();
    let file = served.data().join("more.jsonl");
    std::fs::write(&file, text.join("\n")).unwrap();
    let package = sample::path("").display().to_string();
    let output = parindex(served.data(), &["import", &package, "--ballots", &file.display().to_string()]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let sum = |counts: &Counts| counts.rows.iter().map(|row| row.valid).sum::<u32>();
    let after: Counts = admin.of_sample("/counts").await;
    assert_eq!(sum(&after), sum(&before) + 5);
    assert_eq!(stands(&served).await.ballots, 6);
    assert_eq!(client.put(&plain(2)).await.0, 201);
    assert_eq!(stands(&served).await.ballots, 7);
}
