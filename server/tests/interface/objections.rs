//! A unit objects to a published point until a date; an answer is given once; and the correction names what was granted.

use reqwest::{Response, StatusCode};
use serde_json::{Value, json};
use shared::ballot::Digest;
use shared::points::Points;
use shared::wire::{ActKind, Appraisal, Grant, Inbox, LeafRecord, Objection, Phase, Publication, Role};

use crate::acts::acts;
use crate::client::{Client, read, refusal};
use crate::evidence::{pdf, upload};
use crate::sample::ID;
use crate::year::{UNIT, Year, appraise};

const LEAF: &str = "1.1.1";

async fn object(client: &Client, unit: &str, body: &Value) -> Response {
    client.post(&format!("/api/campaigns/{ID}/units/{unit}/objections"), body).await
}

async fn answer(client: &Client, n: i64, granted: bool) -> Response {
    let body = json!({ "granted": granted, "reason": "đã đối chiếu" });
    client.post(&format!("/api/campaigns/{ID}/objections/{n}/answer"), &body).await
}

async fn publish(admin: &Client, more: Value) -> Response {
    let mut body = json!({ "decision": "86/QĐ-UBND", "day": "2019-11-15" });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    admin.post(&format!("/api/campaigns/{ID}/publications"), &body).await
}

/// What waits for somebody because of what was published, in words without their times.
async fn waits(client: &Client) -> Vec<String> {
    let inbox: Inbox = read(client.get("/api/inbox").await).await;
    let said = inbox.notices.iter().map(|it| it.said.split(" (").next().unwrap_or_default().to_owned());
    said.filter(|said| ["kiến nghị", "công bố"].iter().any(|word| said.contains(word))).collect()
}

#[tokio::test]
async fn a_granted_objection_is_named_by_the_correction_that_follows_from_it() {
    let year = Year::begin(&[UNIT]).await;
    let because = json!({ "leaf": LEAF, "reason": "đã nộp báo cáo đúng hạn" });
    year.phase(Phase::Publication, true).await;
    let early = object(&year.staff, UNIT, &because).await;
    assert_eq!(refusal(early).await, (404, "publication.absent".to_owned()), "nothing is published yet");
    assert_eq!(waits(&year.staff).await, [""; 0]);
    read::<Publication>(publish(&year.admin, json!({})).await).await;
    let published = "Sở Nội vụ: kết quả đã được công bố";
    assert_eq!(
        (waits(&year.staff).await, waits(&year.admin).await),
        (vec![published.to_owned()], Vec::new())
    );
    let content = pdf(7, 2000);
    upload(&year.staff, UNIT, "bao-cao.pdf", &content).await;
    let given = Digest::of(&content);
    let proved = json!({ "leaf": LEAF, "reason": "đã nộp báo cáo đúng hạn", "evidence": [given] });
    let made: Objection = read(object(&year.staff, UNIT, &proved).await).await;
    assert_eq!((made.position, made.version, made.evidence), (1, 1, vec![given]));
    let twice = object(&year.head, UNIT, &because).await;
    assert_eq!(refusal(twice).await, (409, "objection.waits".to_owned()));
    let correct = json!({ "reason": "theo kiến nghị", "objections": [1, 1] });
    let waiting = publish(&year.admin, correct.clone()).await;
    assert_eq!(refusal(waiting).await, (409, "objection.not_granted".to_owned()));
    let both = vec![Grant::of(Role::Admin), Grant::at(Role::Head, ID, UNIT)];
    year.served.holder("adm2", both).await;
    let both = year.served.sign_in("adm2").await;
    let own = answer(&both, 1, true).await;
    assert_eq!(refusal(own).await, (403, "assessments.own_unit".to_owned()));
    assert_eq!(waits(&both).await, [published], "nobody answers their own unit, nor is asked to");
    let objected = "Sở Nội vụ kiến nghị về tiêu chí 1.1.1, chờ trả lời";
    assert_eq!(waits(&year.admin).await, [objected]);
    assert_eq!(waits(&year.appraisers[0]).await, [""; 0]);
    let granted: Objection = read(answer(&year.admin, 1, true).await).await;
    assert!(granted.reply.is_some_and(|reply| reply.granted && reply.by == "admin"));
    let to_correct = "Sở Nội vụ: kiến nghị về tiêu chí 1.1.1 đã được chấp thuận, chờ đính chính";
    assert_eq!(waits(&year.admin).await, [to_correct]);
    let replied = "Sở Nội vụ: kiến nghị về tiêu chí 1.1.1 đã được trả lời";
    assert_eq!(waits(&year.head).await, [replied, published]);
    assert_eq!(refusal(answer(&year.admin, 1, false).await).await, (409, "objection.answered".to_owned()));
    let mut other = correct.clone();
    other["decision"] = json!("91/QĐ-UBND");
    let nothing = publish(&year.admin, other.clone()).await;
    assert_eq!(refusal(nothing).await, (409, "objection.unchanged".to_owned()), "it would correct nothing");
    year.phase(Phase::SelfScoring, true).await;
    year.phase(Phase::SelfScoring, false).await;
    year.phase(Phase::Appraisal, true).await;
    let given = Appraisal { points: Some(Points::zero()), reason: "đã xem".into(), ..Appraisal::default() };
    read::<LeafRecord>(appraise(&year.appraisers[0], UNIT, LEAF, &given, &[]).await).await;
    read::<Publication>(publish(&year.admin, other.clone()).await).await;
    let stranger = Client::anonymous(&year.served.url);
    let page = stranger.get(&format!("/p/{ID}")).await.text().await.unwrap();
    assert!(page.contains("Đính chính theo kiến nghị: số 1, Sở Nội vụ, tiêu chí 1.1.1"), "{page}");
    let file: Value = stranger.get(&format!("/p/{ID}.json")).await.json().await.unwrap();
    assert_eq!(file["objections"], json!([1]));
    let first: Value = stranger.get(&format!("/p/{ID}/1.json")).await.json().await.unwrap();
    assert_eq!(first["objections"], json!([]));
    other["decision"] = json!("92/QĐ-UBND");
    assert_eq!(refusal(publish(&year.admin, other).await).await, (409, "objection.met".to_owned()));
    let list: Vec<Objection> = year.staff.of_sample(&format!("/units/{UNIT}/objections")).await;
    assert_eq!(list.iter().map(|it| (it.position, it.met)).collect::<Vec<_>>(), [(1, Some(2))]);
    assert_eq!(waits(&year.admin).await, [""; 0], "it is corrected");
    let refused: Objection = read(object(&year.staff, UNIT, &because).await).await;
    assert_eq!((refused.position, refused.version), (2, 2));
    read::<Objection>(answer(&year.admin, 2, false).await).await;
    for (kind, n) in [(ActKind::Objected, 2), (ActKind::ObjectionGranted, 1), (ActKind::ObjectionRefused, 1)]
    {
        assert_eq!(acts(&year.admin, &format!("kind={}", kind.code())).await.len(), n, "{kind:?}");
    }
}

#[tokio::test]
async fn an_objection_is_the_units_own_about_a_leaf_and_within_its_time() {
    let year = Year::begin(&[UNIT]).await;
    read::<Publication>(publish(&year.admin, json!({})).await).await;
    let because = json!({ "leaf": LEAF, "reason": "thử" });
    let closed = object(&year.staff, UNIT, &because).await;
    assert_eq!(refusal(closed).await, (409, "objection.closed".to_owned()), "the phase is not open");
    year.phase(Phase::Publication, true).await;
    for (client, unit) in [(&year.staff, "STC"), (&year.admin, UNIT), (&year.appraisers[0], UNIT)] {
        assert_eq!(object(client, unit, &because).await.status(), StatusCode::FORBIDDEN, "{unit}");
    }
    let own = year.appraisers[0].get(&format!("/api/campaigns/{ID}/objections")).await;
    assert_eq!(own.status(), StatusCode::FORBIDDEN, "the list of all is the office's");
    for (body, status, code) in [
        (json!({ "leaf": "9.9.9", "reason": "thử" }), 404, "assessments.leaf_absent"),
        (json!({ "leaf": LEAF, "reason": " " }), 400, "review.reason_blank"),
        (
            json!({ "leaf": LEAF, "reason": "thử", "evidence": [Digest::of(b"not given")] }),
            400,
            "objection.evidence",
        ),
    ] {
        assert_eq!(refusal(object(&year.staff, UNIT, &body).await).await, (status, code.to_owned()));
    }
    assert_eq!(refusal(answer(&year.admin, 1, true).await).await, (404, "objection.absent".to_owned()));
    read::<Objection>(object(&year.staff, UNIT, &because).await).await;
    year.phase(Phase::Publication, false).await;
    assert_eq!(refusal(object(&year.staff, UNIT, &because).await).await.1, "objection.closed");
    read::<Objection>(answer(&year.admin, 1, false).await).await;
}

/// The published page of the unit as this person reads it.
async fn page(client: &Client) -> String {
    client.get(&format!("/r/{ID}/units/{UNIT}/published")).await.text().await.unwrap()
}

async fn fill(client: &Client, fields: String) -> Response {
    let request = client.request(reqwest::Method::POST, &format!("/r/{ID}/units/{UNIT}/published"));
    request.header("content-type", "application/x-www-form-urlencoded").body(fields).send().await.unwrap()
}

#[tokio::test]
async fn a_unit_objects_by_the_form_on_its_published_page_while_the_phase_is_open_for_it() {
    let year = Year::begin(&[UNIT]).await;
    read::<Publication>(publish(&year.admin, json!({})).await).await;
    let content = pdf(7, 2000);
    upload(&year.staff, UNIT, "bao-cao.pdf", &content).await;
    let early = page(&year.staff).await;
    assert!(!early.contains("<form") && early.contains("giai đoạn công bố kết quả chưa mở"));
    year.phase(Phase::Publication, true).await;
    let open = page(&year.staff).await;
    assert!(
        open.contains("<form") && open.contains("Chưa định ngày kết thúc") && open.contains("bao-cao.pdf")
    );
    for other in [&year.admin, &year.appraisers[0]] {
        let read = page(other).await;
        assert!(!read.contains("<form") && read.contains("Kiến nghị của đơn vị"), "only its people object");
    }

    let blank = fill(&year.staff, format!("leaf={LEAF}&reason=++&file-{}=on", Digest::of(&content))).await;
    assert_eq!(blank.status(), StatusCode::BAD_REQUEST);
    let back = blank.text().await.unwrap();
    let chosen = format!("<option value=\"{LEAF}\" selected>");
    assert!(back.contains("role=\"alert\"") && back.contains(&chosen) && back.contains(" checked"), "{back}");
    let nameless = fill(&year.staff, format!("leaf={LEAF}&reason=+&document=12%2FBC")).await;
    assert_eq!(nameless.status(), StatusCode::BAD_REQUEST, "a document is no reason");
    assert!(nameless.text().await.unwrap().contains("value=\"12/BC\""), "what was filled in comes back");
    let fields = format!(
        "leaf={LEAF}&reason=%C4%90%C3%A3+%3Cn%E1%BB%99p%3E&document=12%2FBC&file-{}=on",
        Digest::of(&content)
    );
    let made = fill(&year.staff, fields.clone()).await;
    assert_eq!(made.status(), StatusCode::OK, "it leads back to the page");
    let after = made.text().await.unwrap();
    assert!(after.contains("Đã &lt;nộp&gt;") && after.contains("Đang chờ trả lời"));
    let list: Vec<Objection> = year.staff.of_sample(&format!("/units/{UNIT}/objections")).await;
    assert_eq!((&*list[0].leaf, &*list[0].evidence), (LEAF, &[Digest::of(&content)][..]));
    assert_eq!(list[0].reason, "Đã <nộp>\nTài liệu: 12/BC");
    let office = year.admin.get(&format!("/r/{ID}/publications")).await.text().await.unwrap();
    assert!(office.contains(">bao-cao.pdf</a>"), "the office reads the file's name: {office}");
    let twice = fill(&year.head, fields.clone()).await;
    assert_eq!(twice.status(), StatusCode::CONFLICT);
    assert!(twice.text().await.unwrap().contains("đang chờ trả lời"));
    assert_eq!(fill(&year.admin, fields.clone()).await.status(), StatusCode::FORBIDDEN);

    read::<Objection>(answer(&year.admin, 1, true).await).await;
    assert!(page(&year.head).await.contains("đã đối chiếu"), "who stands by reads the answer");
    year.phase(Phase::Publication, false).await;
    let late = page(&year.staff).await;
    assert!(!late.contains("<form") && late.contains("Đã hết hạn kiến nghị lúc"));
    let closed = fill(&year.staff, fields).await;
    assert_eq!(closed.status(), StatusCode::CONFLICT);
    let kept = closed.text().await.unwrap();
    assert!(
        kept.contains("role=\"alert\"")
            && kept.contains("<blockquote>Đã &lt;nộp&gt;</blockquote>")
            && kept.contains("<blockquote>12/BC</blockquote>")
            && kept.contains("<blockquote>Đã &lt;nộp&gt;\nTài liệu: 12/BC</blockquote>"),
        "{kept}"
    );
    assert_eq!(acts(&year.admin, "kind=objected").await.len(), 1);
}
