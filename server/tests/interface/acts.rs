//! `/api/acts`: who changed what, and when. Nothing changes it.

use std::collections::BTreeSet;

use reqwest::Method;
use rusqlite::Connection;
use serde_json::{Value, json};
use server::folder::STORE;
use server::service::import::{Import, import};
use server::table;
use shared::wire::{Act, ActKind, ActPage, Fact};

use crate::client::{Client, read, refusal};
use crate::sample::{self, ID, plain};
use crate::served::{PASSWORD, Served};

pub async fn acts(admin: &Client, query: &str) -> Vec<Act> {
    read::<ActPage>(admin.get(&format!("/api/acts?{query}")).await).await.acts
}

/// What is its own record: a session, a ballot, what was keyed or noted; and what is only supposed, of which nothing stays.
const OWN: [(&str, &str); 13] = [
    ("POST", "/api/campaigns/{campaign}/backchecks/{check}"),
    ("POST", "/r/{campaign}/nonresponse"),
    ("PUT", "/api/campaigns/{campaign}/paper/{batch}/{paper}/entries/{id}"),
    ("PUT", "/api/campaigns/{campaign}/paper/{batch}/{paper}/decisions/{id}"),
    ("POST", "/api/campaigns/{campaign}/what-if"),
    ("POST", "/api/session"),
    ("POST", "/api/session/token"),
    ("POST", "/r"),
    ("POST", "/a"),
    ("POST", "/a/{code}"),
    ("DELETE", "/api/session"),
    ("PUT", "/api/campaigns/{campaign}/ballots/{ballot}"),
    ("POST", "/api/campaigns/{campaign}/ballots"),
];

/// The same, asked for by forms: `read_results`, `office_forms`, `flags`, `invitations`, `paper_office`, `devices`,
/// `supervisor`, `quotas`, `messages`, `backchecks` and `personal` find the acts.
const OF_A_FORM: [(&str, &str); 16] = [
    ("POST", "/e/backcheck/{code}"),
    ("POST", "/r/{campaign}/processed"),
    ("POST", "/r/{campaign}/backchecks"),
    ("POST", "/r/{campaign}/backchecks/{check}"),
    ("POST", "/r/{campaign}/messages"),
    ("POST", "/r/{campaign}/supervisors"),
    ("POST", "/r/{campaign}/quotas"),
    ("POST", "/r/{campaign}/flags"),
    ("POST", "/r/{campaign}/invitations"),
    ("POST", "/r/{campaign}/paper"),
    ("POST", "/r/{campaign}/devices"),
    ("POST", "/e/{code}"),
    ("POST", "/r/{campaign}"),
    ("POST", "/r/{campaign}/publications"),
    ("POST", "/r/{campaign}/objections/{objection}"),
    ("POST", "/r/{campaign}/units/{unit}/published"),
];

/// What needs people and phases of its own: `year` and `adjustments` tell of it, and find each of its acts.
const OF_THE_YEAR: [(&str, &str); 11] = [
    ("PUT", "/api/campaigns/{campaign}/units/{unit}/adjustments/{id}"),
    ("POST", "/api/campaigns/{campaign}/phases"),
    ("POST", "/api/campaigns/{campaign}/extensions"),
    ("POST", "/api/campaigns/{campaign}/duties"),
    ("POST", "/api/campaigns/{campaign}/acceptances"),
    ("POST", "/api/campaigns/{campaign}/units/{unit}/submissions"),
    ("PUT", "/api/campaigns/{campaign}/units/{unit}/leaves/{leaf}/entries/{id}"),
    ("PUT", "/api/campaigns/{campaign}/units/{unit}/leaves/{leaf}/appraisals/{id}"),
    ("PUT", "/api/campaigns/{campaign}/units/{unit}/leaves/{leaf}/questions/{id}"),
    ("PUT", "/api/campaigns/{campaign}/units/{unit}/leaves/{leaf}/answers/{id}"),
    ("PUT", "/api/campaigns/{campaign}/units/{unit}/files/{digest}/upload"),
];

/// What changes nothing yet, and the import that follows it: `offered` tells of them, and finds the act.
const OF_A_PACKAGE: [(&str, &str); 3] =
    [("POST", "/api/packages"), ("POST", "/api/packages/sample"), ("POST", "/api/packages/{digest}/imports")];

/// What makes a run first where there is none, which is an act of its own: `publications` finds both.
const OF_A_PUBLICATION: [(&str, &str); 3] = [
    ("POST", "/api/campaigns/{campaign}/publications"),
    ("POST", "/api/campaigns/{campaign}/units/{unit}/objections"),
    ("POST", "/api/campaigns/{campaign}/objections/{objection}/answer"),
];

/// The acts of those.
pub const ACTS_OF_THE_YEAR: [ActKind; 14] = [
    ActKind::Scored,
    ActKind::Prepared,
    ActKind::Submitted,
    ActKind::Returned,
    ActKind::Appraised,
    ActKind::Excused,
    ActKind::Asked,
    ActKind::Answered,
    ActKind::Attached,
    ActKind::DutyGiven,
    ActKind::DutyTaken,
    ActKind::PhaseOpened,
    ActKind::PhaseClosed,
    ActKind::Extended,
];

/// A request to each route that changes something, and the act that it writes.
/// What changes nothing but takes data away.
const TAKEN_AWAY: [&str; 5] = [
    "/api/campaigns/{campaign}/ballots.jsonl",
    "/api/campaigns/{campaign}/ballots.csv",
    "/api/campaigns/{campaign}/ballots.sav",
    "/api/campaigns/{campaign}/ballots.dta",
    "/api/campaigns/{campaign}/ballots.xlsx",
];

fn requests() -> Vec<(&'static str, &'static str, Value, ActKind)> {
    let account = "/api/accounts/{username}";
    vec![
        ("GET", TAKEN_AWAY[0], Value::Null, ActKind::Exported),
        ("GET", TAKEN_AWAY[1], Value::Null, ActKind::Exported),
        ("GET", TAKEN_AWAY[2], Value::Null, ActKind::Exported),
        ("GET", TAKEN_AWAY[3], Value::Null, ActKind::Exported),
        ("GET", TAKEN_AWAY[4], Value::Null, ActKind::Exported),
        (
            "PUT",
            "/api/session/password",
            json!({ "old": PASSWORD, "new": "mật khẩu khác" }),
            ActKind::PasswordChanged,
        ),
        (
            "POST",
            "/api/campaigns/{campaign}/ballots/{ballot}/reviews",
            json!({ "decision": "reject", "reason": "thử" }),
            ActKind::Reviewed,
        ),
        (
            "POST",
            "/api/campaigns/{campaign}/reviews",
            json!({ "ballots": [{ "key": 1 }], "decision": "accept", "reason": "thử" }),
            ActKind::Reviewed,
        ),
        (
            "POST",
            "/api/campaigns/{campaign}/closing",
            json!({ "closed": true, "reason": "thử" }),
            ActKind::Closed,
        ),
        (
            "POST",
            "/api/campaigns/{campaign}/closing",
            json!({ "closed": false, "reason": "thử" }),
            ActKind::Reopened,
        ),
        ("POST", "/api/campaigns/{campaign}/runs", json!({}), ActKind::RunMade),
        (
            "POST",
            "/api/campaigns/{campaign}/paper",
            json!({ "form": "P7", "place": "01837", "issued": 3 }),
            ActKind::PapersIssued,
        ),
        (
            "POST",
            "/api/campaigns/{campaign}/paper/{batch}/returns",
            json!({ "returned": 3, "day": "2019-11-20" }),
            ActKind::PapersReturned,
        ),
        (
            "POST",
            "/api/campaigns/{campaign}/paper/{batch}/cancellation",
            json!({ "reason": "thử" }),
            ActKind::PapersIssued,
        ),
        (
            "POST",
            "/api/accounts",
            json!({ "username": "moi", "give": [{ "role": "viewer" }], "password": PASSWORD }),
            ActKind::AccountMade,
        ),
        (
            "POST",
            "/api/accounts/bulk",
            json!({ "rows": [{ "line": 2, "username": "moi2", "role": "viewer" }] }),
            ActKind::AccountMade,
        ),
        (
            "POST",
            "/api/tokens",
            json!({ "name": "xuat", "role": "viewer", "last_day": "2099-12-31" }),
            ActKind::TokenMade,
        ),
        ("DELETE", "/api/tokens/{token}", Value::Null, ActKind::TokenRevoked),
        ("PATCH", account, json!({ "name": "Tên khác" }), ActKind::AccountRenamed),
        ("PATCH", account, json!({ "email": "moi@bk.gov.vn" }), ActKind::AccountMailed),
        ("PATCH", account, json!({ "disabled": true }), ActKind::AccountDisabled),
        ("PATCH", account, json!({ "disabled": false }), ActKind::AccountEnabled),
        ("PATCH", account, json!({ "give": [{ "role": "viewer", "campaign": ID }] }), ActKind::RoleGiven),
        ("PATCH", account, json!({ "take": [{ "role": "viewer", "campaign": ID }] }), ActKind::RoleTaken),
        ("PATCH", account, json!({ "assignments": { ID: ["01852"] } }), ActKind::Assigned),
        ("PATCH", account, json!({ "password": "mật khẩu khác nữa" }), ActKind::PasswordSet),
    ]
}

#[tokio::test]
async fn each_route_that_changes_something_writes_exactly_one_act() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    served.sign_in("dtv01").await.put(&plain(1)).await;
    for route in table().filter(|route| route.method != "GET" || TAKEN_AWAY.contains(&route.path)) {
        let listed =
            requests().iter().any(|(method, path, ..)| (*method, *path) == (route.method, route.path));
        let route_of = (route.method, route.path);
        let told = [&OWN[..], &OF_A_FORM, &OF_THE_YEAR, &OF_A_PACKAGE, &OF_A_PUBLICATION].concat();
        let own = told.contains(&route_of);
        assert!(
            listed != own,
            "{} {}: say what act it writes, that it is its own record, or that the year tells of it",
            route.method,
            route.path
        );
    }
    let mut written = BTreeSet::from(ACTS_OF_THE_YEAR);
    // `tokens` tells of what scripts call, `publications` of what is published, `objections` of what follows.
    written.extend([ActKind::Imported, ActKind::TokenUsed, ActKind::Published, ActKind::Adjusted]);
    // `devices` tells of tablets.
    let of_tablets = [ActKind::EnrolmentMade, ActKind::EnrolmentRevoked, ActKind::Enrolled];
    written.extend(of_tablets.into_iter().chain([ActKind::DeviceRevoked]));
    // `messages` tells of what is written to interviewers.
    written.insert(ActKind::MessageSent);
    // `backchecks` tells of what is asked again.
    written.extend([ActKind::BackchecksDrawn, ActKind::BackcheckAssigned, ActKind::BackcheckNoted]);
    // `nonresponse` tells of what is decided about who did not answer.
    written.insert(ActKind::NonresponseReviewed);
    written.insert(ActKind::BackcheckTakenBack);
    // `invitations` tells of who is invited, `erased` of who withdrew what they had answered, `personal` of what tells who they are.
    written.extend([ActKind::Invited, ActKind::InvitationWithdrawn, ActKind::BallotErased]);
    written.extend([ActKind::PersonalErased, ActKind::AnswersErased, ActKind::Expired]);
    written.extend([ActKind::Objected, ActKind::ObjectionGranted, ActKind::ObjectionRefused]);
    for (method, path, body, kind) in requests() {
        let path = path.replace("{campaign}", ID).replace("{ballot}", "1").replace("{username}", "dtv01");
        let path = path.replace("{token}", "xuat").replace("{batch}", "1");
        let before = acts(&admin, "").await;
        let answer =
            admin.request(method.parse::<Method>().unwrap(), &path).json(&body).send().await.unwrap();
        assert!(answer.status().is_success(), "{method} {path}: {}", answer.text().await.unwrap());
        let after = acts(&admin, "").await;
        assert_eq!(after[1..], before[..], "{method} {path} {body}: one more, and the others as they were");
        assert_eq!((after[0].kind, after[0].by.as_deref()), (kind, Some("admin")), "{path} {body}");
        let told = serde_json::to_string(&after[0]).unwrap();
        assert!(!told.contains("mật khẩu") && !told.contains("argon2"), "no secret: {told}");
        written.insert(kind);
    }
    assert_eq!(written, BTreeSet::from(ActKind::ALL), "each kind is written by somebody");
}

#[tokio::test]
async fn an_act_says_what_was_before_and_what_is_after() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    let first = acts(&admin, "kind=imported").await;
    assert_eq!((first.len(), first[0].by.as_deref(), &*first[0].subject), (1, None, ID));
    assert_eq!((first[0].before.len(), &*first[0].after[&Fact::Generation]), (0, "1"));
    import(&served.site, Import::of(sample::campaign().clone())).await.unwrap();
    let again = acts(&admin, "kind=imported").await;
    assert_eq!((&*again[0].before[&Fact::Generation], &*again[0].after[&Fact::Generation]), ("1", "2"));
    let change = json!({ "assignments": { ID: ["province"] } });
    assert!(admin.patch("/api/accounts/dtv01", &change).await.status().is_success());
    let assigned = &acts(&admin, "kind=assigned&subject=dtv01").await[0];
    assert_eq!(
        (&*assigned.before[&Fact::Places], &*assigned.after[&Fact::Places]),
        ("01837 01840", "province")
    );
    assert_eq!(assigned.campaign.as_deref(), Some(ID));
    served.sign_in("dtv01").await.put(&plain(1)).await;
    let review = json!({ "decision": "reject", "reason": "hai lần" });
    assert!(
        admin.post(&format!("/api/campaigns/{ID}/ballots/1/reviews"), &review).await.status().is_success()
    );
    let reviewed = &acts(&admin, "kind=reviewed").await[0];
    assert_eq!((&*reviewed.before[&Fact::Status], &*reviewed.after[&Fact::Status]), ("valid", "rejected"));
    assert_eq!((&*reviewed.subject, &*reviewed.after[&Fact::Reason]), ("1", "hai lần"));
}

#[tokio::test]
async fn what_is_refused_or_changes_nothing_writes_no_act() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    let before = acts(&admin, "").await.len();
    for body in [
        json!({ "take": [{ "role": "admin" }] }),
        json!({ "disabled": true }),
        json!({ "give": [{ "role": "viewer", "campaign": "bac-kan-1999" }] }),
    ] {
        assert!(admin.patch("/api/accounts/admin", &body).await.status().is_client_error(), "{body}");
    }
    for body in [json!({}), json!({ "disabled": false }), json!({ "give": [{ "role": "admin" }] })] {
        assert!(admin.patch("/api/accounts/admin", &body).await.status().is_success(), "{body}");
    }
    let open = json!({ "closed": false, "reason": "đã mở" });
    assert!(admin.post(&format!("/api/campaigns/{ID}/closing"), &open).await.status().is_success());
    assert_eq!(acts(&admin, "").await.len(), before);
}

#[tokio::test]
async fn the_log_is_read_by_pages_and_by_what_is_asked() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    for n in 0..120 {
        let name = json!({ "name": format!("Tên {n}") });
        assert!(admin.patch("/api/accounts/dtv01", &name).await.status().is_success());
    }
    let (mut positions, mut after) = (Vec::new(), String::new());
    loop {
        let page: ActPage = read(admin.get(&format!("/api/acts?after={after}")).await).await;
        positions.extend(page.acts.iter().map(|act| act.position));
        match page.next {
            Some(next) => after = next.to_string(),
            None => break,
        }
    }
    let newest = i64::try_from(positions.len()).unwrap();
    assert!(newest > 120 && positions == (1..=newest).rev().collect::<Vec<_>>(), "{positions:?}");
    for (query, found) in [
        ("by=admin", 100),
        ("by=viewer", 0),
        ("subject=viewer", 1),
        ("kind=account_made", 3),
        ("kind=assigned&subject=dtv01", 1),
    ] {
        let listed = acts(&admin, query).await;
        assert_eq!(listed.len(), found, "{query}: {listed:?}");
    }
    assert!(
        acts(&admin, &format!("campaign={ID}")).await.iter().all(|act| act.campaign.as_deref() == Some(ID))
    );
    assert_eq!(refusal(admin.get("/api/acts?kind=odd").await).await.0, 400);
}

#[tokio::test]
async fn no_statement_changes_an_act_or_takes_it_away() {
    let served = Served::start().await;
    let store = Connection::open(served.data().join(STORE)).unwrap();
    let rows = || {
        store
            .query_row("SELECT group_concat(position || subject) FROM act", [], |row| row.get::<_, String>(0))
            .unwrap()
    };
    let before = rows();
    for statement in [
        "UPDATE act SET by = 'viewer'",
        "UPDATE act SET after = '{}' WHERE position = 1",
        "DELETE FROM act",
        "DELETE FROM act WHERE position = (SELECT max(position) FROM act)",
        "INSERT OR REPLACE INTO act SELECT position, at, 'viewer', kind, campaign, subject, before, after, seal FROM act",
        "INSERT INTO act SELECT position + 100, at, by, kind, campaign, subject, before, after, seal FROM act",
        "INSERT INTO act SELECT -position, at, by, kind, campaign, subject, before, after, seal FROM act",
    ] {
        store.execute(statement, []).expect_err(statement);
        assert_eq!(rows(), before, "{statement}");
    }
}
