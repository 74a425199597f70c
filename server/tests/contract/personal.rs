//! What tells who somebody is: kept once, by id, however many there are, and deleted one by one or all.

use std::collections::BTreeSet;

use server::store::{Store, Told};
use uuid::Uuid;

use crate::made::{read, write};

fn told(n: u32) -> Told {
    Told { form: "P7".to_owned(), told: [("name".to_owned(), format!("người {n}"))].into() }
}

/// Ids that are spread as random ones are.
fn id(n: u32) -> Uuid {
    Uuid::from_u128(u128::from(n).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835))
}

pub async fn what_tells_who_somebody_is_comes_back_by_id_and_is_kept_once(store: &Store) {
    let all = 700;
    let kept = write(store, move |store| {
        let mut new = 0;
        for n in (0..all).chain([3, 600]) {
            new += u32::from(store.put_personal("c", id(n), &told(n))?);
        }
        store.put_personal("d", id(1), &told(1))?;
        Ok(new)
    });
    assert_eq!(kept.await, all, "each once");
    let (held, number, one, none) = read(store, |store| {
        let one = store.personal_with_id("c", id(650))?;
        Ok((store.personal("c")?, store.personal_number("c")?, one, store.personal_with_id("c", id(9999))?))
    })
    .await;
    assert_eq!((held.len(), number), (700, 700));
    assert!((0..all).all(|n| held[&id(n)] == told(n)));
    assert_eq!(held.keys().copied().collect::<BTreeSet<_>>().len(), 700);
    assert_eq!((one, none), (Some(told(650)), None));
}

pub async fn what_tells_who_somebody_is_goes_one_by_one_and_all(store: &Store) {
    let gone = write(store, |store| {
        for n in 0..300 {
            store.put_personal("c", id(n), &told(n))?;
        }
        store.put_personal("d", id(1), &told(1))?;
        let mut gone = vec![];
        for n in [7, 7, 999] {
            gone.push(store.forget_personal("c", Some(id(n)))?);
        }
        gone.push(store.personal_number("c")?);
        gone.push(store.forget_personal("c", None)?);
        gone.push(store.forget_personal("c", None)?);
        Ok(gone)
    });
    assert_eq!(gone.await, [1, 0, 0, 299, 299, 0]);
    let (here, there) =
        read(store, |store| Ok((store.personal("c")?.len(), store.personal("d")?.len()))).await;
    assert_eq!((here, there), (0, 1), "another campaign's stays");
    let again =
        write(store, |store| Ok([7, 8, 1000].map(|n| store.put_personal("c", id(n), &told(n)).unwrap())));
    assert_eq!(again.await, [false, false, true], "what was deleted does not come back");
    assert_eq!(read(store, |store| store.personal_number("c")).await, 1);
    assert_eq!(read(store, |store| store.personal_with_id("c", id(7))).await, None);
}
