//! Papers of submissions.

use server::files::Kept;
use server::store::{Document, DocumentKind, Store};
use shared::ballot::Digest;

use crate::made::{campaign, read, write};

pub async fn papers_of_a_unit_come_back_in_commit_order(store: &Store) {
    let (one, other) = (campaign("c"), campaign("d"));
    let paper = |position, unit: &str, submission, kind| {
        let file = Kept { digest: Digest::of(unit.as_bytes()), bytes: 7 };
        Document { position, unit: unit.to_owned(), submission, kind, file }
    };
    let all = [
        paper(1, "A", 2, DocumentKind::Report),
        paper(2, "B", 3, DocumentKind::Report),
        paper(3, "A", 2, DocumentKind::ReportPage),
    ];
    let put = all.clone();
    write(store, move |store| {
        store.put_campaign(&one)?;
        store.put_campaign(&other)?;
        put.iter().try_for_each(|paper| store.put_document("c", paper))?;
        store.put_document("d", &put[0])
    })
    .await;
    let found = read(store, |store| Ok((store.documents("c", "A")?, store.documents("d", "B")?)));
    assert_eq!(found.await, (vec![all[0].clone(), all[2].clone()], Vec::new()));
}
