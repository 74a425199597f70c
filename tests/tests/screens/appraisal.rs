//! The appraisers' screens in all sizes: lists by criterion and by unit, an open leaf with flags, a question and two appraisals
//! beside each other; domains shared out; what waits for them on the home screen.

use serde_json::json;
use shared::wire::UnitRecord;
use tests::browser::Browser;
use tests::demo::PRACTICE;
use tests::hand::sign_in;
use tests::served::Served;
use tests::year::{APPRAISERS, PASSWORD, Year, another, lines_of};

use crate::tour::{look, seen};

/// The entry that a unit made last of a leaf.
fn entry(record: &UnitRecord, leaf: &str) -> Option<i64> {
    record.leaves.iter().find(|it| it.leaf == leaf).and_then(|it| it.entries.last()).map(|it| it.position)
}

/// A leaf of a unit that was appraised before the unit, which got it back, said something else of it.
async fn overtaken(year: &Year, unit: &str) -> anyhow::Result<String> {
    let leaf = lines_of(unit)?.remove(0).code;
    let before = year.record(unit).await?;
    let stood = entry(&before, &leaf);
    let said = json!({ "round": "first", "entry": stood, "points": "0", "reason": "Chưa có kế hoạch." });
    year.say(APPRAISERS[0], (unit, &leaf), "appraisals", json!({ "said": said })).await?;
    let until = "2099-12-31";
    let longer = json!({ "unit": unit, "phase": "self_scoring", "until": until, "reason": "bổ sung" });
    let back = json!({ "step": "returned", "entries": before.entries, "reason": "Bổ sung kế hoạch." });
    let at = format!("/api/campaigns/{PRACTICE}");
    for (path, body) in [("extensions", longer), (&*format!("units/{unit}/submissions"), back)] {
        let (status, text) = year.admin.post(&format!("{at}/{path}"), &body).await?;
        anyhow::ensure!(status.is_success(), "{text}");
    }
    let said = json!({ "self": "0", "note": "Kế hoạch ban hành ngày 05/01.", "evidence": [] });
    year.say("cb", (unit, &leaf), "entries", json!({ "said": said, "over": [stood] })).await?;
    year.submit(unit).await?;
    Ok(leaf)
}

#[tokio::test]
async fn appraisers_screens_have_nothing_serious() -> anyhow::Result<()> {
    let served = Served::start();
    let year = Year::begin(&served, &["SNV", "STC"]).await?;
    year.phase("self_scoring", true).await?;
    let (first, second) = (lines_of("SNV")?.remove(0).code, lines_of("SNV")?.remove(1).code);
    // The first leaf stands on a PDF, and on a document of another year.
    let bytes = tests::paper::pdf(1, 400_000);
    let digest = shared::ballot::Digest::of(&bytes);
    let path = format!(
        "/api/campaigns/{PRACTICE}/units/SNV/files/{digest}/upload?from=0&bytes={}&name=K%E1%BA%BF%20ho%E1%BA%A1ch.pdf",
        bytes.len()
    );
    let (status, text) = year.people["cb"].put_bytes(&path, bytes).await?;
    anyhow::ensure!(status.is_success(), "{text}");
    year.score("STC").await?;
    let note = "Đã ban hành kế hoạch trong tháng 01, thực hiện đủ 12 trên 12 nhiệm vụ được giao trong năm.";
    let said = json!({ "self": "1", "note": note, "evidence": [
        { "file": digest, "name": "Kế hoạch.pdf", "pages": "mục II" },
        { "number": "12/KH-SNV", "date": "2014-01-05", "name": "Kế hoạch cải cách hành chính" },
    ] });
    for line in lines_of("SNV")?.iter().skip(1) {
        let said = json!({ "said": { "self": "0", "note": "Chưa thực hiện.", "evidence": [] } });
        // What the rules refuse of these stays without points: then the unit is late, and is appraised all the same.
        drop(year.say("cb", ("SNV", &line.code), "entries", said).await);
    }
    year.say("cb", ("SNV", &first), "entries", json!({ "said": said })).await?;
    year.phase("self_scoring", false).await?;
    year.phase("appraisal", true).await?;
    let record = year.record("SNV").await?;
    for (who, points) in APPRAISERS.into_iter().zip(["1", "0"]) {
        let said = json!({ "round": "first", "entry": entry(&record, &first), "points": points, "reason": "Kế hoạch ban hành muộn so với quy định." });
        year.say(who, ("SNV", &first), "appraisals", json!({ "said": said })).await?;
    }
    let question =
        json!({ "said": { "text": "Đề nghị nêu rõ ngày ban hành kế hoạch và cơ quan ban hành." } });
    year.say(APPRAISERS[0], ("SNV", &second), "questions", question.clone()).await?;
    year.say(APPRAISERS[1], ("SNV", &first), "questions", question).await?;
    year.phase("explanation", true).await?;
    let asked = year.record("SNV").await?;
    let asked = asked.leaves.iter().find(|it| it.leaf == first).expect("it was asked").questions[0].position;
    let answer = json!({ "said": { "question": asked, "text": "Ban hành ngày 05/01, gửi kèm." } });
    year.say("cb", ("SNV", &first), "answers", answer).await?;

    let overtaken = overtaken(&year, "STC").await?;

    let browser = Browser::open().await?;
    browser.goto(served.url()).await?;
    sign_in(&browser, APPRAISERS[1], PASSWORD).await?;
    browser.find("[data-campaign]").await?;
    // The office's part has the home screen from then on: the tablet's has no inbox, and no page changes part by itself.
    let noted = "localStorage.getItem('parindex.part') === 'office'";
    browser.wait_until(noted, std::time::Duration::from_secs(60)).await?;
    let at = |rest: &str| format!("/office/{PRACTICE}/appraisal{rest}");
    let stops = [
        ("appraisal-home", "/".to_owned(), "[data-inbox]"),
        ("appraisal-leaves", at(""), "[data-table=leaves] tr[data-leaf]"),
        ("appraisal-units", at("?by=unit"), "[data-table=units] tr[data-unit]"),
        ("appraisal-leaf", at(&format!("?type=department&leaf={second}")), "[data-table=work] tr[data-unit]"),
        ("appraisal-open", at(&format!("?type=department&leaf={first}&unit=SNV")), ".opened [data-beside]"),
        ("appraisal-unit", at(&format!("?by=unit&unit=SNV&leaf={second}")), ".opened #given"),
        (
            "appraisal-overtaken",
            at(&format!("?by=unit&unit=STC&leaf={overtaken}")),
            r#".opened [data-flag="assessments.overtaken"]"#,
        ),
    ];
    let mut faults = look(&browser, &served, &stops).await?;
    for (kind, points, reason) in [
        ("bonus", "0.5", "Có sáng kiến cải cách hành chính được công nhận cấp tỉnh."),
        ("penalty", "1", "Báo cáo định kỳ chậm hai lần so với thời hạn quy định."),
    ] {
        let given = json!({ "kind": kind, "points": points, "reason": reason, "evidence": "Quyết định số 12/QĐ-UBND ngày 05/01/2019" });
        let path = format!("/api/campaigns/{PRACTICE}/units/SNV/adjustments/{}", another());
        let (status, text) = year.people[APPRAISERS[1]].put(&path, &given).await?;
        anyhow::ensure!(status.is_success(), "{text}");
    }
    browser.goto(format!("{}{}", served.url(), at("?by=unit&unit=SNV"))).await?;
    browser.press("[data-do=adjust] summary").await?;
    browser.find("[data-adjusted='2']").await?;
    faults.extend(seen(&browser, "appraisal-adjust", "vi").await?);
    browser.set_dark(false).await?;
    browser.goto(format!("{}/device", served.url())).await?;
    tests::hand::sign_out(&browser).await?;
    sign_in(&browser, "admin", &served.password("admin")?).await?;
    browser.find("[data-campaign]").await?;
    browser.goto(format!("{}{}", served.url(), at(""))).await?;
    browser.press("[data-do=duties] summary").await?;
    browser.find("[data-domain]").await?;
    let shared_out =
        json!({ "account": APPRAISERS[0], "unit_type": "department", "domain": "1", "given": true });
    year.admin.post(&format!("/api/campaigns/{PRACTICE}/duties"), &shared_out).await?;
    faults.extend(look(&browser, &served, &[("appraisal-admin", at(""), "[data-do=duties]")]).await?);
    browser.goto(format!("{}/office/{}/ballots", served.url(), tests::demo::CLOSED)).await?;
    browser.press(".take-away summary").await?;
    browser.find("[data-take=dta]").await?;
    faults.extend(seen(&browser, "ballots-taken", "vi").await?);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    browser.close_all().await
}
