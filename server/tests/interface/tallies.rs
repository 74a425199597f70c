//! The tallies in memory: they follow each commit, whoever made it, and are at every moment what a recount gives.

use server::folder::STORE;
use server::service::review::review;
use server::service::{Site, ballots, tallied};
use server::store::{Position, Repositories, StoreError};
use server::{Config, open};
use shared::ballot::Ballot;
use shared::index::{Named, Scheme, Tallies};
use shared::wire::{Decision, Review};
use std::ops::ControlFlow;
use tempfile::TempDir;

use crate::doctor::doctor;
use crate::sample::{ID, another, ballot, campaign, lines, plain};
use crate::served::{Served, admin};

/// Another process on the same store.
fn another_process(served: &Served) -> Site {
    let mut config = Config::new(served.data(), ([127, 0, 0, 1], 0).into());
    config.clock = served.clock.clone();
    open(&config).unwrap()
}

async fn seen(site: &Site) -> Named {
    tallied::seen(site, ID.to_owned()).await.unwrap().unwrap().1
}

/// What the memory says, which must be what another process reads from what is kept and the ground, and what it reads
/// from the ground alone.
async fn checked(served: &Served, what: &str) -> Named {
    let own = seen(&served.site).await;
    assert_eq!(seen(&another_process(served)).await, own, "{what}: from what is kept");
    let kept = another_process(served);
    let forget = |store: &dyn Repositories| {
        let kept = store.kept_tallies(ID)?;
        store.keep_tallies(ID, Position::default(), &Named::new())?;
        Ok::<_, StoreError>(kept)
    };
    let before = kept.store.write(forget).await.unwrap();
    assert_eq!(seen(&another_process(served)).await, own, "{what}: from the ground");
    if let Some((stands, named)) = before {
        let put = move |store: &dyn Repositories| store.keep_tallies(ID, stands, &named);
        kept.store.write(put).await.unwrap();
    }
    own
}

async fn decide(site: &Site, position: i64, decision: Decision) {
    let decision = Review { decision, reason: "thử".to_owned(), seen: None };
    review(site, admin(site).await, ID.to_owned(), position, decision).await.unwrap();
}

#[tokio::test]
async fn they_follow_ballots_and_reviews_of_this_server_and_of_another_process() {
    let served = Served::start().await;
    served.wait(jiff::SignedDuration::from_hours(27 * 24));
    let admin = served.sign_in("admin").await;
    let other = another_process(&served);
    let mut before = checked(&served, "nothing").await;
    assert_eq!(before, Named::new());
    for (n, line) in lines()[..12].iter().enumerate() {
        admin.put(&(line.id, ballot(line).seal())).await;
        if n % 4 == 3 {
            let now = checked(&served, "ballots").await;
            assert_ne!(now, before);
            before = now;
        }
        if n == 6 {
            tallied::keep_all(&served.site).await.unwrap();
        }
    }
    admin.put(&another(1, |ballot| ballot.header.version = "none".into())).await;
    admin.put(&plain(2)).await;
    let all = checked(&served, "one more, and one in quarantine").await;
    for (position, decision, gone) in [
        (1, Decision::Reject, true),
        (1, Decision::Reopen, true),
        (1, Decision::Accept, false),
        (14, Decision::Reject, true),
        (14, Decision::Accept, false),
    ] {
        for site in [&served.site, &other] {
            decide(site, position, decision).await;
            assert_eq!(checked(&served, "a review").await != all, gone, "{position} {decision:?}");
        }
    }
    tallied::keep_all(&other).await.unwrap();
    admin.put(&plain(3)).await;
    decide(&other, 2, Decision::Reject).await;
    admin.put(&plain(4)).await;
    decide(&served.site, 3, Decision::Reject).await;
    checked(&served, "both by turns").await;
    let closing = serde_json::json!({ "closed": true, "reason": "thử" });
    assert!(admin.post(&format!("/api/campaigns/{ID}/closing"), &closing).await.status().is_success());
    decide(&other, 4, Decision::Reject).await;
    admin.put(&plain(5)).await;
    checked(&served, "after the closing").await;
    let caller = crate::served::admin(&served.site).await;
    let detail = ballots::detail(&served.site, caller, ID.to_owned(), 2).await.unwrap();
    assert_eq!(detail.row.status, shared::wire::Status::Rejected);
}

#[tokio::test]
async fn a_stop_keeps_them_and_what_cannot_be_understood_is_counted_anew() {
    let served = Served::start().await;
    let client = served.sign_in("dtv01").await;
    client.put(&plain(1)).await;
    client.put(&plain(2)).await;
    let all = seen(&served.site).await;
    tallied::keep_all(&served.site).await.unwrap();
    let other = another_process(&served);
    let spoil = |store: &dyn Repositories| {
        let (stands, mut named) = store.kept_tallies(ID)?.unwrap();
        assert_eq!(stands.ballots, 2);
        let (form, versions) = named.pop_first().unwrap();
        named.insert(format!("{form} of another program"), versions);
        store.keep_tallies(ID, stands, &named)
    };
    other.store.write(spoil).await.unwrap();
    assert_eq!(seen(&another_process(&served)).await, all);
    // A disk that changes a count.
    client.put(&plain(3)).await;
    let all = seen(&served.site).await;
    tallied::keep_all(&served.site).await.unwrap();
    let disk = rusqlite::Connection::open(served.data().join(STORE)).unwrap();
    let spoiled = "UPDATE tally SET content = replace(replace(content, '2', '7'), '1', '2')";
    for statement in [spoiled, "UPDATE tally SET ballots = 2"] {
        assert_eq!(disk.execute(statement, []).unwrap(), 1);
        assert_eq!(seen(&another_process(&served)).await, all, "{statement}");
    }
}

#[tokio::test]
async fn what_is_kept_and_knows_of_more_than_there_is_counts_for_nothing_and_is_not_waited_for() {
    let served = Served::start().await;
    served.sign_in("dtv01").await.put(&plain(1)).await;
    let all = seen(&served.site).await;
    for beyond in [Position { ballots: 2, reviews: 0 }, Position { ballots: 1, reviews: 1 }] {
        let other = another_process(&served);
        let keep = move |store: &dyn Repositories| store.keep_tallies(ID, beyond, &Named::new());
        other.store.write(keep).await.unwrap();
        let later = another_process(&served);
        assert_eq!(seen(&later).await, all);
        tallied::keep_all(&later).await.unwrap();
        let kept = later.store.read::<_, StoreError>(|store| store.kept_tallies(ID)).await.unwrap();
        assert_eq!(kept, Some((Position { ballots: 1, reviews: 0 }, all.clone())));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_reads_meanwhile_sees_what_the_ballots_up_to_there_give() {
    const TABLETS: u128 = 6;
    const EACH: u128 = 30;
    let served = Served::start().await;
    let client = served.sign_in("dtv01").await;
    let tablets: Vec<_> = (1..=TABLETS)
        .map(|tablet| {
            let client = client.clone();
            tokio::spawn(async move {
                for n in 0..EACH {
                    client.put(&plain(tablet * 1000 + n)).await;
                }
            })
        })
        .collect();
    let mut found = Vec::new();
    let mut copies = Vec::new();
    while tablets.iter().any(|tablet| !tablet.is_finished()) {
        found.push(tallied::seen(&served.site, ID.to_owned()).await.unwrap().unwrap());
        if copies.len() < 5 {
            // Of one file, as a backup takes it: what is kept is older than its ballots.
            let copy = TempDir::new().unwrap();
            server::store::copy(&served.data().join(STORE), &copy.path().join(STORE)).unwrap();
            copies.push(copy);
            tallied::keep_all(&served.site).await.unwrap();
        }
    }
    for copy in &copies {
        let site = open(&Config::new(copy.path(), ([127, 0, 0, 1], 0).into())).unwrap();
        found.push(tallied::seen(&site, ID.to_owned()).await.unwrap().unwrap());
        let ground = site.store.read::<_, StoreError>(|store| store.position(ID)).await.unwrap();
        assert_eq!(found.last().unwrap().0, ground, "all that its ballots give");
    }
    let scheme = Scheme::of(campaign());
    let read = move |store: &dyn Repositories| {
        let (mut tallies, mut after) = (Tallies::default(), vec![Named::new()]);
        store.each_ballot(ID, 0, Position::END, &mut |stored, _| {
            let ballot = Ballot::open(&stored.ballot.bytes).unwrap();
            let (form, version) = (&ballot.header.form, &ballot.header.version);
            tallies.add(&scheme.marks(form, version, &ballot.answers).unwrap());
            after.push(scheme.named(&tallies));
            Ok(ControlFlow::Continue(()))
        })?;
        Ok::<_, StoreError>(after)
    };
    let after = served.site.store.read(read).await.unwrap();
    assert_eq!(after.len() as u128, TABLETS * EACH + 1);
    for (stands, named) in &found {
        assert_eq!(named, &after[usize::try_from(stands.ballots).unwrap()], "{stands:?}");
    }
    assert!(found.iter().any(|(stands, _)| (1..180).contains(&stands.ballots)), "seen in the middle");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_campaign_without_ballots_is_whole_after_a_stop() {
    let served = Served::start().await;
    tallied::keep_all(&served.site).await.unwrap();
    let data = served.stop().await;
    assert_eq!(doctor(data.path()), (true, String::new()));
}
