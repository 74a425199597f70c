//! An admin gives a role for one campaign and takes it again; the log says so, in words and by what is asked of it.

use shared::message::{Language, text};
use tests::browser::Browser;
use tests::demo::{CLOSED, PRACTICE};
use tests::hand::sign_in;
use tests::office::Office;

const ACCOUNT: &str = "dtv01";

#[tokio::test]
async fn a_role_for_one_campaign_opens_its_office_and_no_other() -> anyhow::Result<()> {
    let office = Office::open("admin").await?;
    for way in ["/admin/accounts", "/admin/packages", "/admin/log"] {
        office.wait_for(&format!("[data-ways=admin] a[href='{way}']"), true).await?;
    }
    office.goto(&format!("/admin/accounts?user={ACCOUNT}")).await?;
    office.browser.press(&format!("#edit-campaign option[value='{PRACTICE}']")).await?;
    office.browser.press("[data-do=give-role]").await?;
    office.wait_for("[data-role=viewer]", true).await?;
    let row = office.text(&format!("tr[data-account='{ACCOUNT}']")).await?;
    assert!(row.contains(&text(Language::Vi, "admin.role.viewer", &[])), "{row}");

    let person = Browser::open().await?;
    person.set_size(1440, 900).await?;
    person.goto(office.served.url()).await?;
    sign_in(&person, ACCOUNT, &office.served.password(ACCOUNT)?).await?;
    person.press(&format!("a[href='/office/{PRACTICE}']")).await?;
    person.find("[data-table=counts] tr[data-form]").await?;
    let accounts = "return document.querySelectorAll('a.office-tab[href^=\"/admin\"]').length";
    let offered: u32 = person.driver().execute(accounts, vec![]).await?.convert()?;
    assert_eq!(offered, 0, "accounts and log are for admins of every campaign");
    person.goto(format!("{}/office/{CLOSED}", office.served.url())).await?;
    person.find("main .tone-warning").await?;
    person.close_all().await?;

    // Whoever takes it keeps the keyboard.
    office.browser.press("[data-role=viewer] [data-do=take-role]").await?;
    office.wait_for("[data-role=viewer]", false).await?;
    assert_eq!(office.ask("document.activeElement.id").await?, "roles-title");

    office.browser.press("a.office-tab[href='/admin/log']").await?;
    for kind in ["role_taken", "role_given"] {
        let row = office.text(&format!("tr[data-act={kind}]")).await?;
        assert!(row.contains(&text(Language::Vi, "admin.role.viewer", &[])), "{row}");
    }
    office.browser.press("select[name=kind] option[value=role_given]").await?;
    office.wait_for("tr[data-act=role_taken]", false).await?;
    assert_eq!(office.ask("location.search").await?, "?kind=role_given");
    office.close().await
}
