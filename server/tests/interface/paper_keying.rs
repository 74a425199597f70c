//! Papers on their way: handed out, back, keyed once or twice without seeing each other, compared, and sealed as one ballot each.

use std::sync::Arc;

use jiff::tz::TimeZone;
use reqwest::{Method, Response};
use serde_json::{Value, json};
use shared::ballot::{Ballot, Mode};
use shared::form::{Instance, Meta, Moment};
use shared::wire::{
    BallotDetail, BallotPage, Counts, Grant, NewPaperBatch, PaperAnswer, PaperBatch, PaperDifference,
    PaperEntry, PaperKept, PaperWork, ProblemDocument, Role, Status,
};
use uuid::Uuid;

use crate::client::{Client, read, refusal};
use crate::office_files::read_pdf;
use crate::sample::{self, ID};
use crate::served::Served;

/// The commune in which the papers are handed out.
pub const PLACE: &str = "01837";

/// A server with two clerks, and a batch of five papers of P7 that came back.
pub struct Room {
    pub served: Served,
    pub admin: Client,
    pub clerks: [Client; 2],
}

impl Room {
    pub async fn with(twice: u32) -> Self {
        let served = Served::start().await;
        let mut clerks = Vec::new();
        for name in ["nhap1", "nhap2"] {
            served.holder(name, vec![Grant::within(Role::Clerk, ID)]).await;
            clerks.push(served.sign_in(name).await);
        }
        let admin = served.sign_in("admin").await;
        let what = NewPaperBatch { form: "P7".into(), place: PLACE.into(), issued: 5, twice };
        let batch: PaperBatch = read(admin.post(&url(""), &what).await).await;
        assert_eq!((batch.position, &*batch.version, batch.back), (1, "2019.1", None));
        let back = json!({ "returned": 4, "day": "2019-11-19" });
        read::<PaperBatch>(admin.post(&url("/1/returns"), &back).await).await;
        Self { served, admin, clerks: clerks.try_into().ok().unwrap() }
    }

    pub async fn batch(&self) -> PaperBatch {
        read::<Vec<PaperBatch>>(self.admin.get(&url("")).await).await.remove(0)
    }

    pub async fn ballots(&self) -> Vec<BallotDetail> {
        let page: BallotPage = self.admin.of_sample("/ballots").await;
        let mut all = Vec::new();
        for row in page.ballots {
            all.push(self.admin.of_sample(&format!("/ballots/{}", row.key)).await);
        }
        all
    }
}

pub fn url(path: &str) -> String {
    format!("/api/campaigns/{ID}/paper{path}")
}

pub async fn put(client: &Client, path: &str, entry: &PaperEntry) -> Response {
    client.request(Method::PUT, &url(path)).json(entry).send().await.unwrap()
}

pub async fn key(client: &Client, paper: u32, id: u128, entry: &PaperEntry) -> Response {
    put(client, &format!("/1/{paper}/entries/{}", Uuid::from_u128(id)), entry).await
}

pub async fn work(client: &Client) -> PaperWork {
    read(client.get(&url("/1")).await).await
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(all) => all.iter().map(text).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

/// What the `nth` ballot of the sample from this commune says, as a clerk reads it on paper.
pub fn entry(nth: usize) -> PaperEntry {
    let of_place = |line: &&shared::ballot::BallotLine| {
        line.form == "P7" && line.place == PLACE && line.answers.contains_key("departments")
    };
    let line = sample::lines().iter().filter(of_place).nth(nth).unwrap();
    let form = sample::campaign().definition("P7").unwrap();
    let fields = form.fields(&sample::campaign().surroundings(PLACE));
    let answer = |path: String, value: &Value| {
        let is_asked = fields.iter().any(|field| field.path == path);
        is_asked.then(|| PaperAnswer { answer: text(value), path })
    };
    let mut answers = Vec::new();
    for (name, value) in &line.answers {
        match value.as_array().filter(|all| all.iter().any(Value::is_object)) {
            Some(judged) => {
                for unit in judged {
                    let code = unit["unit"].as_str().unwrap();
                    let of_unit = unit.as_object().unwrap().iter();
                    answers.extend(
                        of_unit
                            .filter_map(|(inner, value)| answer(format!("/{name}[{code}]/{inner}"), value)),
                    );
                }
            }
            None => answers.extend(answer(format!("/{name}"), value)),
        }
    }
    assert!(answers.len() > 5, "{answers:?}");
    PaperEntry { answers, ..PaperEntry::default() }
}

/// The same, but for the answer of one field.
pub fn otherwise(entry: &PaperEntry, path: &str, said: &str) -> PaperEntry {
    let mut entry = entry.clone();
    entry.answers.iter_mut().filter(|it| it.path == path).for_each(|it| it.answer = said.to_owned());
    entry
}

async fn stored(served: &Served, position: i64) -> Vec<u8> {
    let stored = served.site.store.read(move |store| store.ballot(ID, position)).await.unwrap();
    stored.unwrap().ballot.bytes
}

#[tokio::test]
async fn a_paper_that_is_keyed_once_is_the_ballot_that_a_tablet_would_have_sealed() {
    let room = Room::with(0).await;
    let said = entry(0);
    let kept: PaperKept = read(key(&room.clerks[0], 2, 1, &said).await).await;
    assert_eq!((kept.paper, kept.done), (2, true), "one entry is enough");
    let ballot = room.ballots().await.remove(0);
    assert_eq!((ballot.row.status, ballot.row.header.mode), (Status::Valid, Mode::Paper));
    assert_eq!(ballot.row.header.interviewer, None, "nobody asked: who keyed it stands with the entry");
    assert_eq!(ballot.row.header.id, Uuid::from_u128(1));

    // Who looks at it finds the paper among the batches.
    let looked = room.admin.get(&format!("/r/{ID}/flags/{}", ballot.row.key)).await.text().await.unwrap();
    assert!(looked.contains("Lô 1, phiếu số 2"), "{looked}");

    // The same answers on a tablet, at the same time.
    let bytes = stored(&room.served, ballot.row.key).await;
    let opened = Ballot::open(&bytes).unwrap();
    let offset = TimeZone::get("Asia/Ho_Chi_Minh").unwrap().to_offset(opened.header.finished);
    let at = Moment { at: opened.header.finished, offset };
    let meta = Meta { started: at, finished: None, device: "t1".into(), username: "dtv01".into() };
    let form = Arc::new(sample::campaign().definition("P7").unwrap().clone());
    let mut tablet = Instance::new(form, &sample::campaign().surroundings(PLACE), meta).unwrap();
    for answer in &said.answers {
        tablet.set(&answer.path, Some(&answer.answer)).unwrap();
    }
    tablet.finish(at);
    assert_eq!(tablet.faults(), []);
    let mut header = opened.header.clone();
    (header.mode, header.interviewer) = (Mode::Tablet, Some("dtv01".into()));
    let of_tablet = Ballot { header, answers: tablet.answers() };
    // But for how it came: who asked, and on what.
    let mut same = of_tablet.clone();
    (same.header.mode, same.header.interviewer) = (Mode::Paper, None);
    for metadata in ["deviceid", "username"] {
        assert!(same.answers.remove(metadata).is_some(), "{metadata}");
    }
    assert!(same.seal().bytes == bytes);

    let batch = room.batch().await;
    assert_eq!((batch.sealed, batch.waiting, batch.differing, batch.spoiled), (1, 0, 0, 0));
    assert_eq!(work(&room.clerks[0]).await.open, [1, 3, 4, 5]);
    for (paper, code) in [(2, "papers.done"), (6, "papers.no_paper")] {
        assert_eq!(refusal(key(&room.clerks[1], paper, 9, &said).await).await.1, code);
    }
}

#[tokio::test]
async fn two_entries_that_agree_seal_one_ballot_and_nobody_sees_the_others() {
    let room = Room::with(100).await;
    let [one, two] = &room.clerks;
    let said = entry(0);
    for _ in 0..2 {
        let kept: PaperKept = read(key(one, 1, 1, &said).await).await;
        assert!(!kept.done, "the same again is the same");
    }
    assert_eq!(room.ballots().await, []);
    assert_eq!(refusal(key(two, 1, 1, &said).await).await, (409, "papers.same_id".into()));
    assert_eq!((work(one).await.open, work(two).await.open), (vec![2, 3, 4, 5], vec![1, 2, 3, 4, 5]));
    // What the first keyed is theirs alone.
    assert_eq!(refusal(two.get(&url("/1/1/entry")).await).await, (404, "papers.not_keyed".into()));
    assert_eq!(refusal(two.get(&url("/1/1/difference")).await).await, (409, "papers.no_difference".into()));
    let told = two.get(&url("/1")).await.text().await.unwrap();
    assert!(!told.contains("nhap1") && !told.contains("answers"), "{told}");
    assert_eq!(read::<PaperEntry>(one.get(&url("/1/1/entry")).await).await.answers.len(), said.answers.len());

    let kept: PaperKept = read(key(two, 1, 2, &said).await).await;
    assert!(kept.done);
    let ballots = room.ballots().await;
    assert_eq!((ballots.len(), ballots[0].row.status), (1, Status::Valid));
    assert_eq!(room.batch().await.sealed, 1);
}

#[tokio::test]
async fn a_difference_goes_to_a_third_person_who_alone_sees_both() {
    let room = Room::with(100).await;
    let [one, two] = &room.clerks;
    let said = entry(0);
    let other =
        otherwise(&said, "/sex", if said.answers.iter().any(|it| it.answer == "m") { "f" } else { "m" });
    read::<PaperKept>(key(one, 3, 1, &said).await).await;
    let kept: PaperKept = read(key(two, 3, 2, &other).await).await;
    assert!(!kept.done);
    assert_eq!((room.ballots().await.len(), room.batch().await.differing), (0, 1));
    let decide = "/1/3/decisions/00000000-0000-0000-0000-000000000003";
    for clerk in [one, two] {
        let told = work(clerk).await;
        assert_eq!((told.differing, told.last), (vec![], None), "neither decides, or corrects");
        assert_eq!(refusal(clerk.get(&url("/1/3/difference")).await).await, (403, "papers.own_entry".into()));
        assert_eq!(refusal(put(clerk, decide, &said).await).await, (403, "papers.own_entry".into()));
    }
    room.served.holder("nhap3", vec![Grant::within(Role::Clerk, ID)]).await;
    let third = room.served.sign_in("nhap3").await;
    assert_eq!(work(&third).await.differing, [3]);
    for clerk in [one, two, &third] {
        assert_eq!(refusal(key(clerk, 3, 4, &said).await).await, (409, "papers.differs".into()));
    }
    let both: PaperDifference = read(third.get(&url("/1/3/difference")).await).await;
    assert_eq!((both.entries.len(), both.paths), (2, vec!["/sex".to_owned()]));
    let kept: PaperKept = read(put(&third, decide, &other).await).await;
    assert!(kept.done);
    let ballots = room.ballots().await;
    assert_eq!((ballots.len(), ballots[0].row.status), (1, Status::Valid));
    let sealed = Ballot::open(&stored(&room.served, 1).await).unwrap().answers;
    assert_eq!(sealed["sex"], other.answers.iter().find(|it| it.path == "/sex").unwrap().answer);
    assert_eq!(refusal(put(&third, decide, &said).await).await, (409, "papers.same_id".into()));
    assert_eq!(refusal(key(one, 3, 7, &other).await).await, (409, "papers.done".into()));
}

#[tokio::test]
async fn an_entry_can_be_corrected_until_it_is_sealed_and_the_last_word_counts() {
    let room = Room::with(100).await;
    let [one, two] = &room.clerks;
    let (right, wrong) = (entry(0), entry(1));
    read::<PaperKept>(key(one, 1, 1, &wrong).await).await;
    assert_eq!(work(one).await.last, Some(1));
    let kept: PaperKept = read(key(one, 1, 3, &right).await).await;
    assert!(!kept.done, "one person is one entry");
    let kept: PaperKept = read(key(two, 1, 2, &right).await).await;
    assert!(kept.done, "they agree");
    assert_eq!((work(one).await.last, room.ballots().await.len()), (None, 1));
    let rows = room.served.site.store.read(|store| store.keyed(ID, 1)).await.unwrap();
    assert_eq!(rows.len(), 3, "nothing was replaced");
}

#[tokio::test]
async fn faults_are_told_by_field_before_it_is_kept_and_what_the_paper_says_waits_for_a_person() {
    let room = Room::with(0).await;
    let clerk = &room.clerks[0];
    let mut said = entry(0);
    said.answers.retain(|it| it.path != "/sex");
    let answer = key(clerk, 1, 1, &said).await;
    assert_eq!(answer.status(), 400);
    let told: ProblemDocument = answer.json().await.unwrap();
    let at: Vec<_> = told.faults.iter().map(|fault| fault.at.column.clone().unwrap()).collect();
    assert_eq!(at, ["/sex"]);
    let nowhere = PaperAnswer { path: "/nowhere".into(), answer: "1".into() };
    let strange = PaperEntry { answers: vec![nowhere], ..PaperEntry::default() };
    assert_eq!(refusal(key(clerk, 1, 1, &strange).await).await.1, "papers.no_field");
    let answers =
        entry(0).answers.iter().chain(&otherwise(&entry(0), "/sex", "x").answers).cloned().collect();
    let twice = PaperEntry { answers, ..PaperEntry::default() };
    assert_eq!(refusal(key(clerk, 1, 1, &twice).await).await.1, "papers.field_twice");
    assert_eq!((room.ballots().await.len(), work(clerk).await.open.len()), (0, 5), "nothing was kept");
    let kept: PaperKept = read(key(clerk, 1, 1, &PaperEntry { as_it_is: true, ..said }).await).await;
    let ballots = room.ballots().await;
    assert_eq!((kept.done, ballots[0].row.status), (true, Status::Pending));
    let counts: Counts = room.admin.of_sample("/counts").await;
    assert!(counts.interviewers.iter().all(|row| !row.username.starts_with("nhap")), "a clerk asks nobody");
    let why = &ballots[0].row.reasons[0].params;
    assert_eq!((&*why["question"], &*why["at"]), ("sex", "“Giới tính”"), "the office reads the question");
}

#[tokio::test]
async fn spoiled_papers_are_counted_and_the_cover_sheet_says_all() {
    let room = Room::with(100).await;
    let spoiled = PaperEntry { spoiled: "rách, không đọc được".into(), ..PaperEntry::default() };
    read::<PaperKept>(key(&room.clerks[0], 4, 1, &spoiled).await).await;
    let kept: PaperKept = read(key(&room.clerks[1], 4, 2, &spoiled).await).await;
    assert!(kept.done);
    let batch = room.batch().await;
    assert_eq!((batch.spoiled, batch.sealed, room.ballots().await.len()), (1, 0, 0));
    let bytes = async |path: &str| {
        let answer = room.admin.get(&url(path)).await;
        assert_eq!(answer.headers()["content-type"], "application/pdf");
        answer.bytes().await.unwrap()
    };
    let (cover, papers) = (bytes("/1/cover.pdf").await, bytes("/1/papers.pdf?from=2&to=3").await);
    let Some(cover) = read_pdf(&cover, "pdftotext", &["-raw"]) else { return };
    for line in [
        "Số phiếu phát ra 5",
        "Số phiếu thu về 4",
        "Số phiếu hỏng khi thu về 0",
        "Số phiếu hỏng khi nhập 1",
        "Người phát admin",
        "19/11/2019",
    ] {
        assert!(cover.contains(line), "{line}: {cover}");
    }
    let papers = read_pdf(&papers, "pdftotext", &["-raw"]).unwrap();
    for code in ["Lô 1 - Phiếu số 0002", "Lô 1 - Phiếu số 0003"] {
        assert!(papers.contains(code), "{code}: {papers}");
    }
    assert!(!papers.contains("Phiếu số 0001") && papers.matches("Trang 1/").count() == 2);
    assert_eq!(refusal(room.admin.get(&url("/1/papers.pdf?from=6")).await).await.1, "papers.range");
}

#[tokio::test]
async fn nothing_is_keyed_of_a_batch_that_is_not_back() {
    let room = Room::with(0).await;
    let what = NewPaperBatch { form: "P7".into(), place: PLACE.into(), issued: 5, twice: 0 };
    read::<PaperBatch>(room.admin.post(&url(""), &what).await).await;
    let path = "/2/1/entries/00000000-0000-0000-0000-000000000001";
    assert_eq!(refusal(put(&room.clerks[0], path, &entry(0)).await).await.1, "papers.not_back");
    assert_eq!(read::<PaperWork>(room.clerks[0].get(&url("/2")).await).await.open, [0; 0]);
    for (back, code) in [
        (json!({ "returned": 6, "day": "2019-11-19" }), "papers.returned"),
        (json!({ "returned": 1, "day": "2019-11-21" }), "papers.day"),
        (json!({ "returned": 1, "day": "1999-01-01" }), "papers.outside"),
    ] {
        assert_eq!(refusal(room.admin.post(&url("/2/returns"), &back).await).await.1, code);
    }
    for (what, code) in [
        (NewPaperBatch { issued: 0, ..what.clone() }, "papers.issued"),
        (NewPaperBatch { twice: 101, ..what.clone() }, "papers.twice"),
        (NewPaperBatch { form: "P9".into(), ..what.clone() }, "papers.no_form"),
        (NewPaperBatch { place: "x".into(), ..what.clone() }, "papers.no_place"),
    ] {
        assert_eq!(refusal(room.admin.post(&url(""), &what).await).await.1, code);
    }
    let close = json!({ "closed": true, "reason": "hết hạn" });
    assert!(room.admin.post(&format!("/api/campaigns/{ID}/closing"), &close).await.status().is_success());
    assert_eq!(refusal(room.admin.post(&url(""), &what).await).await, (409, "papers.closed".into()));
}
