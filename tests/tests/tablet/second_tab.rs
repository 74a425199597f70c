//! Two tabs, one store: the later one may take it over, whatever state the other is in.

use tests::browser::Browser;
use tests::demo::{COMMUNE, INTERVIEWER, PRACTICE};
use tests::engine::Engine;
use tests::hand::{
    back, begin, begin_work, choose, fill_the_rest_and_finish, go_to, is_chosen, screen, wait_unsent,
};
use tests::served::Served;
use thirtyfour::prelude::*;

#[tokio::test]
async fn a_second_tab_takes_the_interview_over_and_the_first_takes_it_back() -> anyhow::Result<()> {
    let served = Served::start();
    let browser = Browser::open().await?;
    begin_work(&browser, &served, INTERVIEWER, PRACTICE).await?;
    begin(&browser, "P7", COMMUNE).await?;
    for (path, answer) in [("/sex", "f"), ("/age", "31_45")] {
        go_to(&browser, path, "A").await?;
        choose(&browser, path, answer).await?;
    }
    let interview = browser.driver().current_url().await?.to_string();

    // It offers to take over, on its first screen already; then it has every answer, at the same question.
    let first = browser.open_tab(&served.url()).await?;
    browser.press("[data-do=take-over]").await?;
    browser.press(&format!("[data-campaign='{PRACTICE}']")).await?;
    browser.press("[data-draft]").await?;
    assert_eq!(screen(&browser).await?, "/age");
    assert!(is_chosen(&browser, "/age", "31_45").await?);
    back(&browser).await?;
    assert!(is_chosen(&browser, "/sex", "f").await?);
    go_to(&browser, "/edu", "A").await?;
    choose(&browser, "/edu", "upper").await?;

    // The first says that another one has it, and takes it back.
    let second = browser.driver().window().await?;
    browser.to_tab(&first).await?;
    browser.press("[data-do=take-over]").await?;
    assert_eq!(screen(&browser).await?, "/edu");
    assert!(is_chosen(&browser, "/edu", "upper").await?);

    // The first hangs: the second gets the store all the same. When the first comes to itself, it says what happened.
    let hang = "setTimeout(() => { const end = Date.now() + 9000; while (Date.now() < end); })";
    browser.driver().execute(hang, vec![]).await?;
    browser.to_tab(&second).await?;
    browser.goto(&interview).await?;
    browser.press("[data-do=take-over]").await?;
    assert_eq!(screen(&browser).await?, "/edu");
    assert!(is_chosen(&browser, "/edu", "upper").await?);
    browser.to_tab(&first).await?;
    browser.find("[data-do=take-over]").await?;

    // The second is ended by the browser; the first goes on by itself and finishes.
    browser.to_tab(&second).await?;
    browser.crash_tab().await;
    browser.to_tab(&first).await?;
    browser.find("[data-screen]").await?;
    assert_eq!(screen(&browser).await?, "/edu");
    fill_the_rest_and_finish(&browser, "no").await?;
    wait_unsent(&browser, 0).await?;
    browser.close_all().await
}

#[tokio::test]
async fn a_tab_goes_on_by_itself_when_the_other_one_is_gone() -> anyhow::Result<()> {
    goes_on_by_itself(Engine::Chromium).await
}

#[tokio::test]
async fn a_tab_of_firefox_goes_on_by_itself_when_the_other_one_is_gone() -> anyhow::Result<()> {
    goes_on_by_itself(Engine::Firefox).await
}

async fn goes_on_by_itself(engine: Engine) -> anyhow::Result<()> {
    let mut served = Served::start();
    let browser = Browser::open_in(engine).await?;
    begin_work(&browser, &served, INTERVIEWER, PRACTICE).await?;

    // Without network it cannot know who is here, and offers no form for signing in below what it says.
    served.kill();
    let first = browser.open_tab(&served.url()).await?;
    browser.find("[data-store=elsewhere]").await?;
    assert_eq!(browser.driver().find_all(By::Css("form")).await?.len(), 0);
    let second = browser.driver().window().await?;

    // The first goes to another site: the second has the store without a press, and begins an interview.
    browser.to_tab(&first).await?;
    browser.goto("about:blank").await?;
    browser.to_tab(&second).await?;
    browser.press(&format!("[data-campaign='{PRACTICE}']")).await?;
    begin(&browser, "P6", COMMUNE).await?;
    choose(&browser, "/sex", "f").await?;

    // It comes back and finds the second at work; the second is closed, and it goes on there.
    browser.to_tab(&first).await?;
    browser.driver().back().await?;
    browser.find("[data-store=elsewhere]").await?;
    browser.to_tab(&second).await?;
    browser.driver().close_window().await?;
    browser.to_tab(&first).await?;
    browser.press("[data-draft]").await?;
    assert!(is_chosen(&browser, "/sex", "f").await?);

    // Away to another site and back with no other tab: nobody speaks of one.
    served.start_again();
    browser.goto(format!("{}/api/session", served.url().replace("localhost", "127.0.0.1"))).await?;
    browser.driver().back().await?;
    browser.find("[data-draft], [data-screen]").await?;
    assert!(!browser.visible_text().await?.contains("thẻ khác"));
    browser.close_all().await
}
