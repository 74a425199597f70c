//! What the store holds goes out as a package's files, gives the same index there, and comes in again as it was.

use server::service::import::{File, Import, import};
use shared::ballot::Ballot;
use shared::check::Forms;
use shared::index::{Appraisals, BallotFile, Scheme, score};
use shared::wire::{BallotPage, Counts, Decision, IndexView, Review, Status};

use crate::client::{Client, read};
use crate::sample::{self, ID, another, plain};
use crate::served::{BEGIN, Served};

/// The lines of the sample's ballots, as the interface gives them.
pub async fn exported(served: &Served) -> String {
    let answer = served.sign_in("viewer").await.get(&format!("/api/campaigns/{ID}/ballots.jsonl")).await;
    assert_eq!(answer.status(), 200);
    answer.text().await.unwrap()
}

async fn decide(admin: &Client, key: i64, decision: Decision) {
    let path = format!("/api/campaigns/{ID}/ballots/{key}/reviews");
    let review = Review { decision, reason: "đã gọi lại".to_owned(), seen: None };
    read::<serde_json::Value>(admin.post(&path, &review).await).await;
}

/// A store with a ballot of each fate. Gives their statuses, in the order in which they came.
async fn fill(served: &Served) -> Vec<Status> {
    let (client, admin) = (served.sign_in("dtv01").await, served.sign_in("admin").await);
    type Change = fn(&mut Ballot);
    let fates: [(Change, &[Decision], Status); 10] = [
        (|_| (), &[], Status::Valid),
        (|b| b.answers["districts"][0]["P7A_1"] = "Z".into(), &[Decision::Accept], Status::Valid),
        (|b| _ = b.answers.remove("sex"), &[Decision::Accept], Status::Valid),
        (|b| _ = b.answers.remove("sex"), &[], Status::Pending),
        (|b| b.header.place = "99999".into(), &[Decision::Accept], Status::Valid),
        (|b| b.header.finished = "2019-11-30T00:00:00Z".parse().unwrap(), &[Decision::Accept], Status::Valid),
        (|b| b.header.version = "2018.1".into(), &[], Status::Pending),
        (|b| b.header.form = "P9".into(), &[Decision::Reject], Status::Rejected),
        (|_| (), &[Decision::Reject, Decision::Reopen], Status::Pending),
        (
            |b| _ = b.answers.insert("did_procedure".into(), "no".into()),
            &[Decision::Accept],
            Status::ScreenedOut,
        ),
    ];
    for (key, (change, decisions, _)) in (1..).zip(&fates) {
        client.put(&another(u128::try_from(key).unwrap(), change)).await;
        for decision in *decisions {
            decide(&admin, key, *decision).await;
        }
    }
    fates.iter().map(|(.., status)| *status).collect()
}

#[tokio::test]
async fn an_exported_store_gives_its_own_index_without_a_warning() {
    let served = Served::start().await;
    let expected = fill(&served).await;
    // The second of an id waits, whatever it says.
    served
        .sign_in("dtv01")
        .await
        .put(&another(1, |b| _ = b.answers.insert("age".into(), "60_plus".into())))
        .await;
    let text = exported(&served).await;
    let campaign = sample::campaign();
    let forms = Forms::of(campaign, jiff::tz::TimeZone::get(&campaign.settings.timezone).unwrap());
    let scheme = Scheme::of(campaign);
    let mut file = BallotFile::begin(campaign, &forms, &scheme, "ballots.jsonl");
    let counted = text.lines().filter(|line| file.line(line.as_bytes())).count();
    assert_eq!(counted, expected.iter().filter(|status| **status == Status::Valid).count());
    let (tallies, diagnostics) = file.end();
    assert_eq!(diagnostics, []);
    let view: IndexView = served.sign_in("admin").await.of_sample("/index").await;
    assert_eq!(view.tables, score(campaign, &scheme, &tallies, &Appraisals::default()));
}

#[tokio::test]
async fn an_exported_store_comes_in_again_as_it_was() {
    let served = Served::start().await;
    let expected = fill(&served).await;
    let text = exported(&served).await;
    let again = Served::start().await;
    let file = File::of("ballots.jsonl", text.clone());
    let request = || Import { ballots: Some(file.clone()), ..Import::of(sample::campaign().clone()) };
    let imported = import(&again.site, request()).await.unwrap();
    assert_eq!((imported.ballots, imported.doubts), (expected.len(), vec![]));
    assert_eq!(exported(&again).await, text);
    let (viewer, other) = (served.sign_in("viewer").await, again.sign_in("viewer").await);
    let (before, after): (Counts, Counts) =
        (viewer.of_sample("/counts").await, other.of_sample("/counts").await);
    assert_eq!(before.rows, after.rows);
    let (before, after): (IndexView, IndexView) =
        (viewer.of_sample("/index").await, other.of_sample("/index").await);
    assert_eq!(before.tables, after.tables);
    let page: BallotPage = other.of_sample("/ballots").await;
    let statuses: Vec<Status> = page.ballots.iter().rev().map(|row| row.status).collect();
    assert_eq!(statuses, expected);
    assert_eq!(import(&again.site, request()).await.unwrap().known_ballots, expected.len());
}

#[tokio::test]
async fn a_day_that_only_the_offset_of_the_clock_explains_travels_with_it() {
    let served = Served::start().await;
    let client = served.sign_in("dtv01").await;
    let begin: jiff::Timestamp = BEGIN.parse().unwrap();
    let year = jiff::SignedDuration::from_hours(365 * 24);
    // The tablet's clock is a year behind.
    let (id, sealed) = another(1, |b| {
        b.header.finished = begin - year;
        b.header.started = b.header.finished;
    });
    let answer = client.put_bytes(id, sealed.bytes, Some((begin - year).as_millisecond())).await;
    assert_eq!(answer.status(), 201);
    client.put(&plain(2)).await;
    let text = exported(&served).await;
    let offsets: Vec<bool> = text.lines().map(|line| line.contains("clock_offset_ms")).collect();
    assert_eq!(offsets, [true, false]);
    let again = Served::start().await;
    let file = Some(File::of("ballots.jsonl", text.clone()));
    let request = Import { ballots: file, ..Import::of(sample::campaign().clone()) };
    let imported = import(&again.site, request).await.unwrap();
    assert_eq!((imported.ballots, imported.doubts), (2, vec![]));
    assert_eq!(exported(&again).await, text);
}

#[tokio::test]
async fn two_that_both_count_under_one_id_are_refused() {
    let served = Served::start().await;
    served.sign_in("dtv01").await.put(&plain(1)).await;
    let other = another(1, |b| _ = b.answers.insert("age".into(), "60_plus".into()));
    let second = Served::start().await;
    second.sign_in("dtv01").await.put(&other).await;
    decide(&second.sign_in("admin").await, 1, Decision::Accept).await;
    let file = Some(File::of("ballots.jsonl", exported(&second).await));
    let request = Import { ballots: file, ..Import::of(sample::campaign().clone()) };
    let refused = import(&served.site, request).await.unwrap_err();
    assert!(format!("{refused:?}").contains("review.twin_counts"), "{refused:?}");
}
