//! A year as one story through the interface that the screens use: from an empty server to points that came back.

use std::collections::BTreeMap;

use futures::future::join_all;
use jiff::SignedDuration;
use serde_json::{Value, json};
use server::service::accounts;
use server::service::log::Actor;
use shared::assessment::standing;
use shared::campaign::Method;
use shared::index::Assessment;
use shared::points::Points;
use shared::wire::{
    Acceptance, AccountChange, Answer, Appraisal, Calendar, Evidence, Grant, ImportedPackage, Inbox,
    IndexView, LeafRecord, NoticeKind, Question, Role, Round, Stage, Step, UnitProgress, UnitRecord, WorkRow,
};
use tempfile::TempDir;

use crate::client::{Client, read, refusal};
use crate::evidence::{pdf, upload};
use crate::offered;
use crate::sample::{self, ID};
use crate::served::{BEGIN, PASSWORD, Served};
use crate::year::{another, appraise, enter, enter_all_but, entry, lines, put, record, submit};

/// One is in time, one is late, one is asked; the third appraiser is of the first's people.
const UNITS: [&str; 3] = ["SNV", "STC", "STP"];
const APPRAISERS: [&str; 3] = ["tdv01", "tdv02", "tdv03"];

/// An empty server, of which the first admin makes what the year needs.
async fn begin() -> (Served, Client) {
    let served = Served::start_on(TempDir::new().unwrap(), BEGIN).await;
    let first = AccountChange {
        username: Some("admin".to_owned()),
        give: vec![Grant::of(Role::Admin)],
        password: Some(PASSWORD.to_owned()),
        ..AccountChange::default()
    };
    accounts::make(&served.site, Actor::Command, first).await.unwrap();
    let admin = served.sign_in("admin").await;
    let checked = offered::check(&admin, offered::zipped(&offered::files())).await;
    let done: ImportedPackage = read(offered::import(&admin, &checked).await).await;
    assert_eq!(done.campaign, ID);
    let at = |role| UNITS.map(|unit| Grant::at(role, ID, unit)).to_vec();
    let appraiser = || vec![Grant::within(Role::Appraiser, ID)];
    let both = [appraiser(), vec![Grant::at(Role::Unit, ID, UNITS[0])]].concat();
    let [one, two, three] = APPRAISERS;
    for (username, give) in [
        ("staff", at(Role::Unit)),
        ("head", at(Role::Head)),
        (one, appraiser()),
        (two, appraiser()),
        (three, both),
    ] {
        let account = json!({ "username": username, "password": PASSWORD, "give": give });
        read::<Value>(admin.post("/api/accounts", &account).await).await;
    }
    (served, admin)
}

async fn open(admin: &Client, phase: &str, closes: &str) {
    let change = json!({ "phase": phase, "open": true, "closes": closes, "reason": "theo kế hoạch" });
    read::<Calendar>(admin.post(&format!("/api/campaigns/{ID}/phases"), &change).await).await;
}

/// All leaves of a unit, prepared by its staff and approved by its head.
async fn score(staff: &Client, head: &Client, unit: &str) {
    enter_all_but(staff, unit, "").await;
    let entries = record(staff, unit).await.entries;
    read::<UnitRecord>(submit(staff, unit, Step::Prepared, entries).await).await;
    read::<UnitRecord>(submit(head, unit, Step::Approved, entries).await).await;
}

async fn worklist(client: &Client, unit: &str) -> Vec<WorkRow> {
    client.of_sample(&format!("/worklist?unit={unit}")).await
}

/// An appraiser's whole work at a unit, as the list has it: what the sample accepts is accepted at once, the rest one by one.
async fn judge(client: &Client, unit: &str, but: &str) {
    let lines: BTreeMap<String, Assessment> =
        lines().into_iter().filter(|line| line.unit == unit).map(|line| (line.code.clone(), line)).collect();
    let rows = worklist(client, unit).await;
    let (same, other): (Vec<_>, Vec<_>) = rows.iter().filter(|row| row.leaf != but).partition(|row| {
        let line = &lines[&row.leaf];
        line.appraised == row.claimed && !line.not_applicable && row.flags.is_empty()
    });
    let accepted = same
        .iter()
        .map(|row| json!({ "id": another(), "unit": unit, "leaf": row.leaf, "entry": row.entry }))
        .collect::<Vec<_>>();
    let path = format!("/api/campaigns/{ID}/acceptances");
    let answers: Vec<Acceptance> = read(client.post(&path, &json!({ "leaves": accepted })).await).await;
    assert!(answers.iter().all(|answer| answer.refused.is_none()), "{answers:?}");
    for row in other {
        let line = &lines[&row.leaf];
        let reason = if line.comment.is_empty() { "theo biên bản" } else { &line.comment };
        let said = Appraisal {
            entry: row.entry,
            points: line.appraised.clone().filter(|_| !line.not_applicable),
            excused: line.not_applicable,
            reason: reason.to_owned(),
            ..Appraisal::default()
        };
        read::<LeafRecord>(appraise(client, unit, &row.leaf, &said, &[]).await).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_year_from_an_empty_server_to_points_that_came_back() {
    let (served, admin) = begin().await;
    let (staff, head) = (served.sign_in("staff").await, served.sign_in("head").await);
    let appraisers = join_all(APPRAISERS.map(|name| served.sign_in(name))).await;
    let [one, two, three] = &appraisers[..] else { panic!() };
    let [timely, late, asked] = UNITS;

    // Self-scoring ends by its date; who is late is given longer, and submits.
    open(&admin, "self_scoring", "2019-11-25").await;
    for unit in [timely, asked] {
        score(&staff, &head, unit).await;
    }
    let first = lines().into_iter().find(|line| line.unit == late).unwrap();
    read::<LeafRecord>(enter(&staff, late, &first.code, &entry(&first), &[]).await).await;
    served.wait(SignedDuration::from_hours(24 * 6));
    let closed = enter(&staff, late, "1.2", &entry(&first), &[]).await;
    assert_eq!(refusal(closed).await, (409, "assessments.self_scoring_closed".into()));
    assert_eq!(record(&staff, late).await.stage, Stage::Lapsed);
    let longer = json!({ "unit": late, "phase": "self_scoring", "until": "2019-12-05", "reason": "mưa lũ" });
    read::<Calendar>(admin.post(&format!("/api/campaigns/{ID}/extensions"), &longer).await).await;
    let stood = record(&staff, late).await.entries;
    read::<LeafRecord>(enter(&staff, late, &first.code, &entry(&first), &[stood]).await).await;
    enter_all_but(&staff, late, &first.code).await;
    let entries = record(&staff, late).await.entries;
    for (client, step) in [(&staff, Step::Prepared), (&head, Step::Approved)] {
        read::<UnitRecord>(submit(client, late, step, entries).await).await;
    }

    // Three appraisers at once, each at a unit; nobody has their own on the list.
    open(&admin, "appraisal", "2019-12-15").await;
    assert!(worklist(three, timely).await.is_empty());
    let doubted = lines()
        .into_iter()
        .find(|line| {
            line.unit == asked
                && line.self_points == line.appraised
                && line.self_points.as_ref().is_some_and(|points| !points.is_zero())
        })
        .unwrap();
    let code = &*doubted.code;
    tokio::join!(judge(one, timely, ""), judge(two, asked, code), judge(three, late, ""));

    // Two of them on one leaf in the same moment: both are kept, none counts, one chooses.
    let row = worklist(one, asked).await.into_iter().find(|row| row.leaf == code).unwrap();
    let none = Appraisal {
        entry: row.entry,
        points: Some(Points::zero()),
        reason: "chưa có minh chứng".to_owned(),
        ..Appraisal::default()
    };
    let whole = Appraisal { points: row.claimed.clone(), reason: String::new(), ..none.clone() };
    let (low, high) =
        tokio::join!(appraise(one, asked, code, &none, &[]), appraise(three, asked, code, &whole, &[]));
    let counts =
        [read::<LeafRecord>(low).await, read::<LeafRecord>(high).await].map(|it| it.appraisals.len());
    assert!(counts.contains(&2), "the second sees the first: {counts:?}");
    let beside = worklist(two, asked).await.into_iter().find(|row| row.leaf == code).unwrap();
    assert!(beside.beside && beside.by.is_none() && beside.given.is_none());
    let both = record(two, asked).await.leaves.into_iter().find(|it| it.leaf == code).unwrap();
    let over: Vec<i64> = standing(&both.appraisals).iter().map(|it| it.position).collect();
    read::<LeafRecord>(appraise(one, asked, code, &none, &over).await).await;
    let question = Question { text: "Kế hoạch ban hành ngày nào?".to_owned() };
    let told: LeafRecord = read(put(one, asked, code, "questions", another(), question, &[]).await).await;

    // The unit explains with a file, and the second appraisal gives the points back.
    open(&admin, "explanation", "2019-12-20").await;
    let inbox: Inbox = read(staff.get("/api/inbox").await).await;
    let waits = inbox.notices.iter().find(|notice| notice.kind == NoticeKind::Asked).unwrap();
    assert_eq!((waits.unit.as_deref(), waits.leaf.as_deref()), (Some(asked), Some(code)));
    let file = upload(&staff, asked, "kế hoạch.pdf", &pdf(1, 50_000)).await;
    let evidence = vec![Evidence { file: Some(file.digest), ..Evidence::default() }];
    let text = "Ngày 5/1, gửi kèm".to_owned();
    let answer = Answer { question: told.questions[0].position, text, evidence };
    read::<LeafRecord>(put(&staff, asked, code, "answers", another(), answer, &[]).await).await;
    open(&admin, "second_appraisal", "2019-12-25").await;
    let back = Appraisal { round: Round::Second, reason: "đã giải trình".to_owned(), ..whole };
    read::<LeafRecord>(appraise(two, asked, code, &back, &[]).await).await;

    // What stands in the end is what the sample says of each leaf that these units score themselves.
    let view: IndexView = admin.of_sample("/index").await;
    let campaign = sample::campaign();
    let mut compared = 0;
    for line in lines().iter().filter(|line| UNITS.contains(&&*line.unit) && !line.not_applicable) {
        let leaf = campaign.leaf_of(&line.unit, &line.code).unwrap();
        if leaf.method != Method::SelfScored {
            continue;
        }
        let unit = view.tables.iter().flat_map(|table| &table.units).find(|it| it.unit == line.unit).unwrap();
        let found = unit.leaves.iter().find(|(code, _)| *code == line.code).map(|(_, points)| points);
        let expected = line.appraised.as_ref().map(|points| points.shown(campaign.settings.decimals));
        assert_eq!(found, expected.as_ref(), "{} {}", line.unit, line.code);
        compared += 1;
    }
    assert!(compared > 150, "{compared}");
    let progress: Vec<UnitProgress> = admin.of_sample("/assessments").await;
    for unit in progress.iter().filter(|it| UNITS.contains(&&*it.unit)) {
        assert_eq!((unit.appraised, unit.unanswered), (unit.leaves, 0), "{}", unit.unit);
    }
}
