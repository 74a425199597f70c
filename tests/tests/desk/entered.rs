//! Two units of the sample, entered leaf by leaf in a real browser, give what the sample says that they gave themselves.

use serde_json::{Value, json};
use shared::campaign::Method;
use shared::index::Assessment;
use shared::points::Points;
use shared::typed::Words;
use tests::demo::PRACTICE;
use tests::year::{entry, lines_of};

use crate::unit::{SOON, STAFF, UNIT, Unit};

/// Another unit, of another type.
const OTHER: &str = "TPBK";

/// Enters a line by a script.
pub async fn enter_by_script(unit: &Unit, line: &Assessment) -> anyhow::Result<()> {
    let record = unit.record(&line.unit).await?;
    let node = record.criteria.iter().find(|node| node.code == line.code).expect("a leaf of the unit");
    let leaf = node.leaf.as_ref().expect("a leaf");
    unit.says(STAFF, &line.code, &entry(line, leaf.rule, &leaf.max_points), &[]).await
}

/// Fills the fields as pasting does, and adds the rows of evidence that are needed.
const FILL: &str = "
    const [words, over] = arguments;
    const set = (field, text) => {
        field.value = text;
        field.dispatchEvent(new Event('input', { bubbles: true }));
    };
    const later = () => new Promise(over => setTimeout(over, 30));
    (async () => {
        for (const [css, text] of words.fields) {
            if (text) set(document.querySelector(css), text);
            await later();
        }
        for (const [nth, name] of words.evidence.entries()) {
            document.querySelector('[data-do=add-document]').click();
            while (!document.querySelector(`#document-${nth}-name`)) await later();
            set(document.querySelector(`#document-${nth}-name`), name);
            await later();
        }
    })().then(() => over('done'), why => over(String(why)))";

#[tokio::test]
async fn two_units_entered_in_a_browser_give_what_the_sample_says() -> anyhow::Result<()> {
    let unit = Unit::begin(&[UNIT, OTHER]).await?;
    unit.enter(STAFF).await?;
    unit.browser.find("[data-desk]").await?;
    for code in [UNIT, OTHER] {
        let (lines, record) = (lines_of(code)?, unit.record(code).await?);
        unit.browser.goto(unit.at(code, "")).await?;
        unit.browser.press("[data-do=go-on]").await?;
        let leaves: Vec<_> =
            record.criteria.iter().filter_map(|node| Some((node.code.clone(), node.leaf.clone()?))).collect();
        let first = leaves.iter().position(|it| it.1.method == Method::SelfScored).expect("one is scored");
        for (nth, (leaf, asked)) in leaves.iter().enumerate().skip(first) {
            unit.browser
                .wait_until(
                    &format!("document.querySelector('h1 .leaf-code')?.textContent === '{leaf}'"),
                    SOON,
                )
                .await?;
            if let Some(line) =
                lines.iter().find(|line| line.code == *leaf && asked.method == Method::SelfScored)
            {
                let words = Words::from(&entry(line, asked.rule, &asked.max_points));
                let fields = json!([
                    ["#points", words.points],
                    ["#done", words.done],
                    ["#out-of", words.out_of],
                    ["#note", words.note]
                ]);
                let words: Value = json!({ "fields": fields, "evidence": line.evidence });
                let done = unit.browser.driver().execute_async(FILL, vec![words]).await?;
                assert_eq!(done.json(), "done", "{leaf}");
            }
            if nth + 1 < leaves.len() {
                unit.browser.press("[data-do=after]").await?;
            }
        }
        unit.browser.goto(unit.at(code, "")).await?;
        unit.browser
            .wait_until("document.querySelector('[data-unsent]')?.dataset.unsent === '0'", SOON)
            .await?;
        let (after, total) = (
            unit.record(code).await?,
            lines.iter().filter_map(|line| line.self_points.clone()).sum::<Points>(),
        );
        assert_eq!(after.missing, [""; 0], "{code} of {PRACTICE}");
        assert_eq!(after.total, total);
        for line in &lines {
            let said = after.leaves.iter().find(|it| it.leaf == line.code).expect("it was entered");
            let last = said.entries.last().expect("a version");
            let named: Vec<String> = last.said.evidence.iter().map(|it| it.name.clone()).collect();
            assert_eq!((&last.said.note, &named), (&line.note, &line.evidence), "{}", line.code);
        }
        let shown = unit.browser.find("[data-total]").await?.attr("data-total").await?;
        assert_eq!(shown, Some(total.to_string()));
    }
    unit.close().await
}
