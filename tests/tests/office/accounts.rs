//! An admin makes an interviewer, who signs in and sees exactly their communes; a new password and disabling end sessions.

use shared::message::{Language, text};
use tests::browser::Browser;
use tests::demo::PRACTICE;
use tests::hand::sign_in;
use tests::office::Office;

const NEW: &str = "dtv77";
const COMMUNES: [&str; 2] = ["01840", "01852"];

/// Types a password twice in the open form.
async fn type_password(office: &Office, password: &str) -> anyhow::Result<()> {
    office.browser.press("label:nth-of-type(2) input[name=password-kind]").await?;
    office.browser.type_into("#password-first", password).await?;
    Ok(office.browser.type_into("#password-again", password).await?)
}

/// The session is over: the app says so after a reload, and leads to the sign-in.
async fn expect_ended(tablet: &Browser) -> anyhow::Result<()> {
    tablet.refresh().await?;
    tablet.press("main a[href='/sign-in']").await?;
    tablet.find("input[name=username]").await?;
    Ok(())
}

#[tokio::test]
async fn a_new_interviewer_sees_exactly_the_assigned_communes() -> anyhow::Result<()> {
    let office = Office::open("admin").await?;
    office.goto("/admin/accounts").await?;
    office.browser.press("[data-do=new-account]").await?;
    office.browser.type_into("#account-username", NEW).await?;
    office.browser.type_into("#account-name", "Lý Thị Mới").await?;
    type_password(&office, "mật khẩu đầu").await?;
    office.browser.press(".opened button[type=submit]").await?;
    for commune in COMMUNES {
        office.browser.press(&format!("input[name=place][value='{commune}']")).await?;
    }
    office.browser.press("[data-do=assign]").await?;
    office.wait_for(&format!("tr[data-account='{NEW}']"), true).await?;
    office.wait_for(".opened .tone-good", true).await?;

    let tablet = Browser::open().await?;
    tablet.goto(office.served.url()).await?;
    sign_in(&tablet, NEW, "mật khẩu đầu").await?;
    tablet.press(&format!("[data-campaign='{PRACTICE}']")).await?;
    tablet.find("[data-place] [data-do=begin]").await?;
    let places = "return [...new Set([...document.querySelectorAll('main [data-place]')].map(e => e.dataset.place))].sort()";
    let shown: Vec<String> = tablet.driver().execute(places, vec![]).await?.convert()?;
    assert_eq!(shown, COMMUNES);

    // A new password ends the session; the new one opens the door.
    office.browser.press("[data-do=new-password]").await?;
    type_password(&office, "mật khẩu sau").await?;
    office.browser.press("[data-do=set-password]").await?;
    office.wait_for("[data-do=new-password]", true).await?;
    office.wait_for(".opened .tone-good", true).await?;
    expect_ended(&tablet).await?;
    sign_in(&tablet, NEW, "mật khẩu sau").await?;
    tablet.find(&format!("[data-campaign='{PRACTICE}']")).await?;

    // Disabling does, too, and no password opens it any more.
    office.browser.press("[data-do=disable]").await?;
    office.wait_for("[data-do=enable]", true).await?;
    expect_ended(&tablet).await?;
    sign_in(&tablet, NEW, "mật khẩu sau").await?;
    let refused = text(Language::Vi, "problem.session.account_disabled", &[]);
    tablet.wait_until(&format!("document.body.innerText.includes('{refused}')"), tests::office::SOON).await?;
    tablet.close_all().await?;
    office.close().await
}
