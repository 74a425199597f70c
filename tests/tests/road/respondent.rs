//! A respondent with a printed code, on a phone, whose connection breaks twice: one ballot, and the page says that it is in. By what it
//! shows besides, they see the ballot again, and withdraw it.

use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use shared::ballot::Mode;
use tests::browser::Browser;
use tests::client::{Client, http};
use tests::demo::{COMMUNE, PRACTICE};
use tests::served::Served;

/// Each step is a page of the server's, which comes in the end.
const SOON: Duration = Duration::from_secs(20);

/// What a respondent does on a page: the first choice of each question that has none, and a number where one is asked.
const ANSWER: &str = "(() => {
    for (const question of document.querySelectorAll('fieldset'))
        if (!question.querySelector(':checked')) question.querySelector('.choice input').click();
    for (const field of document.querySelectorAll('[inputmode=numeric]')) field.value ||= '7';
    return true;
})()";

/// The first of the codes that the office makes, all but by hand.
async fn invited(served: &Served) -> anyhow::Result<String> {
    let admin = Client::sign_in(served, "admin").await?;
    let page = admin.open(&format!("/r/{PRACTICE}/invitations")).await?.text().await?;
    let day = page.split("id=\"day\"").nth(1).and_then(|field| field.split("value=\"").nth(1));
    let day = day.and_then(|value| value.split('"').next()).unwrap_or_default();
    let body = format!("of=P7%7C{COMMUNE}&number=2&as=csv&day={}", day.replace('/', "%2F"));
    let request =
        http()?.post(format!("{}/r/{PRACTICE}/invitations", served.url())).bearer_auth(admin.token());
    let made = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(body).send().await?;
    let made = made.error_for_status()?.text().await?;
    let code = made.lines().nth(1).and_then(|line| line.split(',').next()).unwrap_or_default();
    Ok(code.to_owned())
}

/// Waits for the page on which this can be pressed.
async fn comes(browser: &Browser, css: &str) -> anyhow::Result<()> {
    browser.find(css).await?;
    Ok(())
}

/// Presses where there is no network, so that the step is lost, and comes back to the page once there is.
async fn lose(browser: &Browser, css: &str, page: &str) -> anyhow::Result<()> {
    browser.offline(true).await?;
    browser.press(css).await?;
    browser.wait_until("!document.querySelector('main form')", SOON).await?;
    browser.offline(false).await?;
    Ok(browser.goto(page).await?)
}

#[tokio::test]
async fn a_respondent_who_is_cut_off_twice_hands_in_one_ballot() -> anyhow::Result<()> {
    let served = Served::start();
    let code = invited(&served).await?;
    let page = format!("{}/a/{code}?lang=vi", served.url());
    let browser = Browser::open().await?;
    browser.set_size(390, 844).await?;

    browser.goto(format!("{}/a?lang=vi", served.url())).await?;
    browser.type_into("#code", &code.to_uppercase().replace('-', " ")).await?;
    browser.press("button.main").await?;
    comes(&browser, "[value=agree]").await?;
    assert!(browser.visible_text().await?.contains("không gắn với tên"));
    browser.press("[value=agree]").await?;
    comes(&browser, "[value=next]").await?;
    // What a reader without a browser gets: the question is in the page.
    let first = http()?.get(&page).send().await?.text().await?;
    let asked = browser.find("fieldset legend").await?.text().await?;
    assert!(
        first.contains(asked.split(" (").next().unwrap_or(&asked)) && !first.contains("<script"),
        "{asked}"
    );

    let mut steps = 0;
    while !browser.visible_text().await?.contains("Xem lại và gửi phiếu") {
        browser.wait_until(ANSWER, SOON).await?;
        if steps == 3 {
            lose(&browser, "[value=next]", &page).await?;
            comes(&browser, "[value=next]").await?;
            browser.wait_until(ANSWER, SOON).await?;
        }
        let count = browser.find(".count").await?.text().await?;
        browser.press("[value=next]").await?;
        let moved = format!("(document.querySelector('.count')?.innerText ?? '') !== {count:?}");
        browser.wait_until(&moved, SOON).await?;
        steps += 1;
        assert!(steps < 100, "{}", browser.visible_text().await?);
    }
    assert!(steps > 5, "{steps}");
    lose(&browser, "[value=send]", &page).await?;
    comes(&browser, "[value=send]").await?;
    browser.press("[value=send]").await?;
    browser.wait_until("document.querySelector('.claim')", SOON).await?;
    assert!(browser.visible_text().await?.contains("Xin chân thành cảm ơn"));
    let claim = browser.find(".claim").await?.text().await?;
    // Who loads it again because something was slow has it still.
    browser.refresh().await?;
    assert_eq!(browser.find(".claim").await?.text().await?, claim);
    // Back, and the same address once more: it is over.
    browser.driver().back().await?;
    browser.goto(&page).await?;
    browser.wait_until("document.body.innerText.includes('Phiếu đã được gửi')", SOON).await?;
    let ballots = Client::sign_in(&served, "admin").await?.ballots(PRACTICE).await?;
    assert_eq!(ballots.len(), 1);
    assert_eq!(ballots[0].header.mode, Mode::Online);

    // By the code alone nothing is seen; nor by a claim that is another in one letter.
    let last = if claim.ends_with('b') { "c" } else { "b" };
    browser.type_into("#claim", &format!("{}{last}", &claim[..claim.len() - 1])).await?;
    browser.press("[value=see]").await?;
    browser.wait_until("document.querySelector('main .error')", SOON).await?;
    browser.driver().execute("document.querySelector('#claim').value = ''", Vec::new()).await?;
    browser.type_into("#claim", &claim.to_uppercase().replace('-', " ")).await?;
    browser.press("[value=see]").await?;
    browser.wait_until("document.body.innerText.includes('Đây là những câu trả lời đã gửi')", SOON).await?;
    let question = asked.split(" (").next().unwrap_or(&asked);
    assert!(browser.visible_text().await?.contains(question), "{}", browser.visible_text().await?);
    browser.press("[value=ask]").await?;
    comes(&browser, "[value=erase]").await?;
    browser.press("[value=erase]").await?;
    browser.wait_until("document.body.innerText.includes('Phiếu đã được rút')", SOON).await?;
    assert_eq!(Client::sign_in(&served, "admin").await?.ballots(PRACTICE).await?.len(), 0);
    browser.close_all().await
}
