//! A respondent sees by code and claim what was sent, and withdraws it until the survey closes: counts and tallies follow, number and
//! digest stay, and of what was said nothing is found in the file, its log, or a backup. Who made the codes sees nothing by them.

use std::fs;

use jiff::SignedDuration;
use reqwest::StatusCode;
use rusqlite::Connection;
use server::folder::STORE;
use server::service::export::{Files, Statistics, Workbook, look};
use server::service::respond::{Claim, Code};
use server::service::{Error, tallied};
use server::{Config, open};
use shared::export::Format;
use shared::message::date;
use shared::wire::{ActKind, BallotPage, Counts, Decision, IndexView, Review, TO_COME};

use crate::acts::acts;
use crate::client::{Client, refusal};
use crate::guest::{answer, ballots, claim, codes, fill, page, sending, step, told};
use crate::process::parindex;
use crate::sample::{self, ID, another, folder, plain};
use crate::served::Served;

/// What only one person said.
const SAID: &str = "nghề-của-riêng-tôi";

/// Answers by a code, and sends; gives what claims the ballot.
async fn sent(served: &Served, code: &str) -> (Client, String) {
    let (_, mut answers) = told("P7", |line| line.answers.contains_key("departments"));
    answers.insert("/occupation".to_owned(), SAID.to_owned());
    let (client, path) = (Client::anonymous(&served.url), format!("/a/{code}"));
    let shown = answer(&client, code, &answers, 1).await.pop().unwrap();
    let closes = date(&sample::campaign().settings.survey_closes.to_string());
    assert!(shown.contains(&format!("Đến hết ngày {closes}")), "it is said before: {shown}");
    let fields = sending(&shown);
    let thanks = page(fill(&client, &path, &fields).await).await;
    assert!(!thanks.contains(SAID) && !thanks.contains("?lang="), "no way on would lose the claim: {thanks}");
    let claim = claim(&thanks);
    assert!(shown.contains(&claim), "where the page after it is lost it was seen before");
    assert_eq!(page(fill(&client, &path, &fields).await).await, thanks, "loaded again it is the same page");
    (client, claim)
}

/// A step with a claim.
async fn by(client: &Client, code: &str, name: &str, claim: &str) -> (StatusCode, String) {
    let fields = [step(name), vec![("claim".to_owned(), claim.to_owned())]].concat();
    let answer = fill(client, &format!("/a/{code}"), &fields).await;
    (answer.status(), answer.text().await.unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_the_claim_sees_what_was_sent_and_withdraws_it() {
    let served = Served::start().await;
    let (admin, asker) = (served.sign_in("admin").await, served.sign_in("dtv01").await);
    asker.put(&plain(1)).await;
    let before: (Counts, IndexView) = (admin.of_sample("/counts").await, admin.of_sample("/index").await);
    let made = codes(&served, "P7", "01837", 2).await;
    let (client, claim) = sent(&served, &made[0]).await;
    let path = format!("/a/{}", made[0]);
    let known = ballots(&served).await;
    assert_eq!(known.len(), 2);
    assert_ne!(admin.of_sample::<IndexView>("/index").await.tables, before.1.tables);

    let typed = claim.to_uppercase().replace('-', " ");
    let (_, seen) = by(&client, &made[0], "see", &typed).await;
    assert!(seen.contains(SAID) && seen.contains("<h2>") && !seen.contains("?at="), "{seen}");
    let (_, asks) = by(&client, &made[0], "ask", &claim).await;
    assert!(asks.contains("value=\"erase\"") && !asks.contains(SAID), "{asks}");
    let unused = by(&client, &made[1], "see", &claim).await;
    assert!(unused.1.contains("value=\"agree\""), "another code opens nothing: {}", unused.1);

    for _ in 0..2 {
        let (status, gone) = by(&client, &made[0], "erase", &claim).await;
        assert!(gone.contains("Phiếu đã được rút") && !gone.contains("<form"), "{gone}");
        assert_eq!(status, StatusCode::OK);
    }
    for name in ["see", "ask", "send"] {
        let (_, gone) = by(&client, &made[0], name, &claim).await;
        assert!(gone.contains("Phiếu đã được rút") && !gone.contains(SAID), "{name}: {gone}");
    }
    let again = page(fill(&client, &path, &step("agree")).await).await;
    assert!(
        again.contains("Phiếu đã được gửi") && !again.contains("đã được rút"),
        "a code gives one: {again}"
    );

    let after: (Counts, IndexView) = (admin.of_sample("/counts").await, admin.of_sample("/index").await);
    assert_eq!((after.0.rows, after.1.tables), (before.0.rows, before.1.tables), "as if it had not come");
    let listed: BallotPage = admin.of_sample("/ballots").await;
    assert_eq!(listed.ballots.iter().map(|row| row.key).collect::<Vec<_>>(), [1]);
    let file = admin.get(&format!("/api/campaigns/{ID}/ballots.jsonl")).await;
    assert_eq!(file.headers()[TO_COME], "1");
    assert_eq!(file.text().await.unwrap().lines().count(), 1);
    for path in ["/ballots/2", "/flags"] {
        let answer = admin.get(&format!("/api/campaigns/{ID}{path}")).await;
        let text = answer.text().await.unwrap();
        assert!(!text.contains(SAID), "{path}: {text}");
    }
    let detail = admin.get(&format!("/api/campaigns/{ID}/ballots/2")).await;
    assert_eq!(refusal(detail).await, (404, "ballot.erased".to_owned()));
    let accept = Review { decision: Decision::Accept, reason: "thử".into(), seen: None };
    let accepted = admin.post(&format!("/api/campaigns/{ID}/ballots/2/reviews"), &accept).await;
    assert_eq!(refusal(accepted).await, (404, "ballot.erased".to_owned()), "nobody brings it back");
    let told = acts(&admin, "kind=ballot_erased").await;
    assert_eq!(
        told.iter().map(|act| (act.kind, &*act.subject, &act.by)).collect::<Vec<_>>(),
        [(ActKind::BallotErased, "2", &None)]
    );
    let told = serde_json::to_string(&told).unwrap();
    assert!(!told.contains(SAID) && !told.contains(&made[0]), "{told}");

    // What comes later has the next number, and a copy that names the withdrawn one is judged as any other.
    asker.put(&plain(3)).await;
    let id = known.iter().find(|line| line.interviewer.is_none()).unwrap().id;
    let (status, _) = asker.put(&another(4, |ballot| ballot.header.replaces = Some(id))).await;
    assert_eq!(status, StatusCode::ACCEPTED, "in quarantine: what it names is not here");
    let listed: BallotPage = admin.of_sample("/ballots").await;
    assert_eq!(listed.ballots.iter().map(|row| row.key).collect::<Vec<_>>(), [4, 3, 1]);
}

/// An interviewer hands codes out, and may use one: the id of a ballot that is under suspicion is theirs to choose.
#[tokio::test(flavor = "multi_thread")]
async fn what_an_account_sent_under_the_same_id_is_withdrawn_by_nobody() {
    let served = Served::start().await;
    let (admin, asker) = (served.sign_in("admin").await, served.sign_in("dtv01").await);
    let made = codes(&served, "P7", "01837", 1).await.remove(0);
    let own = "bcfg-hjkm-npqr";
    let id = Claim::typed(own).unwrap().ballot(&served.site, &Code::typed(&made)[0]).await.unwrap();
    let (status, _) = asker.put(&another(1, |ballot| ballot.header.id = id)).await;
    assert_eq!(status, StatusCode::CREATED);

    let (_, answers) = told("P7", |line| line.answers.contains_key("departments"));
    let client = Client::anonymous(&served.url);
    let shown = answer(&client, &made, &answers, 1).await.pop().unwrap();
    let mut fields = sending(&shown);
    fields.iter_mut().filter(|(name, _)| name == "claim").for_each(|(_, claim)| *claim = own.to_owned());
    page(fill(&client, &format!("/a/{made}"), &fields).await).await;
    let (_, gone) = by(&client, &made, "erase", own).await;
    assert!(gone.contains("Phiếu đã được rút"), "{gone}");
    let answered = async |key: u32| admin.get(&format!("/api/campaigns/{ID}/ballots/{key}")).await.status();
    assert_eq!((answered(1).await, answered(2).await), (StatusCode::OK, StatusCode::NOT_FOUND));
}

/// Whoever made the codes, or holds the printed list, has them all, and a copy of the store.
#[tokio::test(flavor = "multi_thread")]
async fn a_code_alone_opens_no_ballot_and_guesses_are_slow_and_told_nothing() {
    let hour = std::time::Duration::from_secs(3600);
    let served = Served::start_with(|config| config.rates.attempt = (20, hour)).await;
    let made = codes(&served, "P7", "01837", 2).await;
    let (client, claim) = sent(&served, &made[0]).await;
    let (_, of_another) = sent(&served, &made[1]).await;
    let path = format!("/a/{}", made[0]);
    for at in ["", "?at=sent", "?at=see", "?at=review", "?step=see"] {
        let shown = page(client.get(&format!("{path}{at}")).await).await;
        assert!(!shown.contains(SAID) && shown.contains("name=\"claim\""), "{at}: {shown}");
    }
    let last = if claim.ends_with('b') { 'c' } else { 'b' };
    let almost = format!("{}{last}", &claim[..claim.len() - 1]);
    for (name, guess) in [("see", &almost), ("ask", &of_another), ("erase", &almost), ("see", &made[0])] {
        let (status, shown) = by(&client, &made[0], name, guess).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        assert!(
            shown.contains("bằng mã trả lời cùng với mã rút phiếu này") && !shown.contains(SAID),
            "{shown}"
        );
        assert!(shown.contains(&format!("value=\"{guess}\"")), "what was typed stays: {shown}");
    }
    let (status, shown) = by(&client, &made[0], "see", "").await;
    assert_eq!(status, StatusCode::NOT_FOUND, "{shown}");
    let sent_anew = by(&client, &made[0], "send", &almost).await;
    assert!(sent_anew.1.contains("name=\"claim\"") && !sent_anew.1.contains(&claim), "{}", sent_anew.1);
    let mut limited = 0;
    for _ in 0..40 {
        let (status, shown) = by(&client, &made[0], "see", &almost).await;
        assert!(
            [StatusCode::NOT_FOUND, StatusCode::TOO_MANY_REQUESTS].contains(&status),
            "{status}: {shown}"
        );
        limited += u32::from(status == StatusCode::TOO_MANY_REQUESTS);
    }
    assert!(limited > 10, "{limited}");
    assert_eq!(by(&client, &made[1], "see", &of_another).await.0, StatusCode::OK, "the other goes on");
    assert_eq!(ballots(&served).await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_are_being_made_break_off_where_a_ballot_is_withdrawn() {
    let served = Served::start().await;
    let made = codes(&served, "P7", "01837", 3).await;
    let mut claims = Vec::new();
    for code in &made {
        claims.push(sent(&served, code).await);
    }
    let moment = look(&served.site, ID.to_owned(), None).await.unwrap();
    let statistics = |format| Files::Statistics(Statistics::of(&moment, format, None, served.site.now()));
    let workbook = Files::Workbook(Workbook::of(&moment, None));
    // Of the workbook a ballot's own row is written then, its rows for each unit are not.
    let all = [(statistics(Format::Sav), 1), (statistics(Format::Dta), 1), (workbook, 2)];
    for (nth, (mut files, begun)) in all.into_iter().enumerate() {
        let mut names = 0;
        while names < begun {
            names += usize::from(files.step(&served.site).await.unwrap().unwrap().begun.is_some());
        }
        let (client, claim) = &claims[nth];
        assert_eq!(by(client, &made[nth], "erase", claim).await.0, StatusCode::OK);
        let why = loop {
            match files.step(&served.site).await {
                Ok(Some(_)) => {}
                Ok(None) => panic!("{nth}: it ends as if it were whole"),
                Err(why) => break why,
            }
        };
        assert!(matches!(why, Error::Refused(_, why) if why.code == "export.withdrawn"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_what_was_withdrawn_is_left_and_the_store_is_whole() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    served.sign_in("dtv01").await.put(&plain(1)).await;
    let code = codes(&served, "P7", "01837", 1).await.remove(0);
    let (client, claim) = sent(&served, &code).await;
    let beside = open(&Config::new(served.data(), ([127, 0, 0, 1], 0).into())).unwrap();
    let seen = async || tallied::seen(&beside, ID.to_owned()).await.unwrap().unwrap();
    let own = async || tallied::seen(&served.site, ID.to_owned()).await.unwrap().unwrap();
    assert_eq!(seen().await, own().await);
    let with_it = own().await;
    let data = served.data().to_owned();
    let found = |bytes: &[u8]| bytes.windows(SAID.len()).filter(|it| *it == SAID.as_bytes()).count();
    let settle = || {
        Connection::open(data.join(STORE)).unwrap().execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap()
    };
    settle();
    assert_eq!(found(&fs::read(data.join(STORE)).unwrap()), 1, "it is in the ballot");
    let digest: Vec<u8> = Connection::open(data.join(STORE))
        .unwrap()
        .query_row("SELECT digest FROM ballot WHERE position = 2", [], |row| row.get(0))
        .unwrap();

    assert_eq!(by(&client, &code, "erase", &claim).await.0, StatusCode::OK);
    assert_eq!(fs::metadata(data.join(format!("{STORE}-wal"))).unwrap().len(), 0, "the log was emptied");
    let bytes = fs::read(data.join(STORE)).unwrap();
    assert_eq!(found(&bytes), 0, "neither in the row, nor in free pages");
    assert!(bytes.windows(32).any(|it| it == digest), "its digest stays");
    assert_ne!(own().await.1, with_it.1);
    assert_eq!(seen().await, own().await, "who had counted it reads all anew");

    let backup = tempfile::tempdir().unwrap();
    let (file, back) = (backup.path().join("b.zip").display().to_string(), backup.path().join("back"));
    let run = |data: &std::path::Path, arguments: &[&str]| {
        let output = parindex(data, arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{arguments:?}: {said}");
        String::from_utf8(output.stdout).unwrap()
    };
    run(&data, &["backup", &file]);
    run(&back, &["restore", &file]);
    assert_eq!(found(&fs::read(back.join(STORE)).unwrap()), 0, "nor in a backup of now");
    run(&data, &["doctor"]);
    run(&back, &["rebuild"]);
    run(&back, &["doctor"]);
    let restored = open(&Config::new(&back, ([127, 0, 0, 1], 0).into())).unwrap();
    let restored = tallied::seen(&restored, ID.to_owned()).await.unwrap().unwrap();
    assert_eq!(restored, own().await, "from nothing it is the same");

    // A run of the store is that of its files.
    let [lines, none] =
        ["ballots.jsonl", "none.jsonl"].map(|name| backup.path().join(name).display().to_string());
    run(&data, &["export", "--campaign", ID, "--ballots", &lines]);
    assert_eq!(fs::read_to_string(&lines).unwrap().lines().count(), 1);
    fs::write(&none, "").unwrap();
    let package = folder(ID).display().to_string();
    let of_files = run(&data, &["run", &package, "--ballots", &lines, "--assessments", &none, "--whole"]);
    assert!(run(&data, &["run", "--campaign", ID, "--whole"]) == of_files, "of files it is another");
    let counts: Counts = admin.of_sample("/counts").await;
    assert_eq!(counts.rows.iter().map(|row| row.valid).sum::<u32>(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn once_the_survey_is_over_nothing_is_seen_nor_withdrawn() {
    let served = Served::start().await;
    let made = codes(&served, "P7", "01837", 2).await;
    let (client, claim) = sent(&served, &made[0]).await;
    let path = format!("/a/{}", made[0]);
    // The code's own last day is over, the survey's is not.
    served.wait(SignedDuration::from_hours(24 * 15));
    assert!(by(&client, &made[0], "see", &claim).await.1.contains(SAID));
    let admin = served.sign_in("admin").await;
    let close = |closed: bool| serde_json::json!({ "closed": closed, "reason": "thử" });
    let closing = format!("/api/campaigns/{ID}/closing");
    for (closed, sees) in [(true, false), (false, true)] {
        let answer = admin.post(&closing, &close(closed)).await;
        assert!(answer.status().is_success(), "{}", answer.text().await.unwrap());
        let (_, shown) = by(&client, &made[0], "see", &claim).await;
        assert_eq!(shown.contains(SAID), sees, "closed: {closed}");
    }
    served.wait(SignedDuration::from_hours(24 * 60));
    let over = page(client.get(&path).await).await;
    assert!(over.contains("không còn mở lại hay rút được") && !over.contains("<form"), "{over}");
    for name in ["see", "erase"] {
        let (_, over) = by(&client, &made[0], name, &claim).await;
        assert!(over.contains("không còn mở lại hay rút được") && !over.contains(SAID), "{over}");
    }
    assert_eq!(served.site.store.read(|store| store.erased(ID, 0, 9)).await.unwrap(), 0);
}
