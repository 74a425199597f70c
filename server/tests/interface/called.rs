//! What people read calls people and units by their names, not by accounts and codes, and says times where the campaign is.

use serde_json::{Value, json};
use shared::wire::{
    Appraisal, Calendar, Duty, Inbox, LeafRecord, LeafWork, Phase, Publication, Question, WorkRow,
};

use crate::client::read;
use crate::publications::publish;
use crate::sample::{self, ID};
use crate::year::{UNIT, Year, another, appraise, enter, entry, lines, put};

const ZONE: &str = "Asia/Ho_Chi_Minh";

#[tokio::test]
async fn people_and_units_are_called_by_their_names() {
    let year = Year::begin(&[UNIT]).await;
    for (account, name) in [("admin", "Trần Văn Quản"), ("tdv01", "Lê Thị Thẩm")] {
        let name = json!({ "name": name });
        read::<Value>(year.admin.patch(&format!("/api/accounts/{account}"), &name).await).await;
    }
    year.phase(Phase::SelfScoring, true).await;
    let line = lines().into_iter().find(|line| line.unit == UNIT).unwrap();
    let entered: LeafRecord = read(enter(&year.staff, UNIT, &line.code, &entry(&line), &[]).await).await;
    year.phase(Phase::SelfScoring, false).await;
    year.phase(Phase::Appraisal, true).await;
    let calendar: Calendar = year.staff.of_sample("/phases").await;
    assert_eq!((calendar.name_of("admin"), &*calendar.timezone), ("Trần Văn Quản", ZONE));

    let given = Appraisal {
        entry: Some(entered.entries[0].position),
        points: line.self_points.clone(),
        ..Appraisal::default()
    };
    let (appraiser, other) = (&year.appraisers[0], &year.appraisers[1]);
    read::<LeafRecord>(appraise(appraiser, UNIT, &line.code, &given, &[]).await).await;
    let rows: Vec<WorkRow> = other.of_sample(&format!("/worklist?unit={UNIT}")).await;
    let row = rows.iter().find(|row| row.leaf == line.code).unwrap();
    assert_eq!((row.by.as_deref(), row.by_name.as_deref()), (Some("tdv01"), Some("Lê Thị Thẩm")));
    assert!(rows.iter().filter(|row| row.by.is_none()).all(|row| row.by_name.is_none()));

    let unit_type = &sample::campaign().unit(UNIT).unwrap().unit_type;
    for account in ["tdv02", "tdv01"] {
        let duty = json!({ "account": account, "unit_type": unit_type, "domain": "1", "given": true });
        read::<Vec<Duty>>(year.admin.post(&format!("/api/campaigns/{ID}/duties"), &duty).await).await;
    }
    let leaves: Vec<LeafWork> = other.of_sample("/leaves").await;
    let leaf = leaves.iter().find(|it| it.unit_type == *unit_type && it.leaf == line.code).unwrap();
    assert_eq!(leaf.who, ["tdv01", "tdv02"]);
    assert_eq!(leaf.who_names, ["Lê Thị Thẩm", "tdv02"]);

    let question = Question { text: "Kế hoạch ban hành ngày nào?".to_owned() };
    let asked: LeafRecord =
        read(put(appraiser, UNIT, &line.code, "questions", another(), question, &[]).await).await;
    year.phase(Phase::Explanation, true).await;
    let answer = json!({ "question": asked.questions[0].position, "text": "Ngày 5/1" });
    let inbox: Inbox = read(year.staff.get("/api/inbox").await).await;
    let asked_at = "09:00 20/11/2019";
    let said = format!("Sở Nội vụ: cần giải trình mục {} (yêu cầu gửi {asked_at})", line.code);
    assert_eq!(inbox.notices.iter().map(|it| &*it.said).collect::<Vec<_>>(), [said]);
    read::<LeafRecord>(put(&year.staff, UNIT, &line.code, "answers", another(), answer, &[]).await).await;
    let inbox: Inbox = read(appraiser.get("/api/inbox?language=en").await).await;
    let said = format!("Department of Home Affairs has explained criterion {} ({asked_at})", line.code);
    assert!(inbox.notices.iter().any(|it| it.said == said), "whose own it is not: {inbox:?}");

    read::<Publication>(publish(&year.admin, ID, "").await).await;
    let page = year.admin.get(&format!("/r/{ID}/publications")).await.text().await.unwrap();
    assert!(page.contains("<td>Trần Văn Quản, ") && !page.contains("<td>admin, "), "{page}");
}
