//! What waits stands on the home screen with how much it is, leads to where it is done, and is gone once it is done.

use serde_json::json;
use tests::browser::Browser;
use tests::demo::PRACTICE;
use tests::hand::sign_in;
use tests::served::Served;
use tests::year::{APPRAISERS, PASSWORD, Year, lines_of};

use crate::appraisal::UNIT;

const OTHER: &str = "STC";
const SOON: std::time::Duration = std::time::Duration::from_secs(30);

/// What stands on the home screen of who has something to do in a campaign.
const HOME: &str = "[data-desk], [data-campaign]";

/// At home on a new device: the tablet's part opens first, which has no inbox, and gives way to the one in which the person works.
pub async fn at_home(served: &Served, username: &str) -> anyhow::Result<Browser> {
    let browser = Browser::open().await?;
    browser.set_size(1440, 900).await?;
    browser.goto(served.url()).await?;
    sign_in(&browser, username, PASSWORD).await?;
    browser.find(HOME).await?;
    browser.wait_until("localStorage.getItem('parindex.part')", SOON).await?;
    // The page that is loaded by then names the files of its own part.
    let own = "performance.getEntriesByType('resource').every(it => !it.name.includes('/assets/tablet-'))";
    browser.wait_until(own, SOON).await?;
    browser.find(HOME).await?;
    Ok(browser)
}

#[tokio::test]
async fn a_question_waits_for_the_unit_its_answer_for_who_asked_and_then_nothing() -> anyhow::Result<()> {
    let served = Served::start();
    // Who works for two units is not led to the one desk.
    let year = Year::begin(&served, &[UNIT, OTHER]).await?;
    for (phase, open) in [("self_scoring", true), ("self_scoring", false), ("appraisal", true)] {
        year.phase(phase, open).await?;
    }
    let code = lines_of(UNIT)?.into_iter().next().expect("one").code;
    let question = json!({ "said": { "text": "Vì sao chưa có kế hoạch?" } });
    year.say(APPRAISERS[0], (UNIT, &code), "questions", question).await?;
    year.phase("explanation", true).await?;

    let staff = at_home(&served, "cb").await?;
    staff.find("[data-inbox='1'] [data-notice=asked]").await?;
    let title = staff.find("#inbox-title").await?.text().await?;
    assert!(title.contains('1'), "how much it is: {title}");
    staff.press("[data-notice=asked] a").await?;
    staff.wait_until(&format!("location.pathname === '/unit/{PRACTICE}/{UNIT}/leaves/{code}'"), SOON).await?;
    staff.find("[data-question][data-answered=false]").await?;

    let asked = year.record(UNIT).await?.leaves.into_iter().find(|it| it.leaf == code).expect("the leaf");
    let answer = json!({ "said": { "question": asked.questions[0].position, "text": "Đã ban hành." } });
    year.say("cb", (UNIT, &code), "answers", answer).await?;
    staff.goto(served.url()).await?;
    staff.find(HOME).await?;
    staff.wait_until("!document.querySelector('[data-inbox]')", SOON).await?;

    let one = at_home(&served, APPRAISERS[0]).await?;
    one.find("[data-inbox='2'] [data-notice=open]").await?;
    one.press("[data-notice=answered] a").await?;
    one.find(".opened #given").await?;
    assert!(one.driver().current_url().await?.as_str().contains(&format!("leaf={code}")));
    // The other asked nothing: only the leaves wait, until appraisal is over.
    let two = at_home(&served, APPRAISERS[1]).await?;
    two.find("[data-inbox='1'] [data-notice=open]").await?;
    two.press("[data-notice=open] a").await?;
    two.find("[data-table=leaves]").await?;
    year.phase("appraisal", false).await?;
    two.goto(served.url()).await?;
    two.find(HOME).await?;
    two.wait_until("!document.querySelector('[data-inbox]')", SOON).await?;
    for browser in [staff, one, two] {
        assert_eq!(browser.complaints().await?, Vec::<String>::new());
        browser.close_all().await?;
    }
    Ok(())
}
