//! Bounds of keying: how many papers, which ids and fields, what is alike, what nobody was asked, and a form that is asked no more.

use reqwest::Method;
use serde_json::json;
use server::service::import::{Import, import};
use shared::wire::{
    Grant, NewPaperBatch, PaperAnswer, PaperBatch, PaperDifference, PaperEntry, PaperKept, ProblemDocument,
    Role,
};

use crate::client::{read, refusal};
use crate::office_files::read_pdf;
use crate::paper_keying::{PLACE, Room, entry, key, otherwise, put, url, work};
use crate::sample::{self, ID};

#[tokio::test]
async fn no_more_papers_are_keyed_than_came_back() {
    let room = Room::with(0).await;
    let clerk = &room.clerks[0];
    for paper in 1..=4 {
        read::<PaperKept>(key(clerk, paper, u128::from(paper), &entry(0)).await).await;
    }
    assert_eq!(work(clerk).await.open, [0; 0]);
    assert_eq!(refusal(key(clerk, 5, 5, &entry(0)).await).await, (409, "papers.more_than_back".into()));
    let back = |n: u32| json!({ "returned": n, "day": "2019-11-19" });
    let fewer = room.admin.post(&url("/1/returns"), &back(3)).await;
    assert_eq!(refusal(fewer).await, (400, "papers.fewer_than_keyed".into()));
    read::<PaperBatch>(room.admin.post(&url("/1/returns"), &back(5)).await).await;
    assert_eq!(work(clerk).await.open, [5]);
    assert!(read::<PaperKept>(key(clerk, 5, 5, &entry(0)).await).await.done);
}

#[tokio::test]
async fn two_who_type_the_same_words_by_other_keys_agree_and_each_keeps_what_they_typed() {
    let room = Room::with(100).await;
    let [one, two] = &room.clerks;
    let path = "/occupation";
    let said = |text: &str| {
        let mut said = entry(0);
        said.answers.retain(|it| it.path != path);
        said.answers.push(PaperAnswer { path: path.into(), answer: text.into() });
        said
    };
    // As a Mac types it, and with a blank at its end.
    let (composed, apart) = ("n\u{1ecd}c vi\u{1ec7}c", "no\u{323}c vie\u{323}\u{302}c ");
    read::<PaperKept>(key(one, 1, 1, &said(composed)).await).await;
    assert!(read::<PaperKept>(key(two, 1, 2, &said(apart)).await).await.done, "nothing to compare");
    let own: PaperEntry = read(two.get(&url("/1/1/entry")).await).await;
    assert!(own.answers.iter().any(|it| it.path == path && it.answer == apart));
    // Where something else differs, that alone does.
    let other = otherwise(&said(apart), "/sex", if text_of(&said(apart), "/sex") == "m" { "f" } else { "m" });
    read::<PaperKept>(key(one, 2, 3, &said(composed)).await).await;
    read::<PaperKept>(key(two, 2, 4, &other).await).await;
    room.served.holder("nhap3", vec![Grant::within(Role::Clerk, ID)]).await;
    let third = room.served.sign_in("nhap3").await;
    let both: PaperDifference = read(third.get(&url("/1/2/difference")).await).await;
    assert_eq!(both.paths, ["/sex"]);
}

fn text_of<'e>(entry: &'e PaperEntry, path: &str) -> &'e str {
    entry.answers.iter().find(|it| it.path == path).map_or("", |it| &it.answer)
}

#[tokio::test]
async fn what_no_question_leads_to_is_looked_at_again() {
    let room = Room::with(0).await;
    let clerk = &room.clerks[0];
    let said = entry(0);
    let used = text_of(&said, "/used_departments").to_owned();
    let fields = work(clerk).await.fields;
    let unused = fields.iter().find(|field| {
        let of_unit = field.only.iter().find(|only| only.path == "/used_departments");
        !field.options.is_empty()
            && of_unit.is_some_and(|only| !used.split(' ').any(|unit| only.codes.iter().any(|it| it == unit)))
    });
    let unused = unused.unwrap();
    let mut more = said.clone();
    more.answers.push(PaperAnswer { path: unused.path.clone(), answer: unused.options[0].code.clone() });
    let told: ProblemDocument = key(clerk, 1, 1, &more).await.json().await.unwrap();
    assert_eq!(told.faults.len(), 1);
    assert_eq!(
        (&*told.faults[0].problem.code, told.faults[0].at.column.as_ref()),
        ("papers.not_asked", Some(&unused.path))
    );
    assert!(read::<PaperKept>(key(clerk, 1, 1, &PaperEntry { as_it_is: true, ..more }).await).await.done);
    assert!(read::<PaperKept>(key(clerk, 2, 2, &said).await).await.done);
    let ballots = room.ballots().await;
    assert_eq!(ballots[0].answers, ballots[1].answers, "no tablet would have asked it");
}

#[tokio::test]
async fn an_entry_says_no_more_than_it_may_and_its_id_is_its_own() {
    let room = Room::with(0).await;
    let clerk = &room.clerks[0];
    assert_eq!(refusal(key(clerk, 1, 0, &entry(0)).await).await, (400, "papers.bad_id".into()));
    let (id, sealed) = sample::plain(77);
    let tablet = room.served.sign_in("admin").await;
    tablet.put(&(id, sealed)).await;
    assert_eq!(refusal(key(clerk, 1, id.as_u128(), &entry(0)).await).await, (400, "papers.bad_id".into()));
    let misspelt = json!({ "answers": [], "as_it_iss": true });
    let path = url("/1/1/entries/00000000-0000-0000-0000-000000000009");
    let answer = clerk.request(Method::PUT, &path).json(&misspelt).send().await.unwrap();
    assert_eq!(refusal(answer).await, (400, "request.unreadable".into()));
    let misspelt = json!({ "form": "P7", "place": PLACE, "issued": 1, "twise": 100 });
    assert_eq!(refusal(room.admin.post(&url(""), &misspelt).await).await.1, "request.unreadable");
    assert_eq!((work(clerk).await.open.len(), room.batch().await.sealed), (5, 0));
}

#[tokio::test]
async fn a_batch_says_its_place_and_an_empty_paper_how_much_is_wrong() {
    let room = Room::with(0).await;
    let what = NewPaperBatch { form: "P1".into(), place: "province".into(), issued: 1, twice: 0 };
    let batch: PaperBatch = read(room.admin.post(&url(""), &what).await).await;
    assert_eq!((&*batch.group, &*batch.place_name), ("Đại biểu HĐND tỉnh", "Toàn tỉnh"));
    let back = json!({ "returned": 1, "day": "2019-11-19" });
    read::<PaperBatch>(room.admin.post(&url("/2/returns"), &back).await).await;
    let cover = room.admin.get(&url("/2/cover.pdf")).await.bytes().await.unwrap();
    if let Some(cover) = read_pdf(&cover, "pdftotext", &["-raw"]) {
        assert!(cover.contains("Toàn tỉnh") && !cover.contains("province"), "{cover}");
    }
    let path = "/2/1/entries/00000000-0000-0000-0000-000000000001";
    let told: ProblemDocument =
        put(&room.clerks[0], path, &PaperEntry::default()).await.json().await.unwrap();
    let last = told.faults.last().unwrap();
    assert_eq!((told.faults.len(), &*last.problem.code), (101, "papers.more_faults"));
    assert_ne!(last.problem.params["n"], "0");
}

#[tokio::test]
async fn a_form_that_a_package_asks_no_more_is_not_handed_out() {
    let room = Room::with(0).await;
    let mut campaign = sample::campaign().clone();
    campaign.forms.retain(|row| row.form != "P1");
    campaign.definitions.retain(|it| it.id != "P1");
    campaign.quotas.retain(|quota| quota.form != "P1");
    import(&room.served.site, Import::of(campaign)).await.unwrap();
    let what = NewPaperBatch { form: "P1".into(), place: "province".into(), issued: 1, twice: 0 };
    assert_eq!(refusal(room.admin.post(&url(""), &what).await).await, (404, "papers.no_form".into()));
}

#[tokio::test]
async fn what_cannot_be_read_is_kept_with_the_entry_and_is_no_answer() {
    let room = Room::with(100).await;
    let clerk = &room.clerks[0];
    let mut said = entry(0);
    said.unreadable = vec!["/occupation".to_owned()];
    said.answers.retain(|it| it.path != "/occupation");
    read::<PaperKept>(key(clerk, 1, 1, &said).await).await;
    let own: PaperEntry = read(clerk.get(&url("/1/1/entry")).await).await;
    assert_eq!(own.unreadable, said.unreadable);
    for (path, code) in [("/sex", "papers.field_twice"), ("/nowhere", "papers.no_field")] {
        let wrong = PaperEntry { unreadable: vec![path.to_owned()], ..said.clone() };
        assert_eq!(refusal(key(clerk, 2, 2, &wrong).await).await, (400, code.into()));
    }
}
