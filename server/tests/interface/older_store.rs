//! A store of an earlier program, with two campaigns, reviews and closings, is taken over with nothing lost: the fixture bears what
//! that program answered. What cannot be taken over is left as it is.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use serde_json::Value;
use server::folder::STORE;
use server::service::rebuild::rebuild;
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

use crate::client::Client;
use crate::doctor::doctor;
use crate::process::parindex;
use crate::served::{PASSWORD, Served};

/// When the fixture was made, or soon after: its sessions are in force.
const THEN: &str = "2026-11-28T12:00:00Z";

/// The folder as that program left it, and what it had said.
fn unpacked() -> (TempDir, Value) {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/corpus/fixtures/store-9ae60b5.zip");
    let mut archive = zip::ZipArchive::new(File::open(file).unwrap()).unwrap();
    let data = TempDir::new().unwrap();
    let mut store = File::create_new(data.path().join(STORE)).unwrap();
    std::io::copy(&mut archive.by_name(STORE).unwrap(), &mut store).unwrap();
    let answers = serde_json::from_reader(archive.by_name("answers.json").unwrap()).unwrap();
    (data, answers)
}

/// Whether `now` says all that `then` said: fields that came later may stand beside it.
fn says(now: &Value, then: &Value) -> Result<(), String> {
    match (now, then) {
        (Value::Object(now), Value::Object(then)) => then
            .iter()
            // A place had a district; now places are a tree.
            .filter(|(name, value)| !value.is_null() && *name != "district")
            .try_for_each(|(name, value)| match now.get(name) {
                Some(now) => says(now, value).map_err(|why| format!("{name}.{why}")),
                None => Err(format!("{name}: gone")),
            }),
        (Value::Array(now), Value::Array(then)) if now.len() == then.len() => {
            let mut pairs = now.iter().zip(then).enumerate();
            pairs.try_for_each(|(n, (now, then))| says(now, then).map_err(|why| format!("{n}.{why}")))
        }
        _ if now == then => Ok(()),
        _ => Err(format!(" {now} in place of {then}")),
    }
}

async fn all_pages(client: &Client, path: &str) -> Value {
    let (mut ballots, mut after) = (Vec::new(), String::new());
    loop {
        let page: Value = client.get(&format!("{path}?after={after}")).await.json().await.unwrap();
        ballots.extend(page["ballots"].as_array().unwrap().clone());
        match &page["next"] {
            Value::String(next) => after = next.clone(),
            _ => return serde_json::json!({ "ballots": ballots }),
        }
    }
}

/// An account as it was said with one role, and its places apart, as it is said now.
fn with_roles(then: &mut Value) {
    match then {
        Value::Array(all) => all.iter_mut().for_each(with_roles),
        Value::Object(account) => {
            let (role, places) = (account.remove("role"), account.remove("assignments"));
            let (Some(role), Some(Value::Object(places))) = (role, places) else { return };
            let mut roles = vec![(role.as_str().unwrap().to_owned(), String::new(), String::new())];
            for (campaign, places) in places {
                let place = |place: &Value| place.as_str().unwrap().to_owned();
                let places = places.as_array().unwrap().iter().map(place);
                roles.extend(places.map(|place| ("interviewer".to_owned(), campaign.clone(), place)));
            }
            roles.sort();
            let named = |text: String| Some(text).filter(|text| !text.is_empty());
            let row = |(role, campaign, place)| serde_json::json!({ "role": role, "campaign": named(campaign), "place": named(place) });
            account.insert("roles".to_owned(), roles.into_iter().map(row).collect());
        }
        _ => {}
    }
}

/// People stood by account then, and stand by name now.
fn by_account(answer: &mut Value) {
    let people = match answer {
        Value::Array(all) => Some(all),
        other => other.get_mut("interviewers").and_then(Value::as_array_mut),
    };
    if let Some(all) = people {
        all.sort_by_key(|person| person["username"].as_str().map(str::to_owned));
    }
}

/// Who sent and asked nobody was counted among interviewers then, as a clerk is not now.
fn asked_nobody(then: &mut Value) {
    if let Some(all) = then.get_mut("interviewers").and_then(Value::as_array_mut) {
        let counts = ["valid", "screened_out", "pending", "rejected"];
        all.retain(|one| one["places"] != serde_json::json!([]) || counts.iter().any(|it| one[it] != 0));
    }
}

/// A reason told where by the names of a workbook then, and by what the form asks now; those names stand beside it.
fn without_places_of_reasons(answer: &mut Value) {
    match answer {
        Value::Array(all) => all.iter_mut().for_each(without_places_of_reasons),
        Value::Object(fields) => {
            let params = fields.get("params").is_some_and(|it| it.get("question").is_some());
            if let Some(Value::Object(params)) = fields.get_mut("params").filter(|_| params) {
                params.remove("at");
            }
            fields.values_mut().for_each(without_places_of_reasons);
        }
        _ => {}
    }
}

/// Everything that was answered is answered still; `but` is a field that may differ.
async fn answers_as_before(client: &Client, before: &Value, but: &str) {
    let answers = before["answers"].as_object().unwrap();
    assert!(answers.len() >= 50, "{}", answers.len());
    let mut wrong = Vec::new();
    for (path, then) in answers {
        let mut now = match path.ends_with("/ballots") {
            true => all_pages(client, path).await,
            false => client.get(path).await.json().await.unwrap(),
        };
        let mut then = then.clone();
        then.as_object_mut().map(|then| then.remove(but));
        if ["/api/accounts", "/api/session"].contains(&path.as_str()) {
            with_roles(&mut then);
        }
        // What is planned for a person is of the package: an assignment covers what lies below it now.
        for person in then.get_mut("interviewers").and_then(Value::as_array_mut).into_iter().flatten() {
            person.as_object_mut().map(|person| person.remove("planned"));
        }
        [&mut now, &mut then].into_iter().for_each(by_account);
        asked_nobody(&mut then);
        [&mut now, &mut then].into_iter().for_each(without_places_of_reasons);
        wrong.extend(says(&now, &then).err().map(|why| format!("{path}: {why}")));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Each ballot by campaign, number and id, with the digest of its bytes as they are.
fn ballots(data: &Path) -> Vec<Value> {
    let store = Connection::open(data.join(STORE)).unwrap();
    let mut rows = store.prepare("SELECT campaign, position, id, bytes FROM ballot ORDER BY key").unwrap();
    let row = |row: &rusqlite::Row<'_>| {
        let (id, bytes): (Vec<u8>, Vec<u8>) = (row.get(2)?, row.get(3)?);
        let digest = hex::encode(Sha256::digest(&bytes));
        Ok(serde_json::json!([
            row.get::<_, String>(0)?,
            row.get::<_, i64>(1)?,
            hex::encode(id),
            digest,
            bytes.len()
        ]))
    };
    rows.query_map([], row).unwrap().map(Result::unwrap).collect()
}

/// The closings in the order in which they were.
fn closings(data: &Path) -> Vec<Value> {
    let store = Connection::open(data.join(STORE)).unwrap();
    let sql = "SELECT campaign, closed, reason, by, at FROM closing ORDER BY at, campaign";
    let mut rows = store.prepare(sql).unwrap();
    let row = |row: &rusqlite::Row<'_>| {
        let (campaign, closed, reason): (String, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(serde_json::json!([campaign, closed, reason, row.get::<_, String>(3)?, row.get::<_, i64>(4)?]))
    };
    rows.query_map([], row).unwrap().map(Result::unwrap).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_of_an_older_store_is_there_and_answered_as_before() {
    let (data, before) = unpacked();
    assert_eq!(doctor(data.path()), (true, String::new()), "as it was left");
    let served = Served::start_on(data, THEN).await;
    let token = |name: &str| before["tokens"][name].as_str().map(str::to_owned);
    let by = |name: &str| Client { token: token(name), ..Client::anonymous(&served.url) };
    answers_as_before(&by("admin"), &before, "").await;
    let expected = before["ballots"].as_array().unwrap();
    assert!(expected.len() > 250, "{}", expected.len());
    assert_eq!(&ballots(served.data()), expected);
    assert_eq!(&closings(served.data()), before["closings"].as_array().unwrap());
    // Who was signed in is, who was not is not; passwords are what they were.
    for (name, status) in [("dtv01", 200), ("viewer", 200), ("dtv01_ended", 401), ("dtv03", 401)] {
        assert_eq!(by(name).get("/api/session").await.status().as_u16(), status, "{name}");
    }
    let again = Client::sign_in(&served.url, "chi", PASSWORD).await;
    rebuild(&served.site).await.unwrap();
    answers_as_before(&again, &before, "revision").await;
    let data = served.stop().await;
    assert_eq!(doctor(data.path()), (true, String::new()), "taken over");
}

#[test]
fn an_older_store_that_cannot_be_taken_over_is_left_as_it_is() {
    for (harm, what) in [
        ("DELETE FROM ballot WHERE key = (SELECT max(ballot) FROM review)", "no such ballot"),
        ("DELETE FROM campaign WHERE id = 'bac-kan-2019'", "no such campaign"),
        ("DROP INDEX ballot_once", "INDEX ballot_once"),
        ("ALTER TABLE review ADD COLUMN more TEXT", "TABLE review"),
        ("CREATE TABLE package (x)", "TABLE package"),
    ] {
        for journal in ["WAL", "DELETE"] {
            let (data, _) = unpacked();
            let file = data.path().join(STORE);
            let store = Connection::open(&file).unwrap();
            store.execute_batch(&format!("PRAGMA foreign_keys = OFF; {harm}")).unwrap();
            store.pragma_update(None, "journal_mode", journal).unwrap();
            store.close().unwrap();
            let before = fs::read(&file).unwrap();
            let output = parindex(data.path(), &["account", "passwd", "admin"]);
            let said = String::from_utf8(output.stderr).unwrap();
            assert!(!output.status.success() && said.contains(what), "{harm}: {said}");
            assert!(fs::read(&file).unwrap() == before, "{harm}: {journal}");
            let names: Vec<_> =
                fs::read_dir(data.path()).unwrap().map(|it| it.unwrap().file_name()).collect();
            assert_eq!(names, [STORE], "{harm}: nothing is left beside it");
        }
    }
}
