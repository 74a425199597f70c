//! A correction that has to hold back what everybody could read: the office is told before, says yes, and people are told that
//! it is held back and not lost.

use std::collections::BTreeMap;
use std::fs;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use server::package::open_workbook;
use server::service;
use server::service::import::{File, Import};
use shared::ballot::Status;
use shared::campaign::Campaign;
use shared::sheet::{Cell, Row};
use shared::wire::{BallotPage, Publication};

use crate::client::{Client, read, refusal};
use crate::offered::{check, files, import, zipped};
use crate::office_files::part;
use crate::process::parindex;
use crate::public_files::fields;
use crate::publications::{publish, text};
use crate::sample::{self, ID};
use crate::served::Served;

/// All units of a public file.
async fn units(client: &Client, version: i64) -> Vec<Value> {
    let file: Value = serde_json::from_str(&text(client, &format!("/p/{ID}/{version}.json")).await).unwrap();
    let tables = file.as_object().unwrap().values().filter_map(Value::as_array).flatten();
    tables.filter(|it| it["unit"].is_string()).cloned().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn one_ballot_less_takes_no_totals_away_before_somebody_says_so() {
    let served = Served::start_whole(&[ID]).await;
    let (admin, stranger) = (served.sign_in("admin").await, Client::anonymous(&served.url));
    read::<Publication>(publish(&admin, ID, "").await).await;
    let of_all = format!("/api/campaigns/{ID}/ballots?status=valid&form=P1");
    let page: BallotPage = read(admin.get(&of_all).await).await;
    assert_eq!(page.ballots[0].status, Status::Valid);
    let ballots = page.ballots;
    reject(&admin, ballots[0].key).await;

    let refused = publish(&admin, ID, "bớt một phiếu").await;
    assert_eq!(refusal(refused).await, (409, "publication.totals_withheld".to_owned()));
    let office = format!("/r/{ID}/publications");
    let page = text(&admin, &office).await;
    let said = "Đồng ý công bố lần tính số 2 dù phải để trống tổng điểm của";
    assert!(page.contains("dưới 5 phiếu thay đổi") && page.contains(said), "{page}");
    // The button publishes as ever; the yes stands beside it, and nobody has said it.
    let yes = |page: &str| page.split('<').find(|tag| tag.contains("with_hidden_totals")).unwrap().to_owned();
    assert!(yes(&page).contains("type=\"checkbox\"") && !yes(&page).contains(" checked"), "{page}");
    assert!(page.contains("<input type=\"hidden\" name=\"run\" value=\"2\">"), "{page}");
    let form = |fields: &str| {
        let request = admin.request(Method::POST, &office);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        request.body(fields.to_owned()).send()
    };
    let unasked = form("decision=87&day=2019-11-16&reason=b%E1%BB%9Bt&run=2&sure=on").await.unwrap();
    assert_eq!(unasked.status(), StatusCode::CONFLICT);
    assert!(unasked.text().await.unwrap().contains("Chưa công bố gì"));
    // A yes that names no run is none; and one to a run that is not the newest any more.
    let body = json!({ "decision": "87", "day": "2019-11-16", "reason": "bớt", "with_hidden_totals": true });
    let unnamed = admin.post(&format!("/api/campaigns/{ID}/publications"), &body).await;
    assert_eq!(refusal(unnamed).await, (409, "publication.totals_withheld".to_owned()));
    let blank = form("decision=&day=2019-11-16&reason=b&run=2&sure=on&with_hidden_totals=on").await.unwrap();
    assert_eq!(blank.status(), StatusCode::BAD_REQUEST);
    assert!(yes(&blank.text().await.unwrap()).contains(" checked"), "what was filled in comes back");
    reject(&admin, ballots[1].key).await;
    let other =
        form("decision=87&day=2019-11-16&reason=b&run=2&sure=on&with_hidden_totals=on").await.unwrap();
    assert_eq!(other.status(), StatusCode::CONFLICT);
    let other = other.text().await.unwrap();
    assert!(other.contains("lần tính mới nhất là số 3, không phải số 2 mà anh/chị đã xem"), "{other}");
    assert!(!yes(&other).contains(" checked"), "the yes was to another run");
    let command =
        ["publish", "--campaign", ID, "--decision", "87", "--date", "2019-11-16", "--reason", "bớt"];
    let output = parindex(served.data(), &command);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(1) && said.contains("--run 3 --with-hidden-totals"), "{said}");
    assert!(
        String::from_utf8_lossy(&output.stdout)
            .contains("If this correction is published, it has to hold back")
    );
    assert_eq!(stranger.get(&format!("/p/{ID}/2")).await.status(), StatusCode::NOT_FOUND);

    let agreed =
        |run| parindex(served.data(), &[&command[..], &["--run", run, "--with-hidden-totals"]].concat());
    assert!(String::from_utf8_lossy(&agreed("2").stderr).contains("the newest run is no. 3"));
    assert_eq!(stranger.get(&format!("/p/{ID}/2")).await.status(), StatusCode::NOT_FOUND);
    let output = agreed("3");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let (before, after) = (units(&stranger, 1).await, units(&stranger, 2).await);
    let without = |units: &[Value], field: &str| units.iter().filter(|unit| unit[field].is_null()).count();
    println!("without a total {}, without a rank {}", without(&after, "total"), without(&after, "rank"));
    assert_eq!((without(&before, "total"), without(&before, "rank")), (0, 0));
    assert!(without(&after, "total") > 0);
    assert!(
        without(&after, "rank") < without(&after, "total"),
        "rank and class stay where they tell no more"
    );
    for unit in &after {
        let is_placed = !unit["rank"].is_null() || !unit["total"].is_null();
        assert_eq!(unit["class"].is_null(), !is_placed, "{unit}");
    }
    one_mark_for_what_is_hidden(&stranger, &after).await;
    let page = text(&stranger, &format!("/p/{ID}/2")).await;
    assert!(page.contains("Nội dung đính chính") && page.contains("không nêu"));
    assert!(!page.contains("→ <strong>–"), "nothing is lost: {page}");
    // Who counts the classes that are shown finds no other one in the numbers above.
    let counted = |of: &str| -> usize {
        let parts = page.split(" đơn vị").filter_map(|part| part.rsplit_once(of)?.1.parse::<usize>().ok());
        parts.sum()
    };
    assert_eq!(counted("Không nêu (*): "), without(&after, "class"));
    assert_eq!(counted(": "), after.len());

    // What is hidden before and after may have changed: nobody is told that it did not.
    reject(&admin, ballots[2].key).await;
    let body = json!({ "decision": "87b", "day": "2019-11-16", "reason": "bớt", "run": 4, "with_hidden_totals": true });
    read::<Value>(admin.post(&format!("/api/campaigns/{ID}/publications"), &body).await).await;
    for end in ["", ".docx"] {
        let bytes = stranger.get(&format!("/p/{ID}/3{end}")).await.bytes().await.unwrap();
        let page = if end.is_empty() {
            String::from_utf8(bytes.to_vec()).unwrap()
        } else {
            part(&bytes, "word/document.xml")
        };
        assert!(page.contains("Số không nêu (*) ở cả hai phiên bản có thể đã thay đổi"), "{page}");
        assert!(!page.contains("của các đơn vị không thay đổi"), "{page}");
        let corrects = "Phiên bản 3, đính chính phiên bản 2 đã công bố kèm theo Quyết định số 87 ngày 16 tháng 11 năm 2019";
        assert!(page.contains(corrects), "{page}");
    }
    let file: Value = serde_json::from_str(&text(&stranger, &format!("/p/{ID}/3.json")).await).unwrap();
    let corrects = &file["corrects"];
    assert_eq!((&corrects["untold"], &corrects["decision"]), (&json!(true), &json!("87")), "{corrects}");

    // The same run again takes nothing more away, asks nobody, and changes nothing.
    let again = ["publish", "--campaign", ID, "--decision", "88", "--date", "2019-11-17", "--reason", "lại"];
    assert!(parindex(served.data(), &again).status.success());
    assert!(text(&stranger, &format!("/p/{ID}/4")).await.contains("của các đơn vị không thay đổi"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_package_of_next_year_holds_no_total_that_the_newest_version_withholds() {
    let served = Served::start().await;
    let (admin, stranger) = (served.sign_in("admin").await, Client::anonymous(&served.url));
    import(&admin, &check(&admin, zipped(&files())).await).await;
    let file = |name: &str| Some(File::of(name, fs::read(sample::path(name)).unwrap()));
    let (ballots, assessments) = (file("ballots.jsonl"), file("assessments.jsonl"));
    let outcome = Import { ballots, assessments, ..Import::of(sample::campaign().clone()) };
    service::import::import(&served.site, outcome).await.unwrap();
    read::<Publication>(publish(&admin, ID, "").await).await;
    let of_all = format!("/api/campaigns/{ID}/ballots?status=valid&form=P1");
    let page: BallotPage = read(admin.get(&of_all).await).await;
    reject(&admin, page.ballots[0].key).await;
    assert_eq!(publish(&admin, ID, "bớt một phiếu").await.status(), StatusCode::CONFLICT);
    let agreed = json!({ "decision": "87", "day": "2019-11-16", "reason": "bớt", "run": 2, "with_hidden_totals": true });
    let agreed = admin.post(&format!("/api/campaigns/{ID}/publications"), &agreed).await;
    read::<Publication>(agreed).await;

    let zip = admin.get(&format!("/api/campaigns/{ID}/next-package.zip")).await.bytes().await.unwrap();
    import(&admin, &check(&admin, zip.to_vec()).await).await;
    let next: Campaign = read(admin.get("/api/campaigns/bac-kan-2020").await).await;
    let gained = next.history.iter().filter(|row| row.year == 2019);
    let gained: BTreeMap<_, _> =
        gained.map(|row| (row.unit.clone(), (row.total.shown(2), row.basis.clone()))).collect();
    let shown = units(&stranger, 2).await;
    let shown: BTreeMap<_, _> = shown
        .iter()
        .filter_map(|unit| {
            let total = (unit["total"].as_str()?.to_owned(), "published".to_owned());
            Some((unit["unit"].as_str()?.to_owned(), total))
        })
        .collect();
    assert_eq!(gained, shown);
    assert!(shown.len() < 27, "something is withheld");
}

async fn reject(admin: &Client, ballot: i64) {
    let review = json!({ "decision": "reject", "reason": "trùng" });
    admin.post(&format!("/api/campaigns/{ID}/ballots/{ballot}/reviews"), &review).await;
}

/// A rank that is not told bears the mark of a class that is not, in the table that programs read and in the one that offices do.
async fn one_mark_for_what_is_hidden(stranger: &Client, units: &[Value]) {
    let csv = text(stranger, &format!("/p/{ID}/2.csv")).await;
    let book = stranger.get(&format!("/p/{ID}/2.xlsx")).await.bytes().await.unwrap();
    let book = open_workbook("file.xlsx", &book).unwrap();
    let rows: Vec<_> = book.sheets.iter().flat_map(|sheet| &sheet.rows).collect();
    for unit in units.iter().filter(|unit| unit["rank"].is_null()) {
        let code = unit["unit"].as_str().unwrap();
        let own = csv.lines().map(fields).find(|row| row[1] == code && !row[5].is_empty()).unwrap();
        assert_eq!((&*own[7], unit["class"].is_null()), ("(*)", own[8] == "(*)"), "{code}: {own:?}");
        assert!(own[12].parse::<u32>().is_ok(), "its rank before: {own:?}");
        let text = |cell: Option<&Cell>| matches!(cell, Some(Cell::Text(text)) if text == "(*)");
        let is_own = |row: &&&Row| matches!(row.cells.get(1), Some(Cell::Text(text)) if text == code);
        let own = rows.iter().find(is_own).unwrap();
        assert!(text(own.cells.first()), "{code}: {own:?}");
    }
}
