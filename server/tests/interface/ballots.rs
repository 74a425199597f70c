//! `PUT /api/campaigns/{campaign}/ballots/{ballot}`, and looking at what came.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use futures::future::join_all;
use reqwest::StatusCode;
use server::secret::SystemRandom;
use server::store::{Position, SameId, StoreError, Stored};
use shared::ballot::MAX_BYTES;
use shared::wire::{BallotDetail, BallotPage, Counts, Decision, Review, Status};
use uuid::Uuid;

use crate::client::{Client, read, refusal};
use crate::sample::{ID, another, plain};
use crate::served::Served;

async fn stored(served: &Served) -> Vec<Stored> {
    let read = |store: &dyn server::store::Repositories| {
        let mut all = Vec::new();
        for campaign in store.named_campaigns()? {
            store.each_ballot(&campaign, 0, Position::END, &mut |stored, _| {
                all.push(stored);
                Ok(ControlFlow::Continue(()))
            })?;
        }
        Ok::<_, StoreError>(all)
    };
    served.site.store.read(read).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_at_once_give_one_ballot_and_fifty_equal_receipts() {
    let served = Served::start().await;
    let client = served.sign_in("dtv01").await;
    let ballot = plain(1);
    let answers = join_all((0..50).map(|_| async {
        let own_connection = Client { http: reqwest::Client::new(), ..client.clone() };
        own_connection.put(&ballot).await
    }))
    .await;
    let created = answers.iter().filter(|(status, _)| *status == StatusCode::CREATED).count();
    let here = answers.iter().filter(|(status, _)| *status == StatusCode::OK).count();
    assert_eq!((created, here), (1, 49));
    assert!(answers.iter().all(|(_, receipt)| *receipt == answers[0].1));
    assert_eq!((answers[0].1.id, answers[0].1.digest), (ballot.0, ballot.1.digest));
    assert_eq!(stored(&served).await.len(), 1);
    let counts: Counts = served.sign_in("viewer").await.of_sample("/counts").await;
    assert_eq!(counts.rows.iter().map(|row| row.valid).sum::<u32>(), 1);
}

#[tokio::test]
async fn same_id_with_other_bytes_is_parked() {
    let served = Served::start().await;
    let client = served.sign_in("dtv01").await;
    let first = plain(1);
    let second = another(1, |ballot| drop(ballot.answers.insert("age".into(), "60_plus".into())));
    assert_ne!(first.1.digest, second.1.digest);
    assert_eq!(client.put(&first).await.0, StatusCode::CREATED);
    let (status, receipt) = client.put(&second).await;
    assert_eq!((status, receipt.digest), (StatusCode::ACCEPTED, second.1.digest));
    for (ballot, digest) in [(&first, first.1.digest), (&second, second.1.digest)] {
        let (status, receipt) = client.put(ballot).await;
        assert_eq!((status, receipt.digest), (StatusCode::OK, digest), "sending again changes nothing");
    }
    let kept: Vec<_> = stored(&served).await.into_iter().map(|stored| stored.ballot.bytes).collect();
    assert_eq!(kept, [first.1.bytes, second.1.bytes], "byte for byte");
}

#[tokio::test]
async fn what_cannot_be_a_ballot_is_refused_with_a_reason() {
    let served = Served::start().await;
    let client = served.sign_in("dtv01").await;
    let (id, sealed) = plain(1);
    for (bytes, status, code) in [
        (b"parindex-ballot 2\n{}\n{}".to_vec(), 400, "ballot.undecodable"),
        (Vec::new(), 400, "ballot.undecodable"),
        (sealed.bytes[..sealed.bytes.len() - 1].to_vec(), 400, "ballot.undecodable"),
        (vec![b' '; MAX_BYTES + 1], 413, "ballot.too_large"),
        (vec![b' '; 8 * MAX_BYTES], 413, "ballot.too_large"),
        (plain(2).1.bytes, 400, "ballot.id_mismatch"),
    ] {
        assert_eq!(refusal(client.put_bytes(id, bytes, None).await).await, (status, code.to_owned()));
    }
    let path = format!("/api/campaigns/{ID}/ballots/no-id");
    let answer = client.request(reqwest::Method::PUT, &path).body(sealed.bytes).send().await.unwrap();
    assert_eq!(refusal(answer).await, (400, "ballot.id_unreadable".to_owned()));
    assert!(stored(&served).await.is_empty());
    assert_eq!(client.put(&plain(1)).await.0, StatusCode::CREATED, "the connection is still good");
}

#[tokio::test]
async fn without_any_known_credential_nothing_is_taken() {
    let served = Served::start().await;
    let (id, sealed) = plain(1);
    let mut nobody = Client::anonymous(&served.url);
    for token in [None, Some("0".repeat(64)), Some("é".to_owned()), Some(String::new())] {
        nobody.token = token;
        let answer = nobody.put_bytes(id, sealed.bytes.clone(), None).await;
        assert_eq!(refusal(answer).await, (401, "session.none".to_owned()));
    }
    assert!(stored(&served).await.is_empty());
}

#[tokio::test]
async fn the_office_lists_filters_and_pages_through_ballots() {
    let served = Served::start().await;
    let (client, viewer) = (served.sign_in("dtv01").await, served.sign_in("viewer").await);
    for n in 0..205 {
        client.put(&plain(n)).await;
    }
    client.put(&another(300, |ballot| ballot.header.place = "01864".to_owned())).await;
    let first: BallotPage = viewer.of_sample("/ballots").await;
    assert_eq!((first.ballots.len(), first.ballots[0].status), (200, Status::Pending));
    let rest: BallotPage = viewer.of_sample(&format!("/ballots?after={}", first.next.unwrap())).await;
    assert_eq!((rest.ballots.len(), rest.next), (6, None));
    let keys: BTreeSet<i64> = first.ballots.iter().chain(&rest.ballots).map(|row| row.key).collect();
    assert_eq!(keys.len(), 206, "each ballot once");
    for (filter, found) in [
        ("status=pending", 1),
        ("status=rejected", 0),
        ("place=01864", 1),
        ("place=01864&status=valid", 0),
        ("form=P6", 0),
        ("form=P7&status=pending&interviewer=dtv01", 1),
        ("interviewer=dtv02", 0),
        ("status=&form=P7&place=01864", 1),
    ] {
        let page: BallotPage = viewer.of_sample(&format!("/ballots?{filter}")).await;
        assert_eq!(page.ballots.len(), found, "{filter}");
    }
    let wrong = viewer.get(&format!("/api/campaigns/{ID}/ballots?status=lost")).await;
    assert_eq!(refusal(wrong).await, (400, "request.unreadable".to_owned()));
    let none = viewer.get("/api/campaigns/none/ballots").await;
    assert_eq!(refusal(none).await, (404, "campaign.absent".to_owned()));
}

#[tokio::test]
async fn one_ballot_is_read_with_questions_and_labels() {
    let served = Served::start().await;
    let client = served.sign_in("dtv01").await;
    let odd = another(1, |ballot| {
        ballot.answers.insert("age".into(), "ageless".into());
        ballot.answers.insert("extra".into(), serde_json::json!({"a": 1}));
    });
    client.put(&odd).await;
    let viewer = served.sign_in("viewer").await;
    let detail: BallotDetail = viewer.of_sample("/ballots/1").await;
    assert_eq!((detail.row.header.id, detail.row.sent_by.clone()), (odd.0, None));
    let answer = |name: &str| detail.answers.iter().find(|row| row.question == name).unwrap();
    assert_eq!(answer("sex").label["vi"], "Giới tính");
    assert_eq!(answer("sex").labels[0].len(), 2);
    assert_eq!(
        answer("age").labels[0].values().next().unwrap(),
        "ageless",
        "an unknown option stands as itself"
    );
    assert_eq!(answer("extra").value, r#"{"a":1}"#, "nothing that was said is left out");
    let judged: BTreeSet<_> = detail.answers.iter().filter_map(|row| row.unit.as_deref()).collect();
    assert!(judged.contains("TPBK") && judged.len() > 1);
    assert!(detail.answers.iter().all(|row| row.question != "unit"));
    let none = viewer.get(&format!("/api/campaigns/{ID}/ballots/2")).await;
    assert_eq!(refusal(none).await, (404, "ballot.absent".to_owned()));
}

#[tokio::test]
async fn the_receipt_survives_the_server() {
    let served = Served::start().await;
    let (_, receipt) = served.sign_in("dtv01").await.put(&plain(1)).await;
    let file = served.data().join("parindex.db");
    let copy = tempfile::TempDir::new().unwrap();
    // What a power cut would leave: the files as they are on the disk now.
    for suffix in ["", "-wal"] {
        let name = format!("parindex.db{suffix}");
        std::fs::copy(file.with_file_name(&name), copy.path().join(&name)).unwrap();
    }
    let store = server::store::open(&copy.path().join("parindex.db"), &SystemRandom).unwrap();
    let id = Uuid::from_u128(receipt.id.as_u128());
    let kept = store.read(move |store| store.ballots_with_id(ID, id)).await.unwrap();
    let SameId { position, digest, received } = kept[0];
    assert_eq!((kept.len(), position), (1, 1));
    assert_eq!((digest, received), (receipt.digest, receipt.received));
}

#[tokio::test]
async fn each_campaign_counts_its_own_ballots() {
    let served = Served::start().await;
    let (client, admin) = (served.sign_in("dtv01").await, served.sign_in("admin").await);
    let elsewhere = |n| another(n, |ballot| ballot.header.campaign = "tap-huan".to_owned());
    for ballot in [plain(1), elsewhere(2), plain(3), elsewhere(4), elsewhere(5)] {
        client.put(&ballot).await;
    }
    let numbers = |page: BallotPage| page.ballots.iter().map(|row| row.key).collect::<Vec<_>>();
    assert_eq!(numbers(admin.of_sample("/ballots").await), [2, 1], "the newest first");
    let others = "/api/campaigns/tap-huan/ballots";
    assert_eq!(numbers(read(admin.get(others).await).await), [3, 2, 1]);
    assert_eq!(numbers(read(admin.get(&format!("{others}?after=3")).await).await), [2, 1]);
    assert_eq!(numbers(admin.of_sample("/ballots?after=9").await), [2, 1]);

    // The number is the ballot's own in whatever names it, and another campaign's ballot is another one.
    let detail: BallotDetail = read(admin.get(&format!("{others}/2")).await).await;
    assert_eq!((detail.row.key, detail.row.header.id), (2, elsewhere(4).0));
    let rejected = Review::after(0, Decision::Reject, "phiếu thử");
    let detail: BallotDetail = read(admin.post(&format!("{others}/2/reviews"), &rejected).await).await;
    assert_eq!((detail.row.header.id, detail.row.status), (elsewhere(4).0, Status::Rejected));
    let detail: BallotDetail = admin.of_sample("/ballots/2").await;
    assert_eq!((detail.row.header.id, detail.row.status), (plain(3).0, Status::Valid));
    assert_eq!(refusal(admin.get(&format!("{others}/4")).await).await, (404, "ballot.absent".to_owned()));
}
