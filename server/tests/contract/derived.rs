//! What is derived: it says where it stands, and gives back what was put.

use server::store::{Position, Store};
use shared::index::Named;
use shared::wire::Status;

use crate::made::{read, second, standing, write};

fn point(ballots: i64, reviews: i64) -> Position {
    Position { ballots, reviews }
}

pub async fn what_stands_moves_on_without_leaving_anything_out(store: &Store) {
    let step = |from, to| store.write(move |store| store.stand("c", from, to));
    assert_eq!(read(store, |store| store.stands("c")).await, point(0, 0));
    assert!(step(point(1, 0), point(2, 0)).await.is_err(), "there is nothing at 1");
    step(point(0, 0), point(1, 0)).await.unwrap();
    step(point(1, 0), point(1, 1)).await.unwrap();
    assert!(step(point(0, 0), point(1, 0)).await.is_err(), "it was there already");
    assert!(step(point(1, 0), point(2, 0)).await.is_err(), "a review was left out");
    assert!(step(point(2, 1), point(3, 1)).await.is_err(), "a ballot was left out");
    step(point(1, 1), point(9, 4)).await.unwrap();
    assert_eq!(read(store, |store| store.stands("c")).await, point(9, 4));
    assert_eq!(read(store, |store| store.stands("d")).await, point(0, 0));
    assert_eq!(read(store, |store| store.derived_campaigns()).await, ["c"]);
}

pub async fn who_was_made_in_whose_place_is_found_and_dropped(store: &Store) {
    let [first, other] = [1, 2].map(uuid::Uuid::from_u128);
    let found = write(store, move |store| {
        for (campaign, replaced, ballot) in
            [("c", first, 7), ("c", first, 3), ("c", first, 7), ("d", first, 9)]
        {
            store.put_done_again(campaign, replaced, ballot)?;
        }
        Ok((store.done_again("c", first)?, store.done_again("c", other)?, store.done_again("d", first)?))
    })
    .await;
    assert_eq!(found, (vec![3, 7], vec![], vec![9]));
    write(store, |store| store.drop_derived()).await;
    assert!(read(store, move |store| store.done_again("c", first)).await.is_empty());
}

pub async fn only_what_was_counted_is_taken_back(store: &Store) {
    let one = standing("c", 1, Status::Valid, "01");
    let counted = write(store, {
        let one = one.clone();
        move |store| {
            store.put_standing(&one)?;
            store.count(&one)?;
            store.count(&one)?;
            store.uncount(&one)?;
            Ok((store.standing("c", 1)?, store.standing("d", 1)?, store.counted("c")?, store.counted("d")?))
        }
    })
    .await;
    assert_eq!((counted.0.as_ref(), counted.1), (Some(&one), None));
    let rows: Vec<_> = counted.2.iter().map(|row| (row.place.as_str(), row.status, row.ballots)).collect();
    assert_eq!(rows, [("01", Status::Valid, 1)]);
    assert!(counted.3.is_empty());
    let (again, other) = (one.clone(), standing("c", 1, Status::Pending, "01"));
    assert!(store.write(move |store| store.uncount(&other)).await.is_err());
    write(store, move |store| store.uncount(&again)).await;
    assert!(read(store, |store| store.counted("c")).await.is_empty());
    assert!(store.write(move |store| store.uncount(&one)).await.is_err(), "there is none left");
}

pub async fn the_last_sign_of_life_stays_the_latest(store: &Store) {
    write(store, |store| {
        for at in [3, 9, 5] {
            store.note_sent("c", "an", second(at))?;
        }
        store.note_sent("d", "an", second(10))
    })
    .await;
    assert_eq!(read(store, |store| store.last_sent("c")).await, [("an".to_owned(), second(9))]);
}

pub async fn dropping_leaves_the_revisions(store: &Store) {
    write(store, |store| {
        for campaign in ["c", "d"] {
            let one = standing(campaign, 1, Status::Valid, "01");
            store.put_standing(&one)?;
            store.count(&one)?;
            store.note_sent(campaign, "an", second(1))?;
            store.stand(campaign, point(0, 0), point(1, 0))?;
            store.grow_revision(campaign)?;
        }
        store.drop_derived()
    })
    .await;
    let left = |campaign: &'static str| {
        read(store, move |store| {
            let rows = (store.counted(campaign)?.len(), store.last_sent(campaign)?.len());
            Ok((
                store.standing(campaign, 1)?.is_some(),
                rows,
                store.stands(campaign)?,
                store.revision(campaign)?,
            ))
        })
    };
    for campaign in ["c", "d"] {
        assert_eq!(left(campaign).await, (false, (0, 0), point(0, 0), 1));
    }
    assert_eq!(read(store, |store| store.revision("none")).await, 0);
}

pub async fn kept_tallies_come_back_with_where_they_stand(store: &Store) {
    let tallies = |n: u64| -> Named {
        serde_json::from_value(serde_json::json!({"F": {"1": {"U": {"units/q": {"A": n}}}}})).unwrap()
    };
    assert_eq!(read(store, |store| store.kept_tallies("c")).await, None);
    assert_eq!(read(store, |store| store.kept_tallies_stand("c")).await, None);
    let (first, second) = (tallies(1), tallies(2));
    write(store, move |store| {
        store.keep_tallies("c", point(1, 0), &first)?;
        store.keep_tallies("d", point(1, 0), &first)?;
        store.keep_tallies("c", point(2, 1), &second)
    })
    .await;
    assert_eq!(read(store, |store| store.kept_tallies("c")).await, Some((point(2, 1), tallies(2))));
    assert_eq!(read(store, |store| store.kept_tallies_stand("c")).await, Some(point(2, 1)));
    assert_eq!(read(store, |store| store.kept_campaigns()).await, ["c", "d"]);
    assert_eq!(read(store, |store| store.kept_tallies("d")).await, Some((point(1, 0), tallies(1))));
    write(store, |store| store.drop_tallies("d")).await;
    assert_eq!(read(store, |store| store.kept_campaigns()).await, ["c"]);
    write(store, |store| store.drop_derived()).await;
    assert_eq!(read(store, |store| store.kept_campaigns()).await, [""; 0]);
}

pub async fn a_ballot_may_stand_nowhere_any_more(store: &Store) {
    write(store, |store| {
        store.put_standing(&standing("c", 1, Status::Valid, "01"))?;
        store.put_standing(&standing("c", 2, Status::Valid, "01"))?;
        store.drop_standing("c", 1)
    })
    .await;
    assert!(read(store, |store| store.standing("c", 1)).await.is_none());
    assert!(read(store, |store| store.standing("c", 2)).await.is_some());
    assert!(store.write(|store| store.drop_standing("c", 1)).await.is_err(), "it stands nowhere");
}
