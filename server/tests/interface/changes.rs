//! `GET /api/campaigns/{campaign}/changes`

use std::time::Duration;

use reqwest::Response;
use server::secret::SystemRandom;
use shared::wire::Change;

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
async fn who_is_disabled_hears_no_more() {
    let served = Served::start().await;
    let (admin, client) = (served.sign_in("admin").await, served.sign_in("dtv01").await);
    let mut events = served.sign_in("viewer").await.get(&format!("/api/campaigns/{ID}/changes")).await;
    next(&mut events).await;
    let disabled = shared::wire::AccountChange { disabled: Some(true), ..Default::default() };
    assert!(admin.patch("/api/accounts/viewer", &disabled).await.status().is_success());
    client.put(&plain(1)).await;
    let end = tokio::time::timeout(Duration::from_secs(2), events.chunk()).await.expect("in time");
    assert!(matches!(end, Ok(None) | Err(_)), "{end:?}");
}
