//! The first screen of a server that holds nothing leads on.

use std::time::Duration;

use anyhow::Context;
use tests::browser::Browser;
use tests::hand::sign_in;
use tests::served::Served;

#[tokio::test]
async fn an_empty_server_leads_to_packages_and_accounts() -> anyhow::Result<()> {
    let served = Served::start_empty();
    let printed = served.command(&["account", "add", "quan-tri", "--role", "admin"]);
    let password = printed.split_once("Mật khẩu: ").and_then(|(_, rest)| rest.split(' ').next());
    let browser = Browser::open().await?;
    browser.goto(served.url()).await?;
    sign_in(&browser, "quan-tri", password.context("a password is printed")?).await?;
    browser.press("[data-do=to-packages]").await?;
    browser.find("[data-do=sample]").await?;
    browser.wait_until("location.pathname === '/admin/packages'", Duration::from_secs(5)).await?;
    browser.goto(served.url()).await?;
    browser.press("[data-do=to-accounts]").await?;
    browser.find("tr[data-account='quan-tri']").await?;
    browser.wait_until("location.pathname === '/admin/accounts'", Duration::from_secs(5)).await?;
    browser.close_all().await
}
