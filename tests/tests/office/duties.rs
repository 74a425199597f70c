//! Domains are shared out by keyboard: going through the names gives nothing to anybody, the button does; and whose domain it is
//! stands in their list.

use shared::assessment::appraisers;
use shared::wire::Duty;
use tests::browser::Browser;
use tests::demo::PRACTICE;
use tests::hand::sign_in;
use tests::keyboard::{ask, key, tab_to};
use tests::served::Served;
use tests::year::Year;
use thirtyfour::Key;

use crate::appraisal::UNIT;

#[tokio::test]
async fn a_domain_is_given_by_the_button_and_not_by_going_through_the_names() -> anyhow::Result<()> {
    let served = Served::start();
    let year = Year::begin(&served, &[UNIT]).await?;
    let given = async || -> anyhow::Result<Vec<Duty>> {
        Ok(serde_json::from_value(year.admin.get(&format!("/api/campaigns/{PRACTICE}/duties")).await?)?)
    };
    let browser = Browser::open().await?;
    browser.set_size(1440, 900).await?;
    browser.goto(served.url()).await?;
    sign_in(&browser, "admin", &served.password("admin")?).await?;
    browser.find("[data-campaign]").await?;
    browser.goto(format!("{}/office/{PRACTICE}/appraisal?type=department", served.url())).await?;
    browser.find("[data-do=duties] summary").await?;
    tab_to(&browser, "[data-do=duties] summary").await?;
    key(&browser, Key::Enter + "").await?;
    browser.find("[data-domain='1'] select").await?;
    tab_to(&browser, "[data-domain='1'] select").await?;
    let chosen = "document.querySelector(\"[data-domain='1'] select\").value";
    let mut names = Vec::new();
    for _ in 0..2 {
        key(&browser, Key::Down + "").await?;
        names.push(ask(&browser, chosen).await?);
    }
    assert!(names[0] != names[1] && names.iter().all(|name| !name.is_empty()), "{names:?}");
    assert_eq!(given().await?, [], "nothing was said yet");

    tab_to(&browser, "[data-domain='1'] [data-do=give-domain]").await?;
    key(&browser, Key::Enter + "").await?;
    let theirs = format!("[data-domain='1'] [data-take='{}']", names[1]);
    browser.find(&theirs).await?;
    let duties = given().await?;
    assert_eq!(duties.iter().map(|it| &*it.change.account).collect::<Vec<_>>(), [&*names[1]]);
    assert_eq!((&*duties[0].change.domain, &*duties[0].change.unit_type), ("1", "department"));
    browser.wait_until(&format!("{chosen} === ''"), std::time::Duration::from_secs(20)).await?;

    browser.find(&theirs).await?.send_keys(Key::Enter + "").await?;
    browser
        .wait_until(&format!("!document.querySelector(\"{theirs}\")"), std::time::Duration::from_secs(20))
        .await?;
    assert_eq!(appraisers(&given().await?, "department", "1"), Vec::<&str>::new());
    assert_eq!(browser.complaints().await?, Vec::<String>::new());
    browser.close_all().await
}
