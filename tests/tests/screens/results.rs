//! The office's pages of results, which the server draws: as any screen in both themes, both languages and three sizes.

use shared::wire::CampaignSummary;
use tests::browser::Browser;
use tests::client::Client;
use tests::demo::{CLOSED, COMMUNE, INTERVIEWER, PRACTICE};
use tests::hand::sign_in;
use tests::keyboard::ask;
use tests::served::Served;

use crate::tour::look;

#[tokio::test]
async fn pages_of_results_have_nothing_serious() -> anyhow::Result<()> {
    let served = Served::start();
    let admin = Client::sign_in(&served, "admin").await?;
    let decision = serde_json::json!({ "decision": "86/QĐ-UBND", "day": "2020-02-15" });
    admin.post(&format!("/api/campaigns/{CLOSED}/publications"), &decision).await?;
    let papers = |rest: &str| format!("/api/campaigns/{PRACTICE}/paper{rest}");
    let campaigns: Vec<CampaignSummary> = serde_json::from_value(admin.get("/api/campaigns").await?)?;
    let practice = campaigns.iter().find(|campaign| campaign.id == PRACTICE).expect("it is there");
    for (batch, returned) in [(1, Some(118)), (2, None)] {
        let what = serde_json::json!({ "form": "P7", "place": COMMUNE, "issued": 120, "twice": 10 });
        admin.post(&papers(""), &what).await?;
        if let Some(returned) = returned {
            let back =
                serde_json::json!({ "returned": returned, "spoiled": 2, "day": practice.survey_opens });
            admin.post(&papers(&format!("/{batch}/returns")), &back).await?;
        }
    }
    let tablet = Client::sign_in(&served, INTERVIEWER).await?;
    let told = "device=0190f3c0-0000-7000-8000-000000000001&app=0.1.0-abc&persisted=true&unsent=3&drafts=1";
    tablet.get(&format!("/api/campaigns?{told}")).await?;
    admin.fill(&format!("/r/{PRACTICE}/messages"), "text=Meet+at+8.&place=province").await?;
    let browser = Browser::open().await?;
    browser.goto(served.url()).await?;
    sign_in(&browser, "admin", &served.password("admin")?).await?;
    browser.find("[data-campaign]").await?;
    let of = |rest: &str| format!("/r/{CLOSED}{rest}");
    let stops = [
        ("results", of(""), "[data-table=department]"),
        ("results-unit", of("/units/SNV"), "[data-table=lost]"),
        ("results-published", of("/units/SNV/published"), "[data-table=framework]"),
        ("results-weakest", of("/weakest"), "[data-table=weakest]"),
        ("results-what-if", of("/what-if?min_answers=3"), "[data-table=department]"),
        ("results-paper", format!("/r/{PRACTICE}/paper"), "[data-table=batches]"),
        ("results-devices", format!("/r/{PRACTICE}/devices"), "[data-table=devices]"),
        ("results-backchecks", format!("/r/{PRACTICE}/backchecks"), "main .note"),
        ("results-board", of("/board"), "[data-table=people]"),
        ("results-messages", format!("/r/{PRACTICE}/messages"), "[data-message]"),
        ("results-quotas", format!("/r/{PRACTICE}/quotas?place={COMMUNE}"), "main table"),
        ("results-flags", of("/flags"), "h1"),
        ("results-flag", of("/flags/1"), "h1"),
        ("results-nonresponse", of("/nonresponse"), "h1"),
        ("results-supervisors", format!("/r/{PRACTICE}/supervisors"), "h1"),
        ("results-processed", format!("/r/{PRACTICE}/processed"), "h1"),
        ("results-publications", of("/publications"), "[data-table=versions]"),
    ];
    let faults = look(&browser, &served, &stops).await?;
    assert!(faults.is_empty(), "{}", faults.join("\n"));

    // On a phone the class of each unit is seen without a swipe.
    browser.goto(format!("{}{}", served.url(), of("?lang=vi"))).await?;
    browser.set_size(390, 844).await?;
    let out = "[...document.querySelectorAll('.standing tr > :nth-child(4)')]
        .map(cell => cell.getBoundingClientRect().right).filter(right => right > innerWidth - 16).length";
    assert_eq!(ask(&browser, out).await?, "0");
    browser.close_all().await
}
