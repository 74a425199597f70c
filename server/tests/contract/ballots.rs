//! Ballots and reviews: nothing is changed or left out, and positions count.

use futures::future::join_all;
use server::store::{Filter, NOBODY, NewBallot, Position, Store, StoreError};
use shared::ballot::{Digest, Reason};
use shared::wire::{Decision, ReviewRow, Status};
use std::ops::ControlFlow;
use uuid::Uuid;

use crate::made::{ballot, campaign, read, review, second, standing, write};

pub async fn positions_count_the_ballots_of_each_campaign_without_gaps(store: &Store) {
    let outcomes = join_all((0..40_u8).map(|n| {
        let campaign = if n % 4 == 0 { "b" } else { "a" };
        store.write(move |store| {
            let position = store.put_ballot(&ballot(campaign, n))?;
            if n % 5 == 0 {
                Err(StoreError::unreadable("this", "on purpose"))
            } else {
                Ok((campaign, position))
            }
        })
    }))
    .await;
    for (campaign, number) in [("a", 24), ("b", 8)] {
        let mut positions: Vec<i64> =
            outcomes.iter().flatten().filter(|it| it.0 == campaign).map(|it| it.1).collect();
        positions.sort_unstable();
        assert_eq!(positions, (1..=number).collect::<Vec<_>>(), "{campaign}");
    }
    assert_eq!(write(store, |store| store.put_ballot(&ballot("a", 100))).await, 25);
}

pub async fn a_ballot_comes_back_as_it_was_put(store: &Store) {
    let doubted = NewBallot {
        clock_offset_ms: None,
        sent_by: None,
        arrived: Status::Pending,
        reasons: vec![Reason::SameId.problem().with("key", 7)],
        ..ballot("c", 2)
    };
    for put in [ballot("c", 1), doubted] {
        let expected = put.clone();
        let position = write(store, move |store| store.put_ballot(&put)).await;
        let found = read(store, move |store| store.ballot("c", position)).await.unwrap();
        assert_eq!(found.position, position);
        assert_eq!(format!("{:?}", found.ballot), format!("{expected:?}"));
    }
    assert!(read(store, |store| store.ballot("c", 3)).await.is_none());
    assert!(read(store, |store| store.ballot("d", 1)).await.is_none());
}

pub async fn of_a_ballot_that_is_erased_number_and_digest_stay(store: &Store) {
    let found = write(store, |store| {
        for n in 1..=3 {
            let reasons = vec![Reason::SameId.problem().with("key", 7)];
            store.put_ballot(&NewBallot { reasons, ..ballot("c", n) })?;
        }
        store.put_review("c", 2, &ReviewRow { by: NOBODY.to_owned(), ..review(Decision::Reject, "") })?;
        store.erase_ballot("c", 2)?;
        store.put_ballot(&NewBallot { reasons: Vec::new(), ..ballot("c", 5) })?;
        let doubted = [store.doubted("c")?, store.doubted("d")?];
        assert_eq!(
            doubted.map(|all| all.iter().map(|it| it.position).collect::<Vec<_>>()),
            [vec![1, 3], vec![]]
        );
        let found = [1, 2, 3].map(|n| store.ballot("c", n).unwrap().unwrap());
        Ok((found, [store.erased("c", 0, 3)?, store.erased("c", 2, 3)?, store.erased("d", 0, 3)?]))
    })
    .await;
    assert_eq!(found.0.each_ref().map(|it| it.is_erased()), [false, true, false]);
    assert_eq!(found.0.each_ref().map(|it| it.ballot.digest), [1, 2, 3].map(|n| ballot("c", n).digest));
    assert_eq!(found.0.each_ref().map(|it| it.ballot.reasons.len()), [1, 0, 1], "reasons may quote it");
    assert_eq!(found.1, [1, 0, 0]);
    assert_eq!(
        write(store, |store| store.put_ballot(&ballot("c", 4))).await,
        5,
        "its number is not used again"
    );
    assert!(store.write(|store| store.erase_ballot("c", 9)).await.is_err());
}

pub async fn the_same_ballot_is_kept_once(store: &Store) {
    write(store, |store| store.put_ballot(&ballot("c", 1))).await;
    assert!(store.write(|store| store.put_ballot(&ballot("c", 1))).await.is_err());
    assert_eq!(
        write(store, |store| store.put_ballot(&ballot("d", 1))).await,
        1,
        "another campaign's is another"
    );
    assert_eq!(write(store, |store| store.put_ballot(&ballot("c", 2))).await, 2);
}

pub async fn of_one_id_the_first_is_first(store: &Store) {
    write(store, |store| {
        for n in [9, 3, 5] {
            store.put_ballot(&NewBallot { id: Uuid::from_u128(1), ..ballot("c", n) })?;
        }
        store.put_ballot(&ballot("c", 6))
    })
    .await;
    let same = read(store, |store| store.ballots_with_id("c", Uuid::from_u128(1))).await;
    let found: Vec<_> = same.iter().map(|it| (it.position, it.digest, it.received)).collect();
    let expected = |(position, n): (i64, u8)| (position, Digest::of(&[n; 100]), second(n.into()));
    assert_eq!(found, [(1, 9), (2, 3), (3, 5)].map(expected));
    assert!(read(store, |store| store.ballots_with_id("d", Uuid::from_u128(1))).await.is_empty());
}

pub async fn each_ballot_comes_in_commit_order_with_its_last_review(store: &Store) {
    let found = write(store, |store| {
        for (campaign, n) in [("c", 4), ("d", 4), ("c", 2), ("c", 3)] {
            store.put_ballot(&ballot(campaign, n))?;
        }
        store.put_review("c", 2, &review(Decision::Reject, "một"))?;
        store.put_review("d", 1, &review(Decision::Reject, "khác"))?;
        store.put_review("c", 2, &review(Decision::Accept, "hai"))?;
        let all = Position::END;
        let early = Position { ballots: 2, reviews: 1 };
        let mut found = Vec::new();
        for (behind, to, most) in [(0, all, 9), (1, all, 9), (0, early, 9), (0, all, 1)] {
            let begun = found.len();
            store.each_ballot("c", behind, to, &mut |stored, last| {
                found.push((stored.position, stored.ballot.bytes[0], last.map(|last| last.reason)));
                Ok(if found.len() < begun + most {
                    ControlFlow::Continue(())
                } else {
                    ControlFlow::Break(())
                })
            })?;
        }
        Ok(found)
    })
    .await;
    let (first, third) = ((1, 4, None), (3, 3, None));
    let second = |reason: &str| (2, 2, Some(reason.to_owned()));
    let whole = [first.clone(), second("hai"), third.clone(), second("hai"), third];
    assert_eq!(found[..5], whole);
    assert_eq!(found[5..], [first.clone(), second("một"), first], "at an earlier moment; broken off");
}

pub async fn the_list_is_the_newest_first_by_any_filter(store: &Store) {
    write(store, |store| {
        for n in 1..=9_u8 {
            let position = store.put_ballot(&ballot("c", n))?;
            let status = if n % 3 == 0 { Status::Pending } else { Status::Valid };
            store.put_standing(&standing("c", position, status, if n % 2 == 0 { "even" } else { "odd" }))?;
            store.count(&standing("c", position, status, if n % 2 == 0 { "even" } else { "odd" }))?;
            store.put_ballot(&ballot("d", n))?;
            store.put_standing(&standing("d", position, status, "even"))?;
            store.count(&standing("d", position, status, "even"))?;
        }
        Ok(())
    })
    .await;
    let all = Filter { limit: 100, ..Filter::default() };
    let text = |text: &str| Some(text.to_owned());
    for (filter, expected) in [
        (all.clone(), &[9, 8, 7, 6, 5, 4, 3, 2, 1][..]),
        (Filter { limit: 2, ..all.clone() }, &[9, 8]),
        (Filter { before: Some(3), ..all.clone() }, &[2, 1]),
        (Filter { status: Some(Status::Pending), ..all.clone() }, &[9, 6, 3]),
        (Filter { status: Some(Status::Pending), place: text("odd"), ..all.clone() }, &[9, 3]),
        (Filter { place: text("even"), before: Some(7), limit: 2, ..all.clone() }, &[6, 4]),
        (Filter { place: text("none"), or_place: text("odd"), before: Some(4), ..all.clone() }, &[3, 1]),
        (Filter { form: text("P1"), limit: 1, ..all.clone() }, &[9]),
        (Filter { form: text("P2"), ..all.clone() }, &[]),
        (Filter { interviewer: text("an"), ..all.clone() }, &[]),
    ] {
        let asked = filter.clone();
        let found = read(store, move |store| store.ballots("c", &asked)).await;
        let found: Vec<i64> = found.iter().map(|(stored, _)| stored.position).collect();
        assert_eq!(found, expected, "{filter:?}");
    }
}

pub async fn reviews_are_appended_to_a_ballot_that_is_there(store: &Store) {
    let positions = write(store, |store| {
        store.put_ballot(&ballot("c", 1))?;
        store.put_ballot(&ballot("c", 2))?;
        store.put_ballot(&ballot("d", 1))?;
        let put =
            |campaign, ballot, reason| store.put_review(campaign, ballot, &review(Decision::Reject, reason));
        Ok([put("c", 2, "một")?, put("d", 1, "khác")?, put("c", 1, "hai")?, put("c", 2, "ba")?])
    })
    .await;
    assert_eq!(positions, [1, 1, 2, 3]);
    let reasons =
        |found: Vec<shared::wire::ReviewRow>| found.into_iter().map(|it| it.reason).collect::<Vec<_>>();
    assert_eq!(reasons(read(store, |store| store.reviews("c", 2)).await), ["một", "ba"]);
    assert_eq!(reasons(read(store, |store| store.reviews("d", 2)).await), [""; 0]);
    for (campaign, ballot) in [("c", 3), ("d", 2), ("e", 1)] {
        let put = move |store: &dyn server::store::Repositories| {
            store.put_review(campaign, ballot, &review(Decision::Accept, "không có"))
        };
        assert!(store.write(put).await.is_err(), "{campaign} {ballot}");
    }
    let whole = read(store, |store| store.reviews("c", 1)).await;
    assert_eq!(whole, [review(Decision::Reject, "hai")]);
}

pub async fn campaigns_that_are_not_here_are_told_with_their_first_ballot(store: &Store) {
    let known = campaign("known");
    write(store, move |store| {
        store.put_campaign(&known)?;
        for (campaign, n) in [("z", 3), ("known", 1), ("y", 4), ("z", 2)] {
            let position = store.put_ballot(&ballot(campaign, n))?;
            store.put_standing(&standing(campaign, position, Status::Pending, "01"))?;
            store.count(&standing(campaign, position, Status::Pending, "01"))?;
        }
        Ok(())
    })
    .await;
    let found = read(store, |store| store.unknown_campaigns()).await;
    assert_eq!(found, [("y".to_owned(), 1, second(4)), ("z".to_owned(), 2, second(3))]);
}
