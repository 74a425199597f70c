//! `POST /api/campaigns/{campaign}/ballots/{ballot}/reviews`

use reqwest::Response;
use server::service::tallied;
use shared::index::Named;
use shared::wire::{BallotDetail, Counts, Decision, Review, Status};

use crate::client::{Client, read, refusal};
use crate::sample::{ID, another, plain};
use crate::served::Served;

async fn decide(client: &Client, key: i64, decision: Decision, reason: &str) -> Response {
    let path = format!("/api/campaigns/{ID}/ballots/{key}/reviews");
    client.post(&path, &Review { decision, reason: reason.to_owned(), seen: None }).await
}

async fn tallies(served: &Served) -> Named {
    tallied::seen(&served.site, ID.to_owned()).await.unwrap().unwrap().1
}

#[tokio::test]
async fn back_and_forth_changes_tallies_exactly() {
    let served = Served::start().await;
    let (client, admin) = (served.sign_in("dtv01").await, served.sign_in("admin").await);
    client.put(&plain(1)).await;
    let one = tallies(&served).await;
    client.put(&plain(2)).await;
    let two = tallies(&served).await;
    assert_ne!(one, two);
    for (decision, status, expected) in [
        (Decision::Reject, Status::Rejected, &one),
        (Decision::Reject, Status::Rejected, &one),
        (Decision::Accept, Status::Valid, &two),
        (Decision::Accept, Status::Valid, &two),
        (Decision::Reopen, Status::Pending, &one),
        (Decision::Accept, Status::Valid, &two),
    ] {
        let detail: BallotDetail = read(decide(&admin, 2, decision, " vì sao ").await).await;
        assert_eq!(detail.row.status, status);
        let last = detail.reviews.last().unwrap();
        assert_eq!((last.decision, &*last.reason, &*last.by), (decision, "vì sao", "admin"));
        assert_eq!(&tallies(&served).await, expected, "{decision:?}");
    }
    let detail: BallotDetail = admin.of_sample("/ballots/2").await;
    assert_eq!(detail.reviews.len(), 6, "every decision stays");
    let counts: Counts = admin.of_sample("/counts").await;
    let row = counts.rows.iter().find(|row| row.form == "P7" && row.place == "01837").unwrap();
    assert_eq!((row.valid, row.pending, row.rejected), (2, 0, 0));
}

#[tokio::test]
async fn of_two_with_one_id_only_one_counts_at_a_time() {
    let served = Served::start().await;
    let (client, admin) = (served.sign_in("dtv01").await, served.sign_in("admin").await);
    client.put(&plain(1)).await;
    client.put(&another(1, |ballot| drop(ballot.answers.insert("age".into(), "60_plus".into())))).await;
    let refused = decide(&admin, 2, Decision::Accept, "bản đúng").await;
    assert_eq!(refusal(refused).await, (409, "review.twin_counts".to_owned()));
    read::<BallotDetail>(decide(&admin, 1, Decision::Reject, "bản sai").await).await;
    let second: BallotDetail = read(decide(&admin, 2, Decision::Accept, "bản đúng").await).await;
    assert_eq!(second.row.status, Status::Valid);
    assert_eq!(second.reviews.len(), 1, "what was refused is no decision");
    let refused = decide(&admin, 1, Decision::Accept, "cả hai").await;
    assert_eq!(refusal(refused).await, (409, "review.twin_counts".to_owned()));
}

#[tokio::test]
async fn what_cannot_be_counted_cannot_be_accepted_and_a_reason_is_asked_for() {
    let served = Served::start().await;
    let (client, admin) = (served.sign_in("dtv01").await, served.sign_in("admin").await);
    client.put(&another(1, |ballot| ballot.header.version = "2020.1".into())).await;
    let refused = decide(&admin, 1, Decision::Accept, "vẫn nhận").await;
    assert_eq!(refusal(refused).await, (409, "review.form_unknown".to_owned()));
    let blank = decide(&admin, 1, Decision::Reject, " \n").await;
    assert_eq!(refusal(blank).await, (400, "review.reason_blank".to_owned()));
    let long = decide(&admin, 1, Decision::Reject, &"x".repeat(1001)).await;
    assert_eq!(refusal(long).await, (400, "review.reason_too_long".to_owned()));
    assert_eq!(
        refusal(decide(&admin, 7, Decision::Reject, "vì").await).await,
        (404, "ballot.absent".to_owned())
    );
    let rejected: BallotDetail = read(decide(&admin, 1, Decision::Reject, "thử máy").await).await;
    assert_eq!(rejected.row.status, Status::Rejected);
}

#[tokio::test]
async fn nobody_overrides_a_decision_that_they_have_not_read() {
    let served = Served::start().await;
    served.account("chi", shared::wire::Role::Admin, &[]).await;
    let (client, admin) = (served.sign_in("dtv01").await, served.sign_in("admin").await);
    let other = served.sign_in("chi").await;
    client.put(&plain(1)).await;
    let path = format!("/api/campaigns/{ID}/ballots/1/reviews");
    read::<BallotDetail>(other.post(&path, &Review::after(0, Decision::Reject, "trùng")).await).await;
    let late = admin.post(&path, &Review::after(0, Decision::Reopen, "chưa rõ")).await;
    assert_eq!(refusal(late).await, (409, "review.decided_meanwhile".to_owned()));
    let detail: BallotDetail = admin.of_sample("/ballots/1").await;
    assert_eq!((detail.row.status, detail.reviews.len()), (Status::Rejected, 1));
    let informed = admin.post(&path, &Review::after(1, Decision::Reopen, "chưa rõ")).await;
    assert_eq!(read::<BallotDetail>(informed).await.row.status, Status::Pending);
    let own = admin.post(&path, &Review::after(1, Decision::Reject, "đã rõ")).await;
    assert_eq!(read::<BallotDetail>(own).await.row.status, Status::Rejected, "one's own decision is known");
}
