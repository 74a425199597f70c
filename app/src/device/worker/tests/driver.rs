//! What the driver says of a store that lacks the row, will not give it up, is damaged or is closed.

use shared::ballot::{Digest, Sealed};
use shared::problem::Problem;
use shared::sync::{Ack, Entry, Input, Output, Reply, State, Try};
use shared::wire::unframe;
use uuid::Uuid;

use super::super::driver::{Effect, perform};
use crate::device::db::tests::memory::Database;
use crate::device::db::tests::tablet::BEGUN;

const ID: Uuid = Uuid::from_u128(1);

const TRY: Try = Try { id: ID, attempt: 1 };

fn entry(bytes: &[u8]) -> Entry {
    Entry::new(ID, "c", &Sealed { bytes: bytes.to_vec(), digest: Digest::of(bytes) })
}

fn send() -> Output {
    Output::Send { campaign: "c".to_owned(), tries: vec![TRY] }
}

fn forget() -> Output {
    Output::Forget { id: ID, digest: Digest::of(b"ballot") }
}

fn done(database: &mut Database, output: Output) -> (Input, bool) {
    told(database.with_store(false, |store| perform(Ok(store), output)))
}

/// What the machine is told at once, where nothing goes.
fn told(effect: Effect) -> (Input, bool) {
    let (input, why) = match effect {
        Effect::Done(told) => told,
        Effect::Send(None, mut told) if told.len() == 1 => told.remove(0),
        other => panic!("{other:?}"),
    };
    (input, why.is_some())
}

#[test]
fn a_row_that_is_not_there_is_missing_after_store_send_and_forget() {
    let mut database = Database::new();
    let missing = (Input::Missing { id: ID }, false);
    for output in [Output::Store(entry(b"ballot")), send(), forget()] {
        assert_eq!(done(&mut database, output.clone()), missing, "{output:?}");
    }
    // Nor is one with other bytes the row that is named.
    database.insert(&entry(b"other"), b"other");
    for output in [Output::Store(entry(b"ballot")), forget()] {
        assert_eq!(done(&mut database, output.clone()), missing, "{output:?}");
    }
}

#[test]
fn a_row_that_is_there_and_not_proved_is_neither_deleted_nor_missing() {
    let mut database = Database::new();
    let ack = Ack {
        digest: Digest::of(b"ballot"),
        received: BEGUN.parse().unwrap(),
        epoch: Some(Uuid::from_u128(7)),
        at_ms: 1,
        let_go: false,
    };
    // Acked under an epoch that the disk was too full to write.
    let acked = Entry { state: State::Acked(ack), ..entry(b"ballot") };
    database.insert(&acked, b"ballot");
    assert_eq!(done(&mut database, forget()), (Input::StoreFailed { id: ID }, false));
    assert_eq!(database.lines()[&ID].entry, acked);
    let epoch = Uuid::from_u128(7);
    assert_eq!(done(&mut database, Output::StoreEpoch(epoch)), (Input::EpochStored(epoch), false));
    assert_eq!(done(&mut database, forget()), (Input::Stored { id: ID }, false));
    assert!(database.lines().is_empty());
}

#[test]
fn bytes_that_are_not_those_that_were_sealed_are_damaged_and_not_sent() {
    for damage in ["bytes = x'00'", "bytes = 'ballot'", "bytes = 7", "digest = 'torn'"] {
        let mut database = Database::new();
        database.insert(&entry(b"ballot"), b"ballot");
        database.change(&format!("UPDATE outbox SET {damage}"));
        let damaged = Input::Reply { tries: vec![TRY], reply: Reply::Damaged };
        assert_eq!(done(&mut database, send()), (damaged, true), "{damage}");
    }
}

#[test]
fn a_store_that_gives_nothing_now_is_said_to_be_that_and_no_answer_of_the_server() {
    let not_read = Input::Reply { tries: vec![TRY], reply: Reply::NotRead };
    let epoch = Uuid::from_u128(7);
    let cases = [
        (Output::Load, Input::LoadFailed),
        (Output::StoreEpoch(epoch), Input::EpochStoreFailed),
        (Output::Store(entry(b"ballot")), Input::StoreFailed { id: ID }),
        (forget(), Input::StoreFailed { id: ID }),
        (send(), not_read),
    ];
    let mut database = Database::new();
    database.insert(&entry(b"ballot"), b"ballot");
    for (output, input) in cases {
        let closed = Err(Problem::new("store.closed").into());
        assert_eq!(told(perform(closed, output.clone())), (input.clone(), true), "{output:?}");
        let failed = database.with_store(true, |store| perform(Ok(store), output.clone()));
        assert_eq!(told(failed), (input, true), "{output:?}");
    }
}

#[test]
fn of_several_ballots_those_that_cannot_go_keep_no_other_back() {
    let mut database = Database::new();
    let ballot = |nth: u8| Entry { id: Uuid::from_u128(nth.into()), ..entry(&[nth]) };
    for nth in 1..=4 {
        database.insert(&ballot(nth), &[nth]);
    }
    database
        .change("UPDATE outbox SET bytes = x'00' WHERE id LIKE '%2'; DELETE FROM outbox WHERE id LIKE '%3'");
    let tries: Vec<Try> = (1..=4).map(|nth| Try { id: Uuid::from_u128(nth), attempt: 1 }).collect();
    let output = Output::Send { campaign: "c".to_owned(), tries: tries.clone() };
    let effect = database.with_store(false, |store| perform(Ok(store), output));
    let Effect::Send(Some(request), told) = effect else { panic!("{effect:?}") };
    assert_eq!((request.path().as_str(), request.is_batch()), ("/api/campaigns/c/ballots", true));
    assert_eq!(unframe(&request.body()), Ok(vec![&[1][..], &[4]]));
    let told: Vec<Input> = told.into_iter().map(|(input, _)| input).collect();
    let damaged = Input::Reply { tries: vec![tries[1]], reply: Reply::Damaged };
    assert_eq!(told, [damaged, Input::Missing { id: tries[2].id }]);
    let answered = Input::Reply { tries: vec![tries[0], tries[3]], reply: Reply::Nothing };
    assert_eq!(request.answered(Reply::Nothing), answered);
}
