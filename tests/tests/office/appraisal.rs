//! Appraisal by keyboard: a leaf judged, one excused, one asked, many accepted; two appraisers on one leaf; the points that come of it.

use serde_json::json;
use shared::index::Assessment;
use shared::points::Points;
use shared::wire::{IndexView, LeafRecord};
use tests::browser::Browser;
use tests::client::Client;
use tests::demo::{CLOSED, PRACTICE};
use tests::hand::sign_in;
use tests::keyboard::{key, wait_on};
use tests::served::Served;
use tests::year::{APPRAISERS, PASSWORD, Year, lines_of};
use thirtyfour::Key;

pub const UNIT: &str = "SNV";
const OTHER: &str = "STC";
const SOON: std::time::Duration = std::time::Duration::from_secs(30);

/// Both units have submitted, appraisal is open.
pub async fn submitted(served: &Served) -> anyhow::Result<Year> {
    let year = Year::begin(served, &[UNIT, OTHER]).await?;
    year.phase("self_scoring", true).await?;
    for unit in [UNIT, OTHER] {
        year.score(unit).await?;
    }
    year.phase("appraisal", true).await?;
    Ok(year)
}

pub async fn appraiser(served: &Served, username: &str) -> anyhow::Result<Browser> {
    let browser = Browser::open().await?;
    browser.set_size(1440, 900).await?;
    browser.goto(served.url()).await?;
    sign_in(&browser, username, PASSWORD).await?;
    browser.find("[data-campaign]").await?;
    Ok(browser)
}

pub fn by_unit(served: &Served, unit: &str, leaf: &str) -> String {
    format!("{}/office/{PRACTICE}/appraisal?by=unit&unit={unit}&leaf={leaf}", served.url())
}

async fn leaf(year: &Year, unit: &str, code: &str) -> anyhow::Result<LeafRecord> {
    let record = year.record(unit).await?;
    Ok(record.leaves.into_iter().find(|it| it.leaf == code).unwrap_or_default())
}

/// A leaf of the unit to which both gave the same, for a story of its own.
fn accepted(lines: &[Assessment]) -> impl Iterator<Item = &Assessment> {
    lines.iter().filter(|line| line.self_points == line.appraised && !line.not_applicable)
}

#[tokio::test]
async fn a_leaf_is_judged_one_excused_one_asked_and_many_accepted_by_keyboard() -> anyhow::Result<()> {
    let served = Served::start();
    let year = submitted(&served).await?;
    let lines = lines_of(UNIT)?;
    let codes: Vec<&str> = accepted(&lines)
        .filter(|line| line.self_points.as_ref().is_some_and(|points| *points >= Points::whole(1)))
        .map(|line| &*line.code)
        .take(4)
        .collect();
    let [judged, excused, questioned, plain] = codes[..] else { anyhow::bail!("four leaves") };
    let browser = appraiser(&served, APPRAISERS[0]).await?;

    // From the list the next line opens by a key; points are typed and given with a reason.
    browser.goto(format!("{}/office/{PRACTICE}/appraisal?by=unit&unit={UNIT}", served.url())).await?;
    browser.find("[data-table=work] tr[data-leaf]").await?;
    wait_on(&browser, "#work-title").await?;
    key(&browser, "j").await?;
    browser.find(".opened #given").await?;
    browser.goto(by_unit(&served, UNIT, judged)).await?;
    browser.find(".opened #given").await?;
    wait_on(&browser, "#panel-title").await?;
    key(&browser, "p").await?;
    wait_on(&browser, "#given").await?;
    key(&browser, "99" + Key::Enter).await?;
    browser.find("[data-refused='assessments.out_of_range']").await?;
    browser.type_into("#given", "0").await?;
    key(&browser, Key::Enter).await?;
    browser.find("[data-refused='assessments.no_reason']").await?;
    wait_on(&browser, "#why").await?;
    assert!(leaf(&year, UNIT, judged).await?.appraisals.is_empty(), "nothing was sent");
    key(&browser, "thiếu tài liệu kiểm chứng").await?;
    key(&browser, Key::Control + Key::Enter).await?;
    browser.wait_until(&format!("!location.search.endsWith('leaf={judged}')"), SOON).await?;
    let record = leaf(&year, UNIT, judged).await?;
    let last = &record.appraisals[0];
    assert_eq!((last.said.points.clone(), &*last.by), (Some(Points::zero()), APPRAISERS[0]));

    // One is excused, with its reason.
    browser.goto(by_unit(&served, UNIT, excused)).await?;
    browser.find(".opened #given").await?;
    wait_on(&browser, "#panel-title").await?;
    key(&browser, "x").await?;
    wait_on(&browser, "#why").await?;
    key(&browser, "không có chức năng này").await?;
    key(&browser, Key::Control + Key::Enter).await?;
    browser.find(&format!("tr[data-leaf='{excused}'][data-by='{}']", APPRAISERS[0])).await?;
    let said = leaf(&year, UNIT, excused).await?.appraisals[0].said.clone();
    assert!(said.excused && said.reason == "không có chức năng này", "{said:?}");

    // One is asked; it stays open.
    browser.goto(by_unit(&served, UNIT, questioned)).await?;
    browser.find(".opened #question").await?;
    wait_on(&browser, "#panel-title").await?;
    key(&browser, "q").await?;
    wait_on(&browser, "#question").await?;
    key(&browser, "Kế hoạch ban hành ngày nào?").await?;
    key(&browser, Key::Control + Key::Enter).await?;
    browser.find("[data-said=asked]").await?;
    browser.find("[data-question]").await?;
    assert_eq!(leaf(&year, UNIT, questioned).await?.questions[0].said.text, "Kế hoạch ban hành ngày nào?");

    // The keys go on from there: the field is left first, then the leaf, and the next line is the one behind it.
    wait_on(&browser, "#panel-title").await?;
    key(&browser, "q").await?;
    wait_on(&browser, "#question").await?;
    key(&browser, Key::Escape + "").await?;
    wait_on(&browser, "#panel-title").await?;
    key(&browser, Key::Escape + "").await?;
    browser.wait_until("!document.querySelector('.opened')", SOON).await?;
    key(&browser, "j").await?;
    let row = format!("document.querySelector(\"tr[data-leaf='{questioned}']\")");
    let open = "new URLSearchParams(location.search).get('leaf')";
    browser.wait_until(&format!("{open} && {open} === {row}.nextElementSibling.dataset.leaf"), SOON).await?;

    // One is accepted by one key, and the next open line comes by itself.
    browser.goto(by_unit(&served, UNIT, plain)).await?;
    browser.find(".opened #given").await?;
    wait_on(&browser, "#panel-title").await?;
    key(&browser, "a").await?;
    browser.wait_until(&format!("!location.search.endsWith('leaf={plain}')"), SOON).await?;
    let claimed = lines.iter().find(|line| line.code == plain).and_then(|line| line.self_points.clone());
    assert_eq!(leaf(&year, UNIT, plain).await?.appraisals[0].said.points, claimed);

    // What carries no flag is accepted at once, over all units of a criterion.
    let both = format!("{}/office/{PRACTICE}/appraisal?type=department&leaf={plain}", served.url());
    browser.goto(both).await?;
    browser.find("[data-do=accept-many]").await?;
    tests::keyboard::tab_to(&browser, "[data-do=accept-many]").await?;
    key(&browser, Key::Enter).await?;
    browser.find("dialog [data-do=accept-these]").await?;
    tests::keyboard::tab_to(&browser, "[data-do=accept-these]").await?;
    key(&browser, Key::Enter).await?;
    browser.find("[data-accepted='1']").await?;
    wait_on(&browser, "#work-title").await?;
    assert_eq!(leaf(&year, OTHER, plain).await?.appraisals.len(), 1);
    assert_eq!(browser.complaints().await?, Vec::<String>::new());
    browser.close_all().await
}

#[tokio::test]
async fn two_appraisers_on_one_leaf_see_each_other_and_one_of_them_chooses() -> anyhow::Result<()> {
    let served = Served::start();
    let year = submitted(&served).await?;
    let code = accepted(&lines_of(UNIT)?).next().expect("one").code.clone();
    let (one, two) = (appraiser(&served, APPRAISERS[0]).await?, appraiser(&served, APPRAISERS[1]).await?);
    for browser in [&one, &two] {
        browser.goto(by_unit(&served, UNIT, &code)).await?;
        browser.find(".opened #given").await?;
    }
    // While the second types, the first decides: the second is told, and what it gives stands beside.
    two.type_into("#given", "0").await?;
    two.type_into("#why", "chưa có kế hoạch").await?;
    one.press("[data-do=accept]").await?;
    two.find("[data-meanwhile]").await?;
    two.press("[data-do=give]").await?;
    two.goto(by_unit(&served, UNIT, &code)).await?;
    two.find("[data-beside='2']").await?;
    assert_eq!(leaf(&year, UNIT, &code).await?.appraisals.len(), 2, "both are kept");
    one.goto(by_unit(&served, UNIT, &code)).await?;
    one.find("[data-beside='2']").await?;
    let zero = leaf(&year, UNIT, &code).await?;
    let zero = zero.appraisals.iter().find(|it| it.by == APPRAISERS[1]).expect("it is kept").position;
    one.press(&format!("[data-choose='{zero}']")).await?;
    one.find(&format!("tr[data-leaf='{code}'][data-by='{}']", APPRAISERS[0])).await?;
    let record = leaf(&year, UNIT, &code).await?;
    let last = record.appraisals.last().expect("a choice");
    assert_eq!((last.over.len(), last.said.points.clone()), (2, Some(Points::zero())));
    for browser in [one, two] {
        assert_eq!(browser.complaints().await?, Vec::<String>::new());
        browser.close_all().await?;
    }
    Ok(())
}

/// Chooses and types as an appraiser would for a line of the sample that was given something else.
async fn give_otherwise(browser: &Browser, served: &Served, line: &Assessment) -> anyhow::Result<()> {
    browser.goto(by_unit(served, &line.unit, &line.code)).await?;
    browser.find(".opened #given").await?;
    browser.type_into("#why", if line.comment.is_empty() { "theo biên bản" } else { &line.comment }).await?;
    match &line.appraised {
        Some(points) if !line.not_applicable => {
            browser.type_into("#given", &points.to_string().replace('.', ",")).await?;
            browser.press("[data-do=give]").await?;
        }
        _ => browser.press("[data-do=excuse]").await?,
    }
    browser.find(&format!("tr[data-leaf='{}'][data-by]", line.code)).await?;
    Ok(())
}

#[tokio::test]
async fn two_units_appraised_in_a_browser_end_in_the_points_of_the_sample() -> anyhow::Result<()> {
    let served = Served::start();
    let year = submitted(&served).await?;
    let browser = appraiser(&served, APPRAISERS[0]).await?;
    for unit in [UNIT, OTHER] {
        let lines = lines_of(unit)?;
        for line in lines.iter().filter(|line| line.self_points != line.appraised || line.not_applicable) {
            give_otherwise(&browser, &served, line).await?;
        }
        browser.goto(format!("{}/office/{PRACTICE}/appraisal?by=unit&unit={unit}", served.url())).await?;
        browser.press("[data-do=accept-many]").await?;
        browser.press("dialog [data-do=accept-these]").await?;
        browser.find("[data-accepted]").await?;
    }
    let view = |campaign: &str| format!("/api/campaigns/{campaign}/index");
    let ours: IndexView = serde_json::from_value(year.admin.get(&view(PRACTICE)).await?)?;
    let sample: IndexView = serde_json::from_value(year.admin.get(&view(CLOSED)).await?)?;
    for unit in [UNIT, OTHER] {
        let of = |view: &IndexView| {
            let mut units = view.tables.iter().flat_map(|table| &table.units);
            units.find(|it| it.unit == unit).cloned().expect("the unit")
        };
        let (ours, sample) = (of(&ours), of(&sample));
        assert_eq!(ours.appraised, sample.appraised, "{unit}");
        for line in lines_of(unit)? {
            let points = |leaves: &[(String, String)]| leaves.iter().find(|it| it.0 == line.code).cloned();
            assert_eq!(points(&ours.leaves), points(&sample.leaves), "{unit} {}", line.code);
        }
    }
    assert_eq!(browser.complaints().await?, Vec::<String>::new());
    browser.close_all().await
}

#[tokio::test]
async fn the_demo_has_people_to_try_the_year_with() -> anyhow::Result<()> {
    let served = Served::start();
    let admin = Client::sign_in(&served, "admin").await?;
    let open = json!({ "phase": "self_scoring", "open": true, "reason": "thử" });
    let (status, text) = admin.post(&format!("/api/campaigns/{PRACTICE}/phases"), &open).await?;
    assert!(status.is_success(), "{text}");
    for username in ["cb01", "ld01"] {
        let person = Client::sign_in(&served, username).await?;
        let campaigns = person.get("/api/campaigns").await?;
        let unit = campaigns[0]["units"][0]["code"].as_str().expect("a unit of their own").to_owned();
        let list = person.get(&format!("/api/campaigns/{PRACTICE}/units/{unit}/assessment")).await?;
        assert_eq!(list["stage"], "scoring", "{username}");
        let inbox = person.get("/api/inbox/count").await?;
        assert_eq!(inbox["count"], 0, "nothing waits: the phase has no end");
    }
    let appraiser = Client::sign_in(&served, "tdv01").await?;
    for campaign in [PRACTICE, CLOSED] {
        let rows = appraiser.get(&format!("/api/campaigns/{campaign}/worklist")).await?;
        assert!(rows.as_array().is_some_and(|rows| rows.len() > 1000), "{campaign}");
    }
    Ok(())
}
