//! An admin gives somebody the role of a unit's head on the screen; signing in leads them to their unit's desk.

use tests::browser::Browser;
use tests::demo::{INTERVIEWER, PRACTICE, VIEWER};
use tests::hand::sign_in;

use crate::unit::{SOON, UNIT, Unit};

#[tokio::test]
async fn a_role_at_a_unit_is_given_on_the_screen_and_leads_to_its_desk() -> anyhow::Result<()> {
    let unit = Unit::begin(&[UNIT]).await?;
    unit.browser.goto(format!("{}/admin/accounts?user={VIEWER}", unit.served.url())).await?;
    sign_in(&unit.browser, "admin", &unit.served.password("admin")?).await?;
    unit.browser.press("#edit-role option[value=head]").await?;
    let idle = "document.querySelector('[data-do=give-role]').disabled";
    unit.browser.wait_until(idle, SOON).await?;
    unit.browser.press(&format!("#edit-campaign option[value='{PRACTICE}']")).await?;
    let option = unit.browser.find(&format!("#edit-unit option[value='{UNIT}']")).await?;
    let name = option.prop("textContent").await?.unwrap_or_default();
    unit.browser.press(&format!("#edit-unit option[value='{UNIT}']")).await?;
    unit.browser.wait_until(&format!("!{idle}"), SOON).await?;
    unit.browser.press("[data-do=give-role]").await?;
    let held = unit.browser.find("[data-role=head]").await?.text().await?;
    assert!(held.contains(&name) && !held.contains(UNIT), "{held} of {name}");

    // Who sees other things as well chooses the way; who was of the staff alone is led there.
    let person = Browser::open().await?;
    person.goto(unit.served.url()).await?;
    sign_in(&person, VIEWER, &unit.served.password(VIEWER)?).await?;
    person.press(&format!("[data-desk='{UNIT}']")).await?;
    person.find("[data-stage=scoring]").await?;
    assert_eq!(person.complaints().await?, Vec::<String>::new());
    person.close_all().await?;
    let interviewer = Browser::open().await?;
    interviewer.goto(unit.served.url()).await?;
    sign_in(&interviewer, INTERVIEWER, &unit.served.password(INTERVIEWER)?).await?;
    interviewer.find("[data-campaign]").await?;
    assert!(interviewer.driver().find(thirtyfour::By::Css("[data-desk]")).await.is_err());
    interviewer.close_all().await?;
    unit.close().await
}
