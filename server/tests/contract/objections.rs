//! What units object to.

use server::store::Store;
use shared::ballot::Digest;
use shared::wire::{Objection, Reply};

use crate::made::{campaign, read, second, write};

fn objection(position: i64, unit: &str) -> Objection {
    Objection {
        position,
        version: 1,
        unit: unit.to_owned(),
        leaf: "1.10".to_owned(),
        reason: "đã nộp đúng hạn".to_owned(),
        evidence: vec![Digest::of(b"x"), Digest::of(b"y")],
        by: "an".to_owned(),
        at: second(position),
        reply: None,
        met: None,
    }
}

pub async fn an_objection_stays_with_its_one_answer_and_what_corrects_it(store: &Store) {
    let (one, other) = (campaign("c"), campaign("d"));
    let reply = Reply { granted: true, reason: "đúng".to_owned(), by: "admin".to_owned(), at: second(9) };
    let said = reply.clone();
    let positions = write(store, move |store| {
        store.put_campaign(&one)?;
        store.put_campaign(&other)?;
        let positions = [
            store.put_objection("c", &objection(1, "A"))?,
            store.put_objection("c", &objection(2, "B"))?,
            store.put_objection("d", &objection(1, "A"))?,
        ];
        store.put_reply("c", 2, &said)?;
        store.put_redress("c", 2, 3)?;
        Ok(positions)
    });
    assert_eq!(positions.await, [1, 2, 1], "each campaign counts its own");
    let (here, there) = read(store, |store| Ok((store.objections("c")?, store.objections("d")?))).await;
    let met = Objection { reply: Some(reply.clone()), met: Some(3), ..objection(2, "B") };
    assert_eq!((here, there), (vec![objection(1, "A"), met], vec![objection(1, "A")]));
    assert!(store.write(move |store| store.put_reply("c", 2, &reply)).await.is_err(), "one answer");
    assert!(store.write(move |store| store.put_redress("c", 2, 4)).await.is_err(), "one correction");
}
