//! A correction that has to hold back what everybody could read: the office is told before, says yes, and people are told that
//! it is held back and not lost.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use shared::ballot::Status;
use shared::wire::{BallotPage, Publication};

use crate::client::{Client, read, refusal};
use crate::process::parindex;
use crate::publications::{publish, text};
use crate::sample::ID;
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
    let review = json!({ "decision": "reject", "reason": "trùng" });
    let ballot = page.ballots[0].key;
    admin.post(&format!("/api/campaigns/{ID}/ballots/{ballot}/reviews"), &review).await;

    let refused = publish(&admin, ID, "bớt một phiếu").await;
    assert_eq!(refusal(refused).await, (409, "publication.totals_withheld".to_owned()));
    let office = format!("/r/{ID}/publications");
    let page = text(&admin, &office).await;
    assert!(
        page.contains("dưới 5 phiếu thay đổi") && page.contains("Vẫn công bố, để trống tổng điểm của"),
        "{page}"
    );
    let form = |fields: &str| {
        let request = admin.request(Method::POST, &office);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        request.body(fields.to_owned()).send()
    };
    let unasked = form("decision=87&day=2019-11-16&reason=b%E1%BB%9Bt").await.unwrap();
    assert_eq!(unasked.status(), StatusCode::CONFLICT);
    assert!(unasked.text().await.unwrap().contains("Chưa công bố gì"));
    let command =
        ["publish", "--campaign", ID, "--decision", "87", "--date", "2019-11-16", "--reason", "bớt"];
    let output = parindex(served.data(), &command);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(1) && said.contains("--with-hidden-totals"), "{said}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("If this is published, it has to hold back"));
    assert_eq!(stranger.get(&format!("/p/{ID}/2")).await.status(), StatusCode::NOT_FOUND);

    let output = parindex(served.data(), &[&command[..], &["--with-hidden-totals"]].concat());
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
        assert_eq!(unit["rank"].is_null(), unit["class"].is_null(), "{unit}");
    }
    let page = text(&stranger, &format!("/p/{ID}/2")).await;
    assert!(page.contains("Nội dung đính chính") && page.contains("không nêu"));
    assert!(!page.contains("→ <strong>–"), "nothing is lost: {page}");
    // Who counts the classes that are shown finds no other one in the numbers above.
    let counted = |of: &str| -> usize {
        let parts = page.split(" đơn vị").filter_map(|part| part.rsplit_once(of)?.1.parse::<usize>().ok());
        parts.sum()
    };
    assert_eq!(counted("Không nêu (*): "), without(&after, "rank"));
    assert_eq!(counted(": "), after.len());

    // The same run again takes nothing more away, and asks nobody.
    let again = ["publish", "--campaign", ID, "--decision", "88", "--date", "2019-11-17", "--reason", "lại"];
    assert!(parindex(served.data(), &again).status.success());
}
