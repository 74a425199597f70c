//! Tokens of scripts on their screen: made, used, seen to be used, and revoked for good.

use reqwest::StatusCode;
use tests::office::Office;

#[tokio::test]
async fn a_script_gets_its_figures_until_its_token_is_revoked() -> anyhow::Result<()> {
    let office = Office::open("admin").await?;
    office.goto("/admin/accounts").await?;
    office.browser.press("[data-do=tokens]").await?;
    office.browser.type_into("#token-name", "bang-tinh").await?;
    office
        .ask(
            "(day => { day.value = '2099-12-31'; day.dispatchEvent(new Event('input', { bubbles: true })) })
             (document.querySelector('#token-last-day'))",
        )
        .await?;
    office.browser.press("[data-do=make-token]").await?;
    office.wait_for("tr[data-token=bang-tinh]", true).await?;
    let secret = office.text("code.secret").await?;

    let script = reqwest::Client::new();
    let campaigns = format!("{}/api/campaigns", office.served.url());
    let ask = || script.get(&campaigns).bearer_auth(&secret).send();
    assert_eq!(ask().await?.status(), StatusCode::OK);
    office.goto("/admin/accounts?new=tokens").await?;
    office.wait_for("tr[data-token=bang-tinh]", true).await?;
    assert_eq!(office.ask("!document.querySelector('code.secret')").await?, "true", "shown once");
    let row = office.text("tr[data-token=bang-tinh]").await?;
    assert!(row.contains("31/12/2099") && !row.contains("Chưa dùng"), "{row}");

    // Pressed once it asks; nothing is revoked yet.
    office.browser.press("[data-do=ask-revoke-token]").await?;
    office.wait_for("[data-do=revoke-token]", true).await?;
    assert_eq!(ask().await?.status(), StatusCode::OK);
    office.browser.press("[data-do=revoke-token]").await?;
    office.wait_for("[data-do=revoke-token]", false).await?;
    office.wait_for("[data-do=ask-revoke-token]", false).await?;
    assert_eq!(ask().await?.status(), StatusCode::UNAUTHORIZED);
    office.close().await
}
