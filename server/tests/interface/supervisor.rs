//! A supervisor: its places and what lies below them, and nothing of any other, on whatever page.

use reqwest::{Method, Response, StatusCode};
use server::service::import::{Import, import};
use server::table;
use shared::ballot::Ballot;
use shared::wire::{ActKind, Grant, Role};

use crate::acts::acts;
use crate::client::Client;
use crate::guest::fill;
use crate::sample::{self, ID, another, ballot, filled, lines};
use crate::served::Served;

/// The district of 01837, and of 01840; the other one.
const HERE: &str = "058";
const ELSEWHERE: &str = "060";

async fn sent(client: &Client, path: &str, fields: &[(&str, &str)]) -> Response {
    let fields: Vec<_> = fields.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    fill(client, &format!("/r/{ID}/{path}"), &fields).await
}

async fn page(client: &Client, path: &str) -> String {
    client.get(&format!("/r/{ID}/{path}")).await.text().await.unwrap()
}

/// A ballot of somebody else from a commune of the other district, at the same time as others of theirs.
fn elsewhere(n: u128) -> (uuid::Uuid, shared::ballot::Sealed) {
    let line = lines().iter().find(|line| line.form == "P7" && line.place == "01864");
    let mut ballot = ballot(line.unwrap());
    ballot.header.id = uuid::Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + n);
    ballot.header.interviewer = Some("dtv02".to_owned());
    (ballot.header.id, ballot.seal())
}

/// Two interviewers, each in a district of their own, with three ballots each that are to be looked at; a supervisor of the one.
async fn two_districts(served: &Served) -> (Client, Client) {
    served.account("dtv02", Role::Interviewer, &["01864"]).await;
    served.account("dtv03", Role::Interviewer, &["01837", "01864"]).await;
    served.holder("giam-sat", vec![Grant::at(Role::Supervisor, ID, HERE)]).await;
    let (first, second) = (served.sign_in("dtv01").await, served.sign_in("dtv02").await);
    for n in 1..=3 {
        assert_eq!(first.put(&another(n, |_| ())).await.0, StatusCode::CREATED);
        assert_eq!(second.put(&elsewhere(n + 10)).await.0, StatusCode::CREATED);
    }
    for (n, tablet) in (1..).zip([&first, &second]) {
        let told = format!("?device={}&app=1&persisted=true&unsent=7&drafts=2", uuid::Uuid::from_u128(n));
        assert!(tablet.get(&format!("/api/campaigns{told}")).await.status().is_success());
    }
    (served.sign_in("giam-sat").await, served.sign_in("admin").await)
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_list_count_or_export_tells_a_supervisor_of_another_place() {
    let served = Served::start().await;
    let (supervisor, admin) = two_districts(&served).await;
    assert!(page(&admin, "flags?lang=vi").await.contains("dtv02"), "there is something that could be told");
    let mut opened = 0;
    for route in table().filter(|route| route.method == "GET" && route.path.contains("{campaign}")) {
        let path = filled(route.path);
        let answer = supervisor.get(&path).await;
        if !answer.status().is_success() || path.ends_with("/changes") {
            continue;
        }
        opened += u32::from(path.starts_with("/r/"));
        let text = answer.text().await.unwrap();
        for told in ["dtv02", "01864", "Pác Nặm"] {
            let at = text.find(told).map(|at| &text[at.saturating_sub(200)..]);
            assert!(at.is_none() || path.starts_with("/p/"), "{path} tells of {told}: {at:?}");
        }
    }
    assert_eq!(opened, 7, "board, quotas, queue, back-checks, non-response, tablets, messages");
    let flags = page(&supervisor, "flags").await;
    assert!(flags.contains("data-key=\"5\"") && !flags.contains("data-key=\"6\""), "{flags}");
    assert!(
        flags.contains("2 chưa quyết định, 2 tất cả") && !flags.contains("4 chưa quyết định"),
        "counts are of these places alone: {flags}"
    );
    let devices = page(&supervisor, "devices").await;
    assert_eq!(devices.matches("data-device=").count(), 1, "{devices}");
    for query in ["?place=060", "?interviewer=dtv02", "?all=yes"] {
        assert!(!page(&supervisor, &format!("flags{query}")).await.contains("data-key=\"6\""), "{query}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_supervisor_decides_about_ballots_of_its_places_and_takes_it_back_and_about_no_others() {
    let served = Served::start().await;
    let (supervisor, admin) = two_districts(&served).await;
    let decided = async |ballots: &[&str], decision: &str, seen: &str| {
        let mut fields: Vec<_> = ballots.iter().map(|ballot| (*ballot, seen)).collect();
        fields.extend([("decision", decision), ("reason", "gọi lại không gặp")]);
        sent(&supervisor, "flags", &fields).await.status()
    };
    // In the order in which they came: 1, 3 and 5 are from here.
    assert_eq!(supervisor.get(&format!("/r/{ID}/flags/5")).await.status(), StatusCode::OK);
    assert_eq!(supervisor.get(&format!("/r/{ID}/flags/6")).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(decided(&["ballot-5", "ballot-6"], "reject", "0").await, StatusCode::NOT_FOUND);
    assert_eq!(acts(&admin, "kind=reviewed").await.len(), 0, "all or none");
    assert!(decided(&["ballot-3", "ballot-5"], "reject", "0").await.is_success());
    assert!(decided(&["ballot-5"], "reopen", "1").await.is_success());
    let told: Vec<_> =
        acts(&admin, "kind=reviewed").await.into_iter().map(|act| (act.subject, act.by)).collect();
    let by = || Some("giam-sat".to_owned());
    assert_eq!(told, [("5".to_owned(), by()), ("5".to_owned(), by()), ("3".to_owned(), by())]);
    // Who sees all leads no more for it.
    served
        .holder("ca-hai", vec![Grant::within(Role::Viewer, ID), Grant::at(Role::Supervisor, ID, HERE)])
        .await;
    let both = served.sign_in("ca-hai").await;
    assert!(page(&both, "flags").await.contains("data-key=\"6\""));
    for (ballot, status) in [("ballot-6", StatusCode::NOT_FOUND), ("ballot-5", StatusCode::OK)] {
        let fields = [(ballot, "2"), ("decision", "reject"), ("reason", "xem lại")];
        assert_eq!(sent(&both, "flags", &fields).await.status(), status, "{ballot}");
    }
    // By the interface nothing is decided: it knows no places.
    let body = serde_json::json!({ "ballots": [{ "key": 1 }], "decision": "reject", "reason": "thử" });
    let refused = supervisor.post(&format!("/api/campaigns/{ID}/reviews"), &body).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_in_quarantine_is_in_the_queue_of_its_places_with_the_reason() {
    let served = Served::start().await;
    let (supervisor, admin) = two_districts(&served).await;
    let (first, second) = (served.sign_in("dtv01").await, served.sign_in("dtv02").await);
    let older = |ballot: &mut Ballot| ballot.header.version = "0".to_owned();
    assert_eq!(first.put(&another(20, older)).await.0, StatusCode::ACCEPTED);
    let (id, sealed) = another(21, |ballot: &mut Ballot| {
        older(ballot);
        ballot.header.place = "01864".to_owned();
        ballot.header.interviewer = Some("dtv02".to_owned());
    });
    assert_eq!(second.put(&(id, sealed)).await.0, StatusCode::ACCEPTED);
    let shown = page(&supervisor, "flags?rule=quarantine&lang=vi").await;
    assert!(shown.contains("data-key=\"7\"") && shown.contains("data-doubt="), "{shown}");
    assert!(!shown.contains("data-key=\"8\"") && !shown.contains("data-key=\"5\""), "{shown}");
    assert!(shown.contains("Phiếu chờ xem xét (1)"), "{shown}");
    for (query, expected) in [("&place=01840", 0), ("&place=058", 1), ("&form=P7", 1), ("&after=7", 0)] {
        let shown = page(&supervisor, &format!("flags?rule=quarantine{query}")).await;
        assert_eq!(shown.matches("data-key=").count(), expected, "{query}");
    }
    assert_eq!(page(&admin, "flags?rule=quarantine").await.matches("data-key=").count(), 2);
    let asked = [("rule", "quarantine"), ("ballot-7", "0"), ("decision", "reject"), ("reason", "mẫu cũ")];
    let answer = sent(&supervisor, "flags", &asked).await;
    assert!(answer.status().is_success());
    assert!(!answer.text().await.unwrap().contains("data-key="), "decided, it waits no more");
}

/// Of the same interviewer as another, with the same answers at the same time.
#[tokio::test(flavor = "multi_thread")]
async fn a_flag_leads_to_the_other_ballot_and_tells_a_supervisor_of_none_elsewhere() {
    let served = Served::start().await;
    served.account("dtv03", Role::Interviewer, &["01837", "01864"]).await;
    served.holder("giam-sat", vec![Grant::at(Role::Supervisor, ID, HERE)]).await;
    let third = served.sign_in("dtv03").await;
    let at = |n, place: &'static str| {
        another(n, |ballot: &mut Ballot| {
            ballot.header.interviewer = Some("dtv03".to_owned());
            ballot.header.place = place.to_owned();
        })
    };
    for (n, place) in [(1, "01864"), (2, "01837")] {
        third.put(&at(n, place)).await;
    }
    let (supervisor, admin) = (served.sign_in("giam-sat").await, served.sign_in("admin").await);
    for path in ["flags?all=yes&lang=vi", "flags/2?lang=vi"] {
        let whole = page(&admin, path).await;
        assert!(whole.contains(&format!("<a href=\"/r/{ID}/flags/1?lang=vi\">1</a>")), "{path}: {whole}");
        let part = page(&supervisor, path).await;
        assert!(part.contains("cùng điều tra viên ở địa bàn khác"), "{path}: {part}");
        assert!(!part.contains("phiếu số 1 ") && !part.contains("flags/1"), "{path}: {part}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_decides_about_an_interview_of_their_own() {
    let served = Served::start().await;
    let (_, admin) = two_districts(&served).await;
    let both = [Role::Interviewer, Role::Supervisor].map(|role| Grant::at(role, ID, HERE));
    served.holder("lan", both.to_vec()).await;
    let lan = served.sign_in("lan").await;
    let own = another(21, |ballot| ballot.header.interviewer = Some("lan".to_owned()));
    assert_eq!(lan.put(&own).await.0, StatusCode::CREATED);
    let decide = async |client: &Client| {
        let fields = [("ballot-7", "0"), ("decision", "reject"), ("reason", "x")];
        sent(client, "flags", &fields).await.status()
    };
    assert_eq!(decide(&lan).await, StatusCode::FORBIDDEN);
    assert_eq!(decide(&admin).await, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_supervisor_enrols_and_shuts_out_tablets_of_who_works_in_its_places_alone() {
    let served = Served::start().await;
    let (supervisor, admin) = two_districts(&served).await;
    let link = async |client: &Client, account: &str| {
        let asked = [("as", "link"), ("account", account), ("day", "20/11/2019"), ("key", account)];
        sent(client, "devices", &asked).await.status()
    };
    assert_eq!(link(&supervisor, "dtv01").await, StatusCode::OK);
    for account in ["dtv02", "dtv03", "giam-sat", "admin"] {
        assert_eq!(link(&supervisor, account).await, StatusCode::BAD_REQUEST, "{account}");
    }
    assert_eq!(link(&admin, "dtv02").await, StatusCode::OK);
    let of_all = page(&admin, "devices").await;
    let value = |row: &str, name: &str| {
        let row = of_all.split(row).nth(1).unwrap();
        row.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let other = value("data-link=\"dtv02\"", "link");
    let withdrawn = sent(&supervisor, "devices", &[("as", "withdraw"), ("link", &other)]).await;
    assert_eq!(withdrawn.status(), StatusCode::NOT_FOUND);
    for (row, expected) in [("(dtv02)", StatusCode::NOT_FOUND), ("(dtv01)", StatusCode::OK)] {
        let table = of_all.split("data-table=\"devices\"").nth(1).unwrap();
        let row = table.split(row).nth(1).unwrap();
        let session = row.split("name=\"device\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let asked = [("as", "revoke"), ("device", session)];
        assert_eq!(sent(&supervisor, "devices", &asked).await.status(), expected);
    }
    assert_eq!(acts(&admin, "kind=device_revoked").await[0].by.as_deref(), Some("giam-sat"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_gives_places_to_a_supervisor_and_takes_them_away() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    served.holder("lan", vec![Grant::of(Role::Interviewer)]).await;
    let lan = served.sign_in("lan").await;
    let set = async |what: &str, account: &str, place: &str| {
        let place = format!("place-{place}");
        sent(&admin, "supervisors", &[("as", what), ("account", account), (&place, "yes")]).await.status()
    };
    let opens = async || lan.get(&format!("/r/{ID}/flags")).await.status();
    assert_eq!(opens().await, StatusCode::FORBIDDEN);
    assert_eq!(set("give", "khong-co", HERE).await, StatusCode::NOT_FOUND);
    assert_eq!(set("give", "lan", "99999").await, StatusCode::BAD_REQUEST);
    assert_eq!(set("give", "lan", "").await, StatusCode::BAD_REQUEST);
    let none = sent(&admin, "supervisors", &[("as", "give"), ("account", "lan")]).await;
    assert_eq!(none.status(), StatusCode::BAD_REQUEST);
    let [here, elsewhere] = [HERE, ELSEWHERE].map(|place| format!("place-{place}"));
    let both = [("as", "give"), ("account", "lan"), (&*here, "yes"), (&*elsewhere, "yes")];
    let given = sent(&admin, "supervisors", &both).await;
    assert_eq!(given.status(), StatusCode::OK);
    assert!(given.text().await.unwrap().contains("role=\"status\""), "it says that it was saved");
    assert_eq!(opens().await, StatusCode::OK);
    let shown = page(&admin, "supervisors").await;
    assert_eq!(shown.matches("data-supervisor=\"lan\"").count(), 1, "a row for each person: {shown}");
    assert!(shown.contains("<option value=\"lan\">"), "accounts are offered");
    let found = page(&admin, "supervisors?lang=vi&find=song+CAU").await;
    assert!(found.contains("name=\"place-01837\"") && !found.contains("name=\"place-01864\""), "{found}");
    assert!(page(&admin, "supervisors?lang=vi&find=xyz").await.contains("Không có địa bàn nào tên như vậy"));
    assert_eq!(set("take", "lan", HERE).await, StatusCode::OK);
    assert_eq!(opens().await, StatusCode::OK, "the other place is left");
    assert_eq!(set("take", "lan", ELSEWHERE).await, StatusCode::OK);
    assert_eq!(opens().await, StatusCode::FORBIDDEN);
    let told: Vec<_> = acts(&admin, "subject=lan").await.into_iter().map(|act| act.kind).collect();
    let [given, taken] = [ActKind::RoleGiven, ActKind::RoleTaken];
    assert_eq!(told[..4], [taken, taken, given, given]);
    let refused = lan.request(Method::POST, &format!("/r/{ID}/supervisors")).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_administers_one_campaign_extends_no_role_in_another_and_ends_none() {
    let served = Served::start().await;
    let mut other = sample::campaign().clone();
    other.settings.id = "other".to_owned();
    import(&served.site, Import::of(other)).await.unwrap();
    let here = Grant::at(Role::Interviewer, ID, "01837");
    let of_all = Grant::of(Role::Interviewer);
    for (username, held) in [
        ("o-day", vec![of_all.clone(), here.clone()]),
        ("ca-hai", vec![of_all, here, Grant::at(Role::Interviewer, "other", "01837")]),
        ("o-kia", vec![Grant::at(Role::Interviewer, "other", "01837")]),
        ("admin-here", vec![Grant::within(Role::Admin, ID)]),
        ("giam-sat", vec![Grant::at(Role::Supervisor, ID, HERE)]),
    ] {
        served.holder(username, held).await;
    }
    let own = served.sign_in("admin-here").await;
    // Who leads less enrols no more.
    let link = async |client: &Client, account: &str| {
        let asked = [("as", "link"), ("account", account), ("day", "20/11/2019"), ("key", account)];
        sent(client, "devices", &asked).await.status()
    };
    for client in [&own, &served.sign_in("giam-sat").await] {
        assert_eq!(link(client, "o-day").await, StatusCode::OK);
        assert!(link(client, "ca-hai").await.is_client_error());
    }
    let give = async |client: &Client, account: &str| {
        let asked = [("as", "give"), ("account", account), ("place-058", "yes")];
        let answer = sent(client, "supervisors", &asked).await;
        (answer.status(), answer.text().await.unwrap())
    };
    let (status, there) = give(&own, "o-kia").await;
    let (absent, not_there) = give(&own, "khong-co").await;
    assert_eq!((status, absent), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert_eq!(there.replace("o-kia", "khong-co"), not_there, "nobody is told which accounts there are");
    assert_eq!(give(&own, "o-day").await.0, StatusCode::OK);
    assert_eq!(give(&served.sign_in("admin").await, "o-kia").await.0, StatusCode::OK);
}
