//! Every number of the survey and the index opens to its cause; what is incomplete says what it lacks.

use tests::demo::{CLOSED, PRACTICE, VIEWER};
use tests::office::{Office, SOON};

/// How many elements fit, as a text.
fn how_many(css: &str) -> String {
    format!("document.querySelectorAll(\"{css}\").length")
}

#[tokio::test]
async fn each_number_opens_to_its_cause_and_incomplete_units_say_what_they_lack() -> anyhow::Result<()> {
    let office = Office::open(VIEWER).await?;

    // Survey: all cells open; the open one shows the same points and, question by question, the same answers.
    office.goto(&format!("/office/{CLOSED}/survey")).await?;
    office.browser.find("[data-table=survey] tr[data-unit]").await?;
    let cells = office.ask(&how_many("[data-table=survey] td[data-leaf]")).await?;
    assert_eq!(cells, office.ask(&how_many("[data-table=survey] td[data-leaf] a[id]")).await?);
    assert!(cells.parse::<u32>()? > 50, "{cells}");
    let cell = "[data-table=survey] tr[data-unit] td[data-leaf] a";
    let points = office.ask(&format!("document.querySelector('{cell} span').textContent")).await?;
    let answers =
        office.ask(&format!("document.querySelector('{cell} [data-answers]').dataset.answers")).await?;
    office.browser.press(cell).await?;
    assert!(office.text(".opened .sum-main").await?.starts_with(&points));
    let counted = "[...document.querySelectorAll('.opened tfoot td:nth-of-type(2)')]
        .map(td => Number(td.textContent.replaceAll('.', ''))).reduce((a, b) => a + b, 0)";
    assert_eq!(office.ask(counted).await?, answers);

    // Index: a total opens to its exact fraction and its leaves; a leaf from the survey leads to its cell there.
    office.goto(&format!("/office/{CLOSED}/index")).await?;
    office.browser.find("[data-table=index] tr[data-unit]").await?;
    let units = office.ask(&how_many("[data-table=index] tr[data-unit]")).await?;
    assert_eq!(units, office.ask(&how_many("[data-table=index] td[data-col=total] a")).await?);
    let total = office.text("[data-table=index] td[data-col=total] a").await?;
    office.browser.press("[data-table=index] td[data-col=total] a").await?;
    assert_eq!(office.text(".opened .sum-main").await?, total);
    assert!(office.text(".opened .exact code").await?.contains('/'));
    let leaf =
        "document.querySelector('.opened tr[data-leaf] a').closest('tr').querySelector('td.num').textContent";
    let points = office.ask(leaf).await?;
    office.browser.press(".opened tr[data-leaf] a").await?;
    office.wait_for(".causes", true).await?;
    assert!(
        office.text(".opened .sum-main").await?.starts_with(points.trim()),
        "the same points on both screens"
    );

    // Fieldwork: a number opens to just so many ballots.
    office.goto(&format!("/office/{CLOSED}?by=quota")).await?;
    let number = "[data-table=counts] tr[data-place] td[data-count=valid] a";
    let n = office.text(number).await?;
    office.browser.press(number).await?;
    office.browser.wait_until(&format!("{} === {n}", how_many("tr[data-key]")), SOON).await?;

    // Nothing came in the practice campaign: all units are incomplete, and each says what it lacks.
    office.goto_practice("/index").await?;
    office.browser.find(".incomplete tr[data-unit]").await?;
    assert_eq!(units, office.ask(&how_many(".incomplete tr[data-unit]")).await?, "no unit is left out");
    assert_eq!(units, office.ask(&how_many(".incomplete tr[data-unit] th .below")).await?);
    let lacks = office.text(".incomplete tr[data-unit] th .below").await?;
    office.browser.press(".incomplete td[data-col=total] a").await?;
    office.wait_for(".opened .leaf-table", true).await?;
    let missing = office.text(".opened .field-hint").await?;
    let number = missing.split(' ').find(|word| word.parse::<u32>().is_ok()).expect("how many are missing");
    assert!(lacks.split(' ').any(|word| word == number), "{lacks} / {missing}");
    assert!(office.ask("location.pathname").await?.contains(PRACTICE));
    office.close().await
}
