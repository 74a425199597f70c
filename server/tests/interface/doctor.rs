//! `parindex doctor`: whatever changed by itself is named, by table and row, or as a page that cannot be read.

use std::fs;
use std::path::Path;

use rusqlite::Connection;
use rusqlite::config::DbConfig;
use rusqlite::types::Value;
use server::files::{Files, Kept};
use server::folder::STORE;
use server::service::import::{self, File, Import};
use server::service::tallied;
use server::store::{
    BackcheckDraw, BackcheckRow, DeviceRow, Document, DocumentKind, Enrolment, Invitation, Letter,
    MessageRow, Repositories, Session, Share, Stage, StoreError, Told,
};
use shared::ballot::{Digest, NoAnswer, Sealed};
use shared::campaign::AdjustmentKind;
use shared::points::Points;
use shared::wire::{
    Adjusting, AdjustmentRow, Condition, Decision, Duty, DutyChange, EvidenceFile, ExtensionRow, FileKind,
    Objection, Phase, PhaseRow, Reply, Review, ReviewRow, Role, Step, SubmissionRow,
};
use tempfile::TempDir;
use uuid::Uuid;

use crate::client::Client;
use crate::nonresponse::missed;
use crate::process::parindex;
use crate::sample::{self, ID, another, ballot, lines, plain};
use crate::served::Served;

/// What the store takes for its package.
const PACKAGE: &[u8] = b"a package";

/// A store in which every table has rows but that of interviews done again, in one file.
pub async fn store() -> TempDir {
    store_with(&[]).await
}

/// The same with these ballots of dtv01.
async fn store_with(more: &[(Uuid, Sealed)]) -> TempDir {
    let served = Served::start().await;
    let (client, admin) = (served.sign_in("dtv01").await, served.sign_in("admin").await);
    // A few of them: each page of the store is damaged in turn.
    let text = fs::read_to_string(sample::path("assessments.jsonl")).unwrap();
    let text: String = text.split_inclusive('\n').take(5).collect();
    let assessments = File::of("assessments.jsonl", text.into_bytes());
    let campaign = sample::campaign().clone();
    let data = TempDir::new().unwrap();
    let package = Some(Files::of(data.path()).keep(PACKAGE).unwrap());
    let request = Import { assessments: Some(assessments), package, ..Import::of(campaign) };
    import::import(&served.site, request).await.unwrap();
    for line in &lines()[..3] {
        admin.put(&(line.id, ballot(line).seal())).await;
    }
    tallied::keep_all(&served.site).await.unwrap();
    client.put(&plain(1)).await;
    client.put(&missed(7, NoAnswer::Refused, "01837")).await;
    let told = Told {
        form: "P7".to_owned(),
        told: [("full_name".to_owned(), "Hoàng Thị Mai".to_owned())].into(),
    };
    let told = move |store: &dyn Repositories| store.put_personal(ID, Uuid::from_u128(7), &told);
    assert!(served.site.store.write(told).await.unwrap());
    for ballot in more {
        client.put(ballot).await;
    }
    let review = Review { decision: Decision::Reject, reason: "thử".into(), seen: None };
    let reviews = format!("/api/campaigns/{ID}/ballots/1/reviews");
    assert!(admin.post(&reviews, &review).await.status().is_success());
    paper_of(&admin).await;
    let closing = serde_json::json!({ "closed": true, "reason": "thử" });
    let closed = admin.post(&format!("/api/campaigns/{ID}/closing"), &closing).await;
    assert!(closed.status().is_success(), "{}", closed.text().await.unwrap());
    year_of(&served).await;
    assert!(admin.post(&format!("/api/campaigns/{ID}/runs"), &()).await.status().is_success());
    let published = serde_json::json!({ "decision": "1/QĐ", "day": "2019-11-15" });
    let published = admin.post(&format!("/api/campaigns/{ID}/publications"), &published).await;
    assert!(published.status().is_success(), "{}", published.text().await.unwrap());
    crate::tokens::made(&served, "xuat", Role::Viewer, Some(ID)).await;
    let whole = data.path().join(STORE).display().to_string();
    Connection::open(served.data().join(STORE)).unwrap().execute("VACUUM INTO ?1", [whole]).unwrap();
    served.stop().await;
    data
}

/// A row of each table of ballots on paper.
async fn paper_of(admin: &Client) {
    let post = async |path: &str, body: serde_json::Value| {
        let answer = admin.post(&format!("/api/campaigns/{ID}/paper{path}"), &body).await;
        assert!(answer.status().is_success(), "{}", answer.text().await.unwrap());
    };
    post("", serde_json::json!({ "form": "P7", "place": "01837", "issued": 2 })).await;
    post("/1/returns", serde_json::json!({ "returned": 2, "day": "2019-11-20" })).await;
    let path = format!("/api/campaigns/{ID}/paper/1/1/entries/{}", Uuid::from_u128(1));
    let entry = admin.request(reqwest::Method::PUT, &path).json(&serde_json::json!({ "spoiled": "rách" }));
    assert!(entry.send().await.unwrap().status().is_success());
    post("", serde_json::json!({ "form": "P7", "place": "01837", "issued": 3 })).await;
    post("/2/cancellation", serde_json::json!({ "reason": "nhầm" })).await;
}

/// A row of each table of the year that an import does not fill.
async fn year_of(served: &Served) {
    let at = served.site.now();
    let (reason, by) = ("thử".to_owned(), "admin".to_owned());
    let (unit, phase) = ("SNV".to_owned(), Phase::SelfScoring);
    let opened = PhaseRow {
        position: 0,
        phase,
        opens: at,
        closes: Some(at),
        reason: reason.clone(),
        by: by.clone(),
        at,
    };
    let step = SubmissionRow {
        position: 0,
        unit: unit.clone(),
        step: Step::Prepared,
        entries: 1,
        reason: reason.clone(),
        by: by.clone(),
        at,
    };
    let longer =
        ExtensionRow { position: 0, unit: unit.clone(), phase, until: at, reason, by: by.clone(), at };
    let change = DutyChange {
        account: "admin".to_owned(),
        unit_type: "department".to_owned(),
        domain: "1".to_owned(),
        given: true,
    };
    let duty = Duty { position: 0, change, by: by.clone(), at };
    let file = EvidenceFile {
        position: 0,
        unit,
        digest: Digest::of(PACKAGE),
        bytes: PACKAGE.len() as u64,
        name: "a.pdf".to_owned(),
        kind: FileKind::Other,
        condition: Condition::Unreadable,
        by,
        at,
    };
    let paper = Document {
        position: 0,
        unit: "SNV".to_owned(),
        submission: 1,
        kind: DocumentKind::Report,
        file: Kept { digest: Digest::of(PACKAGE), bytes: PACKAGE.len() as u64 },
    };
    let said = Adjusting {
        kind: AdjustmentKind::Bonus,
        points: Points::whole(1),
        reason: "thử".to_owned(),
        evidence: "12/QĐ".to_owned(),
        takes_back: None,
    };
    let adjustment = AdjustmentRow {
        position: 0,
        id: Uuid::nil(),
        unit: "SNV".to_owned(),
        said,
        by: "admin".to_owned(),
        at,
    };
    let reply = Reply { granted: true, reason: "thử".to_owned(), by: "admin".to_owned(), at };
    let objection = Objection {
        position: 0,
        version: 1,
        unit: "SNV".to_owned(),
        leaf: "1.1.1".to_owned(),
        reason: "thử".to_owned(),
        evidence: Vec::new(),
        by: "admin".to_owned(),
        at,
        reply: None,
        met: None,
    };
    let invitation = Invitation {
        campaign: ID.to_owned(),
        form: "P7".to_owned(),
        place: "01837".to_owned(),
        last_day: "2019-11-30".parse().unwrap(),
        stage: Stage::Begun,
        draft: Some(vec![1, 2, 3]),
    };
    let link = Enrolment {
        campaign: ID.to_owned(),
        account: "dtv01".to_owned(),
        last_day: "2019-11-30".parse().unwrap(),
        expires: at,
        by: "admin".to_owned(),
        made: at,
        used: None,
        revoked: None,
    };
    let share =
        Share { form: "P7".to_owned(), place: "01837".to_owned(), account: "dtv01".to_owned(), ballots: 2 };
    let decided =
        ReviewRow { decision: Decision::Reject, reason: "nhầm".to_owned(), by: "admin".to_owned(), at };
    let draw = BackcheckDraw {
        position: 0,
        seed: "2019".to_owned(),
        percent: 5,
        behind: 0,
        ballots: 1,
        valid: 1,
        by: "admin".to_owned(),
        at,
        shares: Vec::new(),
    };
    let backcheck = BackcheckRow {
        position: 0,
        draw: 0,
        ballot: 1,
        form: "P7".to_owned(),
        place: "01837".to_owned(),
        interviewer: "dtv01".to_owned(),
        finished: at,
        account: None,
        missed: None,
        answers: Vec::new(),
        noted: None,
        stands: None,
    };
    let message = MessageRow { position: 0, text: "Họp".to_owned(), by: "admin".to_owned(), at };
    let session =
        Session { token: [8; 32], username: "dtv01".to_owned(), made: at, expires: at, revoked: None };
    let device = DeviceRow {
        session: session.token,
        id: Uuid::from_u128(8),
        app: "0".to_owned(),
        persisted: true,
        clock_ms: Some(1),
        unsent: 1,
        drafts: 1,
        held: None,
        at,
    };
    let written = served.site.store.write::<_, StoreError>(move |store| {
        store.put_enrolment(&[7; 32], &link)?;
        store.put_session(&session)?;
        store.put_device(&device)?;
        store.put_fetched(&session.token, ID, 1, at)?;
        store.put_phase(ID, &opened)?;
        store.put_extension(ID, &longer)?;
        store.put_submission(ID, &step)?;
        store.put_evidence(ID, &file)?;
        store.put_duty(ID, &duty)?;
        store.put_share(ID, &share)?;
        store.put_nonresponse_review(ID, 1, &decided)?;
        let drawn = store.put_draw(ID, &draw)?;
        store.put_backcheck(ID, &BackcheckRow { draw: drawn, ..backcheck })?;
        store.put_message(ID, &message, &["dtv01".to_owned()].into())?;
        store.put_document(ID, &paper)?;
        store.put_adjustment(ID, &adjustment)?;
        store.put_letter("admin", &Letter { day: Some("2019-11-20".parse().unwrap()), told: Vec::new() })?;
        store.put_invitation(&[6; 32], &invitation)?;
        store.forget_invitations(ID)?;
        store.put_invitation(&[7; 32], &invitation)?;
        store.put_objection(ID, &objection)?;
        store.put_reply(ID, 1, &reply)?;
        store.put_redress(ID, 1, 2)
    });
    written.await.unwrap();
}

/// The same in another folder.
pub fn copy(whole: &Path) -> TempDir {
    let data = TempDir::new().unwrap();
    fs::copy(whole.join(STORE), data.path().join(STORE)).unwrap();
    Files::of(data.path()).keep(PACKAGE).unwrap();
    data
}

/// What the doctor says of a folder, and whether it found nothing.
pub fn doctor(data: &Path) -> (bool, String) {
    let output = parindex(data, &["doctor"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(matches!(output.status.code(), Some(0 | 1)), "{:?} {said}", output.status);
    assert!(!said.contains("panicked"), "{said}");
    (output.status.success(), said)
}

/// The file without what keeps statements from changing it: a disk asks no trigger.
pub fn as_a_bad_disk(file: &Path) -> Connection {
    let store = Connection::open(file).unwrap();
    store.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false).unwrap();
    store.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    store
}

pub fn texts(store: &Connection, sql: &str) -> Vec<String> {
    store.prepare(sql).unwrap().query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

/// The value with one byte that is another.
fn flipped(value: Value) -> Option<Value> {
    match value {
        Value::Integer(number) => Some(Value::Integer(number ^ 1)),
        Value::Text(text) => {
            let mut signs: Vec<char> = text.chars().collect();
            let last = signs.last_mut()?;
            *last = if *last == 'x' { 'y' } else { 'x' };
            Some(Value::Text(signs.into_iter().collect()))
        }
        Value::Blob(mut bytes) => {
            *bytes.last_mut()? ^= 1;
            Some(Value::Blob(bytes))
        }
        _ => None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_byte_that_changed_is_named_by_table_and_row_in_each_table() {
    let again = another(2, |ballot| ballot.header.replaces = Some(lines()[0].id));
    let whole = store_with(&[again]).await;
    assert_eq!(doctor(whole.path()), (true, String::new()));
    let pristine = whole.path().join(STORE);
    let tables =
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
    let tables = texts(&Connection::open(&pristine).unwrap(), tables);
    assert!(tables.len() > 14, "{tables:?}");
    for table in tables {
        let columns = texts(
            &Connection::open(&pristine).unwrap(),
            &format!("SELECT name FROM pragma_table_info('{table}') ORDER BY cid"),
        );
        let mut changed = 0;
        for column in columns {
            let data = copy(whole.path());
            let file = data.path().join(STORE);
            let store = as_a_bad_disk(&file);
            store.execute_batch("PRAGMA ignore_check_constraints = ON").unwrap();
            let first = format!("SELECT \"{column}\" FROM {table} WHERE \"{column}\" IS NOT NULL LIMIT 1");
            let Ok(value) = store.query_row(&first, [], |row| row.get::<_, Value>(0)) else { continue };
            let Some(other) = flipped(value.clone()) else { continue };
            let key = texts(
                &store,
                &format!("SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY cid LIMIT 1"),
            );
            let key = key.first().map_or("rowid".to_owned(), Clone::clone);
            let one = format!(
                "UPDATE {table} SET \"{column}\" = ?1 WHERE \"{column}\" = ?2 AND \"{key}\" =
                 (SELECT min(\"{key}\") FROM {table} WHERE \"{column}\" = ?2)"
            );
            // A whole other row may be what the change makes of it: then nothing can have changed so.
            match store.execute(&one, (&other, &value)) {
                Ok(0) | Err(_) => continue,
                Ok(_) => {}
            }
            store.close().unwrap();
            let (right, said) = doctor(data.path());
            let named = said.contains(&format!("Table {table}, row "));
            assert!(!right && named, "{table}.{column}: {said}");
            changed += 1;
        }
        assert!(changed > 0, "{table}: has no row, or nothing in it could be changed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_lost_is_never_passed_over() {
    let whole = store().await;
    let bytes = fs::read(whole.path().join(STORE)).unwrap();
    let page = usize::from(u16::from_be_bytes([bytes[16], bytes[17]]));
    let data = TempDir::new().unwrap();
    let file = data.path().join(STORE);
    for start in (0..bytes.len()).step_by(page) {
        let mut damaged = bytes.clone();
        damaged[start..start + page].fill(0);
        fs::write(&file, &damaged).unwrap();
        let (right, said) = doctor(data.path());
        assert!(!right && !said.is_empty(), "page {}: {said}", start / page + 1);
    }
    fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
    assert!(!doctor(data.path()).0, "half a file");
    let names: Vec<_> = fs::read_dir(data.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, [STORE], "nothing is left behind");
}

#[test]
fn a_folder_without_data_is_said_to_have_none() {
    let (right, said) = doctor(TempDir::new().unwrap().path());
    assert!(!right && said.contains("holds no data"), "{said}");
}
