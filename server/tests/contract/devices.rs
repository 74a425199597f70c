//! Tablets: links that enrol one, and what each told last.

use std::collections::BTreeMap;

use server::store::{DeviceRow, Enrolment, Session, Store};
use shared::wire::Held;
use uuid::Uuid;

use crate::made::{account, campaign, read, second, write};

fn link(used: Option<i64>) -> Enrolment {
    Enrolment {
        campaign: "c".to_owned(),
        account: "chi".to_owned(),
        last_day: "2019-11-30".parse().unwrap(),
        expires: second(90),
        by: "admin".to_owned(),
        made: second(1),
        used: used.map(second),
        revoked: None,
    }
}

pub async fn a_link_is_found_by_its_digest_as_it_now_is(store: &Store) {
    write(store, |store| {
        store.put_campaign(&campaign("c"))?;
        store.put_account(&account("chi"))?;
        store.put_enrolment(&[1; 32], &link(None))?;
        store.put_enrolment(&[2; 32], &link(None))?;
        store.put_enrolment(&[1; 32], &link(Some(5)))
    })
    .await;
    let found = read(store, |store| {
        let each = [1, 2, 3].map(|n| store.enrolment(&[n; 32]));
        Ok((each.into_iter().collect::<Result<Vec<_>, _>>()?, store.enrolments("c")?, store.enrolments("d")?))
    });
    let (each, all, none) = found.await;
    assert_eq!(each, [Some(link(Some(5))), Some(link(None)), None]);
    assert_eq!((all.len(), none), (2, Vec::new()));
}

fn session(username: &str, n: u8) -> Session {
    let (made, expires) = (second(1), second(100));
    Session { token: [n; 32], username: username.to_owned(), made, expires, revoked: None }
}

fn device(session: u8, id: u128, at: i64) -> DeviceRow {
    DeviceRow {
        session: [session; 32],
        id: Uuid::from_u128(id),
        app: format!("0.{at}"),
        persisted: session == 1,
        clock_ms: Some(-at),
        unsent: 2,
        drafts: 3,
        held: (session == 1).then(|| vec![Held { campaign: "c".to_owned(), unsent: 2, drafts: 1 }]),
        at: second(at),
    }
}

pub async fn a_tablet_stands_once_for_each_person_as_it_last_told(store: &Store) {
    let sessions = [("chi", 1), ("chi", 2), ("an", 3), ("chi", 4)].map(|(of, n)| session(of, n));
    let put = sessions.clone();
    write(store, move |store| {
        store.put_campaign(&campaign("c"))?;
        ["an", "chi"].iter().try_for_each(|it| store.put_account(&account(it)))?;
        put.iter().try_for_each(|it| store.put_session(it))?;
        // A tablet of two people, and another one of hers; on the first she signed in anew.
        for told in [device(1, 7, 10), device(3, 7, 11), device(4, 8, 12)] {
            store.put_device(&told)?;
        }
        store.put_fetched(&[1; 32], "c", 1, second(10))?;
        store.put_fetched(&[4; 32], "c", 1, second(10))?;
        store.put_fetched(&[4; 32], "c", 2, second(11))?;
        store.put_device(&device(2, 7, 13))
    })
    .await;
    let (all, fetched, is, lacks) = read(store, |store| {
        let is = |n: u8| store.is_device(&[n; 32]);
        let lacks = |n: u8, generation| store.lacks(&[n; 32], "c", generation);
        Ok((
            store.devices()?,
            store.fetched("c")?,
            (is(1)?, is(2)?),
            [lacks(1, 1)?, lacks(2, 1)?, lacks(4, 1)?, lacks(4, 2)?],
        ))
    })
    .await;
    let [_, again, an, other] = sessions;
    let expected = [(device(2, 7, 13), again), (device(4, 8, 12), other), (device(3, 7, 11), an)];
    assert_eq!(all, expected, "the last heard first, and nothing is lost of another tablet or person");
    assert_eq!(fetched, BTreeMap::from([([4; 32], 2)]));
    assert_eq!(is, (false, true), "with the session of before no tablet calls any more");
    assert_eq!(lacks, [false, true, true, false]);
}
