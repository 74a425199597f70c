//! The screens of somebody who may work anywhere in a province, of two tiers and of three: all places on the board, and all
//! communes judged at once.

use tests::browser::Browser;
use tests::demo::{INTERVIEWER, PRACTICE};
use tests::hand::{begin, begin_work, go_on_to_units};
use tests::sample::WHOLE;
use tests::served::Served;

use crate::tour::{Stop, look};

/// The sample, its practice campaign, and a form that judges many units.
const CAMPAIGNS: [(&str, &str, &str); 2] =
    [(WHOLE[0], PRACTICE, "three-tiers"), (WHOLE[1], "thai-nguyen-tap-huan", "two-tiers")];

#[tokio::test]
async fn screens_of_a_whole_province_have_nothing_serious() -> anyhow::Result<()> {
    for (sample, practice, tiers) in CAMPAIGNS {
        let served = Served::start_on(sample);
        served.command(&["account", "assign", INTERVIEWER, "--campaign", practice, "province"]);
        let browser = Browser::open().await?;
        begin_work(&browser, &served, INTERVIEWER, practice).await?;
        let name = format!("province-board-{tiers}");
        let board: Stop<'_> = (&name, format!("/c/{practice}"), "#place-search");
        let mut faults = look(&browser, &served, &[board]).await?;
        begin(&browser, "P2", "SNV").await?;
        go_on_to_units(&browser).await?;
        let path = browser.driver().current_url().await?.path().to_owned();
        let name = format!("province-units-{tiers}");
        faults.extend(look(&browser, &served, &[(&name, path, "[data-screen]")]).await?);
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        browser.close_all().await?;
    }
    Ok(())
}
