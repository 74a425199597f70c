//! The office's page of batches: one is handed out and taken back by forms, and each says how far it is and what is amiss.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use reqwest::{Response, StatusCode};
use serde_json::json;
use server::package::open_workbook;
use shared::wire::{Fact, PaperBatch, PaperEntry};

use crate::acts::acts;
use crate::ballot_sheets::rows;
use crate::client::{Client, read, refusal};
use crate::guest::fill;
use crate::paper_keying::{PLACE, Room, entry, key, url};
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
async fn a_batch_that_was_handed_out_by_mistake_is_cancelled_until_something_is_keyed() {
    let room = Room::with(0).await;
    let cancel = |batch: &'static str, why: &'static str| [("batch", batch), ("cancel", why)];
    let asked = [("seen", "1"), ("of", "P7|01837"), ("issued", "1000"), ("above", "yes"), ("twice", "0")];
    assert_eq!(sent(&room.admin, &asked).await.status(), StatusCode::OK);
    let blank = sent(&room.admin, &cancel("2", "  ")).await;
    assert_eq!(blank.status(), StatusCode::BAD_REQUEST);
    let text = sent(&room.admin, &cancel("2", "gõ thừa số 0")).await.text().await.unwrap();
    let line = row(&text, 2);
    assert!(line.contains("Đã hủy: gõ thừa số 0") && !line.contains("<form"), "{line}");
    let sums = text.split("<tfoot>").nth(1).unwrap().split("</tfoot>").next().unwrap();
    assert!(sums.contains(">5<") && !sums.contains("1.005"), "{sums}");
    let told = acts(&room.admin, "kind=papers_issued&subject=2").await;
    let [was, is] = [&told[0].before[&Fact::Ballots], &told[0].after[&Fact::Ballots]];
    assert_eq!((&**was, &**is, &*told[0].after[&Fact::Reason]), ("1000", "0", "gõ thừa số 0"));

    // Nothing of it goes on, and what was cancelled is not in the way of what is planned.
    let back = json!({ "returned": 1, "day": "2019-11-19" });
    for answer in [
        room.admin.post(&url("/2/returns"), &back).await,
        room.admin.post(&url("/2/cancellation"), &json!({ "reason": "lần nữa" })).await,
        room.clerks[0].get(&url("/2")).await,
        room.admin.get(&url("/2/papers.pdf?from=1&to=2")).await,
    ] {
        assert_eq!(refusal(answer).await, (409, "papers.cancelled".to_owned()));
    }
    let again = [("seen", "2"), ("of", "P7|01837"), ("issued", "15"), ("twice", "0")];
    assert_eq!(sent(&room.admin, &again).await.status(), StatusCode::OK);

    let spoiled = PaperEntry { spoiled: "rách".into(), ..PaperEntry::default() };
    assert!(key(&room.clerks[0], 1, 1, &spoiled).await.status().is_success());
    let refused = room.admin.post(&url("/1/cancellation"), &json!({ "reason": "nhầm" })).await;
    assert_eq!(refusal(refused).await, (409, "papers.keyed".to_owned()));
    assert!(!row(&page(&room.admin, "").await, 1).contains("name=\"cancel\""));
}

/// The day of return is the ballots' own: what was sealed before keeps the one that was noted then.
#[tokio::test(flavor = "multi_thread")]
async fn a_day_of_return_that_is_corrected_is_held_against_what_was_sealed() {
    let room = Room::with(0).await;
    assert!(!row(&page(&room.admin, "").await, 1).contains("mang ngày thu về"));
    let said = entry(0);
    assert!(key(&room.clerks[0], 1, 1, &said).await.status().is_success());
    assert_eq!((room.batch().await.sealed, room.batch().await.other_day), (1, 0));
    room.served.wait(SignedDuration::from_mins(1));
    let back = [("batch", "1"), ("returned", "4"), ("spoiled", "0"), ("day", "18/11/2019")];
    let text = sent(&room.admin, &back).await.text().await.unwrap();
    assert!(row(&text, 1).contains("1 phiếu đã nhập xong mang ngày thu về ghi trước đó"), "{text}");
    let same = [("batch", "1"), ("returned", "4"), ("spoiled", "0"), ("day", "19/11/2019")];
    sent(&room.admin, &same).await;
    assert_eq!(room.batch().await.other_day, 0, "the day that they bear stands again");
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
async fn batches_and_entries_are_tables_for_the_office_and_join_no_clerk_to_a_ballot() {
    let room = Room::with(0).await;
    assert!(key(&room.clerks[0], 1, 1, &entry(0)).await.status().is_success());
    let spoiled = PaperEntry { spoiled: "rách, ướt".into(), ..PaperEntry::default() };
    assert!(key(&room.clerks[1], 2, 2, &spoiled).await.status().is_success());
    let table = async |client: &Client, file: &str| client.get(&format!("/r/{ID}/paper?as={file}")).await;
    let viewer = room.served.sign_in("viewer").await;
    let batches = table(&viewer, "paper-batches.csv").await.text().await.unwrap();
    let lines: Vec<_> = batches.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(
        lines[1].starts_with("1,P7,2019.1,01837,admin,")
            && lines[1].ends_with(",5,0,4,0,2019-11-19,1,1,0,0,"),
        "{batches}"
    );
    let entries = table(&viewer, "paper-entries.csv").await.text().await.unwrap();
    let lines: Vec<_> = entries.lines().skip(1).collect();
    assert!(lines[0].starts_with("1,1,nhap1,") && lines[0].ends_with(",false,true,"), "{entries}");
    assert!(
        lines[1].starts_with("1,2,nhap2,") && lines[1].ends_with(",false,true,\"rách, ướt\""),
        "{entries}"
    );
    let ballot = room.ballots().await.remove(0).row.header.id.to_string();
    assert!(!entries.contains(&ballot), "{entries}");
    assert_eq!(
        acts(&room.admin, "kind=exported").await.len(),
        2,
        "whoever takes them away stands in the log"
    );
    assert_eq!(table(&room.clerks[0], "paper-entries.csv").await.status(), StatusCode::FORBIDDEN);
    let bytes = viewer.get(&format!("/api/campaigns/{ID}/ballots.xlsx")).await.bytes().await.unwrap();
    let book = open_workbook("ballots.xlsx", &bytes).unwrap();
    let sheets: Vec<_> = book.sheets.iter().map(|sheet| &*sheet.name).collect();
    assert!(sheets.ends_with(&["paper-batches", "paper-entries", "Bảng mã biến"]), "{sheets:?}");
    let (batches, entries) = (rows(&book, "paper-batches"), rows(&book, "paper-entries"));
    assert_eq!(
        (batches.len(), &batches[1][..5]),
        (2, &["1", "P7", "2019.1", "01837", "admin"].map(String::from)[..])
    );
    assert_eq!((entries.len(), &entries[2][6]), (3, &"rách, ướt".to_owned()));
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
