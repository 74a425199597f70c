//! What was published.

use server::store::Store;
use shared::ballot::Digest;
use shared::wire::Publication;

use crate::made::{campaign, read, second, write};

fn publication(version: i64, reason: &str) -> Publication {
    Publication {
        version,
        run: 7,
        digest: Digest::of(reason.as_bytes()),
        decision: "Quyết định số 12/QĐ-UBND".to_owned(),
        day: "2020-01-15".parse().unwrap(),
        reason: reason.to_owned(),
        by: "an".to_owned(),
        at: second(version),
    }
}

pub async fn versions_stay_beside_each_other_as_they_were_published(store: &Store) {
    let (one, other) = (campaign("c"), campaign("d"));
    let put = [publication(1, ""), publication(2, "cộng nhầm điểm")];
    let all = put.clone();
    let versions = write(store, move |store| {
        store.put_campaign(&one)?;
        store.put_campaign(&other)?;
        let first = store.put_publication("c", &put[0], "{\"trước\":1}")?;
        let second = store.put_publication("c", &put[1], "{\"sau\":2}")?;
        Ok([first, second, store.put_publication("d", &put[0], "{}")?])
    });
    assert_eq!(versions.await, [1, 2, 1], "each campaign counts its own");
    let kept = read(store, |store| {
        let shown = [store.published("c", 1)?, store.published("c", 2)?, store.published("c", 3)?];
        Ok((store.publications("c")?, shown, store.publications("e")?))
    });
    let (list, shown, none) = kept.await;
    assert_eq!((list, none), (all.to_vec(), Vec::new()));
    assert_eq!(shown, [Some("{\"trước\":1}".to_owned()), Some("{\"sau\":2}".to_owned()), None]);
}
