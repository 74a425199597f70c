//! Campaigns, their versions, acts and packages.

use server::files::Kept;
use server::store::{NewClosing, Store};
use shared::ballot::Digest;

use crate::made::{campaign, read, second, write};

pub async fn each_import_is_a_generation_and_changes_no_version(store: &Store) {
    let (one, other) = (campaign("b"), campaign("a"));
    let mut later = one.clone();
    later.definitions[0].version = "2".to_owned();
    later.definitions[1].title = "another title".to_owned();
    let was = one.clone();
    let found = write(store, move |store| {
        for campaign in [&one, &other, &later] {
            store.put_campaign(campaign)?;
        }
        Ok((
            store.heads()?,
            store.head("b")?,
            store.campaign("b")?.unwrap(),
            store.campaign("none")?.is_some(),
        ))
    })
    .await;
    let heads: Vec<_> = found.0.iter().map(|head| (head.id.as_str(), head.generation, head.closed)).collect();
    assert_eq!(heads, [("a", 1, None), ("b", 2, None)]);
    assert_eq!((found.1.as_ref(), found.3), (Some(&found.0[1]), false));
    let (whole, form) = (found.2, &was.definitions[0].id);
    assert_eq!(whole.definition(form).unwrap().version, "2", "the last import's is the current one");
    assert_eq!(whole.definition_version(form, &was.definitions[0].version), Some(&was.definitions[0]));
    assert_eq!(
        whole.definition(&was.definitions[1].id),
        Some(&was.definitions[1]),
        "a version stays as it was"
    );
    assert_eq!(whole.definitions.len(), was.definitions.len() + 1);
}

pub async fn the_last_closing_decides(store: &Store) {
    let one = campaign("c");
    write(store, move |store| store.put_campaign(&one)).await;
    for (closed, at) in [(true, 9), (false, 8), (true, 5), (true, 6)] {
        let closing = NewClosing { closed, reason: "vì".to_owned(), by: "chi".to_owned(), at: second(at) };
        let head = write(store, move |store| {
            store.put_closing("c", &closing)?;
            store.head("c")
        });
        assert_eq!(head.await.unwrap().closed, closed.then(|| second(at)), "the last one, not the latest");
    }
    let closing = NewClosing { closed: true, reason: "vì".to_owned(), by: "chi".to_owned(), at: second(1) };
    assert!(store.write(move |store| store.put_closing("none", &closing)).await.is_err());
}

pub async fn packages_are_kept_by_generation(store: &Store) {
    let one = campaign("c");
    let file = |n: u8| Kept { digest: Digest::of(&[n]), bytes: n.into() };
    let found = write(store, move |store| {
        for n in [7, 5, 6] {
            store.put_campaign(&one)?;
            // An import of before packages were kept has none.
            if n != 5 {
                store.put_package("c", &file(n), second(n.into()))?;
            }
        }
        store.packages("c")
    })
    .await;
    let found: Vec<_> = found.iter().map(|it| (it.generation, it.file, it.at)).collect();
    assert_eq!(found, [(1, file(7), second(7)), (3, file(6), second(6))]);
    assert!(read(store, |store| store.packages("d")).await.is_empty());
}
