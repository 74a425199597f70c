//! `parindex rebuild`: what is derived comes out the same.

use server::service::rebuild::rebuild;
use server::service::{Site, tallied};
use server::store::{Counted, StoreError};
use shared::index::Named;
use shared::wire::{BallotPage, Counts, Decision, Review};

use server::{Config, open};

use crate::sample::{ID, another, lines, plain};
use crate::served::Served;

async fn derived(site: &Site) -> (Named, Vec<Counted>) {
    let counted = site.store.read::<_, StoreError>(|store| store.counted(ID)).await.unwrap();
    (tallied::seen(site, ID.to_owned()).await.unwrap().unwrap().1, counted)
}

#[tokio::test]
async fn everything_derived_comes_out_the_same() {
    let served = Served::start().await;
    let (client, admin) = (served.sign_in("dtv01").await, served.sign_in("admin").await);
    served.wait(jiff::SignedDuration::from_hours(27 * 24));
    for line in &lines()[..40] {
        admin.put(&(line.id, crate::sample::ballot(line).seal())).await;
    }
    client.put(&plain(1)).await;
    client.put(&plain(2)).await;
    client.put(&another(2, |ballot| drop(ballot.answers.insert("age".into(), "60_plus".into())))).await;
    client.put(&another(3, |ballot| ballot.header.version = "none".into())).await;
    for (key, decision) in [
        (1, Decision::Reject),
        (1, Decision::Accept),
        (2, Decision::Reject),
        (3, Decision::Reopen),
        (42, Decision::Reject),
        (43, Decision::Accept),
        (44, Decision::Reject),
    ] {
        let review = Review { decision, reason: "thử".into(), seen: None };
        let answer = admin.post(&format!("/api/campaigns/{ID}/ballots/{key}/reviews"), &review).await;
        assert!(answer.status().is_success(), "{key} {decision:?} {}", answer.text().await.unwrap());
    }
    let before = derived(&served.site).await;
    assert!(!before.0["P7"].is_empty() && before.1.len() > 4, "{before:?}");
    let page: BallotPage = admin.of_sample("/ballots").await;
    let counts: Counts = admin.of_sample("/counts").await;
    assert_eq!(rebuild(&served.site).await.unwrap(), 44);
    assert_eq!(derived(&served.site).await, before);
    let another = open(&Config::new(served.data(), ([127, 0, 0, 1], 0).into())).unwrap();
    assert_eq!(derived(&another).await, before, "by what the rebuild kept, too");
    assert_eq!(admin.of_sample::<BallotPage>("/ballots").await, page);
    let again: Counts = admin.of_sample("/counts").await;
    assert_eq!((again.rows, again.interviewers), (counts.rows, counts.interviewers));
    assert_eq!(again.revision, counts.revision + 1);
}
