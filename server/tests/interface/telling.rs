//! A ballot that holds who somebody is, which should stand apart: nobody reads that of it, it never counts, and an admin or the last day of
//! keeping deletes what it says.

use std::fs;

use jiff::SignedDuration;
use reqwest::StatusCode;
use rusqlite::Connection;
use server::folder::STORE;
use server::service::expire::expire;
use server::service::import::{Import, import};
use shared::ballot::Ballot;
use shared::wire::{ActKind, BallotPage, Fact, ProblemDocument};

use crate::acts::acts;
use crate::client::Client;
use crate::guest::{fill, page};
use crate::personal::{asking, asks, version};
use crate::process::parindex;
use crate::sample::{ID, another};
use crate::served::Served;

/// Who nobody else is.
const NAME: &str = "Nông-Văn-Lẽ-Ra-Riêng";
/// What is no secret.
const SAID: &str = "did_procedure";

/// A server with an honest ballot and, behind it, one that holds who answered.
async fn held() -> (Served, Client) {
    let served = asking().await;
    let asker = served.sign_in("dtv01").await;
    let agreed = |ballot: &mut Ballot| {
        (ballot.header.version, ballot.header.definition) = version();
        ballot.header.consented = Some(ballot.header.started);
    };
    assert_eq!(asker.put(&another(1, agreed)).await.0, StatusCode::CREATED);
    let told = another(2, |ballot| {
        agreed(ballot);
        ballot.answers.insert("full_name".to_owned(), NAME.into());
    });
    assert_eq!(asker.put(&told).await.0, StatusCode::ACCEPTED, "it waits for a person");
    let admin = served.sign_in("admin").await;
    (served, admin)
}

fn holds(served: &Served, text: &str) -> bool {
    let file = served.data().join(STORE);
    Connection::open(&file).unwrap().execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    fs::read(file).unwrap().windows(text.len()).any(|it| it == text.as_bytes())
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_reads_of_a_ballot_who_answered_and_it_never_counts() {
    let (served, admin) = held().await;
    let of_campaign = format!("/api/campaigns/{ID}");
    for path in ["/ballots", "/ballots/2", "/ballots.jsonl", "/ballots.csv", "/flags"] {
        let text = page(admin.get(&format!("{of_campaign}{path}")).await).await;
        assert!(!text.contains(NAME), "{path}: {text}");
        assert!(
            path == "/ballots" || path == "/flags" || text.contains(SAID),
            "the rest is there: {path}: {text}"
        );
    }
    for path in [format!("/odata/{ID}/ballots_P7"), format!("/r/{ID}/flags/2"), format!("/r/{ID}/processed")]
    {
        let text = page(admin.get(&path).await).await;
        assert!(!text.contains(NAME), "{path}: {text}");
    }
    let file = served.data().join("taken.jsonl");
    let exported =
        parindex(served.data(), &["export", "--campaign", ID, "--ballots", &file.display().to_string()]);
    assert!(exported.status.success(), "{}", String::from_utf8_lossy(&exported.stderr));
    let taken = fs::read_to_string(file).unwrap();
    assert!(taken.lines().count() == 2 && taken.contains(SAID) && !taken.contains(NAME), "{taken}");

    let review = |decision: &str| serde_json::json!({ "decision": decision, "reason": "xem" });
    let path = format!("{of_campaign}/ballots/2/reviews");
    let refused = admin.post(&path, &review("accept")).await;
    assert_eq!(refused.status(), StatusCode::CONFLICT);
    assert_eq!(refused.json::<ProblemDocument>().await.unwrap().problem.code, "review.personal");
    // It goes back to be done again, without that.
    assert!(admin.post(&path, &review("reject")).await.status().is_success());
    let asker = served.sign_in("dtv01").await;
    let back = page(asker.get(&format!("{of_campaign}/package")).await).await;
    assert!(!back.contains(NAME));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_deletes_what_it_says_and_nothing_else() {
    let (served, admin) = held().await;
    let path = format!("/r/{ID}/processed");
    let shown = page(admin.get(&path).await).await;
    assert!(shown.contains("name=\"ballots\" value=\"2\""), "{shown}");
    let wrong = fill(&admin, &path, &[("ballots".to_owned(), "1,x".to_owned())]).await;
    assert_eq!(wrong.status(), StatusCode::BAD_REQUEST);
    assert!(wrong.text().await.unwrap().contains("Không còn phiếu nào trong số đó"));
    assert!(holds(&served, NAME));
    fill(&admin, &path, &[("ballots".to_owned(), "1,2".to_owned())]).await;
    assert!(!holds(&served, NAME));
    let shown = page(admin.get(&path).await).await;
    assert!(!shown.contains("name=\"ballots\""), "{shown}");
    let left: BallotPage = admin.of_sample("/ballots").await;
    assert_eq!(left.ballots.iter().map(|it| it.key).collect::<Vec<_>>(), [1]);
    let act = &acts(&admin, "kind=answers_erased").await[0];
    assert_eq!((act.kind, &*act.subject, act.by.as_deref()), (ActKind::AnswersErased, "2", Some("admin")));
    assert_eq!(act.before.get(&Fact::Status).map(String::as_str), Some("pending"));
    let looked = parindex(served.data(), &["doctor"]);
    assert!(looked.status.success(), "{}", String::from_utf8_lossy(&looked.stdout));
}

#[tokio::test(flavor = "multi_thread")]
async fn after_the_last_day_of_keeping_it_goes_by_itself() {
    let (served, _) = held().await;
    assert_eq!(expire(&served.site).await.unwrap(), 0, "not before");
    served.wait(SignedDuration::from_hours(24 * 365));
    assert_eq!(expire(&served.site).await.unwrap(), 1);
    assert!(!holds(&served, NAME));
    let admin = served.sign_in("admin").await;
    assert_eq!(acts(&admin, "kind=answers_erased").await[0].by, None, "no person did it");
    assert_eq!(acts(&admin, "kind=expired").await[0].before[&Fact::Ballots], "1");
    let left: BallotPage = admin.of_sample("/ballots").await;
    assert_eq!(left.ballots.len(), 1, "an honest ballot stays");
}

#[tokio::test]
async fn no_later_package_puts_the_day_off_while_such_a_ballot_alone_is_left() {
    let (served, _) = held().await;
    let mut later = asks();
    later.settings.notice.kept_until = "2020-12-31".parse().ok();
    let refused = import(&served.site, Import::of(later)).await.unwrap_err();
    assert!(format!("{refused:?}").contains("import.kept_longer"), "{refused:?}");
}
