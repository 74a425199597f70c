//! Why a ballot goes into quarantine: each reason, and what is no reason.

use jiff::{SignedDuration, Timestamp};
use reqwest::StatusCode;
use serde_json::{Value, json};
use shared::ballot::{Ballot, Digest, Mode};
use shared::message::{self, Language};
use shared::wire::{BallotPage, Counts, Role, Status};

use crate::client::{Client, read};
use crate::sample::{ID, another, plain};
use crate::served::{BEGIN, Served};

/// The codes of the reasons for which the newest ballot of a campaign is in quarantine; empty if it counts.
async fn reasons(served: &Served, campaign: &str) -> Vec<String> {
    let viewer = served.sign_in("viewer").await;
    let page: BallotPage = read(viewer.get(&format!("/api/campaigns/{campaign}/ballots")).await).await;
    let newest = &page.ballots[0];
    assert_eq!(newest.status == Status::Pending, !newest.reasons.is_empty());
    for (problem, language) in newest.reasons.iter().flat_map(|p| Language::ALL.map(|language| (p, language)))
    {
        let text = message::problem(language, problem);
        assert!(!text.starts_with("problem.") && !text.contains('{'), "{problem}: {text}");
    }
    newest.reasons.iter().map(|problem| problem.code.clone()).collect()
}

async fn put(client: &Client, ballot: impl FnOnce(&mut Ballot)) -> StatusCode {
    static NEXT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(1000);
    let number = NEXT.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
    client.put(&another(number.into(), ballot)).await.0
}

fn begin() -> Timestamp {
    BEGIN.parse().unwrap()
}

type Change = fn(&mut Ballot);

/// What the ballot says about itself.
const OF_THE_HEADER: [(&str, Change); 14] = [
    ("ballot.form_unknown", |b| b.header.form = "P9".into()),
    ("ballot.version_unknown", |b| b.header.version = "2018.1".into()),
    ("ballot.definition_differs", |b| b.header.definition = Digest::of(b"another")),
    ("ballot.place_unknown ballot.place_not_assigned ballot.no_own_unit ballot.unit_not_judged", |b| {
        b.header.place = "99999".into();
    }),
    ("ballot.place_not_assigned", |b| b.header.place = "01852".into()),
    ("ballot.other_interviewer ballot.place_not_assigned", |b| b.header.interviewer = Some("dtv02".into())),
    ("ballot.other_interviewer", |b| b.header.interviewer = None),
    ("ballot.other_road", |b| b.header.mode = Mode::Online),
    ("ballot.other_road", |b| b.header.mode = Mode::Paper),
    ("ballot.outside_survey", |b| b.header.finished = "2019-12-16T00:00:00+07:00".parse().unwrap()),
    ("", |b| b.header.finished = "2019-12-15T23:59:59+07:00".parse().unwrap()),
    ("ballot.outside_survey ballot.finished_before_started", |b| {
        b.header.finished = "2019-10-14T23:59:59+07:00".parse().unwrap();
    }),
    ("", |b| {
        b.header.started = "2019-10-15T00:00:00+07:00".parse().unwrap();
        b.header.finished = b.header.started;
    }),
    ("ballot.finished_before_started", |b| b.header.started = "2019-11-30T00:00:00Z".parse().unwrap()),
];

#[tokio::test]
async fn each_doubt_about_the_header_is_named() {
    let served = Served::start().await;
    let client = served.sign_in("dtv01").await;
    // After the survey's end, so that nothing is of the future.
    served.wait(SignedDuration::from_hours(27 * 24));
    for (codes, change) in OF_THE_HEADER {
        let status = put(&client, change).await;
        let expected = if codes.is_empty() { StatusCode::CREATED } else { StatusCode::ACCEPTED };
        let mut found = reasons(&served, ID).await;
        let mut codes: Vec<&str> = codes.split_whitespace().collect();
        found.sort();
        codes.sort();
        assert_eq!((found, status), (codes.iter().map(|c| c.to_string()).collect(), expected));
    }
}

fn first_judged(ballot: &mut Ballot) -> &mut serde_json::Map<String, Value> {
    ballot.answers["districts"][0].as_object_mut().unwrap()
}

/// What the respondent said.
const OF_THE_ANSWERS: [Change; 6] = [
    |b| drop(b.answers.insert("age".into(), json!("ageless"))),
    |b| drop(b.answers.insert("extra".into(), json!("A"))),
    |b| drop(b.answers.remove("sex")),
    |b| drop(first_judged(b).insert("unit".into(), json!("PN"))),
    |b| drop(first_judged(b).insert("P7A_1".into(), json!("Z"))),
    |b| drop(b.answers.insert("did_procedure".into(), json!("no"))),
];

#[tokio::test]
async fn answers_that_the_form_could_not_have_given_are_parked_and_not_counted() {
    let served = Served::start().await;
    let client = served.sign_in("dtv01").await;
    for (i, change) in OF_THE_ANSWERS.into_iter().enumerate() {
        assert_eq!(put(&client, change).await, StatusCode::ACCEPTED, "{i}");
        assert!(!reasons(&served, ID).await.is_empty(), "{i}");
    }
    let counts: Counts = served.sign_in("viewer").await.of_sample("/counts").await;
    let pending: u32 = counts.rows.iter().map(|row| row.pending).sum();
    assert_eq!(
        (pending as usize, counts.rows.iter().map(|row| row.valid).sum::<u32>()),
        (OF_THE_ANSWERS.len(), 0)
    );
}

#[tokio::test]
async fn a_ballot_that_the_filter_ended_is_screened_out() {
    let served = Served::start().await;
    let client = served.sign_in("dtv01").await;
    let status = put(&client, |ballot| {
        ballot.answers.retain(|name, _| ["sex", "age", "edu", "occupation"].contains(&&**name));
        ballot.answers.insert("did_procedure".into(), json!("no"));
    })
    .await;
    assert_eq!((status, reasons(&served, ID).await), (StatusCode::CREATED, Vec::new()));
    let counts: Counts = served.sign_in("viewer").await.of_sample("/counts").await;
    assert_eq!(counts.rows.iter().map(|row| row.screened_out).sum::<u32>(), 1);
}

#[tokio::test]
async fn dates_are_judged_by_the_device_clock_corrected() {
    let served = Served::start().await;
    let client = served.sign_in("dtv01").await;
    let minutes = SignedDuration::from_mins;
    for (ahead_of_server, clock_ahead, code) in [
        (minutes(9), minutes(0), ""),
        (minutes(11), minutes(0), "ballot.finished_in_future"),
        (minutes(60), minutes(60), ""),
        (minutes(0), minutes(-11), "ballot.finished_in_future"),
        (minutes(60 * 24 * 40), minutes(60 * 24 * 40), ""),
        (minutes(0), minutes(60 * 24 * 60), "ballot.outside_survey"),
    ] {
        let number =
            u128::try_from(ahead_of_server.as_millis() + clock_ahead.as_millis() * 7 + 1_000_000_000_000);
        let (id, sealed) = another(number.unwrap(), |b| b.header.finished = begin() + ahead_of_server);
        let clock = (begin() + clock_ahead).as_millisecond();
        client.put_bytes(id, sealed.bytes, Some(clock)).await;
        let expected: Vec<&str> = code.split_whitespace().collect();
        assert_eq!(reasons(&served, ID).await, expected, "{ahead_of_server:?} {clock_ahead:?}");
    }
    // A clock that is lost tells nothing, and a person looks at it.
    let year = minutes(60 * 24 * 366).as_millis() as i64;
    for (n, clock) in [(1, i64::MIN), (2, i64::MAX), (3, 0), (4, begin().as_millisecond() - year - 1)] {
        let (id, sealed) = plain(n);
        let answer = client.put_bytes(id, sealed.bytes, Some(clock)).await;
        assert_eq!(answer.status(), StatusCode::ACCEPTED, "{clock}");
        assert!(reasons(&served, ID).await.contains(&"ballot.clock_absurd".to_owned()), "{clock}");
    }
}

#[tokio::test]
async fn an_expired_session_delivers_what_was_finished_in_its_time() {
    let served = Served::start().await;
    let days = |n: i64| SignedDuration::from_hours(n * 24);
    served.wait(days(-40));
    let client = served.sign_in("dtv01").await;
    served.wait(days(41));
    assert_eq!(client.get("/api/session").await.status(), StatusCode::UNAUTHORIZED);
    let last_moment = begin() - days(10) - SignedDuration::from_millis(1);
    assert_eq!(put(&client, |b| b.header.finished = last_moment).await, StatusCode::CREATED);
    assert_eq!(put(&client, |b| b.header.finished = begin() - days(10)).await, StatusCode::ACCEPTED);
    assert_eq!(reasons(&served, ID).await, ["ballot.session_expired"]);
}

#[tokio::test]
async fn a_revoked_session_and_a_disabled_account_deliver_into_quarantine() {
    let served = Served::start().await;
    let (client, admin) = (served.sign_in("dtv01").await, served.sign_in("admin").await);
    let client_2 = served.sign_in("dtv01").await;
    client.request(reqwest::Method::DELETE, "/api/session").send().await.unwrap();
    assert_eq!(put(&client, |_| ()).await, StatusCode::ACCEPTED);
    assert_eq!(reasons(&served, ID).await, ["ballot.session_revoked"]);
    admin.patch("/api/accounts/dtv01", &json!({"disabled": true})).await;
    assert_eq!(put(&client_2, |_| ()).await, StatusCode::ACCEPTED);
    assert_eq!(reasons(&served, ID).await, ["ballot.account_disabled"]);
}

#[tokio::test]
async fn an_unknown_campaign_keeps_its_ballots_until_it_is_imported() {
    let served = Served::start().await;
    let client = served.sign_in("dtv01").await;
    let (id, sealed) = another(1, |b| b.header.campaign = "bac-kan-2020".into());
    let path = format!("/api/campaigns/bac-kan-2020/ballots/{id}");
    let answer = client.request(reqwest::Method::PUT, &path).body(sealed.bytes.clone()).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::ACCEPTED);
    assert_eq!(reasons(&served, "bac-kan-2020").await, ["ballot.campaign_unknown"]);
    // By the address of another campaign it is the same ballot.
    assert_eq!(client.put_bytes(id, sealed.bytes, None).await.status(), StatusCode::OK);
    let (id, sealed) = another(2, |b| b.header.campaign = "bac-kan-2020".into());
    assert_eq!(client.put_bytes(id, sealed.bytes, None).await.status(), StatusCode::ACCEPTED);
    let expected = ["ballot.campaign_mismatch", "ballot.campaign_unknown"];
    assert_eq!(reasons(&served, "bac-kan-2020").await, expected);
}

#[tokio::test]
async fn a_closed_campaign_parks_what_was_finished_later() {
    let served = Served::start().await;
    let (client, admin) = (served.sign_in("dtv01").await, served.sign_in("admin").await);
    admin.post(&format!("/api/campaigns/{ID}/closing"), &json!({"closed": true, "reason": "xong"})).await;
    served.wait(SignedDuration::from_hours(1));
    let later = begin() + SignedDuration::from_mins(1);
    assert_eq!(put(&client, |b| b.header.finished = later).await, StatusCode::ACCEPTED);
    assert_eq!(reasons(&served, ID).await, ["ballot.campaign_closed"]);
    assert_eq!(put(&client, |_| ()).await, StatusCode::CREATED);
}

#[tokio::test]
async fn an_admin_sends_for_anybody_and_a_viewer_for_nobody() {
    let served = Served::start().await;
    served.account("dtv02", Role::Interviewer, &["01837"]).await;
    assert_eq!(put(&served.sign_in("admin").await, |_| ()).await, StatusCode::CREATED);
    assert_eq!(put(&served.sign_in("viewer").await, |_| ()).await, StatusCode::ACCEPTED);
    assert_eq!(reasons(&served, ID).await, ["ballot.other_interviewer"]);
    assert_eq!(put(&served.sign_in("dtv02").await, |_| ()).await, StatusCode::ACCEPTED);
    assert_eq!(
        reasons(&served, ID).await,
        ["ballot.other_interviewer"],
        "a second person on the same tablet"
    );
}
