//! What tells who somebody is: asked on the tablet as all else, kept there while there is no network, sent apart from the ballot, and gone
//! once the server has it. An admin takes it away, and no file of ballots holds it.

use std::time::Duration;

use tests::browser::Browser;
use tests::client::Client;
use tests::demo::{COMMUNE, INTERVIEWER, PRACTICE};
use tests::edition::import_changed;
use tests::hand::{begin, begin_work, fill_the_rest_and_finish, go_to, outbox, type_answer, wait_unsent};
use tests::served::Served;

const SOON: Duration = Duration::from_secs(20);
const NAME: &str = "Hoàng Thị Mai, thôn Nà Riêng";
/// What the outbox calls it.
const APART: &str = "Thông tin cho biết người trả lời là ai, gửi riêng";

/// The head `personal` behind the others, and `yes` at the question `occupation`.
const ASKS: [(&str, &str); 3] = [
    (
        "<t>criterion</t></is></c></row>",
        "<t>criterion</t></is></c><c r=\"Q1\" t=\"inlineStr\"><is><t>personal</t></is></c></row>",
    ),
    (
        "<c r=\"P11\" s=\"2\" t=\"inlineStr\" />",
        "<c r=\"P11\" s=\"2\" t=\"inlineStr\" /><c r=\"Q11\" t=\"inlineStr\"><is><t>yes</t></is></c>",
    ),
    ("<t>2019.1</t>", "<t>2019.2</t>"),
];
/// Two more rows of the settings.
const SAYS: [(&str, &str); 1] = [(
    "<t>vi</t></is></c></row></sheetData>",
    "<t>vi</t></is></c></row><row r=\"16\"><c r=\"A16\" t=\"inlineStr\"><is><t>data_purpose_vi</t></is></c><c r=\"B16\" t=\"inlineStr\"><is><t>Phúc tra</t></is></c></row><row r=\"17\"><c r=\"A17\" t=\"inlineStr\"><is><t>data_kept_until</t></is></c><c r=\"B17\" t=\"inlineStr\"><is><t>2099-12-31</t></is></c></row></sheetData>",
)];

async fn reads(browser: &Browser, text: &str, there: bool) -> anyhow::Result<()> {
    let is = format!("document.body.innerText.includes('{text}') === {there}");
    Ok(browser.wait_until(&is, SOON).await?)
}

#[tokio::test]
async fn who_somebody_is_goes_apart_from_the_ballot_and_leaves_the_tablet() -> anyhow::Result<()> {
    let mut served = Served::start();
    let admin = Client::sign_in(&served, "admin").await?;
    import_changed(&served, &admin, PRACTICE, &[("P7", &ASKS), ("campaign", &SAYS)]).await?;
    let browser = Browser::open().await?;
    begin_work(&browser, &served, INTERVIEWER, PRACTICE).await?;
    begin(&browser, "P7", COMMUNE).await?;
    go_to(&browser, "/occupation", "A").await?;
    reads(&browser, "Khi gửi phiếu, câu này được lưu riêng, không gắn với các câu trả lời khác.", true)
        .await?;
    type_answer(&browser, "/occupation", NAME).await?;

    served.kill();
    fill_the_rest_and_finish(&browser, "no").await?;
    browser.press("[data-do=board]").await?;
    outbox(&browser).await?;
    reads(&browser, APART, true).await?;
    wait_unsent(&browser, 1).await?;
    reads(&browser, "1 phiếu chưa gửi – đã lưu trên máy · 1 thông tin gửi riêng chưa gửi", true).await?;
    served.start_again();
    wait_unsent(&browser, 0).await?;
    reads(&browser, APART, false).await?;
    browser.find("[data-ballot][data-state=acked]").await?;

    assert_eq!(admin.ballots(PRACTICE).await?.len(), 1, "one ballot");
    let lines = admin.open(&format!("/api/campaigns/{PRACTICE}/ballots.jsonl")).await?.text().await?;
    assert!(!lines.contains(NAME) && !lines.contains("occupation"), "{lines}");
    let told = admin.open(&format!("/r/{PRACTICE}/processed?as=csv")).await?.text().await?;
    assert!(told.contains("id,form,") && told.contains("(occupation)") && told.contains(NAME), "{told}");
    browser.close_all().await
}
