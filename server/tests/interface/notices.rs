//! `GET …/notices.csv`: what waits for whom, for a mail merge; no cell of it is run.

use serde_json::json;
use shared::wire::{Calendar, Phase};

use crate::client::read;
use crate::sample::{self, ID};
use crate::year::{UNIT, Year};

#[tokio::test]
async fn each_person_has_a_line_for_each_thing_that_waits_until_when() {
    let year = Year::begin(&[UNIT]).await;
    let list = |query: &'static str| {
        let (admin, path) = (year.admin.clone(), format!("/api/campaigns/{ID}/notices.csv{query}"));
        async move { admin.get(&path).await.text().await.unwrap() }
    };
    let head = "\u{feff}Tài khoản,Họ và tên,Địa chỉ thư điện tử,Mã đơn vị,Đơn vị,Nội dung,Tiêu chí,Từ,Đến hết ngày\n";
    assert_eq!(list("").await, head, "nothing waits");
    let change = json!({ "name": "=1+1", "email": "=2+2@bk.gov.vn" });
    assert!(year.admin.patch("/api/accounts/staff", &change).await.status().is_success());
    year.phase(Phase::SelfScoring, true).await;
    let longer = json!({ "phase": "self_scoring", "open": true, "closes": "2019-11-22", "reason": "thử" });
    read::<Calendar>(year.admin.post(&format!("/api/campaigns/{ID}/phases"), &longer).await).await;
    let text = list("").await;
    let lines: Vec<&str> = text.lines().skip(1).collect();
    // Of the third appraiser too, who is of the unit's staff; the others have nothing to appraise.
    let whose: Vec<&str> = lines.iter().map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(whose, ["head", "staff", "tdv03"]);
    let name = &sample::campaign().unit(UNIT).unwrap().name;
    let (unit, at) = (&name.vi, "22/11/2019");
    assert_eq!(
        lines[1],
        format!("staff,'=1+1,'=2+2@bk.gov.vn,{UNIT},{unit},{unit}: tự chấm đến hết ngày {at},,,{at}")
    );
    assert!(lines[0].starts_with(&format!("head,head,,{UNIT},")), "who has no address: {}", lines[0]);
    assert!(list("?language=en").await.contains(&name.en));
    let of_staff = year.staff.get(&format!("/api/campaigns/{ID}/notices.csv")).await;
    assert_eq!(of_staff.status(), 403);
}
