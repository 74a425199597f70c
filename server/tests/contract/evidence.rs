//! The files that units gave.

use server::store::Store;
use shared::ballot::Digest;
use shared::wire::{Condition, EvidenceFile, FileKind};

use crate::made::{campaign, read, second, write};

fn file(position: i64, unit: &str, content: &str) -> EvidenceFile {
    EvidenceFile {
        position,
        unit: unit.to_owned(),
        digest: Digest::of(content.as_bytes()),
        bytes: 1 << 40,
        name: format!("{content} của {unit}.pdf"),
        kind: FileKind::Pdf,
        condition: Condition::Cut,
        by: "an".to_owned(),
        at: second(position),
    }
}

pub async fn a_file_is_that_of_the_unit_that_gave_it(store: &Store) {
    let (one, other) = (campaign("c"), campaign("d"));
    let all = [file(1, "A", "x"), file(2, "B", "x"), file(3, "A", "y")];
    let put = all.clone();
    let positions = write(store, move |store| {
        store.put_campaign(&one)?;
        store.put_campaign(&other)?;
        let positions: Result<Vec<i64>, _> = put.iter().map(|file| store.put_evidence("c", file)).collect();
        Ok((positions?, store.put_evidence("d", &put[2])?))
    });
    assert_eq!(positions.await, (vec![1, 2, 3], 1), "each campaign counts its own");
    let [x, y] = [all[0].digest, all[2].digest];
    let found = read(store, move |store| {
        let of = |unit, digest| store.evidence_file("c", unit, digest);
        Ok([of("A", &x)?, of("B", &x)?, of("A", &y)?, of("B", &y)?, store.evidence_file("e", "A", &x)?])
    });
    let [a, b, c] = all.clone().map(Some);
    assert_eq!(found.await, [a, b, c, None, None]);
    let lists = read(store, |store| {
        let of = |unit| store.evidence_of("c", unit);
        Ok((of("A")?, of("C")?, store.evidence_since("c", 0)?, store.evidence_since("c", 2)?))
    });
    let (of_a, of_c, every, later) = lists.await;
    assert_eq!((of_a, of_c), (vec![all[0].clone(), all[2].clone()], Vec::new()));
    assert_eq!((&every[..], &later[..]), (&all[..], &all[2..]), "in commit order");
}

pub async fn a_unit_gives_the_same_bytes_once(store: &Store) {
    let one = campaign("c");
    write(store, move |store| {
        store.put_campaign(&one)?;
        store.put_evidence("c", &file(1, "A", "x"))
    })
    .await;
    let renamed = EvidenceFile { name: "khác.pdf".to_owned(), ..file(1, "A", "x") };
    assert!(store.write(move |store| store.put_evidence("c", &renamed)).await.is_err());
    assert!(store.write(|store| store.put_evidence("none", &file(1, "A", "z"))).await.is_err());
    assert_eq!(read(store, |store| store.evidence_of("c", "A")).await, [file(1, "A", "x")]);
}
