//! Two tabs, one store: the later one may take it over, whatever state the other is in.

use tests::browser::Browser;
use tests::demo::{COMMUNE, INTERVIEWER, PRACTICE};
use tests::hand::{
    back, begin, begin_work, choose, fill_the_rest_and_finish, go_to, is_chosen, screen, wait_unsent,
};
use tests::served::Served;

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
    browser.driver().goto(&interview).await?;
    browser.press("[data-do=take-over]").await?;
    assert_eq!(screen(&browser).await?, "/edu");
    assert!(is_chosen(&browser, "/edu", "upper").await?);
    browser.to_tab(&first).await?;
    browser.find("[data-do=take-over]").await?;

    // The second is ended by the browser; the first goes on and finishes.
    browser.to_tab(&second).await?;
    browser.crash_tab().await;
    browser.to_tab(&first).await?;
    browser.press("[data-do=take-over]").await?;
    assert_eq!(screen(&browser).await?, "/edu");
    fill_the_rest_and_finish(&browser, "no").await?;
    wait_unsent(&browser, 0).await?;
    browser.close_all().await
}
