//! What stands on the screens of packages and phases only once somebody did something there: faults, changes, questions, extensions.

use tests::browser::Browser;
use tests::demo::CLOSED;
use tests::edition;
use tests::hand::sign_in;
use tests::served::Served;
use thirtyfour::By;

use crate::tour::seen;

/// Looks at the screen that stands in each size and theme.
async fn look(browser: &Browser, name: &str, there: &str) -> anyhow::Result<Vec<String>> {
    browser.find(there).await?;
    let faults = seen(browser, name, "vi").await?;
    browser.set_dark(false).await?;
    Ok(faults)
}

/// Chooses workbooks of a form's other edition, so many of the forms.
async fn choose(browser: &Browser, forms: u32, replaced: &[(&str, &str)]) -> anyhow::Result<()> {
    let package = edition::changed("P7", replaced)?;
    let forms = (1..=forms).map(|n| format!("forms/P{n}.xlsx"));
    let names = ["campaign.xlsx".to_owned()].into_iter().chain(forms);
    let files: Vec<String> = names.map(|it| package.path().join(it).display().to_string()).collect();
    browser.driver().find(By::Css("#package-file")).await?.send_keys(files.join("\n")).await?;
    browser.find("[data-checked]").await?;
    Ok(())
}

#[tokio::test]
async fn what_a_check_says_and_an_open_phase_have_nothing_serious() -> anyhow::Result<()> {
    let served = Served::start();
    let browser = Browser::open().await?;
    browser.goto(served.url()).await?;
    sign_in(&browser, "admin", &served.password("admin")?).await?;
    browser.find("[data-campaign]").await?;
    browser.goto(format!("{}/admin/packages", served.url())).await?;
    browser.find("[data-kept]").await?;
    choose(&browser, 5, &[]).await?;
    let mut faults = look(&browser, "packages-wrong", "[data-checked=wrong]").await?;
    let version = [("<t>2019.1</t>", "<t>2019.2</t>")];
    choose(&browser, 7, &version).await?;
    faults.extend(look(&browser, "packages-right", "[data-checked=right]").await?);

    browser.goto(format!("{}/office/{CLOSED}/phases", served.url())).await?;
    let card = "[data-phase=self_scoring]";
    browser.press(&format!("{card} [data-do=open]")).await?;
    faults.extend(look(&browser, "phases-asked", "#phase-closes").await?);
    browser.type_into("#phase-reason", "Theo kế hoạch năm").await?;
    browser.press("[data-do=set-open]").await?;
    browser.find(&format!("{card}[data-standing=open]")).await?;
    browser.press(&format!("{card} [data-do=extend]")).await?;
    browser.type_into("#phase-reason", "Lũ lụt").await?;
    browser.press("[data-do=set-extend]").await?;
    faults.extend(look(&browser, "phases-refused", "[data-refused='phases.no_unit']").await?);
    let complaints = browser.complaints().await?;
    faults.extend(complaints.into_iter().map(|complaint| format!("complaint: {complaint}")));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    browser.close_all().await
}
