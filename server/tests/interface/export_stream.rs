//! Ballots taken away through the interface: of one moment, resumable, and never whole where something broke off.

use reqwest::{Method, Response};
use server::store::{NewBallot, StoreError};
use shared::ballot::Sealed;
use shared::export::value;
use shared::sheet::csv;
use shared::wire::{Fact, MOMENT, Role, TO_COME};
use uuid::Uuid;

use crate::acts::acts;
use crate::client::{Client, refusal};
use crate::process::Process;
use crate::sample::{self, ID, ballot, lines, plain};
use crate::served::{BEGIN, Served};

fn header(answer: &Response, name: &str) -> String {
    answer.headers()[name].to_str().unwrap().to_owned()
}

async fn take(client: &Client, file: &str) -> Response {
    let answer = client.get(&format!("/api/campaigns/{ID}/{file}")).await;
    assert_eq!(answer.status(), 200, "{file}");
    answer
}

#[tokio::test]
async fn what_comes_meanwhile_is_of_another_moment() {
    let served = Served::start().await;
    let (client, admin) = (served.sign_in("dtv01").await, served.sign_in("admin").await);
    client.put(&plain(1)).await;
    client.put(&plain(2)).await;
    let first = take(&admin, "ballots.jsonl").await;
    let (moment, to_come) = (header(&first, MOMENT), header(&first, TO_COME));
    let whole = first.text().await.unwrap();
    assert_eq!((&*moment, &*to_come, whole.lines().count()), ("2.0", "2", 2));
    let reject = serde_json::json!({ "decision": "reject", "reason": "hai lần" });
    assert!(
        admin.post(&format!("/api/campaigns/{ID}/ballots/1/reviews"), &reject).await.status().is_success()
    );
    client.put(&plain(3)).await;
    let now = take(&admin, "ballots.jsonl").await.text().await.unwrap();
    assert!(now.lines().count() == 3 && now.lines().next().unwrap().contains("\"rejected\""), "{now}");
    let then = take(&admin, &format!("ballots.jsonl?moment={moment}")).await.text().await.unwrap();
    assert_eq!(then, whole, "the moment is still there");
    for file in [
        "ballots.jsonl?moment=9.0",
        "ballots.csv?moment=2.7",
        "ballots.csv?moment=x",
        "ballots.jsonl?after=x",
    ] {
        let refused = admin.get(&format!("/api/campaigns/{ID}/{file}")).await;
        assert_eq!(refusal(refused).await.0, 400, "{file}");
    }
    let refused = admin.get(&format!("/api/campaigns/{ID}/ballots.csv?repeat=nothing")).await;
    assert_eq!(refusal(refused).await, (404, "export.repeat".to_owned()));
}

#[tokio::test]
async fn it_goes_on_behind_any_ballot_and_each_time_is_in_the_log() {
    let served = Served::start().await;
    let client = served.sign_in("dtv01").await;
    for n in 1..=5 {
        client.put(&plain(n)).await;
    }
    let viewer = served.sign_in("viewer").await;
    for file in ["ballots.jsonl?", "ballots.csv?", "ballots.csv?repeat=departments&"] {
        let whole = take(&viewer, file).await.text().await.unwrap();
        let lines: Vec<&str> = whole.split_inclusive('\n').collect();
        let of_ballot = (lines.len() - usize::from(file.contains("csv"))) / 5;
        for after in 1..=5 {
            let rest = take(&viewer, &format!("{file}after={after}&moment=5.0")).await;
            assert_eq!(header(&rest, TO_COME), (5 - after).to_string());
            let kept = lines.len() - of_ballot * (5 - after);
            assert_eq!(rest.text().await.unwrap(), lines[kept..].concat(), "{file} {after}");
        }
    }
    let taken = acts(&served.sign_in("admin").await, "kind=exported").await;
    assert_eq!((taken.len(), taken[0].by.as_deref()), (18, Some("viewer")));
    assert_eq!(taken[0].after[&Fact::Files], "ballots-departments.csv?after=5");
    assert_eq!(taken[17].after[&Fact::Files], "ballots.jsonl");
}

#[tokio::test]
async fn a_table_holds_each_answer_with_its_label_and_nothing_that_runs() {
    let served = Served::start().await;
    let client = served.sign_in("dtv01").await;
    let hostile = "=cmd|' /C calc'!A0 – “Ngân hàng”, đường\nsố 2";
    let (id, sealed) = sample::another(1, |b| _ = b.answers.insert("opinion".into(), hostile.into()));
    client.put(&(id, sealed)).await;
    let viewer = served.sign_in("viewer").await;
    let text = take(&viewer, "ballots.csv").await.text().await.unwrap();
    assert!(text.starts_with('\u{feff}'), "Excel knows it for UTF-8");
    let bare = take(&viewer, "ballots.csv?bom=false").await.text().await.unwrap();
    assert_eq!(text, format!("\u{feff}{bare}"));
    let rows: Vec<Vec<String>> = csv::rows(&bare).unwrap().into_iter().map(|(_, cells)| cells).collect();
    let cell = |name: &str| &rows[1][rows[0].iter().position(|head| head == name).unwrap()];
    assert!(rows[1].iter().all(|cell| !cell.starts_with(['=', '+', '@'])), "{rows:?}");
    let opinion = if rows[0].iter().any(|head| head == "opinion") {
        cell("opinion")
    } else {
        cell("ballot/other_answers")
    };
    assert!(value(opinion).contains("cmd|' /C calc'!A0 – “Ngân hàng”, đường"), "{opinion}");
    assert_eq!((&**cell("ballot/form"), &**cell("ballot/place")), ("P7", "01837"));
    let english = take(&viewer, "ballots.csv?language=en").await.text().await.unwrap();
    assert_ne!(english, text, "labels are in the language that is asked for");
    let units = take(&viewer, "ballots.csv?repeat=departments").await.text().await.unwrap();
    let judged = lines()
        .iter()
        .find(|line| line.form == "P7" && line.place == "01837" && line.answers.contains_key("departments"));
    let judged = judged.unwrap().answers["departments"].as_array().unwrap().len();
    assert_eq!(units.lines().count(), 1 + judged);
}

/// Stores ballots past the door; the last of them may be one that nobody can read again.
async fn fill(served: &Served, number: u128, last_is_broken: bool) {
    let ballots: Vec<(Uuid, Sealed)> = (1..=number)
        .map(|n| {
            let mut ballot = ballot(&lines()[0]);
            ballot.header.id = Uuid::from_u128(n);
            if last_is_broken && n == number {
                ballot.header.place = "01\u{0}".to_owned();
            }
            (ballot.header.id, ballot.seal())
        })
        .collect();
    let keep = move |store: &dyn server::store::Repositories| {
        for (id, sealed) in ballots {
            store.put_ballot(&NewBallot {
                campaign: ID.to_owned(),
                id,
                digest: sealed.digest,
                bytes: sealed.bytes,
                received: BEGIN.parse().unwrap(),
                clock_offset_ms: None,
                sent_by: None,
                arrived: shared::wire::Status::Pending,
                reasons: Vec::new(),
            })?;
            server::service::effect::ballot_is_in(store, ID)?;
        }
        Ok::<_, StoreError>(())
    };
    served.site.store.write(keep).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ballot_that_cannot_be_read_breaks_the_file_off_and_is_named() {
    let served = Served::start().await;
    fill(&served, 1000, true).await;
    let viewer = served.sign_in("viewer").await;
    for file in ["ballots.jsonl", "ballots.csv"] {
        let broken = take(&viewer, file).await;
        assert_eq!(header(&broken, TO_COME), "1000");
        assert!(broken.text().await.is_err(), "{file}: it does not look whole");
        let named = viewer.get(&format!("/api/campaigns/{ID}/{file}?after=999")).await;
        assert_eq!(named.status(), 500);
        let said = named.text().await.unwrap();
        assert!(said.contains("export.unreadable") && said.contains("1000"), "{said}");
        assert_eq!(
            take(&viewer, &format!("{file}?after=1000")).await.text().await.unwrap().lines().count(),
            0
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_told_to_stop_leaves_no_file_that_looks_whole() {
    let served = Served::start().await;
    fill(&served, 20_000, false).await;
    let data = served.stop().await;
    let mut process = Process::start(data.path());
    let admin = process.admin().await;
    let mut answer = take(&admin, "ballots.jsonl").await;
    assert_eq!(header(&answer, TO_COME), "20000");
    assert!(!answer.chunk().await.unwrap().unwrap().is_empty());
    process.terminate();
    let failed = loop {
        match answer.chunk().await {
            Ok(Some(_)) => {}
            end => break end.is_err(),
        }
    };
    assert!(failed, "the end never came");
}

#[tokio::test]
async fn to_ask_what_a_file_would_be_is_no_act() {
    let served = Served::start().await;
    served.sign_in("dtv01").await.put(&plain(1)).await;
    let admin = served.sign_in("admin").await;
    for file in ["ballots.jsonl", "ballots.csv"] {
        let asked = admin.request(Method::HEAD, &format!("/api/campaigns/{ID}/{file}")).send().await.unwrap();
        assert_eq!((asked.status().as_u16(), &*header(&asked, TO_COME)), (200, "1"));
    }
    assert_eq!(acts(&admin, "kind=exported").await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_on_its_way_breaks_off_when_who_takes_it_may_no_longer() {
    let served = Served::start().await;
    fill(&served, 20_000, false).await;
    let admin = served.sign_in("admin").await;
    let token = crate::tokens::made(&served, "xuat", Role::Viewer, None).await.secret;
    let script = Client { token: Some(token), ..Client::anonymous(&served.url) };
    let (revoke, take_role) = (Method::DELETE, Method::PATCH);
    for (client, method, path, body) in [
        (served.sign_in("viewer").await, take_role, "/api/accounts/viewer", r#"{"disabled":true}"#),
        (script, revoke, "/api/tokens/xuat", ""),
    ] {
        let mut answer = take(&client, "ballots.jsonl").await;
        assert!(!answer.chunk().await.unwrap().unwrap().is_empty());
        let request = admin.request(method, path).header("content-type", "application/json").body(body);
        assert!(request.send().await.unwrap().status().is_success(), "{path}");
        let failed = loop {
            match answer.chunk().await {
                Ok(Some(_)) => {}
                end => break end.is_err(),
            }
        };
        assert!(failed, "{path}: the end never came");
    }
}
