//! The record of what is processed: what the package says, what is held, who can read it, what was taken away; for admins.

use reqwest::StatusCode;
use server::service::import::{Import, import};
use shared::ballot::NoAnswer;
use shared::campaign::Name;
use shared::wire::Role;

use crate::guest::{codes, fill, page, step};
use crate::nonresponse::missed;
use crate::sample::{self, ID, plain};
use crate::served::Served;
use crate::tokens::made;

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_prints_what_is_processed_by_whom_and_where_it_went() {
    let served = Served::start().await;
    let (admin, viewer) = (served.sign_in("admin").await, served.sign_in("viewer").await);
    let path = format!("/r/{ID}/processed");
    assert_eq!(viewer.get(&path).await.status(), StatusCode::FORBIDDEN);
    let before = page(admin.get(&path).await).await;
    assert!(before.contains("data_purpose_vi") && before.contains("Chưa có gì được tải xuống"), "{before}");

    let mut campaign = sample::campaign().clone();
    campaign.settings.notice.purpose =
        Name { vi: "Xác định Chỉ số cải cách hành chính".to_owned(), en: String::new() };
    campaign.settings.notice.kept_until = Some("2020-12-31".parse().unwrap());
    import(&served.site, Import::of(campaign)).await.unwrap();
    let asker = served.sign_in("dtv01").await;
    asker.put(&plain(1)).await;
    asker.put(&missed(1, NoAnswer::Refused, "01837")).await;
    made(&served, "xuat", Role::Viewer, Some(ID)).await;
    let code = codes(&served, "P7", "01837", 2).await.remove(0);
    page(fill(&admin, &format!("/a/{code}"), &step("refuse")).await).await;
    page(admin.get(&format!("/api/campaigns/{ID}/ballots.csv")).await).await;

    let shown = page(admin.get(&path).await).await;
    assert!(shown.contains("Xác định Chỉ số cải cách hành chính") && shown.contains("31/12/2020"), "{shown}");
    assert!(!shown.contains("data_purpose_vi") && shown.contains("data_controller_vi"), "{shown}");
    let row = |mark: &str| {
        let rest = shown.split(mark).nth(1).unwrap_or_else(|| panic!("{mark}: {shown}"));
        rest.split("class=\"n\">").nth(1).unwrap().split('<').next().unwrap().to_owned()
    };
    let rows = ["P7", "noted", "erased"].map(|form| row(&format!("data-form=\"{form}\"")));
    assert_eq!(rows, ["1", "1", "0"]);
    assert!(shown.contains("data-token=\"xuat\"") && shown.contains("31/12/2099"), "{shown}");
    let group = sample::campaign().groups.iter().find(|group| group.code == "G7").unwrap();
    assert!(shown.contains(&format!("P7 {}", group.name.vi)), "by what they are called: {shown}");
    assert!(row("data-role=\"admin\"").parse::<u32>().unwrap() > 0);
    let interviewers =
        shown.split("data-role=\"interviewer\"").nth(1).and_then(|rest| rest.split("</tr>").next());
    assert!(
        interviewers.is_some_and(|row| row.contains("(dtv01)") || row.contains("dtv01")),
        "by name: {shown}"
    );
    let refused = "<td class=\"n\">1</td><td class=\"n\">0</td><td class=\"n\">0</td><td class=\"n\">1</td>";
    assert!(shown.contains(refused), "of two codes one was refused: {shown}");
    assert!(shown.contains("ballots.csv") && !shown.contains("Chưa có gì được tải xuống"), "{shown}");
    assert!(!shown.contains("<form"), "it is to be printed");
    let english = page(admin.get(&format!("{path}?lang=en")).await).await;
    assert!(english.contains("Record of processing"), "{english}");
}
