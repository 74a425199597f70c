//! Two of one office on one leaf: each sees the other's change, both are kept and shown, and one of them chooses.

use crate::unit::{HEAD, STAFF, UNIT, Unit, entry};

#[tokio::test]
async fn what_a_colleague_says_comes_in_while_nothing_of_ones_own_waits() -> anyhow::Result<()> {
    let unit = Unit::begin(&[UNIT]).await?;
    let leaf = unit.leaf().await?;
    unit.enter(STAFF).await?;
    unit.open_leaf(&leaf).await?;
    unit.says(HEAD, &leaf, &entry("của lãnh đạo"), &[]).await?;
    unit.browser
        .wait_until("document.querySelector('#note').value === 'của lãnh đạo'", crate::unit::SOON)
        .await?;
    unit.kept("sent").await?;

    // One goes on from it, and it is one row of versions.
    unit.browser.find("#note").await?.send_keys(" và của tôi").await?;
    let versions = unit.wait_versions(&leaf, 2).await?;
    assert_eq!(versions[1], (STAFF.to_owned(), "của lãnh đạo và của tôi".to_owned()));
    unit.kept("sent").await?;
    assert_eq!(unit.record(UNIT).await?.total.to_string(), "1", "one stands");
    unit.close().await
}

#[tokio::test]
async fn two_that_stood_on_the_same_are_shown_beside_each_other_until_one_chooses() -> anyhow::Result<()> {
    let mut unit = Unit::begin(&[UNIT]).await?;
    let leaf = unit.leaf().await?;
    unit.enter(STAFF).await?;
    unit.open_leaf(&leaf).await?;
    unit.browser.type_into("#points", "1").await?;
    unit.browser.type_into("#note", "lần đầu").await?;
    unit.wait_versions(&leaf, 1).await?;
    unit.kept("sent").await?;
    let first = unit.record(UNIT).await?.entries;

    // The network is away while both go on from there.
    unit.served.kill();
    unit.browser.type_into("#note", "của tôi").await?;
    unit.kept("waiting").await?;
    unit.browser.kill().await?;
    unit.served.start_again();
    unit.says(HEAD, &leaf, &entry("của lãnh đạo"), &[first]).await?;
    unit.enter_again(STAFF).await?;
    unit.open_leaf(&leaf).await?;
    let versions = unit.wait_versions(&leaf, 3).await?;
    assert_eq!(versions.len(), 3, "{versions:?}");
    unit.browser.find("[data-beside='2']").await?;
    let text = unit.browser.visible_text().await?;
    assert!(text.contains("của lãnh đạo") && text.contains("của tôi"), "{text}");
    assert_eq!(unit.record(UNIT).await?.total.to_string(), "0", "neither counts before one is chosen");

    unit.browser.press(&format!("[data-do=choose][data-by='{HEAD}']")).await?;
    unit.wait_versions(&leaf, 4).await?;
    unit.browser.wait_until("!document.querySelector('[data-beside]')", crate::unit::SOON).await?;
    assert_eq!(unit.value("#note").await?, "của lãnh đạo");
    assert_eq!(unit.record(UNIT).await?.total.to_string(), "1");
    unit.close().await
}
