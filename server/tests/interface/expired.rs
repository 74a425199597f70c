//! After the last day on which a campaign keeps what it knows of people, codes and what was never sent go by themselves: nothing of them is in
//! the file, its log, its free pages, or the next backup.

use std::fs;
use std::path::Path;

use jiff::SignedDuration;
use reqwest::{Method, StatusCode};
use rusqlite::Connection;
use server::document;
use server::folder::STORE;
use server::service::expire::expire;
use server::service::import::{Import, import};
use server::service::papers::blank;
use shared::wire::{BatchAnswer, frame};

use crate::acts::acts;
use crate::client::{Client, read};
use crate::guest::{codes, fill, page, step};
use crate::personal::{NAME, agreed, asking, found, personal, settle, table};
use crate::process::parindex;
use crate::sample::{self, ID, another, plain};
use crate::served::Served;

/// A server whose campaign keeps what it knows of people up to this day.
async fn kept_until(day: &str) -> Served {
    let served = Served::start().await;
    let mut campaign = sample::campaign().clone();
    campaign.settings.notice.kept_until = Some(day.parse().unwrap());
    import(&served.site, Import::of(campaign)).await.unwrap();
    served
}

/// Of a code that somebody began with: its digest, and what they answered, as it lies in the store.
fn lies(data: &Path) -> Vec<Vec<u8>> {
    let store = Connection::open(data.join(STORE)).unwrap();
    let rows = |sql: &str| -> Vec<Vec<u8>> {
        let mut rows = store.prepare(sql).unwrap();
        rows.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let mut all = rows("SELECT digest FROM invitation");
    // What is long lies in several pages.
    for draft in rows("SELECT bytes FROM draft") {
        let (begins, ends) = (&draft[..32], &draft[draft.len() - 32..]);
        all.extend([begins, ends].map(<[u8]>::to_vec));
    }
    all
}

fn holds(file: &Path, what: &[u8]) -> bool {
    fs::read(file).unwrap().windows(what.len()).any(|it| it == what)
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_and_what_was_never_sent_are_gone_after_the_last_day() {
    let served = kept_until("2020-06-30").await;
    served.sign_in("dtv01").await.put(&plain(1)).await;
    let made = codes(&served, "P7", "01837", 3).await;
    let path = format!("/a/{}", made[0]);
    let client = Client::anonymous(&served.url);
    page(fill(&client, &path, &step("agree")).await).await;
    page(fill(&client, &format!("/a/{}", made[1]), &step("refuse")).await).await;
    let data = served.data().to_owned();
    let file = data.join(STORE);
    Connection::open(&file).unwrap().execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    let all = lies(&data);
    assert_eq!(all.len(), 5, "three codes, and the answers of one");
    assert!(all.iter().all(|it| holds(&file, it)));
    assert_eq!(expire(&served.site).await.unwrap(), 0, "the day is to come");

    // BEGIN is in November 2019.
    served.wait(SignedDuration::from_hours(24 * 300));
    assert_eq!(expire(&served.site).await.unwrap(), 3);
    assert_eq!(fs::metadata(data.join(format!("{STORE}-wal"))).unwrap().len(), 0, "the log was emptied");
    assert!(!all.iter().any(|it| holds(&file, it)), "neither in rows, nor in free pages");
    assert_eq!(expire(&served.site).await.unwrap(), 0, "once");

    let admin = served.sign_in("admin").await;
    assert!(acts(&admin, "kind=invitation_withdrawn").await.is_empty(), "nobody took a code back");
    let told = acts(&admin, "kind=expired").await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].by, None, "nobody asked for it");
    let text = serde_json::to_string(&told).unwrap();
    assert!(text.contains("\"3\"") && !made.iter().any(|code| text.contains(code)), "{text}");
    let refused = page(admin.get(&format!("/r/{ID}/nonresponse")).await).await;
    let row =
        refused.split("data-of=\"P7 01837\"").nth(1).and_then(|rest| rest.split("</tr>").next()).unwrap();
    assert!(
        row.trim_end().ends_with("<td class=\"n\">1</td><td class=\"n\">50 %</td>"),
        "who refused stays counted: {row}"
    );
    let gone = client.get(&path).await;
    assert_eq!(gone.status(), StatusCode::NOT_FOUND);
    let shown = page(admin.get(&format!("/r/{ID}/processed")).await).await;
    let row = shown.split("data-deleted=\"expired\"").nth(1).and_then(|rest| rest.split("</tr>").next());
    let row = row.unwrap_or_else(|| panic!("{shown}"));
    assert!(row.contains("đến hết ngày 30/06/2020") && row.contains("<td>3 mã trả lời</td>"), "{row}");
    assert!(shown.contains("Các mã trả lời đã bị xóa"), "they are held no longer: {shown}");

    let backup = tempfile::tempdir().unwrap();
    let (zip, back) = (backup.path().join("b.zip").display().to_string(), backup.path().join("back"));
    let run = |data: &Path, arguments: &[&str]| {
        let output = parindex(data, arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    };
    run(&data, &["backup", &zip]);
    run(&back, &["restore", &zip]);
    assert!(!all.iter().any(|it| holds(&back.join(STORE), it)), "nor in a backup of now");
    run(&data, &["doctor"]);
    run(&back, &["doctor"]);
    assert_eq!(crate::guest::ballots(&served).await.len(), 1, "ballots stay");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_goes_while_people_may_still_answer_or_no_day_is_named() {
    let served = kept_until("2019-11-16").await;
    codes(&served, "P7", "01837", 1).await;
    served.wait(SignedDuration::from_hours(24 * 10));
    assert_eq!(expire(&served.site).await.unwrap(), 0, "the survey goes on");
    let served = Served::start().await;
    codes(&served, "P7", "01837", 1).await;
    served.wait(SignedDuration::from_hours(24 * 900));
    assert_eq!(expire(&served.site).await.unwrap(), 0, "the package names no day");
}

#[tokio::test]
async fn after_the_last_day_it_is_neither_asked_on_paper_nor_kept_and_the_tablet_lets_go_of_it() {
    let served = asking().await;
    let printed = async || {
        let papers = blank(&served.site, ID.to_owned(), "P7".to_owned(), None, None).await.unwrap();
        (papers.len(), document::page(&papers[0]).contains("30/06/2020"))
    };
    assert_eq!(printed().await, (2, true), "a sheet of its own");

    // BEGIN is in November 2019.
    served.wait(SignedDuration::from_hours(24 * 300));
    let (admin, asker) = (served.sign_in("admin").await, served.sign_in("dtv01").await);
    let late = personal(NAME);
    let (status, receipt) = asker.put(&late).await;
    assert_eq!((status, receipt.let_go, receipt.digest), (StatusCode::OK, true, late.1.digest));
    let body = frame([&*late.1.bytes].into_iter());
    let path = format!("/api/campaigns/{ID}/ballots");
    let all: BatchAnswer = read(asker.request(Method::POST, &path).body(body).send().await.unwrap()).await;
    assert!(all.ballots[0].receipt.as_ref().is_some_and(|receipt| receipt.let_go));
    assert_eq!(table(&admin).await.lines().count(), 1, "a head alone");
    assert_eq!(found(&settle(&served), NAME), 0);
    let (status, receipt) = asker.put(&another(1, agreed)).await;
    assert_eq!((status, receipt.let_go), (StatusCode::CREATED, false), "the ballot is taken in as always");
    assert_eq!(printed().await, (1, false), "nor is the day told");
}
