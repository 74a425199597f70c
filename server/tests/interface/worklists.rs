//! What appraisers work through: flags, lists by leaf and by unit, domains shared out, many leaves accepted at once, and the inbox.

use serde_json::json;
use server::service::import::{File, Import, import};
use shared::assessment::Proofs;
use shared::ballot::Digest;
use shared::campaign::Method;
use shared::index::Assessment;
use shared::wire::{
    Acceptance, Appraisal, Condition, Duty, Edition, Entry, Evidence, EvidenceFile, FileKind, Inbox,
    InboxCount, LeafRecord, LeafWork, NoticeKind, Phase, Question, Stage, Step, UnitProgress, UnitRecord,
    WorkRow,
};

use crate::acts::acts;
use crate::client::{Client, read, refusal};
use crate::evidence::{pdf, upload};
use crate::sample::{self, ID};
use crate::served::Served;
use crate::year::{UNIT, Year, another, appraise, enter, enter_all_but, entry, lines, put, record, submit};

async fn worklist(client: &Client, query: &str) -> Vec<WorkRow> {
    client.of_sample(&format!("/worklist?{query}")).await
}

/// The codes of the flags of a leaf.
fn flags(rows: &[WorkRow], leaf: &str) -> Vec<String> {
    let row = rows.iter().find(|row| row.leaf == leaf).unwrap();
    row.flags.iter().map(|flag| flag.code.clone()).collect()
}

fn with(line: &Assessment, file: &EvidenceFile) -> Entry {
    let evidence = vec![Evidence { file: Some(file.digest), ..Evidence::default() }];
    Entry { evidence, ..entry(line) }
}

/// Every leaf of the sample with a file of its own for each name, as its units would enter it.
#[test]
fn few_leaves_of_the_sample_are_flagged() {
    let (campaign, mut proofs) = (sample::campaign(), Proofs::default());
    let mut records = Vec::new();
    for line in lines() {
        let leaf = campaign.leaf_of(&line.unit, &line.code).unwrap();
        if leaf.method != Method::SelfScored {
            continue;
        }
        let mut said = entry(&line);
        for evidence in &mut said.evidence {
            let digest = Digest::of(format!("{} {}", line.unit, evidence.name).as_bytes());
            evidence.file = Some(digest);
            proofs.give(&EvidenceFile {
                position: 1,
                unit: line.unit.clone(),
                digest,
                bytes: 1,
                name: evidence.name.clone(),
                kind: FileKind::Pdf,
                condition: Condition::Sound,
                by: String::new(),
                at: jiff::Timestamp::UNIX_EPOCH,
            });
        }
        let (over, by, at) = (Vec::new(), String::new(), jiff::Timestamp::UNIX_EPOCH);
        let record = LeafRecord {
            unit: line.unit.clone(),
            leaf: line.code.clone(),
            entries: vec![Edition { position: 1, over, by, at, said }],
            ..LeafRecord::default()
        };
        proofs.stand(&LeafRecord::default(), &record);
        records.push((leaf, record));
    }
    let flagged = records
        .iter()
        .filter(|(leaf, record)| !proofs.flags(campaign, leaf, record, None).is_empty())
        .count();
    println!("{flagged} of {} leaves have a flag", records.len());
    assert!(records.len() > 1400 && flagged * 20 < records.len(), "{flagged} of {}", records.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn few_leaves_of_the_sample_are_flagged_where_a_file_is_imported() {
    let served = Served::start().await;
    let bytes = std::fs::read(sample::path("assessments.jsonl")).unwrap();
    let assessments = Some(File::of("assessments.jsonl", bytes));
    import(&served.site, Import { assessments, ..Import::of(sample::campaign().clone()) }).await.unwrap();
    let leaves: Vec<LeafWork> = served.sign_in("admin").await.of_sample("/leaves").await;
    let all: usize = leaves.iter().map(|leaf| leaf.units).sum();
    let flagged: usize = leaves.iter().map(|leaf| leaf.flagged).sum();
    println!("{flagged} of {all} leaves have a flag");
    assert!(all > 1400 && flagged * 20 < all, "{flagged} of {all}");
}

#[tokio::test(flavor = "multi_thread")]
async fn evidence_that_does_not_fit_is_shown_beside_its_leaf_and_counted() {
    let units = [UNIT, "STC"];
    let year = Year::begin(&units).await;
    year.phase(Phase::SelfScoring, true).await;
    let lines = lines();
    let of = |unit: &str| {
        lines
            .iter()
            .filter(|line| line.unit == unit && line.self_points.is_some())
            .cloned()
            .collect::<Vec<_>>()
    };
    let (own, other) = (of(UNIT), of("STC"));
    let good = upload(&year.staff, UNIT, "tốt.pdf", &pdf(1, 9000)).await;
    let cut = upload(&year.staff, UNIT, "cắt.pdf", &pdf(2, 9000)[..5000]).await;
    for (line, file) in own.iter().zip([&good, &cut, &good]) {
        read::<LeafRecord>(enter(&year.staff, UNIT, &line.code, &with(line, file), &[]).await).await;
    }
    let appraiser = &year.appraisers[0];
    let rows = worklist(appraiser, &format!("unit={UNIT}")).await;
    assert_eq!(flags(&rows, &own[0].code), [""; 0], "two leaves may share a file");
    assert_eq!(flags(&rows, &own[1].code), ["flag.cut"]);
    // Another unit gives the same file: it is said of both, to who sees both.
    upload(&year.staff, "STC", "tốt.pdf", &pdf(1, 9000)).await;
    read::<LeafRecord>(enter(&year.staff, "STC", &other[0].code, &with(&other[0], &good), &[]).await).await;
    let rows = worklist(appraiser, &format!("unit={UNIT}")).await;
    assert_eq!(flags(&rows, &own[0].code), ["flag.shared"]);
    let shown: UnitRecord = appraiser.of_sample(&format!("/units/{UNIT}/assessment")).await;
    assert_eq!(shown.flags[&own[0].code][0].params["units"], "STC");
    let own_view = record(&year.staff, UNIT).await;
    assert!(!own_view.flags.contains_key(&own[0].code), "a unit is not told of others");
    assert_eq!(own_view.flags[&own[1].code][0].code, "flag.cut");
    let counted: Vec<UnitProgress> = year.admin.of_sample("/assessments").await;
    let of =
        |code: &str| counted.iter().find(|unit| unit.unit == code).map(|unit| (unit.flags, unit.flagged));
    assert_eq!((of(UNIT), of("STC")), (Some((3, 3)), Some((1, 1))));
}

#[tokio::test(flavor = "multi_thread")]
async fn last_years_points_and_files_are_told() {
    let year = Year::begin(&[UNIT]).await;
    year.phase(Phase::SelfScoring, true).await;
    let line = lines().into_iter().find(|line| line.unit == UNIT).unwrap();
    let file = upload(&year.staff, UNIT, "a.pdf", &pdf(1, 9000)).await;
    let said = with(&line, &file);
    let entered: LeafRecord = read(enter(&year.staff, UNIT, &line.code, &said, &[]).await).await;
    year.phase(Phase::SelfScoring, false).await;
    year.phase(Phase::Appraisal, true).await;
    let given = Appraisal {
        entry: Some(entered.entries[0].position),
        points: line.self_points.clone(),
        ..Appraisal::default()
    };
    read::<LeafRecord>(appraise(&year.appraisers[0], UNIT, &line.code, &given, &[]).await).await;
    let mut next = sample::campaign().clone();
    (next.settings.id, next.settings.previous) = ("nam-sau".to_owned(), Some(ID.to_owned()));
    import(&year.served.site, Import::of(next)).await.unwrap();
    let rows: Vec<WorkRow> =
        read(year.admin.get(&format!("/api/campaigns/nam-sau/worklist?unit={UNIT}")).await).await;
    let row = rows.iter().find(|row| row.leaf == line.code).unwrap();
    assert_eq!(row.last_year.as_ref().map(|it| it.points.clone()), line.self_points);
    assert!(rows.iter().filter(|row| row.leaf != line.code).all(|row| row.last_year.is_none()));
}

#[tokio::test(flavor = "multi_thread")]
async fn domains_are_shared_out_and_lists_go_by_leaf_and_by_unit() {
    let year = Year::begin(&[UNIT]).await;
    let campaign = sample::campaign();
    let unit_type = campaign.unit(UNIT).unwrap().unit_type.clone();
    let path = format!("/api/campaigns/{ID}/duties");
    let duty = |account: &str, domain: &str, given: bool| json!({ "account": account, "unit_type": unit_type, "domain": domain, "given": given });
    for (wrong, code) in
        [(duty("viewer", "1", true), "duty.no_appraiser"), (duty("tdv01", "99", true), "duty.no_domain")]
    {
        assert_eq!(refusal(year.admin.post(&path, &wrong).await).await, (400, code.into()));
    }
    let by_appraiser = year.appraisers[0].post(&path, &duty("tdv01", "1", true)).await;
    assert_eq!(by_appraiser.status().as_u16(), 403);
    let mut rows = Vec::new();
    for change in [
        duty("tdv01", "1", true),
        duty("tdv02", "1", true),
        duty("tdv02", "1", true),
        duty("tdv02", "1", false),
    ] {
        rows = read::<Vec<Duty>>(year.admin.post(&path, &change).await).await;
    }
    assert_eq!(rows.len(), 3, "what changes nothing is no row");
    let all = worklist(&year.appraisers[1], "").await;
    let own = campaign.units.iter().map(|unit| {
        campaign.leaves_of(&unit.unit_type).filter(|(_, leaf)| leaf.method == Method::SelfScored).count()
    });
    assert_eq!(all.len(), own.sum::<usize>());
    let in_domain = |row: &WorkRow| {
        row.leaf.starts_with("1.") && campaign.unit(&row.unit).unwrap().unit_type == unit_type
    };
    let mine = worklist(&year.appraisers[1], "mine=true").await;
    assert!(!mine.is_empty() && mine.iter().all(|row| !in_domain(row)), "what is another's is left out");
    for query in ["", "mine=true", &format!("unit={UNIT}")] {
        let rows = worklist(&year.appraisers[2], query).await;
        assert!(rows.iter().all(|row| row.unit != UNIT), "nobody's list has their own unit: {query}");
    }
    let unknown = year.admin.get(&format!("/api/campaigns/{ID}/worklist?unit=X")).await;
    assert_eq!(refusal(unknown).await, (404, "assessments.unit_absent".into()));
    let leaf = all.iter().find(|row| row.unit == UNIT).unwrap().leaf.clone();
    let by_leaf = worklist(&year.admin, &format!("unit_type={unit_type}&leaf={leaf}")).await;
    assert_eq!(by_leaf.len(), campaign.units_of(&unit_type).count());
    let leaves: Vec<LeafWork> = year.admin.of_sample("/leaves").await;
    let found = leaves.iter().find(|it| it.unit_type == unit_type && it.leaf == leaf).unwrap();
    assert_eq!((found.units, found.ready, found.decided, found.flagged), (by_leaf.len(), 0, 0, 0));
    for it in &leaves {
        let shared_out = it.unit_type == unit_type && it.domain == "1";
        assert_eq!(it.who, if shared_out { vec!["tdv01"] } else { vec![] }, "{}", it.leaf);
    }
    let without: Vec<LeafWork> = year.appraisers[2].of_sample("/leaves").await;
    let units = |leaves: &[LeafWork]| leaves.iter().map(|leaf| leaf.units).sum::<usize>();
    assert_eq!(
        units(&leaves) - units(&without),
        campaign.leaves_of(&unit_type).filter(|(_, leaf)| leaf.method == Method::SelfScored).count()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_list_is_what_the_lists_of_units_and_of_leaves_give() {
    let served = Served::start().await;
    let bytes = std::fs::read(sample::path("assessments.jsonl")).unwrap();
    let assessments = Some(File::of("assessments.jsonl", bytes));
    import(&served.site, Import { assessments, ..Import::of(sample::campaign().clone()) }).await.unwrap();
    let mut next = sample::campaign().clone();
    (next.settings.id, next.settings.previous) = ("nam-sau".to_owned(), Some(ID.to_owned()));
    import(&served.site, Import::of(next)).await.unwrap();
    let admin = served.sign_in("admin").await;
    for id in [ID, "nam-sau"] {
        let list = async |query: &str| -> Vec<WorkRow> {
            read(admin.get(&format!("/api/campaigns/{id}/worklist?{query}")).await).await
        };
        let whole = list("").await;
        assert_eq!(whole.iter().any(|row| row.last_year.is_some()), id != ID);
        let (mut of_units, mut of_leaves) = (Vec::new(), Vec::new());
        for unit in &sample::campaign().units {
            of_units.extend(list(&format!("unit={}", unit.code)).await);
        }
        for unit_type in &sample::campaign().unit_types {
            let codes = sample::campaign().leaves_of(&unit_type.code).map(|(node, _)| &node.code);
            for code in codes {
                of_leaves.extend(list(&format!("unit_type={}&leaf={code}", unit_type.code)).await);
            }
        }
        assert_eq!(whole, of_units);
        let order =
            |row: &WorkRow| whole.iter().position(|it| (&it.unit, &it.leaf) == (&row.unit, &row.leaf));
        of_leaves.sort_by_key(order);
        assert_eq!(whole, of_leaves);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_domain_names_nobody_who_appraises_no_longer() {
    let year = Year::begin(&[UNIT]).await;
    let unit_type = sample::campaign().unit(UNIT).unwrap().unit_type.clone();
    let path = format!("/api/campaigns/{ID}/duties");
    for account in ["tdv01", "tdv02"] {
        let duty = json!({ "account": account, "unit_type": unit_type, "domain": "1", "given": true });
        read::<Vec<Duty>>(year.admin.post(&path, &duty).await).await;
    }
    let take = json!({ "take": [{ "role": "appraiser", "campaign": ID }] });
    read::<serde_json::Value>(year.admin.patch("/api/accounts/tdv01", &take).await).await;
    let disabled = json!({ "disabled": true });
    read::<serde_json::Value>(year.admin.patch("/api/accounts/tdv02", &disabled).await).await;
    let duties: Vec<Duty> = year.admin.of_sample("/duties").await;
    assert_eq!(duties, []);
    let leaves: Vec<LeafWork> = year.admin.of_sample("/leaves").await;
    assert!(leaves.iter().all(|leaf| leaf.who.is_empty()));
    let rows = worklist(&year.appraisers[2], "mine=true").await;
    assert!(rows.iter().any(|row| row.leaf.starts_with("1.") && row.unit != UNIT), "it is nobody's now");
}

#[tokio::test(flavor = "multi_thread")]
async fn many_leaves_are_accepted_at_once_but_for_those_that_need_a_look() {
    let year = Year::begin(&[UNIT]).await;
    year.phase(Phase::SelfScoring, true).await;
    let all: Vec<Assessment> = lines().into_iter().filter(|line| line.unit == UNIT).collect();
    let flagged = &all[0];
    enter_all_but(&year.staff, UNIT, &flagged.code).await;
    let cut = upload(&year.staff, UNIT, "cắt.pdf", &pdf(2, 9000)[..5000]).await;
    read::<LeafRecord>(enter(&year.staff, UNIT, &flagged.code, &with(flagged, &cut), &[]).await).await;
    let entries = record(&year.staff, UNIT).await.entries;
    for (client, step) in [(&year.staff, Step::Prepared), (&year.head, Step::Approved)] {
        read::<UnitRecord>(submit(client, UNIT, step, entries).await).await;
    }
    year.phase(Phase::Appraisal, true).await;
    let appraiser = &year.appraisers[0];
    let rows = worklist(appraiser, &format!("unit={UNIT}")).await;
    assert!(rows.iter().all(|row| row.stage == Stage::Submitted && row.entry.is_some()));
    let by_hand = &rows[1];
    let given = Appraisal { entry: by_hand.entry, points: by_hand.claimed.clone(), ..Appraisal::default() };
    read::<LeafRecord>(appraise(appraiser, UNIT, &by_hand.leaf, &given, &[]).await).await;
    let mut leaves: Vec<_> = rows
        .iter()
        .map(|row| json!({ "id": another(), "unit": row.unit, "leaf": row.leaf, "entry": row.entry }))
        .collect();
    leaves[2]["entry"] = json!(1_000_000);
    let path = format!("/api/campaigns/{ID}/acceptances");
    let body = json!({ "leaves": leaves });
    let answers: Vec<Acceptance> = read(appraiser.post(&path, &body).await).await;
    let refused = |answers: &[Acceptance]| -> Vec<(usize, String)> {
        let refused = answers.iter().enumerate().filter_map(|(n, it)| Some((n, it.refused.clone()?.code)));
        refused.collect()
    };
    let first = rows.iter().position(|row| row.leaf == flagged.code).unwrap();
    let mut expected = vec![
        (first, "assessments.flagged".to_owned()),
        (1, "assessments.appraised_already".to_owned()),
        (2, "assessments.entry_changed".to_owned()),
    ];
    expected.sort();
    assert_eq!(refused(&answers), expected);
    let again: Vec<Acceptance> = read(appraiser.post(&path, &body).await).await;
    assert_eq!(refused(&again), expected, "sent again it is the same");
    let after = worklist(appraiser, &format!("unit={UNIT}")).await;
    let undecided = after.iter().filter(|row| row.by.is_none()).count();
    assert_eq!(undecided, 2);
    assert!(after.iter().filter(|row| row.by.is_some()).all(|row| row.given == row.claimed));
    let own: Vec<Acceptance> = read(year.appraisers[2].post(&path, &body).await).await;
    assert_eq!(refused(&own).len(), rows.len(), "nobody appraises their own unit");
    // What was accepted is in the log as what was given by hand, once each however often it was sent.
    let told = acts(&year.admin, "kind=appraised").await;
    let first_page: Vec<&str> = told.iter().map(|act| &*act.subject).collect();
    assert!(
        !first_page.is_empty()
            && first_page.iter().all(|subject| first_page.iter().filter(|it| it == &subject).count() == 1)
    );
}

async fn waits(client: &Client) -> Vec<NoticeKind> {
    let inbox: Inbox = read(client.get("/api/inbox").await).await;
    let count: InboxCount = read(client.get("/api/inbox/count").await).await;
    assert_eq!(count.count, inbox.notices.len());
    inbox.notices.into_iter().map(|notice| notice.kind).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_inbox_says_what_waits_and_forgets_what_is_done() {
    let year = Year::begin(&[UNIT]).await;
    let (staff, head, appraiser) = (&year.staff, &year.head, &year.appraisers[0]);
    assert_eq!(waits(staff).await, []);
    let change = json!({ "phase": Phase::SelfScoring, "open": true, "closes": "2019-11-22", "reason": "theo kế hoạch" });
    let phases = format!("/api/campaigns/{ID}/phases");
    assert!(year.admin.post(&phases, &change).await.status().is_success());
    assert_eq!(waits(staff).await, [NoticeKind::Deadline]);
    enter_all_but(staff, UNIT, "").await;
    let entries = record(staff, UNIT).await.entries;
    read::<UnitRecord>(submit(staff, UNIT, Step::Prepared, entries).await).await;
    assert_eq!(waits(head).await, [NoticeKind::Deadline, NoticeKind::Prepared]);
    read::<UnitRecord>(submit(head, UNIT, Step::Returned, entries).await).await;
    assert_eq!(waits(staff).await, [NoticeKind::Deadline, NoticeKind::Returned]);
    read::<UnitRecord>(submit(staff, UNIT, Step::Prepared, entries).await).await;
    read::<UnitRecord>(submit(head, UNIT, Step::Approved, entries).await).await;
    assert_eq!(waits(staff).await, [NoticeKind::Approved]);
    year.phase(Phase::Appraisal, true).await;
    let leaf = lines().into_iter().find(|line| line.unit == UNIT).unwrap().code;
    let question = Question { text: "Kế hoạch ban hành ngày nào?".to_owned() };
    let asked: LeafRecord =
        read(put(appraiser, UNIT, &leaf, "questions", another(), question, &[]).await).await;
    assert_eq!(waits(staff).await, [NoticeKind::Approved], "explanation is not open");
    year.phase(Phase::Explanation, true).await;
    assert_eq!(waits(staff).await, [NoticeKind::Asked, NoticeKind::Approved]);
    let answer = json!({ "question": asked.questions[0].position, "text": "Ngày 5/1" });
    let answered = put(staff, UNIT, &leaf, "answers", another(), answer, &[]).await;
    assert!(answered.status().is_success());
    assert_eq!(waits(staff).await, [NoticeKind::Approved]);
    assert_eq!(waits(appraiser).await, [NoticeKind::Answered, NoticeKind::Open]);
    year.phase(Phase::Appraisal, false).await;
    assert_eq!(waits(appraiser).await, [NoticeKind::Answered]);
    assert_eq!(waits(&year.served.sign_in("viewer").await).await, []);
}
