//! Ballots on paper.

use server::store::{BatchRow, KeyedRow, Store};
use shared::wire::{NewPaperBatch, PaperAnswer, PaperBack, PaperEntry, TakenBack};
use uuid::Uuid;

use crate::made::{campaign, read, second, write};

fn batch(position: i64, back: Option<PaperBack>) -> BatchRow {
    let what = NewPaperBatch { form: "P1".to_owned(), place: "01837".to_owned(), issued: 20, twice: 10 };
    let (version, by) = ("2019.1".to_owned(), "admin".to_owned());
    BatchRow {
        position,
        what,
        lot: "5f".to_owned(),
        version,
        back,
        cancelled: None,
        by,
        at: second(position),
    }
}

fn back(returned: u32) -> PaperBack {
    PaperBack {
        returned,
        spoiled: 1,
        day: "2019-11-20".parse().unwrap(),
        by: "admin".to_owned(),
        at: second(5),
    }
}

fn keyed(position: i64, id: u128, paper: u32, done: bool) -> KeyedRow {
    KeyedRow {
        position,
        id: Uuid::from_u128(id),
        batch: 1,
        paper,
        decides: id == 2,
        done,
        ballot: done.then_some(7),
        by: "an".to_owned(),
        at: second(position),
    }
}

fn entry(answer: &str) -> PaperEntry {
    let answer = PaperAnswer { path: "/sex".to_owned(), answer: answer.to_owned() };
    PaperEntry { answers: vec![answer], as_it_is: true, ..PaperEntry::default() }
}

pub async fn batches_and_what_was_keyed_come_back_in_commit_order(store: &Store) {
    let (one, other) = (campaign("c"), campaign("d"));
    let positions = write(store, move |store| {
        store.put_campaign(&one)?;
        store.put_campaign(&other)?;
        let batches = [
            store.put_batch("c", &batch(1, None))?,
            store.put_batch("c", &batch(2, None))?,
            store.put_batch("d", &batch(1, None))?,
        ];
        for returned in [3, 4] {
            store.put_back("c", 2, &back(returned))?;
        }
        let rows = [
            store.put_keyed("c", &keyed(1, 1, 1, false), &entry("m"))?,
            store.put_keyed("c", &keyed(2, 2, 1, true), &entry("f"))?,
            store.put_keyed("d", &keyed(1, 1, 1, false), &entry("m"))?,
        ];
        Ok((batches, rows))
    });
    assert_eq!(positions.await, ([1, 2, 1], [1, 2, 1]), "each campaign counts its own");
    let (here, there) = read(store, |store| Ok((store.batches("c")?, store.batches("d")?))).await;
    assert_eq!(here, [batch(1, None), batch(2, Some(back(4)))], "what was said last stands");
    assert_eq!(there, [batch(1, None)]);
    let cancelled = TakenBack { reason: "nhầm".to_owned(), by: "admin".to_owned(), at: second(7) };
    let put = cancelled.clone();
    write(store, move |store| store.put_cancelled("d", 1, &put)).await;
    let (there, days) = read(store, |store| Ok((store.batches("d")?, store.days_back("c", 2)?))).await;
    assert_eq!(there, [BatchRow { cancelled: Some(cancelled), ..batch(1, None) }]);
    assert_eq!(days, [("2019-11-20".parse().unwrap(), second(5)); 2]);
    let (rows, of_other, found, said, none) = read(store, |store| {
        let id = Uuid::from_u128(2);
        let said = store.keyed_entry("c", 2)?;
        Ok((
            store.keyed("c", 1)?,
            store.keyed("c", 2)?,
            store.keyed_as("c", id)?,
            said,
            store.keyed_as("d", id)?,
        ))
    })
    .await;
    assert_eq!(rows, [keyed(1, 1, 1, false), keyed(2, 2, 1, true)]);
    assert_eq!((of_other.len(), found, none), (0, Some(keyed(2, 2, 1, true)), None));
    assert_eq!(said, Some(entry("f")));
}

pub async fn an_id_is_used_once_and_a_paper_is_done_once(store: &Store) {
    let one = campaign("c");
    write(store, move |store| {
        store.put_campaign(&one)?;
        store.put_batch("c", &batch(1, None))?;
        store.put_keyed("c", &keyed(1, 1, 1, true), &entry("m"))
    })
    .await;
    let put = async |row: KeyedRow| store.write(move |store| store.put_keyed("c", &row, &entry("m"))).await;
    assert!(put(keyed(2, 1, 2, false)).await.is_err(), "one id");
    assert!(put(keyed(2, 3, 1, true)).await.is_err(), "done once");
    assert_eq!(put(keyed(2, 3, 2, true)).await.unwrap(), 2);
}
