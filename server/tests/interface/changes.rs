//! `GET /api/campaigns/{campaign}/changes`

use std::time::Duration;

use reqwest::Response;
use server::secret::SystemRandom;
use shared::wire::{AccountChange, Change, Grant, Role};

use crate::client::refusal;
use crate::sample::{ID, plain};
use crate::served::Served;

async fn next(events: &mut Response) -> Change {
    next_within(events, Duration::from_secs(2)).await
}

async fn next_within(events: &mut Response, patience: Duration) -> Change {
    let chunk = tokio::time::timeout(patience, events.chunk()).await.expect("in time");
    let text = String::from_utf8(chunk.unwrap().expect("the stream goes on").to_vec()).unwrap();
    assert!(text.lines().any(|line| line == "retry: 1000"), "come again soon: {text}");
    serde_json::from_str(text.lines().find_map(|line| line.strip_prefix("data: ")).unwrap()).unwrap()
}

#[tokio::test]
async fn each_ballot_is_told_within_two_seconds() {
    let served = Served::start().await;
    let mut events = served.sign_in("viewer").await.get(&format!("/api/campaigns/{ID}/changes")).await;
    assert_eq!(events.headers()["content-type"], "text/event-stream");
    assert_eq!(events.headers()["x-accel-buffering"], "no", "nginx gathers answers unless it is told");
    let first = next(&mut events).await.revision;
    let client = served.sign_in("dtv01").await;
    client.put(&plain(1)).await;
    assert_eq!(next(&mut events).await.revision, first + 1);
    client.put(&plain(1)).await;
    client.put(&plain(2)).await;
    assert_eq!(next(&mut events).await.revision, first + 2, "what was here already is no change");
}

#[tokio::test]
async fn what_another_process_changes_is_told_too() {
    let served = Served::start().await;
    let viewer = served.sign_in("viewer").await;
    let mut events = viewer.get(&format!("/api/campaigns/{ID}/changes")).await;
    let first = next(&mut events).await.revision;
    let beside = server::store::open(&served.data().join("parindex.db"), &SystemRandom).unwrap();
    beside.write::<_, server::store::StoreError>(|store| store.grow_revision(ID)).await.unwrap();
    assert_eq!(next_within(&mut events, Duration::from_secs(10)).await.revision, first + 1);
}

#[tokio::test]
async fn a_stopping_server_ends_the_stream() {
    let served = Served::start().await;
    let mut events = served.sign_in("viewer").await.get(&format!("/api/campaigns/{ID}/changes")).await;
    next(&mut events).await;
    let stopped = tokio::time::timeout(Duration::from_secs(5), served.stop()).await;
    assert!(stopped.is_ok(), "an open stream does not hold the server back");
    assert!(matches!(events.chunk().await, Ok(None) | Err(_)));
}

#[tokio::test]
async fn who_may_no_longer_hear_it_hears_no_more() {
    let served = Served::start().await;
    let (admin, client) = (served.sign_in("admin").await, served.sign_in("dtv01").await);
    let disabled = AccountChange { disabled: Some(true), ..AccountChange::default() };
    let lowered = AccountChange {
        take: vec![Grant::of(Role::Viewer)],
        give: vec![Grant::of(Role::Interviewer)],
        ..AccountChange::default()
    };
    let of_a_unit = AccountChange { give: vec![Grant::at(Role::Unit, ID, "SNV")], ..lowered.clone() };
    for (n, change) in [(1, Some(lowered)), (2, Some(disabled)), (3, None), (4, Some(of_a_unit))] {
        let username = format!("xem{n}");
        served.account(&username, Role::Viewer, &[]).await;
        let viewer = served.sign_in(&username).await;
        let mut events = viewer.get(&format!("/api/campaigns/{ID}/changes")).await;
        next(&mut events).await;
        let answer = match change {
            Some(change) => admin.patch(&format!("/api/accounts/{username}"), &change).await,
            None => viewer.request(reqwest::Method::DELETE, "/api/session").send().await.unwrap(),
        };
        assert!(answer.status().is_success(), "{username}");
        // Who keeps a role of the year is told by the look of the server itself, without a change by others.
        if n != 4 {
            client.put(&plain(n)).await;
        }
        let patience = Duration::from_secs(if n == 4 { 10 } else { 2 });
        let end = tokio::time::timeout(patience, events.chunk()).await.expect("in time");
        assert!(matches!(end, Ok(None) | Err(_)), "{username}: {end:?}");
    }
}

#[tokio::test]
async fn changes_that_come_together_are_told_together() {
    let served = Served::start().await;
    let mut events = served.sign_in("viewer").await.get(&format!("/api/campaigns/{ID}/changes")).await;
    let first = next(&mut events).await.revision;
    let client = served.sign_in("dtv01").await;
    let begun = tokio::time::Instant::now();
    for n in 0..30 {
        client.put(&plain(n)).await;
    }
    let mut told = 0;
    while next_within(&mut events, Duration::from_secs(5)).await.revision < first + 30 {
        told += 1;
    }
    let seconds = begun.elapsed().as_secs();
    assert!(told <= seconds + 1, "one a second at most: {told} in {seconds} s");
}

#[tokio::test]
async fn one_person_has_so_many_streams() {
    let served = Served::start_with(|config| config.rates.streams = 2).await;
    let (viewer, admin) = (served.sign_in("viewer").await, served.sign_in("admin").await);
    let path = format!("/api/campaigns/{ID}/changes");
    let (mut one, mut two) = (viewer.get(&path).await, viewer.get(&path).await);
    next(&mut one).await;
    next(&mut two).await;
    assert_eq!(refusal(viewer.get(&path).await).await, (429, "request.too_many_streams".to_owned()));
    assert_eq!(admin.get(&path).await.status(), 200, "another person");
    drop(one);
    let again = async {
        while viewer.get(&path).await.status() != 200 {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), again).await.expect("the place is free again");
}
