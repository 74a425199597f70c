//! `POST /api/campaigns/{campaign}/ballots`: many ballots in one request, each as if it had come by itself.

use std::io::Write as _;

use reqwest::{Method, Response};
use shared::ballot::{Digest, MAX_BYTES};
use shared::wire::{BatchAnswer, Counts, frame};
use uuid::Uuid;

use crate::client::{Client, read, refusal};
use crate::sample::{ID, another, plain};
use crate::served::Served;

async fn post(client: &Client, encoding: Option<&str>, body: Vec<u8>) -> Response {
    let mut request = client.request(Method::POST, &format!("/api/campaigns/{ID}/ballots")).body(body);
    if let Some(encoding) = encoding {
        request = request.header("content-encoding", encoding);
    }
    request.send().await.unwrap()
}

async fn batch(client: &Client, sealed: &[&[u8]]) -> BatchAnswer {
    read(post(client, None, frame(sealed.iter().copied())).await).await
}

/// For each the status, and the id of the receipt or the code of the problem.
fn told(answer: &BatchAnswer) -> Vec<(u16, String)> {
    let told = answer.ballots.iter().map(|ballot| {
        let receipt = ballot.receipt.as_ref().map(|receipt| receipt.id.to_string());
        let problem = ballot.problem.as_ref().map(|problem| problem.code.clone());
        assert!(receipt.is_some() != problem.is_some());
        (ballot.status, receipt.or(problem).unwrap())
    });
    told.collect()
}

async fn counted(served: &Served) -> u32 {
    let counts: Counts = served.sign_in("viewer").await.of_sample("/counts").await;
    counts.rows.iter().map(|row| row.valid + row.pending + row.screened_out).sum()
}

#[tokio::test]
async fn each_ballot_is_judged_by_itself_and_answered_in_order() {
    let served = Served::start().await;
    let client = served.sign_in("dtv01").await;
    let (first, second) = (plain(1), plain(2));
    let doubted = another(3, |ballot| ballot.header.place = "xxx".into());
    let other = another(1, |ballot| drop(ballot.answers.insert("age".into(), "60_plus".into())));
    let large = vec![b'x'; MAX_BYTES + 1];
    client.put(&second).await;
    let sealed: [&[u8]; 8] = [
        &first.1.bytes,
        b"no ballot",
        &second.1.bytes,
        &doubted.1.bytes,
        &large,
        &first.1.bytes,
        &other.1.bytes,
        b"",
    ];
    let answer = batch(&client, &sealed).await;
    for (answer, bytes) in answer.ballots.iter().zip(sealed) {
        assert_eq!(answer.digest, Digest::of(bytes), "each says what it is about");
    }
    let id = |ballot: &(Uuid, _)| ballot.0.to_string();
    let expected = [
        (201, id(&first)),
        (400, "ballot.undecodable".to_owned()),
        (200, id(&second)),
        (202, id(&doubted)),
        (413, "ballot.too_large".to_owned()),
        (200, id(&first)),
        (202, id(&first)),
        (400, "ballot.undecodable".to_owned()),
    ];
    assert_eq!(told(&answer), expected);
    assert_eq!(answer.ballots[0].receipt.as_ref().unwrap().digest, first.1.digest);
    assert_eq!(counted(&served).await, 4);
    let again = batch(&client, &sealed).await;
    assert_eq!(again.ballots.iter().filter(|ballot| ballot.status == 200).count(), 5);
    assert_eq!(counted(&served).await, 4, "the same once more changes nothing");
    assert_eq!(batch(&client, &[]).await, BatchAnswer::default());
}

#[tokio::test]
async fn what_cannot_be_taken_apart_is_refused_whole() {
    let served = Served::start().await;
    let client = served.sign_in("dtv01").await;
    let mut cut = frame([&*plain(1).1.bytes, &*plain(2).1.bytes]);
    cut.pop();
    for body in [cut, b"{}".to_vec(), Vec::new()] {
        assert_eq!(refusal(post(&client, None, body).await).await, (400, "request.unreadable".to_owned()));
    }
    assert_eq!(counted(&served).await, 0);
    let anonymous = Client::anonymous(&served.url);
    assert_eq!(post(&anonymous, None, frame([])).await.status().as_u16(), 401);
    let large = vec![b'x'; 5 << 20];
    assert_eq!(refusal(post(&client, None, large).await).await, (413, "request.too_large".to_owned()));
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

#[tokio::test]
async fn bodies_may_come_compressed_and_the_digest_is_of_what_was_sealed() {
    let served = Served::start().await;
    let client = served.sign_in("dtv01").await;
    let ballots: Vec<_> = (1..=40).map(plain).collect();
    let framed = |from: usize| frame(ballots[from..from + 20].iter().map(|(_, sealed)| &*sealed.bytes));
    let packed =
        [("gzip", gzip(&framed(0))), ("zstd", zstd::stream::encode_all(&framed(20)[..], 3).unwrap())];
    for (from, (encoding, body)) in [0, 20].into_iter().zip(packed) {
        assert!(body.len() * 4 < framed(from).len(), "{encoding}: {} bytes", body.len());
        let answer: BatchAnswer = read(post(&client, Some(encoding), body).await).await;
        for (answer, (id, sealed)) in answer.ballots.iter().zip(&ballots[from..]) {
            let receipt = answer.receipt.as_ref().unwrap();
            assert_eq!((answer.status, receipt.id, receipt.digest), (201, *id, sealed.digest), "{encoding}");
        }
    }
    let (id, sealed) = plain(41);
    let put = |encoding: &'static str, body: Vec<u8>| {
        let request = client.request(Method::PUT, &format!("/api/campaigns/{ID}/ballots/{id}")).body(body);
        request.header("content-encoding", encoding).send()
    };
    assert_eq!(
        refusal(put("br", gzip(&sealed.bytes)).await.unwrap()).await,
        (415, "request.encoding".to_owned())
    );
    let two = [gzip(&sealed.bytes), gzip(b"x")].concat();
    assert_eq!(refusal(put("gzip", two).await.unwrap()).await, (400, "request.unreadable".to_owned()));
    let bomb = gzip(&vec![b'x'; 8 << 20]);
    assert_eq!(refusal(put("gzip", bomb.clone()).await.unwrap()).await, (413, "ballot.too_large".to_owned()));
    assert_eq!(refusal(post(&client, Some("gzip"), bomb).await).await, (413, "request.too_large".to_owned()));
    assert_eq!(put("gzip", gzip(&sealed.bytes)).await.unwrap().status().as_u16(), 201);
    assert_eq!(counted(&served).await, 41);
}
