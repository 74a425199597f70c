//! What the store promises: work is undone alone, told after its commit, and never half done.

use futures::future::join_all;
use jiff::Timestamp;
use rusqlite::StatementStatus;
use shared::ballot::Digest;
use shared::wire::Status;
use std::ops::ControlFlow;
use tempfile::TempDir;
use uuid::Uuid;

use super::*;
use crate::secret::SystemRandom;
use crate::store::sqlite::ballots::WITH_ID;
use crate::store::sqlite::syncing::{Group, Syncing};
use crate::store::{NewBallot, Position, Repositories, Standing};

fn ballot(n: u128, size: usize) -> NewBallot {
    let bytes = vec![b'x'; size];
    NewBallot {
        campaign: "c".to_owned(),
        id: Uuid::from_u128(n),
        digest: Digest::of(&bytes),
        bytes,
        received: Timestamp::UNIX_EPOCH,
        clock_offset_ms: None,
        sent_by: None,
        arrived: Status::Valid,
        reasons: Vec::new(),
    }
}

/// How many ballots there are; their numbers have no gaps.
fn number(store: &dyn Repositories) -> Result<usize, StoreError> {
    let mut number = 0;
    store.each_ballot("c", 0, Position::END, &mut |stored, _| {
        number += 1;
        assert_eq!(stored.position, i64::try_from(number).unwrap());
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(number)
}

#[tokio::test]
async fn an_error_and_a_panic_undo_only_their_own_work() {
    let folder = TempDir::new().unwrap();
    let store = open(&folder.path().join("db"), &SystemRandom).unwrap();
    let mut changes = store.changes();
    let outcomes = join_all((0..60_u128).map(|n| {
        store.write(move |store| {
            store.put_ballot(&ballot(n, 10))?;
            store.grow_revision(if n % 3 == 0 { "c" } else { "undone" })?;
            match n % 3 {
                0 => Ok(()),
                1 => Err(StoreError::unreadable("this", "on purpose")),
                _ => panic!("on purpose"),
            }
        })
    }))
    .await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 20);
    let stopped = outcomes.iter().filter(|outcome| matches!(outcome, Err(StoreError::Stopped))).count();
    assert_eq!(stopped, 20, "a panic is told, and the writer lives on");
    assert_eq!(store.read(number).await.unwrap(), 20);
    let mut told = 0;
    while let Ok(change) = changes.try_recv() {
        assert_eq!(
            (&*change.campaign, change.revision),
            ("c", told + 1),
            "what was undone is told to nobody"
        );
        told = change.revision;
    }
    assert_eq!(store.read(|store| store.revision("c")).await.unwrap(), told);
    assert!((1..=20).contains(&told), "once for all that is committed together");
}

#[tokio::test]
async fn ballots_are_numbered_on_behind_those_that_another_process_wrote() {
    let folder = TempDir::new().unwrap();
    let [store, other] = [0, 1].map(|_| open(&folder.path().join("db"), &SystemRandom).unwrap());
    for n in 0..6 {
        let writes = if n % 3 == 2 { &other } else { &store };
        let position = writes.write(move |store| store.put_ballot(&ballot(n, 10))).await.unwrap();
        assert_eq!(position, i64::try_from(n + 1).unwrap());
    }
    assert_eq!(store.read(number).await.unwrap(), 6);
}

/// A store that has room for so many pages more.
fn with_room(folder: &TempDir, more: i64) -> Store {
    let file = folder.path().join("db");
    drop(open(&file, &SystemRandom).unwrap());
    let mut connection = Connection::open(&file).unwrap();
    configure(&mut connection).unwrap();
    let pages: i64 = connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    connection.pragma_update(None, "max_page_count", pages + more).unwrap();
    with_writer(connection, &file, "", (on_disk(&log::wal_of(&file)), false))
}

/// What tells how far a log is on the disk.
fn on_disk(log: &Path) -> OnDisk {
    OnDisk::new(File::open(log).unwrap())
}

#[tokio::test]
async fn where_the_log_does_not_reach_the_disk_nothing_is_accepted_nor_shown_any_more() {
    let folder = TempDir::new().unwrap();
    let connection = made(&folder);
    // What is no file reaches no disk.
    let store =
        with_writer(connection, &folder.path().join("db"), "", (on_disk(Path::new("/dev/null")), false));
    let mut changes = store.changes();
    for n in 0..40 {
        let outcomes = join_all((0..=n % 3).map(|more| {
            store.write(move |store| {
                store.put_ballot(&ballot(n * 3 + more, 10))?;
                store.grow_revision("c")
            })
        }));
        let outcomes = outcomes.await;
        assert!(
            outcomes.iter().all(|outcome| matches!(outcome, Err(StoreError::Database(_)))),
            "{outcomes:?}"
        );
        let seen = store.read(number).await;
        assert!(matches!(seen, Err(StoreError::Database(_))), "{seen:?}");
    }
    assert!(changes.try_recv().is_err(), "nobody is told");
}

#[tokio::test]
async fn what_is_read_waits_for_the_disk() {
    let folder = TempDir::new().unwrap();
    let log = folder.path().join("log");
    File::create(&log).unwrap();
    let on_disk = Arc::new(on_disk(&log));
    on_disk.wait().unwrap();
    on_disk.commits();
    let waits = Arc::clone(&on_disk);
    let waits = thread::spawn(move || waits.wait());
    thread::sleep(Duration::from_millis(50));
    assert!(!waits.is_finished(), "it was seen, and may still be lost");
    let (changes, _) = broadcast::channel(CHANGES);
    let group = || Group { works: Vec::new(), outcome: Ok(()), grown: Vec::new() };
    Syncing::start(Arc::clone(&on_disk), changes).give(group());
    waits.join().unwrap().unwrap();
    on_disk.wait().unwrap();
}

#[tokio::test]
async fn work_that_passes_over_a_full_disk_is_undone_and_told() {
    let folder = TempDir::new().unwrap();
    let store = with_room(&folder, 20);
    let standing = |ballot| Standing {
        campaign: "c".to_owned(),
        ballot,
        status: Status::Valid,
        form: "F".repeat(800),
        place: String::new(),
        interviewer: String::new(),
    };
    let passes_over = move |store: &dyn Repositories| {
        store.put_ballot(&ballot(1, 10))?;
        let full = (1..1000).find_map(|n| store.put_standing(&standing(n)).err());
        assert!(matches!(full, Some(StoreError::Full)), "{full:?}");
        store.grow_revision("c")
    };
    let (first, second) =
        futures::join!(store.write(passes_over), store.write(|store| store.put_ballot(&ballot(2, 10))));
    assert!(matches!(first, Err(StoreError::Database(_))), "{first:?}");
    assert_eq!(second.unwrap(), 1);
    let kept = store.read(|store| Ok::<_, StoreError>((number(store)?, store.revision("c")?)));
    assert_eq!(kept.await.unwrap(), (1, 0));
}

#[tokio::test]
async fn on_a_full_disk_all_who_wait_are_told_and_what_was_committed_stays() {
    let folder = TempDir::new().unwrap();
    let store = with_room(&folder, 20);
    let outcomes =
        join_all((0..40).map(|n| store.write(move |store| store.put_ballot(&ballot(n, 8000))))).await;
    let kept = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    assert!(kept < 40 && outcomes.iter().any(|outcome| matches!(outcome, Err(StoreError::Full))));
    assert_eq!(store.read(number).await.unwrap(), kept, "who was told so, and nobody else, is on the disk");
}

#[tokio::test]
async fn readers_cannot_write() {
    let folder = TempDir::new().unwrap();
    let store = open(&folder.path().join("db"), &SystemRandom).unwrap();
    let outcome = store.read(|store| store.put_ballot(&ballot(1, 10))).await;
    assert!(matches!(outcome, Err(StoreError::Database(_))));
}

#[tokio::test]
async fn the_log_shrinks_after_a_long_read() {
    let folder = TempDir::new().unwrap();
    let (file, log) = (folder.path().join("db"), folder.path().join("db-wal"));
    let store = open(&file, &SystemRandom).unwrap();
    let reader = Connection::open(&file).unwrap();
    let transaction = reader.unchecked_transaction().unwrap();
    let version = || transaction.query_row("SELECT count(*) FROM ballot", [], |row| row.get::<_, i64>(0));
    assert_eq!(version().unwrap(), 0);
    for n in 0..24 {
        store.write(move |store| store.put_ballot(&ballot(n, 1_000_000))).await.unwrap();
    }
    let long = log.metadata().unwrap().len();
    assert!(long > 2 * LOG.unsigned_abs(), "{long}");
    drop(transaction);
    // It is taken in beside who writes.
    let long = || log.metadata().unwrap().len();
    for n in 100..1100 {
        store.write(move |store| store.put_ballot(&ballot(n, 10))).await.unwrap();
        if long() <= LOG.unsigned_abs() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(long() <= LOG.unsigned_abs(), "{}", long());
    drop(store);
    assert!(log.exists(), "another still has the file open");
    assert_eq!(log.metadata().unwrap().len(), 0, "but nothing is in it");
    drop(reader);
}

#[tokio::test]
async fn a_long_log_is_taken_in_though_nobody_writes_any_more() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("db");
    let store = open(&file, &SystemRandom).unwrap();
    let long = || file.metadata().unwrap().len();
    for n in 0..6 {
        store.write(move |store| store.put_ballot(&ballot(n, 1_000_000))).await.unwrap();
    }
    for _ in 0..1000 {
        if long() > 6_000_000 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(long() > 6_000_000, "{}", long());
    assert_eq!(store.read(number).await.unwrap(), 6);
}

/// A connection to a store that was made, as its writer has one.
fn made(folder: &TempDir) -> Connection {
    let file = folder.path().join("db");
    drop(open(&file, &SystemRandom).unwrap());
    let mut connection = Connection::open(&file).unwrap();
    configure(&mut connection).unwrap();
    connection
}

#[test]
fn a_statement_that_is_kept_is_prepared_once() {
    let folder = TempDir::new().unwrap();
    let connection = made(&folder);
    let transaction = Transaction::new(&connection);
    let store: &dyn Repositories = &transaction;
    for n in 0..4 {
        store.put_ballot(&ballot(n, 10)).unwrap();
        assert_eq!(store.ballots_with_id("c", Uuid::from_u128(n)).unwrap().len(), 1);
    }
    let again = connection.prepare_cached(WITH_ID).unwrap().get_status(StatementStatus::RePrepare);
    assert_eq!(again, 0, "SQLite has prepared it anew");
}

#[tokio::test]
async fn a_ballot_that_comes_alone_writes_twelve_times_its_size_at_most() {
    const SIZE: usize = 3000;
    const BALLOTS: u64 = 40;
    let folder = TempDir::new().unwrap();
    let store = open(&folder.path().join("db"), &SystemRandom).unwrap();
    for n in 1..=BALLOTS {
        let comes = move |store: &dyn Repositories| {
            let position = store.put_ballot(&ballot(n.into(), SIZE))?;
            let (campaign, status) = ("c".to_owned(), Status::Valid);
            let [form, place, interviewer] = ["P4", "060", "lan"].map(str::to_owned);
            let standing = Standing { campaign, ballot: position, status, form, place, interviewer };
            store.put_standing(&standing)?;
            store.count(&standing)?;
            store.note_sent("c", "lan", Timestamp::UNIX_EPOCH)?;
            let at = |ballots| Position { ballots, reviews: 0 };
            store.stand("c", at(position - 1), at(position))?;
            store.grow_revision("c")
        };
        store.write(comes).await.unwrap();
    }
    let written = folder.path().join("db-wal").metadata().unwrap().len();
    let times = written / BALLOTS / SIZE as u64;
    assert!(times < 12, "{times} times its size");
}
