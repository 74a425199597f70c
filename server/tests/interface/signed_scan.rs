//! The scan that the head signs: where the package asks for it nothing is submitted without, and it stays with what was submitted.

use reqwest::Response;
use server::service::import::{self, Import};
use shared::ballot::Digest;
use shared::campaign::Campaign;
use shared::wire::{ActKind, Fact, Phase, Step, Submitting, UnitRecord};

use crate::acts::acts;
use crate::client::{read, refusal};
use crate::evidence::{pdf, upload};
use crate::office_files::part;
use crate::sample::{self, ID};
use crate::year::{UNIT, Year, enter_all_but, record, submit};

/// The head submits with this scan.
async fn approve(year: &Year, scan: Option<Digest>) -> Response {
    let entries = record(&year.head, UNIT).await.entries;
    let body = Submitting { step: Step::Approved, entries, reason: String::new(), scan };
    year.head.post(&format!("/api/campaigns/{ID}/units/{UNIT}/submissions"), &body).await
}

async fn refused(year: &Year, scan: Option<Digest>) -> String {
    refusal(approve(year, scan).await).await.1
}

#[tokio::test]
async fn where_the_package_asks_for_it_nothing_is_submitted_without_the_signed_scan() {
    let year = Year::begin(&[UNIT, "STC"]).await;
    let settings = shared::campaign::Settings { signed_scan: true, ..sample::campaign().settings.clone() };
    let campaign = Campaign { settings, ..sample::campaign().clone() };
    import::import(&year.served.site, Import::of(campaign)).await.unwrap();
    year.phase(Phase::SelfScoring, true).await;
    enter_all_but(&year.staff, UNIT, "").await;
    let entries = record(&year.staff, UNIT).await.entries;
    let prepared: UnitRecord = read(submit(&year.staff, UNIT, Step::Prepared, entries).await).await;
    assert!(prepared.signed_scan && prepared.scan.is_none());

    assert_eq!(refused(&year, None).await, "assessments.scan_missing");
    let scan = pdf(7, 30_000);
    assert_eq!(refused(&year, Some(Digest::of(&scan))).await, "evidence.absent", "nobody gave it");
    upload(&year.staff, "STC", "cua-don-vi-khac.pdf", &scan).await;
    assert_eq!(refused(&year, Some(Digest::of(&scan))).await, "evidence.absent", "another unit did");
    let cut = upload(&year.head, UNIT, "cut.pdf", &scan[..20_000]).await;
    assert_eq!(refused(&year, Some(cut.digest)).await, "assessments.scan_wrong", "it does not open");
    let text = upload(&year.head, UNIT, "ghi-chu.rtf", b"{\\rtf1 x}").await;
    assert_eq!(refused(&year, Some(text.digest)).await, "assessments.scan_wrong", "nobody signs that");
    assert_eq!(record(&year.head, UNIT).await.submissions.len(), 1, "nothing was submitted");

    let given = upload(&year.head, UNIT, "ban-ky.pdf", &scan).await;
    let submitted: UnitRecord = read(approve(&year, Some(given.digest)).await).await;
    assert_eq!(submitted.scan, Some(given.digest));
    let seen = record(&year.appraisers[0], UNIT).await;
    assert_eq!(seen.scan, Some(given.digest), "appraisers see it");
    let path = format!("/api/campaigns/{ID}/units/{UNIT}/files/{}", given.digest);
    assert_eq!(&*year.appraisers[0].get(&path).await.bytes().await.unwrap(), &scan[..]);
    let report = format!("/api/campaigns/{ID}/units/{UNIT}/report.docx");
    let report = year.appraisers[0].get(&report).await.bytes().await.unwrap();
    let said = part(&report, "word/document.xml");
    assert!(said.contains("ban-ky.pdf") && said.contains(&given.digest.to_string()), "the report names it");
    let act = acts(&year.admin, "kind=submitted").await.remove(0);
    assert_eq!(act.kind, ActKind::Submitted);
    assert_eq!(act.after[&Fact::File], format!("{}, {}", Digest::of(&report), given.digest));
}

#[tokio::test]
async fn where_it_is_not_asked_for_a_self_assessment_goes_without_or_with_it() {
    let year = Year::begin(&[UNIT]).await;
    year.phase(Phase::SelfScoring, true).await;
    enter_all_but(&year.staff, UNIT, "").await;
    let entries = record(&year.staff, UNIT).await.entries;
    read::<UnitRecord>(submit(&year.staff, UNIT, Step::Prepared, entries).await).await;
    let first: UnitRecord = read(approve(&year, None).await).await;
    assert!(!first.signed_scan && first.scan.is_none());
    read::<UnitRecord>(submit(&year.admin, UNIT, Step::Returned, entries).await).await;
    read::<UnitRecord>(submit(&year.staff, UNIT, Step::Prepared, entries).await).await;
    let given = upload(&year.head, UNIT, "ban-ky.pdf", &pdf(8, 30_000)).await;
    let second: UnitRecord = read(approve(&year, Some(given.digest)).await).await;
    assert_eq!(second.scan, Some(given.digest));
    read::<UnitRecord>(submit(&year.admin, UNIT, Step::Returned, entries).await).await;
    read::<UnitRecord>(submit(&year.staff, UNIT, Step::Prepared, entries).await).await;
    let third: UnitRecord = read(approve(&year, None).await).await;
    assert_eq!(third.scan, None, "of what was submitted last");
}
