//! Bonus and penalty points that appraisers give: as those of a package, and never changed.

use reqwest::Method;
use serde_json::{Value, json};
use server::service::import::{File, Import, import};
use shared::campaign::{Adjustment, AdjustmentKind, Campaign};
use shared::points::Points;
use shared::wire::{Fact, IndexTable, IndexView, Phase, RunHead, UnitRecord};
use uuid::Uuid;

use crate::acts::acts;
use crate::client::{Client, read, refusal};
use crate::sample::{self, ID};
use crate::served::Served;
use crate::year::{UNIT, Year, another, record};

async fn put(client: &Client, id: Uuid, body: &Value) -> reqwest::Response {
    let path = format!("/api/campaigns/{ID}/units/{UNIT}/adjustments/{id}");
    client.request(Method::PUT, &path).json(body).send().await.unwrap()
}

fn given(kind: &str, points: &str, reason: &str) -> Value {
    json!({ "kind": kind, "points": points, "reason": reason, "evidence": "Quyết định số 12/QĐ-UBND ngày 5/1/2019" })
}

/// The whole sample, of a package that says this.
async fn load(served: &Served, campaign: Campaign) {
    let file = |name: &str| Some(File::of(name, std::fs::read(sample::path(name)).unwrap()));
    let (ballots, assessments) = (file("ballots.jsonl"), file("assessments.jsonl"));
    import(&served.site, Import { ballots, assessments, ..Import::of(campaign) }).await.unwrap();
}

async fn index(admin: &Client) -> Vec<IndexTable> {
    admin.of_sample::<IndexView>("/index").await.tables
}

#[tokio::test(flavor = "multi_thread")]
async fn points_of_an_appraiser_count_as_those_of_a_package_until_they_are_taken_back() {
    let year = Year::begin(&[UNIT]).await;
    load(&year.served, sample::campaign().clone()).await;
    let without = index(&year.admin).await;
    let [one, _, own] = &year.appraisers[..] else { panic!() };
    let bonus = given("bonus", "0.5", "sáng kiến cấp tỉnh");
    assert_eq!(
        refusal(put(one, another(), &bonus).await).await,
        (409, "assessments.appraisal_closed".into())
    );
    year.phase(Phase::SelfScoring, true).await;
    year.phase(Phase::SelfScoring, false).await;
    year.phase(Phase::Appraisal, true).await;
    let staff = put(&year.staff, another(), &bonus).await;
    assert_eq!(staff.status(), 403);
    assert_eq!(refusal(put(own, another(), &bonus).await).await, (403, "assessments.own_unit".into()));
    for (field, value, code) in [
        ("points", json!("-0.5"), "assessments.adjusted_none"),
        ("reason", json!(" "), "assessments.text_blank"),
        ("evidence", json!(""), "assessments.adjusted_unproved"),
    ] {
        let mut body = bonus.clone();
        body[field] = value;
        assert_eq!(refusal(put(one, another(), &body).await).await, (400, code.to_owned()));
    }
    assert_eq!(index(&year.admin).await, without, "nothing of that counts");

    let id = another();
    for _ in 0..2 {
        let after: UnitRecord = read(put(one, id, &bonus).await).await;
        assert_eq!(after.adjustments.len(), 1, "sent again it is the same");
    }
    let other = put(one, id, &given("bonus", "5", "khác")).await;
    assert_eq!(refusal(other).await, (409, "assessments.id_taken".into()));
    let penalty = given("penalty", "0.25", "chậm báo cáo");
    let after: UnitRecord = read(put(one, another(), &penalty).await).await;
    assert_eq!(after.adjustments.iter().map(|row| row.position).collect::<Vec<_>>(), [1, 2]);

    // A package that has the same rows gives the same numbers, and the same run.
    let row = |kind, points: &str, reason: &str| Adjustment {
        unit: UNIT.to_owned(),
        kind,
        points: Points::parse(points).unwrap(),
        reason: reason.to_owned(),
    };
    let served = Served::start().await;
    let rows = vec![
        row(AdjustmentKind::Bonus, "0.5", "sáng kiến cấp tỉnh"),
        row(AdjustmentKind::Penalty, "0.25", "chậm báo cáo"),
    ];
    load(&served, Campaign { adjustments: rows, ..sample::campaign().clone() }).await;
    let packaged = served.sign_in("admin").await;
    let adjusted = index(&year.admin).await;
    assert_eq!(adjusted, index(&packaged).await);
    assert_ne!(adjusted, without);
    let run = |client: Client| async move {
        read::<RunHead>(client.post(&format!("/api/campaigns/{ID}/runs"), &json!({})).await).await.digest
    };
    assert_eq!(run(year.admin.clone()).await, run(packaged).await);

    // The minutes say it; the unit's people see it once explanation has opened.
    let page = year.admin.get(&format!("/api/campaigns/{ID}/minutes.html")).await.text().await.unwrap();
    assert!(page.contains("sáng kiến cấp tỉnh") && page.contains("chậm báo cáo"));
    assert_eq!(record(&year.staff, UNIT).await.adjustments, []);
    year.phase(Phase::Explanation, true).await;
    assert_eq!(record(&year.staff, UNIT).await.adjustments.len(), 2);

    // Taken back it counts no more, and stays to be read; the log tells of both.
    let mut back = bonus.clone();
    back["takes_back"] = json!(1);
    back["reason"] = json!("văn bản không phải của năm nay");
    back["points"] = json!("5");
    assert_eq!(refusal(put(one, another(), &back).await).await, (409, "assessments.adjusted_gone".into()));
    back["points"] = json!("0.5");
    let after: UnitRecord = read(put(one, another(), &back).await).await;
    assert_eq!(after.adjustments.len(), 3);
    assert_eq!(refusal(put(one, another(), &back).await).await, (409, "assessments.adjusted_gone".into()));
    back["takes_back"] = json!(2);
    back["kind"] = json!("penalty");
    back["points"] = json!("0.25");
    read::<UnitRecord>(put(one, another(), &back).await).await;
    assert_eq!(index(&year.admin).await, without);
    let told = acts(&year.admin, "kind=adjusted").await;
    let points = |n: usize| (told[n].before.get(&Fact::Points), told[n].after.get(&Fact::Points));
    assert_eq!((told.len(), &*told[3].subject), (4, UNIT));
    assert_eq!(points(3), (None, Some(&"+0.5".to_owned())));
    assert_eq!(points(0), (Some(&"-0.25".to_owned()), None));
}
