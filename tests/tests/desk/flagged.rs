//! What appraisers would look at stands at the desk too, while the unit can mend it: a document of another year.

use shared::wire::{Entry, Evidence};
use tests::demo::PRACTICE;

use crate::unit::{SOON, STAFF, UNIT, Unit, entry};

#[tokio::test]
async fn a_document_of_another_year_is_shown_to_the_unit_until_it_is_mended() -> anyhow::Result<()> {
    let unit = Unit::begin(&[UNIT]).await?;
    let leaf = unit.leaf().await?;
    let dated = |day: &str| -> anyhow::Result<Entry> {
        let date = Some(day.parse().map_err(|_| anyhow::anyhow!("no day: {day}"))?);
        let evidence = vec![Evidence { number: "12/QĐ-UBND".to_owned(), date, ..Evidence::default() }];
        Ok(Entry { evidence, ..entry("đã ban hành") })
    };
    let campaign = unit.admin.get(&format!("/api/campaigns/{PRACTICE}")).await?;
    let year = campaign["settings"]["year"].as_i64().expect("a year");
    unit.says(STAFF, &leaf, &dated("2017-02-01")?, &[]).await?;
    unit.enter(STAFF).await?;
    unit.open_leaf(&leaf).await?;
    let flag = unit.browser.find("[data-flag='flag.outside_year']").await?.text().await?;
    assert!(flag.contains("01/02/2017") && flag.contains("12/QĐ-UBND"), "{flag}");
    let seen = unit.record(UNIT).await?.entries;
    unit.says(STAFF, &leaf, &dated(&format!("{year}-02-01"))?, &[seen]).await?;
    unit.browser.wait_until("!document.querySelector('[data-flag]')", SOON).await?;
    unit.close().await
}
