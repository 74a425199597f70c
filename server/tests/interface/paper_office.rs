//! The office's page of batches: one is handed out and taken back by forms, and each says how far it is and what is amiss.

use std::collections::BTreeSet;

use reqwest::{Response, StatusCode};
use serde_json::json;
use shared::wire::{Fact, PaperBatch, PaperEntry};

use crate::acts::acts;
use crate::client::{Client, read, refusal};
use crate::guest::fill;
use crate::paper_keying::{PLACE, Room, key, url};
use crate::sample::{self, ID};

async fn sent(client: &Client, fields: &[(&str, &str)]) -> Response {
    let fields: Vec<_> = fields.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    fill(client, &format!("/r/{ID}/paper"), &fields).await
}

async fn page(client: &Client, query: &str) -> String {
    let answer = client.get(&format!("/r/{ID}/paper{query}")).await;
    assert_eq!(answer.status(), StatusCode::OK);
    answer.text().await.unwrap()
}

/// The row of a batch.
fn row(page: &str, batch: i64) -> &str {
    let begins = page.find(&format!("data-batch=\"{batch}\"")).expect("its row");
    page[begins..].split("</tr>").next().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_is_handed_out_and_taken_back_by_forms() {
    let room = Room::with(0).await;
    let of = format!("P7|{PLACE}");
    let asked = [("seen", "1"), ("of", &*of), ("issued", "30"), ("twice", "10")];
    let above = sent(&room.admin, &asked).await;
    assert_eq!(above.status(), StatusCode::CONFLICT, "more than are planned are no slip of the finger");
    let told = above.text().await.unwrap();
    assert!(told.contains("nhiều hơn số phân bổ") && told.contains("name=\"above\""), "{told}");
    let asked = [&asked[..], &[("above", "yes")]].concat();
    let made = sent(&room.admin, &asked).await;
    assert!(made.url().path().ends_with("/paper"), "{}", made.url());
    let text = made.text().await.unwrap();
    let line = row(&text, 2);
    assert!(
        line.contains("P7") && line.contains("Chưa thu về") && line.contains("10 % nhập hai lần"),
        "{line}"
    );
    assert!(line.contains(&url("/2/cover.pdf")) && line.contains(&url("/2/papers.pdf?from=1&amp;to=30")));

    // The same once more, by a second click: nothing is handed out a second time, and the page says what was.
    let again = sent(&room.admin, &asked).await;
    assert_eq!(again.status(), StatusCode::CONFLICT);
    let text = again.text().await.unwrap();
    assert!(text.contains("lô số 2 đã được phát") && text.contains("name=\"seen\" value=\"2\""), "{text}");
    assert_eq!(read::<Vec<PaperBatch>>(room.admin.get(&url("")).await).await.len(), 2);

    let back = [("batch", "2"), ("returned", "28"), ("spoiled", "3"), ("day", "19/11/2019")];
    let text = sent(&room.admin, &back).await.text().await.unwrap();
    let line = row(&text, 2);
    for told in ["19/11/2019", "khi thu về: 3", "2 phiếu chưa thu về", "28 phiếu chưa nhập"] {
        assert!(line.contains(told), "{told}: {line}");
    }
    let batch = read::<Vec<PaperBatch>>(room.admin.get(&url("")).await).await.remove(0);
    let noted = batch.back.unwrap();
    assert_eq!((noted.returned, noted.spoiled, &*noted.by), (28, 3, "admin"));
    let told = acts(&room.admin, "kind=papers_returned&subject=2").await;
    assert_eq!((&*told[0].after[&Fact::Ballots], &*told[0].after[&Fact::Spoiled]), ("28", "3"));
    assert_eq!(acts(&room.admin, "kind=papers_issued&subject=2").await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn papers_for_all_places_of_a_form_are_a_batch_each_as_many_as_are_planned() {
    let room = Room::with(0).await;
    let quotas = sample::campaign().quotas.iter().filter(|quota| quota.form == "P5" && quota.ballots > 0);
    let planned: BTreeSet<(String, u32)> = quotas.map(|it| (it.place.clone(), it.ballots)).collect();
    let asked = [("seen", "1"), ("of", "P5|"), ("issued", ""), ("twice", "0")];
    let made = sent(&room.admin, &asked).await;
    assert_eq!(made.status(), StatusCode::OK);
    let batches = read::<Vec<PaperBatch>>(room.admin.get(&url("")).await).await;
    let issued = batches.iter().filter(|batch| batch.what.form == "P5");
    let issued: BTreeSet<_> = issued.map(|it| (it.what.place.clone(), it.what.issued)).collect();
    assert_eq!((issued, batches.len()), (planned.clone(), planned.len() + 1));
    assert_eq!(sent(&room.admin, &asked).await.status(), StatusCode::CONFLICT, "a second click");
    assert_eq!(read::<Vec<PaperBatch>>(room.admin.get(&url("")).await).await.len(), batches.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_is_refused_and_nothing_filled_in_is_lost() {
    let room = Room::with(0).await;
    for (of, issued, twice, why) in [
        ("P7|01837", "0", "0", "Mỗi lô có từ 1 đến 5000 phiếu"),
        ("P7|01837", "mười", "0", "Mỗi lô có từ 1 đến 5000 phiếu"),
        ("P7|01837", "10", "101", "Tỷ lệ nhập hai lần"),
        ("P7", "10", "0", "Hãy chọn phiếu và địa bàn"),
        ("P7|khongco", "10", "0", "không có địa bàn khongco"),
    ] {
        let answer = sent(&room.admin, &[("of", of), ("issued", issued), ("twice", twice)]).await;
        assert!(answer.status().is_client_error(), "{of} {issued}");
        let text = answer.text().await.unwrap();
        assert!(text.contains(why) && text.contains(&format!("value=\"{issued}\"")), "{why}: {text}");
    }
    for (returned, spoiled, day, why) in [
        ("6", "0", "19/11/2019", "không thể nhiều hơn số phiếu phát ra (5)"),
        ("4", "5", "19/11/2019", "không thể nhiều hơn số phiếu thu về (4)"),
        ("4", "0", "31/2/2019", "31/2/2019"),
        ("4", "0", "19/11/2018", "phải trong thời gian khảo sát"),
    ] {
        let fields = [("batch", "1"), ("returned", returned), ("spoiled", spoiled), ("day", day)];
        let answer = sent(&room.admin, &fields).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{returned} {spoiled} {day}");
        let text = answer.text().await.unwrap();
        let line = row(&text, 1);
        assert!(text.contains(why), "{why}: {text}");
        assert!(line.contains("<details open") && line.contains(&format!("value=\"{day}\"")), "{line}");
    }
    let absent = [("batch", "9"), ("returned", "1"), ("spoiled", "0"), ("day", "19/11/2019")];
    assert_eq!(sent(&room.admin, &absent).await.status(), StatusCode::NOT_FOUND);
    let by_script = json!({ "returned": 2, "spoiled": 3, "day": "2019-11-19" });
    let refused = refusal(room.admin.post(&url("/1/returns"), &by_script).await).await;
    assert_eq!(refused, (400, "papers.spoiled".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_clerks_find_is_held_against_what_came_back() {
    let room = Room::with(0).await;
    let spoiled = PaperEntry { spoiled: "rách".into(), ..PaperEntry::default() };
    for paper in 1..=4 {
        assert!(key(&room.clerks[0], paper, u128::from(paper), &spoiled).await.status().is_success());
    }
    let line = page(&room.admin, "?lang=en").await;
    let line = row(&line, 1);
    for told in ["1 paper did not come back", "0 noted as spoiled when they came back, 4 found when keyed"] {
        assert!(line.contains(told), "{told}: {line}");
    }
    let back = [("batch", "1"), ("returned", "4"), ("spoiled", "4"), ("day", "19/11/2019")];
    let text = sent(&room.admin, &back).await.text().await.unwrap();
    assert!(!row(&text, 1).contains("khi nhập thấy"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clerk_and_a_viewer_see_the_same_batches_and_change_none() {
    let room = Room::with(0).await;
    let viewer = room.served.sign_in("viewer").await;
    let clerk = &room.clerks[0];
    for client in [clerk, &viewer] {
        let text = page(client, "").await;
        assert!(row(&text, 1).contains("4 phiếu chưa nhập") && !text.contains("<form"), "{text}");
        let asked = [("of", "P7|01837"), ("issued", "30"), ("twice", "0")];
        assert_eq!(sent(client, &asked).await.status(), StatusCode::FORBIDDEN);
    }
    // Each is led to what is open to them: who prints, and who keys in.
    assert!(page(&viewer, "").await.contains("cover.pdf") && page(&viewer, "").await.contains("/flags"));
    let text = page(clerk, "").await;
    assert!(!text.contains("cover.pdf") && !text.contains("/flags"), "{text}");
    assert!(text.contains(&format!("href=\"/paper/{ID}\"")));
}
