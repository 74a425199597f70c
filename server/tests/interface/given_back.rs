//! The way back of a self-assessment: from its head, or from an admin once it is submitted; who gives it back says why.

use reqwest::Response;
use shared::message::{Language, text};
use shared::wire::{ActKind, Fact, Inbox, NoticeKind, Phase, Stage, Step, Submitting, UnitRecord};

use crate::acts::acts;
use crate::client::{Client, read, refusal};
use crate::sample::ID;
use crate::year::{UNIT, Year, enter_all_but, record, submit};

async fn give_back(client: &Client, reason: &str) -> Response {
    let entries = record(client, UNIT).await.entries;
    let body = Submitting { step: Step::Returned, entries, reason: reason.to_owned(), scan: None };
    client.post(&format!("/api/campaigns/{ID}/units/{UNIT}/submissions"), &body).await
}

/// Why the unit has it back, as a person reads it at home.
async fn told(client: &Client) -> Option<String> {
    let inbox: Inbox = read(client.get("/api/inbox").await).await;
    let notice = inbox.notices.into_iter().find(|notice| notice.kind == NoticeKind::Returned)?;
    Some(text(Language::Vi, notice.text_key(), &[("reason", &notice.reason)]))
}

#[tokio::test]
async fn who_gives_back_what_others_gave_says_why_and_the_unit_reads_it() {
    let year = Year::begin(&[UNIT]).await;
    year.phase(Phase::SelfScoring, true).await;
    enter_all_but(&year.staff, UNIT, "").await;
    let entries = record(&year.staff, UNIT).await.entries;
    let step = async |client: &Client, step| {
        read::<UnitRecord>(submit(client, UNIT, step, entries).await).await;
    };

    // One's own needs no word.
    step(&year.staff, Step::Prepared).await;
    read::<UnitRecord>(give_back(&year.staff, "").await).await;
    assert!(!told(&year.head).await.unwrap().contains("Lý do"));

    // The head gives it back to who prepared it.
    step(&year.staff, Step::Prepared).await;
    for blank in ["", " \n", "\u{200b}"] {
        assert_eq!(refusal(give_back(&year.head, blank).await).await, (400, "review.reason_blank".into()));
    }
    let long = "x".repeat(5_000);
    assert_eq!(refusal(give_back(&year.head, &long).await).await, (400, "review.reason_too_long".into()));
    let back: UnitRecord = read(give_back(&year.head, " mục 1.2 thiếu trang ").await).await;
    let last = back.submissions.last().unwrap();
    assert_eq!((back.stage, &*last.by, &*last.reason), (Stage::Scoring, "head", "mục 1.2 thiếu trang"));
    assert!(told(&year.staff).await.unwrap().contains("Lý do: mục 1.2 thiếu trang"));

    // Once it is submitted an admin alone does, and says why, while self-scoring is open for the unit.
    step(&year.staff, Step::Prepared).await;
    step(&year.head, Step::Approved).await;
    assert_eq!(told(&year.staff).await, None);
    for client in [&year.staff, &year.head] {
        let refused = refusal(give_back(client, "nhầm").await).await;
        assert_eq!(refused, (403, "assessments.not_yours".into()));
    }
    let appraiser = refusal(give_back(&year.appraisers[0], "nhầm").await).await;
    assert_eq!(appraiser, (403, "access.denied".into()));
    assert_eq!(refusal(give_back(&year.admin, "").await).await, (400, "review.reason_blank".into()));
    year.phase(Phase::SelfScoring, false).await;
    let closed = refusal(give_back(&year.admin, "theo đề nghị của đơn vị").await).await;
    assert_eq!(closed, (409, "assessments.self_scoring_closed".into()));
    let longer = serde_json::json!({ "unit": UNIT, "phase": "self_scoring", "until": "2019-11-25", "reason": "trả lại" });
    let path = format!("/api/campaigns/{ID}/extensions");
    assert!(year.admin.post(&path, &longer).await.status().is_success());
    let back: UnitRecord = read(give_back(&year.admin, "theo đề nghị của đơn vị").await).await;
    assert_eq!(back.stage, Stage::Scoring);
    for client in [&year.staff, &year.head] {
        assert!(told(client).await.unwrap().contains("Lý do: theo đề nghị của đơn vị"));
    }
    let list = year.admin.get(&format!("/api/campaigns/{ID}/notices.csv")).await.text().await.unwrap();
    assert!(list.contains("Lý do: theo đề nghị của đơn vị"), "{list}");

    // The log keeps each with its reason.
    let kept = acts(&year.admin, "kind=returned").await;
    let said: Vec<_> =
        kept.iter().map(|act| (act.kind, act.after.get(&Fact::Reason).map(String::as_str))).collect();
    let returned = ActKind::Returned;
    assert_eq!(
        said,
        [
            (returned, Some("theo đề nghị của đơn vị")),
            (returned, Some("mục 1.2 thiếu trang")),
            (returned, None)
        ]
    );
}
