//! An appraiser asks, and the unit explains at its desk: by the keyboard alone, with a file, over a server that dies and a phase
//! that closes, and only when a person says so.

use serde_json::json;
use shared::ballot::Digest;
use shared::wire::Answer;
use tests::client::Client;
use tests::demo::PRACTICE;
use tests::hand::sign_out;
use tests::paper::pdf;
use tests::year::{PASSWORD, another};
use thirtyfour::prelude::*;

use crate::unit::{HEAD, SOON, STAFF, UNIT, Unit};

/// What the appraiser is called.
const APPRAISER: &str = "Trần Thị Thẩm";
const ASKED: &str = "Vì sao chưa có kế hoạch?";
const SAID: &str = "Kế hoạch số 12 đã ban hành.";

impl Unit {
    /// The answers of a leaf that the server holds.
    async fn answers(&self, leaf: &str) -> anyhow::Result<Vec<Answer>> {
        let record = self.record(UNIT).await?;
        let found = record.leaves.into_iter().find(|it| it.leaf == leaf).unwrap_or_default();
        Ok(found.answers.into_iter().map(|it| it.said).collect())
    }

    /// An appraiser asks about a leaf; explanation is open.
    async fn ask(&self, leaf: &str) -> anyhow::Result<()> {
        self.phase(false).await?;
        self.turn("appraisal", true).await?;
        self.turn("explanation", true).await?;
        let give = json!([{ "role": "appraiser", "campaign": PRACTICE }]);
        let account = json!({ "username": "tdv", "name": APPRAISER, "password": PASSWORD, "give": give });
        let (status, text) = self.admin.post("/api/accounts", &account).await?;
        anyhow::ensure!(status.is_success(), "{text}");
        let appraiser = Client::sign_in_with(&self.served, "tdv", PASSWORD).await?;
        let path = format!("/api/campaigns/{PRACTICE}/units/{UNIT}/leaves/{leaf}/questions/{}", another());
        let (status, text) = appraiser.put(&path, &json!({ "said": { "text": ASKED } })).await?;
        anyhow::ensure!(status.is_success(), "{text}");
        Ok(())
    }

    async fn shows(&self, css: &str) -> anyhow::Result<String> {
        Ok(self.browser.find(css).await?.text().await?)
    }
}

#[tokio::test]
async fn a_unit_explains_what_an_appraiser_asked() -> anyhow::Result<()> {
    let mut unit = Unit::begin(&[UNIT]).await?;
    let leaf = unit.leaf().await?;
    unit.ask(&leaf).await?;

    // It is counted among what is to be done, and the way leads there.
    unit.enter(STAFF).await?;
    unit.browser.goto(unit.at(UNIT, "/leaves")).await?;
    unit.browser.find(&format!("[data-leaf='{leaf}'][data-state=asked]")).await?;
    unit.browser.goto(unit.at(UNIT, "")).await?;
    unit.browser.find("[data-asked='1']").await?;
    unit.browser.find("[data-do=explain]").await?.send_keys(Key::Enter + "").await?;
    let question = unit.shows("[data-question][data-answered=false]").await?;
    assert!(question.contains(ASKED) && question.contains(APPRAISER), "who asks what: {question}");
    let field = unit.browser.find("[data-answer-form] textarea").await?;
    let id = field.attr("id").await?.unwrap_or_default();
    let send = "document.querySelector('[data-do=send-answer]')";
    unit.browser.wait_until(&format!("{send}.disabled"), SOON).await?;

    // It is kept as it is typed, and not sent by itself: also when the browser is killed while the server is gone.
    let folder = tempfile::TempDir::new()?;
    let (plan, bytes) = (folder.path().join("Kế hoạch 12.pdf"), pdf(3, 40_000));
    std::fs::write(&plan, &bytes)?;
    unit.served.kill();
    field.send_keys(SAID).await?;
    unit.kept("draft").await?;
    let choose = id.replace("note", "choose-files");
    unit.browser.driver().find(By::Id(choose.as_str())).await?.send_keys(plan.display().to_string()).await?;
    unit.browser.find("[data-answer-form] [data-file-state]").await?;
    unit.kept("draft").await?;
    unit.browser.kill().await?;
    unit.served.start_again();
    unit.enter_again(STAFF).await?;
    unit.browser.goto(unit.at(UNIT, &format!("/leaves/{leaf}"))).await?;
    unit.browser.find("[data-answer-form] [data-file-state=given]").await?;
    assert_eq!(unit.value(&format!("#{id}")).await?, SAID);
    assert!(unit.answers(&leaf).await?.is_empty(), "nobody has sent it");

    // The phase closes over it: it stays, and waits until there is time again.
    unit.turn("explanation", false).await?;
    unit.browser.find("[data-question] [data-barred]").await?;
    assert_eq!(unit.value(&format!("#{id}")).await?, SAID);
    unit.turn("explanation", true).await?;
    unit.browser.wait_until(&format!("{send} && !{send}.disabled"), SOON).await?;

    // Sent by the keyboard, it is read there, also by the head at another time.
    unit.browser.find("[data-do=send-answer]").await?.send_keys(Key::Enter + "").await?;
    unit.browser.find("[data-question][data-answered=true]").await?;
    let answers = unit.answers(&leaf).await?;
    assert_eq!(answers.iter().map(|it| &*it.text).collect::<Vec<_>>(), [SAID]);
    assert_eq!(answers[0].evidence[0].file, Some(Digest::of(&bytes)));
    unit.browser.wait_until("!document.querySelector('[data-answer-form]')", SOON).await?;
    unit.browser.wait_until("document.querySelector('[data-unsent]').dataset.unsent === '0'", SOON).await?;
    sign_out(&unit.browser).await?;
    unit.enter(HEAD).await?;
    unit.browser.goto(unit.at(UNIT, &format!("/leaves/{leaf}"))).await?;
    assert!(unit.shows("[data-answer]").await?.contains(SAID));
    unit.browser.goto(unit.at(UNIT, "/leaves")).await?;
    unit.browser.find(&format!("[data-leaf='{leaf}']:not([data-state=asked])")).await?;
    unit.close().await
}
