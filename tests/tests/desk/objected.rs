//! A unit objects from its desk to a published point; the correction that follows from it names it, where the unit finds it again.

use serde_json::{Value, json};
use tests::browser::Browser;
use tests::client::Client;
use tests::demo::CLOSED;
use tests::hand::sign_in;
use tests::served::Served;
use tests::year::PASSWORD;

use crate::unit::{STAFF, UNIT};

const SOON: std::time::Duration = std::time::Duration::from_secs(30);
const WHY: &str = "Số phiếu của xã <bị> nhập hai lần";

/// Whether this is said where the unit stands.
fn says(text: &str) -> String {
    format!("document.querySelector('[data-stage=published]')?.textContent.includes('{text}')")
}

/// Does something in the campaign as an admin, by a script.
async fn does(admin: &Client, path: &str, body: &Value) -> anyhow::Result<()> {
    let (status, text) = admin.post(&format!("/api/campaigns/{CLOSED}{path}"), body).await?;
    anyhow::ensure!(status.is_success(), "{path}: {text}");
    Ok(())
}

#[tokio::test]
async fn an_objection_goes_from_the_desk_to_the_correction_that_names_it() -> anyhow::Result<()> {
    let served = Served::start();
    let admin = Client::sign_in(&served, "admin").await?;
    let give = json!([{ "role": "unit", "campaign": CLOSED, "place": UNIT }]);
    let account = json!({ "username": STAFF, "name": "Lê Thị Bình", "password": PASSWORD, "give": give });
    let (status, text) = admin.post("/api/accounts", &account).await?;
    anyhow::ensure!(status.is_success(), "{text}");
    let decision = |number: u32| json!({ "decision": format!("{number}/QĐ-UBND"), "day": "2020-01-15" });
    does(&admin, "/publications", &decision(86)).await?;
    does(&admin, "/phases", &json!({ "phase": "publication", "open": true, "reason": "theo kế hoạch" }))
        .await?;

    // From the desk to the page on which the points stand, and the form on it.
    let browser = Browser::open().await?;
    browser.goto(served.url()).await?;
    sign_in(&browser, STAFF, PASSWORD).await?;
    browser.find("[data-stage], [data-desk]").await?;
    browser.goto(format!("{}/unit/{CLOSED}/{UNIT}", served.url())).await?;
    browser.wait_until(&says("không sửa được nữa"), SOON).await?;
    browser.press("[data-stage=published] [data-do=published]").await?;
    let leaf = browser.find("[data-table=survey] tr[data-code]").await?.attr("data-code").await?;
    let leaf = leaf.expect("a leaf has a code");
    let page = browser.find("html[lang=vi]").await;
    assert!(page.is_ok(), "the page speaks the language of the app, not that of the browser");
    browser.press(&format!("#leaf option[value='{leaf}']")).await?;
    browser.type_into("#reason", WHY).await?;
    browser.press("#objections form button[type=submit]").await?;
    let made = browser.find("[data-objection='1']").await?.text().await?;
    assert!(made.contains(&leaf) && made.contains(WHY), "{made}");

    // It is granted, and what it was about is another number.
    does(&admin, "/objections/1/answer", &json!({ "granted": true, "reason": "đã đối chiếu" })).await?;
    let ballots: Vec<Value> = (1..=200).map(|key| json!({ "key": key })).collect();
    does(&admin, "/reviews", &json!({ "decision": "reject", "reason": "nhập hai lần", "ballots": ballots }))
        .await?;
    let mut correction = decision(91);
    correction["reason"] = json!("theo kiến nghị");
    correction["objections"] = json!([1]);
    does(&admin, "/publications", &correction).await?;
    browser.goto(format!("{}/unit/{CLOSED}/{UNIT}", served.url())).await?;
    browser.press("[data-stage=published] [data-do=published]").await?;
    let answered = browser.find("[data-objection='1']").await?.text().await?;
    assert!(answered.contains("đã đối chiếu"), "{answered}");
    browser.press(&format!("[data-objection='1'] a[href='/p/{CLOSED}/2?lang=vi']")).await?;
    browser.find("p.annex").await?;
    let page = browser.visible_text().await?;
    assert!(page.contains("Đính chính theo kiến nghị: số 1,") && page.contains(&leaf), "{page}");

    // Self-scoring that is opened again after a publication is said with its last day, and what stands published is not.
    let again = json!({ "phase": "self_scoring", "open": true, "closes": "2100-01-01", "reason": "bổ sung" });
    does(&admin, "/phases", &again).await?;
    browser.goto(format!("{}/unit/{CLOSED}/{UNIT}", served.url())).await?;
    browser.wait_until(&says("Tự chấm đang mở lại"), SOON).await?;
    browser.wait_until(&says("01/01/2100"), SOON).await?;
    assert_eq!(browser.complaints().await?, Vec::<String>::new());
    browser.close_all().await
}
