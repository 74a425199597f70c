//! The year of units through the interface: they score themselves, heads submit, appraisers decide.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use futures::stream::{self, StreamExt as _};
use reqwest::{Method, Response};
use serde::Serialize;
use server::service::import::{self, File, Import};
use shared::assessment::standing;
use shared::campaign::{Method as Scoring, Rule};
use shared::index::{Assessment, ByType};
use shared::points::Points;
use shared::wire::{
    Answer, Appraisal, Calendar, Declared, Duty, Entry, Evidence, Grant, IndexView, LeafRecord, Phase,
    Question, Role, Round, Saying, Stage, Step, Submitting, UnitProgress, UnitRecord,
};
use uuid::Uuid;

use crate::acts::{ACTS_OF_THE_YEAR, acts};
use crate::client::{Client, read, refusal};
use crate::evidence::{pdf, upload};
use crate::sample::{self, ID};
use crate::served::Served;

/// A campaign with people: `staff` and `head` of a department, three appraisers of whom `tdv03` is of its staff.
pub struct Year {
    pub served: Served,
    pub admin: Client,
    pub staff: Client,
    pub head: Client,
    pub appraisers: Vec<Client>,
}

/// The unit of the story, and a leaf of its own by steps.
pub const UNIT: &str = "SNV";

impl Year {
    pub async fn begin(units: &[&str]) -> Self {
        let served = Served::start().await;
        let at = |role| units.iter().map(|unit| Grant::at(role, ID, *unit)).collect::<Vec<_>>();
        served.holder("staff", at(Role::Unit)).await;
        served.holder("head", at(Role::Head)).await;
        let appraiser = || Grant::within(Role::Appraiser, ID);
        served.holder("tdv01", vec![appraiser()]).await;
        served.holder("tdv02", vec![appraiser()]).await;
        served.holder("tdv03", vec![appraiser(), Grant::at(Role::Unit, ID, UNIT)]).await;
        let mut appraisers = Vec::new();
        for name in ["tdv01", "tdv02", "tdv03"] {
            appraisers.push(served.sign_in(name).await);
        }
        let (admin, staff) = (served.sign_in("admin").await, served.sign_in("staff").await);
        let head = served.sign_in("head").await;
        Self { served, admin, staff, head, appraisers }
    }

    pub async fn phase(&self, phase: Phase, open: bool) -> Calendar {
        let change = serde_json::json!({ "phase": phase, "open": open, "reason": "theo kế hoạch" });
        read(self.admin.post(&format!("/api/campaigns/{ID}/phases"), &change).await).await
    }
}

/// An id that nobody used yet.
pub fn another() -> Uuid {
    static USED: AtomicU64 = AtomicU64::new(0);
    Uuid::from_u128(
        0x0190_0000_0000_7000_8000_0000_0000_0000 + u128::from(USED.fetch_add(1, Ordering::Relaxed)),
    )
}

pub async fn put<T: Serialize>(
    client: &Client,
    unit: &str,
    leaf: &str,
    kind: &str,
    id: Uuid,
    said: T,
    over: &[i64],
) -> Response {
    let path = format!("/api/campaigns/{ID}/units/{unit}/leaves/{leaf}/{kind}/{id}");
    let body = Saying { over: over.to_vec(), said };
    client.request(Method::PUT, &path).json(&body).send().await.unwrap()
}

pub async fn enter(client: &Client, unit: &str, leaf: &str, said: &Entry, over: &[i64]) -> Response {
    put(client, unit, leaf, "entries", another(), said.clone(), over).await
}

pub async fn appraise(client: &Client, unit: &str, leaf: &str, said: &Appraisal, over: &[i64]) -> Response {
    put(client, unit, leaf, "appraisals", another(), said.clone(), over).await
}

pub async fn submit(client: &Client, unit: &str, step: Step, entries: i64) -> Response {
    let body = Submitting { step, entries, reason: "đã rà soát".to_owned(), scan: None };
    client.post(&format!("/api/campaigns/{ID}/units/{unit}/submissions"), &body).await
}

pub async fn record(client: &Client, unit: &str) -> UnitRecord {
    client.of_sample(&format!("/units/{unit}/assessment")).await
}

/// The lines of assessments.jsonl.
pub fn lines() -> Vec<Assessment> {
    let text = std::fs::read_to_string(sample::path("assessments.jsonl")).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What a unit would enter to say what a line says: of a leaf by share it declares the share.
pub fn entry(line: &Assessment) -> Entry {
    let leaf = sample::campaign().leaf_of(&line.unit, &line.code).unwrap();
    let claimed = line.self_points.clone().unwrap();
    let by_share = leaf.rule == Some(Rule::Ratio);
    let declared =
        Declared { done: &claimed * &Points::whole(100), out_of: &leaf.max_points * &Points::whole(100) };
    let named = |name: &String| Evidence { name: name.clone(), ..Evidence::default() };
    Entry {
        points: (!by_share).then_some(claimed),
        declared: by_share.then_some(declared),
        note: line.note.clone(),
        evidence: line.evidence.iter().map(named).collect(),
    }
}

/// Enters all leaves of a unit but one.
pub async fn enter_all_but(client: &Client, unit: &str, but: &str) {
    for line in lines().iter().filter(|line| line.unit == unit && line.code != but) {
        read::<LeafRecord>(enter(client, unit, &line.code, &entry(line), &[]).await).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sample_entered_submitted_and_appraised_gives_the_expected_index_to_the_digit() {
    let units: Vec<&str> = sample::campaign().units.iter().map(|unit| &*unit.code).collect();
    let year = Year::begin(&units).await;
    year.phase(Phase::SelfScoring, true).await;
    let lines = lines();
    let own = |line: &&Assessment| {
        let leaf = sample::campaign().leaf_of(&line.unit, &line.code).unwrap();
        leaf.method == Scoring::SelfScored
    };
    let entered = stream::iter(lines.iter().filter(own))
        .map(|line| {
            let (staff, entry) = (year.staff.clone(), entry(line));
            async move { enter(&staff, &line.unit, &line.code, &entry, &[]).await.status().as_u16() }
        })
        .buffer_unordered(16)
        .collect::<Vec<_>>()
        .await;
    assert!(entered.len() > 1400 && entered.iter().all(|status| *status == 200), "{entered:?}");
    let mut seen = BTreeMap::new();
    for unit in &units {
        let before = record(&year.staff, unit).await;
        assert_eq!(before.missing, [""; 0], "{unit}");
        read::<UnitRecord>(submit(&year.staff, unit, Step::Prepared, before.entries).await).await;
        let after: UnitRecord = read(submit(&year.head, unit, Step::Approved, before.entries).await).await;
        assert_eq!(after.stage, Stage::Submitted);
        let positions = after.leaves.iter().map(|leaf| (leaf.leaf.clone(), leaf.entries[0].position));
        seen.insert((*unit).to_owned(), positions.collect::<BTreeMap<_, _>>());
    }
    year.phase(Phase::Appraisal, true).await;
    let appraised = stream::iter(lines.iter().enumerate())
        .map(|(n, line)| {
            let said = Appraisal {
                round: Round::First,
                entry: seen[&line.unit].get(&line.code).copied(),
                points: line.appraised.clone(),
                excused: line.not_applicable,
                reason: line.comment.clone(),
            };
            // The third is of the staff of one unit.
            let who = if line.unit == UNIT { n % 2 } else { n % 3 };
            let client = year.appraisers[who].clone();
            async move { appraise(&client, &line.unit, &line.code, &said, &[]).await.status().as_u16() }
        })
        .buffer_unordered(16)
        .collect::<Vec<_>>()
        .await;
    assert!(appraised.iter().all(|status| *status == 200), "{appraised:?}");
    let ballots = File::of("ballots.jsonl", std::fs::read(sample::path("ballots.jsonl")).unwrap());
    let request = Import { ballots: Some(ballots), ..Import::of(sample::campaign().clone()) };
    import::import(&year.served.site, request).await.unwrap();
    let view: IndexView = year.admin.of_sample("/index").await;
    let expected: serde_json::Value =
        serde_json::from_slice(&std::fs::read(sample::path("expected.json")).unwrap()).unwrap();
    assert_eq!(serde_json::to_value(ByType(&view.tables)).unwrap(), expected);
    let units: Vec<UnitProgress> = year.admin.of_sample("/assessments").await;
    let flagged: usize = units.iter().map(|unit| unit.flags).sum();
    assert!(
        units.iter().all(|unit| unit.stage == Stage::Submitted && unit.scored == unit.leaves),
        "{units:?}"
    );
    assert_eq!(flagged, 0);
}

#[tokio::test]
async fn a_year_of_a_unit_that_is_late_asked_and_gets_points_back() {
    let year = Year::begin(&[UNIT]).await;
    let leaf = lines().into_iter().find(|line| line.unit == UNIT).unwrap();
    let code = &leaf.code;
    let first = entry(&leaf);
    let closed = enter(&year.staff, UNIT, code, &first, &[]).await;
    assert_eq!(refusal(closed).await, (409, "assessments.self_scoring_closed".into()), "nobody opened it");
    year.phase(Phase::SelfScoring, true).await;
    enter_all_but(&year.staff, UNIT, code).await;
    let missing = submit(&year.staff, UNIT, Step::Prepared, record(&year.staff, UNIT).await.entries).await;
    assert_eq!(refusal(missing).await, (400, "assessments.missing".into()));

    // Time is up, what was entered is kept, and an extension lets the unit go on.
    year.phase(Phase::SelfScoring, false).await;
    let late = enter(&year.staff, UNIT, code, &first, &[]).await;
    assert_eq!(refusal(late).await, (409, "assessments.self_scoring_closed".into()));
    assert_eq!(record(&year.staff, UNIT).await.stage, Stage::Lapsed);
    let longer = serde_json::json!({ "unit": UNIT, "phase": "self_scoring", "until": "2019-11-25", "reason": "mưa lũ" });
    let calendar: Calendar =
        read(year.admin.post(&format!("/api/campaigns/{ID}/extensions"), &longer).await).await;
    assert_eq!(
        calendar.extensions[0].until.to_string(),
        "2019-11-25T17:00:00Z",
        "the end of that day in Việt Nam"
    );
    read::<LeafRecord>(enter(&year.staff, UNIT, code, &first, &[]).await).await;
    let whole = record(&year.staff, UNIT).await;
    let by_staff = submit(&year.staff, UNIT, Step::Approved, whole.entries).await;
    assert_eq!(refusal(by_staff).await, (403, "assessments.not_yours".into()), "only the head submits");
    read::<UnitRecord>(submit(&year.staff, UNIT, Step::Prepared, whole.entries).await).await;
    let resting = enter(&year.staff, UNIT, code, &first, &[]).await;
    assert_eq!(refusal(resting).await, (409, "assessments.with_the_head".into()));
    read::<UnitRecord>(submit(&year.head, UNIT, Step::Returned, whole.entries).await).await;
    read::<UnitRecord>(submit(&year.staff, UNIT, Step::Prepared, whole.entries).await).await;
    let submitted: UnitRecord = read(submit(&year.head, UNIT, Step::Approved, whole.entries).await).await;
    let last = submitted.submissions.last().unwrap();
    assert_eq!((last.step, &*last.by, last.entries), (Step::Approved, "head", whole.entries));
    let frozen = enter(&year.head, UNIT, code, &first, &[]).await;
    assert_eq!(refusal(frozen).await, (409, "assessments.submitted".into()));

    // Two appraisers on the same leaf: both are kept and shown, and one of them chooses.
    year.phase(Phase::Appraisal, true).await;
    let seen = submitted.leaves.iter().find(|it| it.leaf == *code).unwrap().entries[0].position;
    let none = Appraisal {
        entry: Some(seen),
        points: Some(Points::zero()),
        reason: "chưa có minh chứng".into(),
        ..Appraisal::default()
    };
    let kept = Appraisal { points: leaf.self_points.clone(), reason: String::new(), ..none.clone() };
    let [one, two, own] = &year.appraisers[..] else { panic!() };
    let unread = appraise(one, UNIT, code, &Appraisal { entry: None, ..none.clone() }, &[]).await;
    assert_eq!(refusal(unread).await, (409, "assessments.entry_changed".into()));
    let silent = appraise(one, UNIT, code, &Appraisal { reason: String::new(), ..none.clone() }, &[]).await;
    assert_eq!(refusal(silent).await, (400, "assessments.no_reason".into()));
    let of_own = appraise(own, UNIT, code, &none, &[]).await;
    assert_eq!(refusal(of_own).await, (403, "assessments.own_unit".into()));
    read::<LeafRecord>(appraise(one, UNIT, code, &none, &[]).await).await;
    let both: LeafRecord = read(appraise(two, UNIT, code, &kept, &[]).await).await;
    let beside: Vec<i64> = standing(&both.appraisals).iter().map(|it| it.position).collect();
    assert_eq!(beside.len(), 2);
    let is_missing = |view: IndexView| {
        view.tables[0].units.iter().any(|unit| unit.unit == UNIT && unit.missing.contains(code))
    };
    assert!(is_missing(year.admin.of_sample("/index").await), "nobody chose yet");
    let chosen: LeafRecord = read(appraise(two, UNIT, code, &none, &beside).await).await;
    assert_eq!(standing(&chosen.appraisals).len(), 1);
    assert!(!is_missing(year.admin.of_sample("/index").await));
    let question = Question { text: "Kế hoạch ban hành ngày nào?".to_owned() };
    let asked: LeafRecord = read(put(one, UNIT, code, "questions", another(), question, &[]).await).await;
    let question = asked.questions[0].position;

    // The unit sees it when explanation opens, and not before; then it answers, and the second appraisal decides.
    let before = record(&year.staff, UNIT).await;
    assert!(before.leaves.iter().all(|it| it.appraisals.is_empty() && it.questions.is_empty()));
    let answer = || Answer { question, text: "Ngày 5/1, gửi kèm".to_owned(), evidence: Vec::new() };
    let early = put(&year.staff, UNIT, code, "answers", another(), answer(), &[]).await;
    assert_eq!(refusal(early).await, (409, "assessments.explanation_closed".into()));
    year.phase(Phase::Appraisal, false).await;
    year.phase(Phase::Explanation, true).await;
    let shown = record(&year.staff, UNIT).await;
    assert_eq!(shown.leaves.iter().map(|it| it.questions.len()).sum::<usize>(), 1);
    read::<LeafRecord>(put(&year.staff, UNIT, code, "answers", another(), answer(), &[]).await).await;
    let closed = appraise(one, UNIT, code, &kept, &[]).await;
    assert_eq!(refusal(closed).await, (409, "assessments.appraisal_closed".into()));
    year.phase(Phase::SecondAppraisal, true).await;
    let back = Appraisal { round: Round::Second, reason: "đã giải trình".into(), ..kept };
    let given: LeafRecord = read(appraise(two, UNIT, code, &back, &[]).await).await;
    let view: IndexView = year.admin.of_sample("/index").await;
    let unit = view.tables[0].units.iter().find(|unit| unit.unit == UNIT).unwrap();
    let points = unit.leaves.iter().find(|(leaf, _)| leaf == code).unwrap();
    assert_eq!(points.1, leaf.self_points.unwrap().shown(2), "it got its points back");
    let over: Vec<i64> = standing(&given.appraisals).iter().map(|it| it.position).collect();
    let excused = Appraisal { excused: true, points: None, ..back };
    read::<LeafRecord>(appraise(two, UNIT, code, &excused, &over).await).await;
    upload(&year.staff, UNIT, "a.pdf", &pdf(7, 5000)).await;
    let unit_type = &sample::campaign().unit(UNIT).unwrap().unit_type;
    for given in [true, false] {
        let duty =
            serde_json::json!({ "account": "tdv01", "unit_type": unit_type, "domain": "1", "given": given });
        read::<Vec<Duty>>(year.admin.post(&format!("/api/campaigns/{ID}/duties"), &duty).await).await;
    }
    for kind in ACTS_OF_THE_YEAR {
        let code = serde_json::to_value(kind).unwrap();
        let found = acts(&year.admin, &format!("kind={}", code.as_str().unwrap())).await;
        assert!(!found.is_empty(), "{kind:?}");
    }
}

#[tokio::test]
async fn two_of_one_office_on_one_leaf_are_both_kept_and_one_chooses() {
    let year = Year::begin(&[UNIT]).await;
    year.phase(Phase::SelfScoring, true).await;
    let line = lines().into_iter().find(|line| line.unit == UNIT).unwrap();
    let (code, base) = (&line.code, entry(&line));
    let first: LeafRecord = read(enter(&year.staff, UNIT, code, &base, &[]).await).await;
    let stood = first.entries[0].position;
    let said = |note: &str| Entry { note: note.to_owned(), ..base.clone() };
    read::<LeafRecord>(enter(&year.staff, UNIT, code, &said("của tôi"), &[stood]).await).await;
    let both: LeafRecord = read(enter(&year.head, UNIT, code, &said("của chị"), &[stood]).await).await;
    let beside: Vec<i64> = standing(&both.entries).iter().map(|it| it.position).collect();
    assert_eq!(beside.len(), 2);
    assert!(record(&year.staff, UNIT).await.missing.contains(code), "a person must choose first");
    let chosen: LeafRecord = read(enter(&year.staff, UNIT, code, &said("của cả hai"), &beside).await).await;
    assert_eq!(standing(&chosen.entries)[0].said.note, "của cả hai");
    assert_eq!(chosen.entries.len(), 4, "nothing is lost");
    let unseen = enter(&year.staff, UNIT, code, &base, &[999]).await;
    assert_eq!(refusal(unseen).await, (400, "assessments.version_unknown".into()));
}

#[tokio::test]
async fn an_entry_that_is_sent_again_is_the_same_one_also_when_the_phase_has_closed() {
    let year = Year::begin(&[UNIT]).await;
    year.phase(Phase::SelfScoring, true).await;
    let line = lines().into_iter().find(|line| line.unit == UNIT).unwrap();
    let (id, said) = (another(), entry(&line));
    let send = |said: Entry| put(&year.staff, UNIT, &line.code, "entries", id, said, &[]);
    read::<LeafRecord>(send(said.clone()).await).await;
    year.phase(Phase::SelfScoring, false).await;
    let again: LeafRecord = read(send(said.clone()).await).await;
    assert_eq!(again.entries.len(), 1);
    let other = send(Entry { note: "khác".into(), ..said }).await;
    assert_eq!(refusal(other).await, (409, "assessments.id_taken".into()));
}

#[tokio::test]
async fn the_server_refuses_what_the_field_refuses_and_what_is_of_another_unit() {
    let year = Year::begin(&[UNIT]).await;
    year.phase(Phase::SelfScoring, true).await;
    let campaign = sample::campaign();
    let unit_type = &campaign.unit(UNIT).unwrap().unit_type;
    let survey = campaign.leaves_of(unit_type).find(|(_, leaf)| leaf.method == Scoring::Survey).unwrap().0;
    let line = lines().into_iter().find(|line| line.unit == UNIT).unwrap();
    let good = entry(&line);
    let above = Entry { points: Some(Points::whole(99)), declared: None, ..good.clone() };
    let bare = Entry { evidence: Vec::new(), note: String::new(), ..good.clone() };
    for (leaf, said, expected) in [
        (&*line.code, &Entry { note: "x".into(), ..above }, (400, "assessments.out_of_range")),
        (&line.code, &bare, (400, "assessments.no_evidence")),
        (&survey.code, &good, (400, "assessments.survey_leaf")),
        ("9.9.9", &good, (404, "assessments.leaf_absent")),
    ] {
        let (status, code) = refusal(enter(&year.staff, UNIT, leaf, said, &[]).await).await;
        assert_eq!((status, &*code), expected, "{leaf}");
    }
    let other = campaign.units.iter().find(|unit| unit.code != UNIT).unwrap();
    let elsewhere = enter(&year.staff, &other.code, &line.code, &good, &[]).await;
    assert_eq!(refusal(elsewhere).await, (403, "assessments.not_yours".into()));
    let looking = year.staff.get(&format!("/api/campaigns/{ID}/units/{}/assessment", other.code)).await;
    assert_eq!(refusal(looking).await, (403, "assessments.not_yours".into()));
}

#[tokio::test]
async fn an_import_is_entries_by_who_imports_and_says_nothing_twice() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    let line = |points: &str| {
        format!(
            r#"{{"unit":"{UNIT}","code":"1.1.1","self":1,"evidence":["a.pdf"],"appraised":{points},"comment":"vì"}}"#
        )
    };
    let import = async |text: String| {
        let assessments = Some(File::of("a.jsonl", text.into_bytes()));
        let request = Import { assessments, ..Import::of(sample::campaign().clone()) };
        import::import(&served.site, request).await.unwrap();
        let record = record(&admin, UNIT).await;
        let leaf = record.leaves[0].clone();
        let given = standing(&leaf.appraisals)[0].said.points.clone().unwrap().to_string();
        (leaf.entries.len(), leaf.appraisals.len(), given)
    };
    assert_eq!(import(line("1")).await, (1, 1, "1".to_owned()));
    assert_eq!(import(line("1")).await, (1, 1, "1".to_owned()), "the same says nothing new");
    assert_eq!(import(line("0")).await, (1, 2, "0".to_owned()), "over what stood, which is kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_export_could_not_write_to_be_read_again_is_refused_at_the_door() {
    let year = Year::begin(&[UNIT]).await;
    year.phase(Phase::SelfScoring, true).await;
    let entry = Entry { note: "giải trình\0".to_owned(), ..Entry::default() };
    let refused = enter(&year.staff, UNIT, "1.1.2", &entry, &[]).await;
    assert_eq!(refusal(refused).await, (400, "json.nul".into()));
    assert!(record(&year.staff, UNIT).await.leaves.iter().all(|leaf| leaf.entries.is_empty()));
}
