//! Interviews that gave no ballot.

use server::store::{Missed, NonresponseRow, Store};
use shared::ballot::{Digest, NoAnswer};
use shared::problem::Problem;
use shared::wire::{Decision, ReviewRow, Status};
use uuid::Uuid;

use crate::made::{read, second, write};

fn row(n: u8, interviewer: &str, reason: NoAnswer) -> NonresponseRow {
    let bytes = vec![n; 40];
    NonresponseRow {
        position: 0,
        id: Uuid::from_u128(n.into()),
        digest: Digest::of(&bytes),
        bytes,
        form: "P1".to_owned(),
        place: "01837".to_owned(),
        interviewer: interviewer.to_owned(),
        reason,
        noted: second(n.into()),
        received: second(100),
        sent_by: interviewer.to_owned(),
        doubts: Vec::new(),
        decided: None,
        decisions: 0,
    }
}

pub async fn nonresponses_come_back_the_last_first_and_are_kept_once(store: &Store) {
    let first = row(1, "an", NoAnswer::Refused);
    let kept = first.clone();
    let numbers = write(store, move |store| {
        let all = [("c", kept), ("d", row(2, "an", NoAnswer::Moved)), ("c", row(3, "chi", NoAnswer::NotMet))];
        all.iter().map(|(campaign, it)| store.put_nonresponse(campaign, it)).collect::<Result<Vec<_>, _>>()
    });
    assert_eq!(numbers.await, [1, 1, 2]);
    let again = first.clone();
    assert!(store.write(move |store| store.put_nonresponse("c", &again)).await.is_err());
    let id = first.id;
    let (all, last, same) = read(store, move |store| {
        let same = store.nonresponses_with_id("c", id)?;
        Ok((store.nonresponses("c", 9)?, store.nonresponses("c", 1)?, same))
    })
    .await;
    assert_eq!(
        all,
        [
            NonresponseRow { position: 2, ..row(3, "chi", NoAnswer::NotMet) },
            NonresponseRow { position: 1, ..first }
        ]
    );
    assert_eq!(last, all[..1]);
    assert_eq!(same.iter().map(|it| (it.position, it.digest)).collect::<Vec<_>>(), [(1, all[1].digest)]);
}

pub async fn nonresponses_are_counted_by_kind_but_those_that_are_doubted(store: &Store) {
    write(store, |store| {
        let doubted = NonresponseRow { doubts: vec![Problem::new("x")], ..row(4, "an", NoAnswer::Refused) };
        let counted = [
            row(1, "an", NoAnswer::Refused),
            row(2, "an", NoAnswer::Refused),
            row(3, "chi", NoAnswer::Moved),
        ];
        counted.iter().chain([&doubted]).try_for_each(|it| store.put_nonresponse("c", it).map(drop))
    })
    .await;
    let (all, one) =
        read(store, |store| Ok((store.missed("c", None)?, store.missed("c", Some("chi"))?))).await;
    let missed = |interviewer: &str, reason, count| Missed {
        form: "P1".to_owned(),
        place: "01837".to_owned(),
        interviewer: interviewer.to_owned(),
        reason,
        count,
    };
    assert_eq!(all, [missed("an", NoAnswer::Refused, 2), missed("chi", NoAnswer::Moved, 1)]);
    assert_eq!(one, all[1..]);
}

pub async fn the_last_decision_about_a_nonresponse_stands(store: &Store) {
    let decided = |decision, n| ReviewRow {
        decision,
        reason: "gọi lại".to_owned(),
        by: "an".to_owned(),
        at: second(n),
    };
    let doubted = NonresponseRow { doubts: vec![Problem::new("x")], ..row(1, "an", NoAnswer::Refused) };
    let second_row = row(2, "chi", NoAnswer::Moved);
    write(store, move |store| {
        store.put_nonresponse("c", &doubted)?;
        store.put_nonresponse("c", &second_row).map(drop)
    })
    .await;
    let stands = async || {
        read(store, |store| {
            let all = store.nonresponses("c", 9)?;
            let missed = store.missed("c", None)?.into_iter().map(|it| it.interviewer).collect::<Vec<_>>();
            Ok((all.iter().map(NonresponseRow::status).collect::<Vec<_>>(), missed.join(" ")))
        })
        .await
    };
    assert_eq!(stands().await, (vec![Status::Valid, Status::Pending], "chi".to_owned()));
    for (number, decision, expected) in [
        (1, Decision::Accept, (vec![Status::Valid, Status::Valid], "an chi")),
        (2, Decision::Reject, (vec![Status::Rejected, Status::Valid], "an")),
        (1, Decision::Reopen, (vec![Status::Rejected, Status::Pending], "")),
    ] {
        let it = decided(decision, number);
        write(store, move |store| store.put_nonresponse_review("c", number, &it)).await;
        assert_eq!(stands().await, (expected.0, expected.1.to_owned()));
    }
    let (taken, all) =
        read(store, |store| Ok((store.nonresponse_reviews("c", 1)?, store.nonresponses("c", 9)?))).await;
    assert_eq!(taken, [decided(Decision::Accept, 1), decided(Decision::Reopen, 1)]);
    assert_eq!((all[1].decided.as_ref(), all[1].decisions), (taken.last(), 2));
}
