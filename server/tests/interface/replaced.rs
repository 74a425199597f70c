//! An appraisal of what the unit said before, and points that a package takes no more: neither counts, and both are said.

use std::path::Path;

use serde_json::json;
use server::service::import::{File, Import, import};
use shared::assessment::AssessmentFile;
use shared::campaign::{Campaign, Method};
use shared::index::{self, Appraisals, ByType, Scheme, Tallies};
use shared::points::Points;
use shared::problem::Diagnostic;
use shared::wire::{
    Acceptance, Appraisal, Entry, IndexView, LeafRecord, LeafWork, Phase, Round, UnitProgress, WorkRow,
};

use crate::client::{Client, read, refusal};
use crate::process::parindex;
use crate::sample::{self, ID};
use crate::year::{UNIT, Year, another, appraise, enter, record, submit};

/// A leaf by steps.
const LEAF: &str = "1.2";

fn given(points: &str, entry: i64, reason: &str) -> Appraisal {
    let points = Points::parse(points).ok();
    Appraisal { entry: Some(entry), points, reason: reason.to_owned(), ..Appraisal::default() }
}

fn claims(points: &str) -> Entry {
    Entry { points: Points::parse(points).ok(), note: "đã làm".to_owned(), ..Entry::default() }
}

async fn row(client: &Client) -> WorkRow {
    let rows: Vec<WorkRow> = client.of_sample(&format!("/worklist?unit={UNIT}&leaf={LEAF}")).await;
    rows.into_iter().next().unwrap()
}

fn flags(row: &WorkRow) -> Vec<&str> {
    row.flags.iter().map(|flag| &*flag.code).collect()
}

/// How many of the unit's leaves are decided: as the lists of leaves and of units say it.
async fn decided(client: &Client) -> (usize, usize) {
    let leaves: Vec<LeafWork> = client.of_sample("/leaves").await;
    let units: Vec<UnitProgress> = client.of_sample("/assessments").await;
    (leaves.iter().map(|it| it.decided).sum(), units.iter().map(|it| it.appraised).sum())
}

/// The points of the leaf in the server's index, and the whole table.
async fn table(admin: &Client) -> (Option<String>, serde_json::Value) {
    let tables = admin.of_sample::<IndexView>("/index").await.tables;
    let unit = tables.iter().flat_map(|table| &table.units).find(|it| it.unit == UNIT).unwrap();
    let leaf = unit.leaves.iter().find(|(code, _)| code == LEAF).map(|(_, points)| points.clone());
    assert_eq!(leaf.is_none(), unit.missing.iter().any(|code| code == LEAF));
    (leaf, serde_json::to_value(ByType(&tables)).unwrap())
}

/// What `score` gives of the assessments that are exported now, and what `export` says beside them.
fn scored(data: &Path, campaign: &Campaign) -> (serde_json::Value, String) {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("assessments.jsonl").display().to_string();
    let out = parindex(data, &["export", "--campaign", ID, "--assessments", &file]);
    let said = String::from_utf8(out.stderr).unwrap();
    assert!(out.status.success(), "{said}");
    let mut reading = AssessmentFile::begin(campaign, "assessments.jsonl");
    let text = std::fs::read_to_string(&file).unwrap();
    text.lines().for_each(|line| reading.line(line.as_bytes()));
    let (given, diagnostics) = reading.end();
    assert!(!diagnostics.iter().any(Diagnostic::is_fault), "{diagnostics:?}");
    let scheme = Scheme::of(campaign);
    let given = Appraisals::of(campaign, &scheme, &given);
    let tables = index::score(campaign, &scheme, &Tallies::default(), &given);
    (serde_json::to_value(ByType(&tables)).unwrap(), said)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_appraisal_of_what_the_unit_changed_since_is_work_again() {
    let year = Year::begin(&[UNIT]).await;
    year.phase(Phase::SelfScoring, true).await;
    let first: LeafRecord = read(enter(&year.staff, UNIT, LEAF, &claims("1"), &[]).await).await;
    year.phase(Phase::SelfScoring, false).await;
    year.phase(Phase::Appraisal, true).await;
    let [one, other, _] = &year.appraisers[..] else { panic!() };
    let entry = first.entries[0].position;
    let said: LeafRecord = read(appraise(one, UNIT, LEAF, &given("1", entry, ""), &[]).await).await;
    assert_eq!((row(one).await.given, decided(&year.admin).await), (Points::parse("1").ok(), (1, 1)));
    assert_eq!(table(&year.admin).await.0.as_deref(), Some("1.00"));

    year.phase(Phase::SelfScoring, true).await;
    let changed: LeafRecord = read(enter(&year.staff, UNIT, LEAF, &claims("0.5"), &[entry]).await).await;
    let seen = row(one).await;
    assert_eq!((seen.given.clone(), seen.by.clone()), (None, None), "it stands as decided no more");
    assert_eq!(flags(&seen), ["assessments.overtaken"]);
    assert_eq!(decided(&year.admin).await, (0, 0));
    let own = record(&year.staff, UNIT).await;
    assert_eq!(own.flags.get(LEAF), None, "its people are not told yet that somebody had appraised it");
    let (leaf, given_out) = table(&year.admin).await;
    assert_eq!(leaf, None);
    let (score, warned) = scored(year.served.data(), sample::campaign());
    assert_eq!(score, given_out);
    assert!(warned.contains(LEAF), "{warned}");

    // Whoever accepts many looks at this one by itself; a second appraisal has nothing that it could confirm.
    let entry = changed.entries.last().unwrap().position;
    year.phase(Phase::SelfScoring, false).await;
    let leaves = json!({ "leaves": [{ "id": another(), "unit": UNIT, "leaf": LEAF, "entry": entry }] });
    let path = format!("/api/campaigns/{ID}/acceptances");
    let answers: Vec<Acceptance> = read(other.post(&path, &leaves).await).await;
    assert_eq!(answers[0].refused.as_ref().map(|it| &*it.code), Some("assessments.flagged"));
    year.phase(Phase::SecondAppraisal, true).await;
    let second = Appraisal { round: Round::Second, ..given("1", entry, "") };
    let silent = appraise(other, UNIT, LEAF, &second, &[]).await;
    assert_eq!(refusal(silent).await, (400, "assessments.no_reason".to_owned()));
    let over = [said.appraisals[0].position];
    read::<LeafRecord>(appraise(other, UNIT, LEAF, &given("0.5", entry, ""), &over).await).await;
    let seen = row(one).await;
    assert_eq!((seen.given.clone(), flags(&seen)), (Points::parse("0.5").ok(), vec![]));
    assert_eq!((decided(&year.admin).await, table(&year.admin).await.0.as_deref()), ((1, 1), Some("0.50")));

    // A file that says another entry and the same points says these of that entry.
    let line = format!(
        r#"{{"unit":"{UNIT}","code":"{LEAF}","self":1,"evidence":[],"note":"đã làm","appraised":0.5,"comment":""}}"#
    );
    let assessments = Some(File::of("assessments.jsonl", line));
    import(&year.served.site, Import { assessments, ..Import::of(sample::campaign().clone()) })
        .await
        .unwrap();
    let seen = row(one).await;
    assert_eq!((seen.claimed, seen.given), (Points::parse("1").ok(), Points::parse("0.5").ok()));
}

/// The sample with half of the leaf's maximum given to the next one.
fn lowered() -> Campaign {
    let mut campaign = sample::campaign().clone();
    let unit_type = campaign.unit(UNIT).unwrap().unit_type.clone();
    let own = campaign.criteria.iter_mut().filter(|node| node.unit_type == unit_type);
    let leaves = own.skip_while(|node| node.code != LEAF).filter_map(|node| node.leaf.as_mut());
    let mut leaves = leaves.filter(|leaf| leaf.method == Method::SelfScored);
    let (leaf, next) = (leaves.next().unwrap(), leaves.next().unwrap());
    let half = &leaf.max_points / &Points::whole(2);
    next.max_points = &next.max_points + &half;
    leaf.max_points = half;
    campaign
}

#[tokio::test(flavor = "multi_thread")]
async fn points_above_a_maximum_that_a_package_lowered_count_no_more() {
    let year = Year::begin(&[UNIT]).await;
    let whole = sample::campaign().leaf_of(UNIT, LEAF).unwrap().max_points.to_string();
    year.phase(Phase::SelfScoring, true).await;
    let first: LeafRecord = read(enter(&year.staff, UNIT, LEAF, &claims(&whole), &[]).await).await;
    year.phase(Phase::SelfScoring, false).await;
    year.phase(Phase::Appraisal, true).await;
    let one = &year.appraisers[0];
    let entry = first.entries[0].position;
    read::<LeafRecord>(appraise(one, UNIT, LEAF, &given(&whole, entry, ""), &[]).await).await;
    assert!(table(&year.admin).await.0.is_some());

    let imported = import(&year.served.site, Import::of(lowered())).await.unwrap();
    let doubts: Vec<&str> = imported.doubts.iter().map(|it| &*it.problem.code).collect();
    assert_eq!(doubts, ["import.points_above"], "claimed and given are the same");
    assert_eq!(imported.doubts[0].problem.params["unit"], UNIT);
    let (leaf, given_out) = table(&year.admin).await;
    assert_eq!(leaf, None);
    let seen = row(one).await;
    assert_eq!((seen.claimed.clone(), seen.given.clone()), (None, None));
    assert_eq!(flags(&seen), ["assessments.out_of_range", "assessments.given_outside"]);
    assert_eq!(decided(&year.admin).await, (0, 0));
    let (score, warned) = scored(year.served.data(), &lowered());
    assert_eq!(score, given_out, "{warned}");

    // What is above the maximum is missing again, and nobody submits it.
    year.phase(Phase::SelfScoring, true).await;
    let own = record(&year.staff, UNIT).await;
    assert!(own.missing.iter().any(|code| code == LEAF) && own.total.is_zero());
    let refused = submit(&year.staff, UNIT, shared::wire::Step::Prepared, own.entries).await;
    assert!(refused.text().await.unwrap().contains(&format!("\"{LEAF}\"")));
    let again = import(&year.served.site, Import::of(lowered())).await.unwrap();
    assert_eq!(again.doubts, [], "this package said so already");
}
