//! Tablets: enrolled by a link that works once, heard of, and shut out where one is lost.

use reqwest::{Method, Response, StatusCode};
use serde_json::json;
use server::service::import::{Import, import};
use server::store::make_another;
use shared::ballot::Sealed;
use shared::wire::{Act, BallotPage, Grant, Person, Role, Status};
use tempfile::TempDir;
use uuid::Uuid;

use crate::acts::acts;
use crate::client::{Client, read};
use crate::guest::fill;
use crate::sample::{self, ID, another};
use crate::served::{BEGIN, Served};

const DAY: &str = "20/11/2019";

async fn sent(client: &Client, fields: &[(&str, &str)]) -> Response {
    let fields: Vec<_> = fields.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    fill(client, &format!("/r/{ID}/devices"), &fields).await
}

async fn page(client: &Client) -> String {
    client.get(&format!("/r/{ID}/devices")).await.text().await.unwrap()
}

/// The address of a link for an account, below the server.
async fn link(admin: &Client, account: &str, key: &str) -> String {
    let key = &key.repeat(64);
    let made = sent(admin, &[("as", "link"), ("account", account), ("day", DAY), ("key", key)]).await;
    let status = made.status();
    let text = made.text().await.unwrap();
    assert!(status.is_success() && text.contains("<svg"), "{status}: {text}");
    let address = text.split("data-link-address>").nth(1).unwrap().split('<').next().unwrap();
    address.strip_prefix(&*admin.url).unwrap().to_owned()
}

/// Opens a link as a browser does, and gives who is signed in by it.
async fn enrolled(served: &Served, link: &str) -> Client {
    let nobody = Client::anonymous(&served.url);
    let answer = nobody.request(Method::POST, link).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    assert!(answer.headers()["content-security-policy"].to_str().unwrap().contains("script-src 'sha256-"));
    let cookie = answer.headers()["set-cookie"].to_str().unwrap().to_owned();
    let token = cookie.split(['=', ';']).nth(1).unwrap().to_owned();
    Client { token: Some(token), ..nobody }
}

/// Asks for the campaigns as a tablet does, and fetches the sample.
async fn tell(tablet: &Client, id: u128, unsent: u32, clock: &str) {
    let clock: jiff::Timestamp = clock.parse().unwrap();
    let told = format!(
        "?device={}&app=0.1.0-abc&persisted=true&clock={}&unsent={unsent}&drafts=2",
        Uuid::from_u128(id),
        clock.as_millisecond()
    );
    assert_eq!(tablet.get(&format!("/api/campaigns{told}")).await.status(), StatusCode::OK);
    assert_eq!(tablet.get(&format!("/api/campaigns/{ID}/package")).await.status(), StatusCode::OK);
}

fn ballot(n: u128) -> (Uuid, Sealed) {
    another(n, |_| ())
}

async fn statuses(admin: &Client) -> Vec<Status> {
    let page: BallotPage = admin.of_sample("/ballots").await;
    page.ballots.iter().map(|ballot| ballot.status).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_signs_one_tablet_in_without_a_password_and_never_another() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    let link = link(&admin, "dtv01", "a").await;
    let nobody = Client::anonymous(&served.url);
    // To look at it uses nothing up: messengers and scanners do.
    for _ in 0..2 {
        let shown = nobody.get(&link).await.text().await.unwrap();
        assert!(shown.contains("Người dtv01 (dtv01)") && shown.contains("method=\"post\""), "{shown}");
    }
    assert!(page(&admin).await.contains("data-link=\"dtv01\""));
    let tablet = enrolled(&served, &link).await;
    let person: Person = read(tablet.get("/api/session").await).await;
    assert_eq!(person.username, "dtv01");
    for method in [Method::GET, Method::POST] {
        let again = nobody.request(method, &link).send().await.unwrap();
        assert_eq!(again.status(), StatusCode::CONFLICT);
        assert!(!again.headers().contains_key("set-cookie"));
        assert!(again.text().await.unwrap().contains("đã được dùng để đăng nhập một máy"));
    }
    assert!(!page(&admin).await.contains("data-link=\"dtv01\""), "it waits no more");
    let told: Vec<Act> = acts(&admin, "subject=dtv01").await;
    let kinds: Vec<_> = told.iter().map(|act| (act.kind.code(), act.by.as_deref().unwrap_or(""))).collect();
    assert_eq!(kinds[..2], [("enrolled", "dtv01"), ("enrolment_made", "admin")]);
    let code = link.rsplit('/').next().unwrap();
    assert!(!serde_json::to_string(&told).unwrap().contains(code), "no secret");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_is_over_taken_back_or_made_up_signs_nobody_in() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    let (first, second) = (link(&admin, "dtv01", "1").await, link(&admin, "dtv01", "2").await);
    assert_eq!(first, link(&admin, "dtv01", "1").await, "a double click makes one");
    let waiting = page(&admin).await;
    let digest = waiting.split("name=\"link\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let withdrawn = sent(&admin, &[("as", "withdraw"), ("link", digest)]).await;
    assert!(withdrawn.status().is_success());
    let nobody = Client::anonymous(&served.url);
    let open = async |link: &str| nobody.request(Method::POST, link).send().await.unwrap();
    let answers = [open(&first).await, open(&second).await];
    let shut: Vec<_> = answers.iter().filter(|it| it.status() == StatusCode::CONFLICT).collect();
    assert_eq!(shut.len(), 1, "the one that was taken back, and no other");
    assert_eq!(acts(&admin, "kind=enrolment_revoked").await.len(), 1);
    let taken_back = if answers[0].status() == StatusCode::CONFLICT { "1" } else { "2" };
    for key in ["1", "2"] {
        let fields = [("as", "link"), ("account", "dtv01"), ("day", DAY), ("key", &*key.repeat(64))];
        let again = sent(&admin, &fields).await;
        assert_eq!(again.status(), StatusCode::CONFLICT, "no code of it is shown again");
        let said = again.text().await.unwrap();
        assert!(
            !said.contains("<svg")
                && said.contains(if key == taken_back { "thu hồi" } else { "đã được dùng" })
        );
    }

    let third = link(&admin, "dtv01", "3").await;
    served.wait(jiff::SignedDuration::from_hours(24));
    let over = open(&third).await;
    assert_eq!(over.status(), StatusCode::CONFLICT);
    assert!(over.text().await.unwrap().contains("quá hạn dùng"));
    for made_up in ["/e/k7mq-2fxd-9hta-ub3c", "/e/bcfg-hjkm-npqr-stvx", "/e/x"] {
        let absent = open(made_up).await;
        assert_eq!(absent.status(), StatusCode::NOT_FOUND, "{made_up}");
        assert!(!absent.headers().contains_key("set-cookie"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_gives_nobody_more_than_an_interviewer_whom_its_maker_administers() {
    let served = Served::start().await;
    let mut other = sample::campaign().clone();
    other.settings.id = "other".to_owned();
    import(&served.site, Import::of(other)).await.unwrap();
    let here = Grant::at(Role::Interviewer, ID, "01837");
    for (username, held) in [
        ("chi-o-day", vec![here.clone()]),
        ("ca-o-kia", vec![here.clone(), Grant::at(Role::Interviewer, "other", "01837")]),
        ("ca-xem", vec![here.clone(), Grant::within(Role::Viewer, ID)]),
        ("o-kia", vec![Grant::at(Role::Interviewer, "other", "01837")]),
        ("admin-here", vec![Grant::within(Role::Admin, ID)]),
    ] {
        served.holder(username, held).await;
    }
    let (all, own) = (served.sign_in("admin").await, served.sign_in("admin-here").await);
    let asked = async |client: &Client, account: &str| {
        sent(client, &[("as", "link"), ("account", account), ("day", DAY), ("key", "k")]).await.status()
    };
    for account in ["ca-xem", "o-kia", "admin", "khong-co"] {
        assert_eq!(asked(&all, account).await, StatusCode::BAD_REQUEST, "{account}");
    }
    assert_eq!(asked(&all, "ca-o-kia").await, StatusCode::OK);
    assert_eq!(asked(&own, "ca-o-kia").await, StatusCode::FORBIDDEN);
    assert_eq!(asked(&own, "chi-o-day").await, StatusCode::OK);
    let past = [("as", "link"), ("account", "chi-o-day"), ("day", "19/11/2019"), ("key", "k")];
    let refused = sent(&all, &past).await;
    assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
    assert!(refused.text().await.unwrap().contains("value=\"19/11/2019\""), "what was filled in stays");

    // Who was given more since is signed in by no link.
    let link = link(&own, "chi-o-day", "later").await;
    let give = json!({ "give": [{ "role": "viewer", "campaign": ID }] });
    assert!(all.patch("/api/accounts/chi-o-day", &give).await.status().is_success());
    let nobody = Client::anonymous(&served.url);
    assert_eq!(nobody.request(Method::POST, &link).send().await.unwrap().status(), StatusCode::BAD_REQUEST);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_tablet_leaves_the_first_alone_and_a_lost_one_is_shut_out() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    let first = enrolled(&served, &link(&admin, "dtv01", "1").await).await;
    tell(&first, 1, 1, BEGIN).await;
    let second = enrolled(&served, &link(&admin, "dtv01", "2").await).await;
    tell(&second, 2, 0, "2019-11-20T02:07:30Z").await;
    let text = page(&admin).await;
    assert_eq!(text.matches("data-device=").count(), 2, "{text}");
    for told in ["0.1.0-abc", "bản mới nhất", "nhanh 7 phút", "trình duyệt hứa giữ"] {
        assert!(text.contains(told), "{told}: {text}");
    }
    assert_eq!(first.put(&ballot(1)).await.0, StatusCode::CREATED);
    assert_eq!(second.put(&ballot(2)).await.0, StatusCode::CREATED);

    // The first is lost: it reads nothing more, and what it holds waits for a person; the second goes on.
    let row = text.split(&format!("data-device=\"{}\"", Uuid::from_u128(1))).nth(1).unwrap();
    let session = row.split("name=\"device\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let viewer = served.sign_in("viewer").await;
    let asked = [("as", "revoke"), ("device", session)];
    assert_eq!(sent(&viewer, &asked).await.status(), StatusCode::FORBIDDEN);
    assert!(sent(&admin, &asked).await.status().is_success());
    assert!(page(&admin).await.contains("đã thu hồi lúc"));
    assert_eq!(first.get(&format!("/api/campaigns/{ID}/package")).await.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(first.put(&ballot(3)).await.0, StatusCode::ACCEPTED);
    assert_eq!(second.put(&ballot(4)).await.0, StatusCode::CREATED);
    assert_eq!(statuses(&admin).await, [Status::Valid, Status::Pending, Status::Valid, Status::Valid]);
    assert_eq!(acts(&admin, "kind=device_revoked").await.len(), 1);
    let none = "0".repeat(64);
    for absent in [&*none, "x", ""] {
        let answer = sent(&admin, &[("as", "revoke"), ("device", absent)]).await;
        assert!(answer.status().is_client_error(), "{absent}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_heard_of_a_tablet_is_what_it_last_told() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    assert!(page(&admin).await.contains("Chưa có máy nào"));
    let tablet = served.sign_in("dtv01").await;
    tell(&tablet, 1, 3, BEGIN).await;
    tell(&tablet, 1, 9, BEGIN).await;
    // The office asks for campaigns, too, and is no tablet of an interviewer.
    tell(&admin, 5, 0, BEGIN).await;
    import(&served.site, Import::of(sample::campaign().clone())).await.unwrap();
    let text = page(&served.sign_in("viewer").await).await;
    assert_eq!(text.matches("data-device=").count(), 1);
    assert!(text.contains("<td class=\"n\">9</td>") && text.contains("bản 1, mới nhất là 2"), "{text}");
    assert!(!text.contains("<form"), "a viewer changes nothing");
    let refused = tablet.get("/api/campaigns?device=x").await;
    assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restored_store_signs_nobody_in_by_a_link_of_before() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    link(&admin, "dtv01", "a").await;
    let (at, file) = (served.site.now(), served.data().join(server::folder::STORE));
    let folder = TempDir::new().unwrap();
    let copied = folder.path().join("copy.db");
    let to = copied.display().to_string();
    rusqlite::Connection::open(file).unwrap().execute("VACUUM INTO ?1", [to]).unwrap();
    make_another(&copied, &server::secret::SystemRandom, at).unwrap();
    let store = rusqlite::Connection::open(&copied).unwrap();
    let open = "SELECT count(*) FROM enrolment WHERE revoked IS NULL";
    assert_eq!(store.query_row(open, [], |row| row.get::<_, i64>(0)).unwrap(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_ends_with_what_let_it_be_made() {
    let served = Served::start().await;
    let mut other = sample::campaign().clone();
    other.settings.id = "other".to_owned();
    import(&served.site, Import::of(other)).await.unwrap();
    served.holder("chi", vec![Grant::at(Role::Interviewer, ID, "01837")]).await;
    served.holder("admin-here", vec![Grant::within(Role::Admin, ID)]).await;
    let (all, own) = (served.sign_in("admin").await, served.sign_in("admin-here").await);
    let nobody = Client::anonymous(&served.url);
    let open = async |link: &str| nobody.request(Method::POST, link).send().await.unwrap().status();
    let change = async |account: &str, change: serde_json::Value| {
        let answer = all.request(Method::PATCH, &format!("/api/accounts/{account}")).json(&change).send();
        assert!(answer.await.unwrap().status().is_success(), "{change}");
    };

    // Who interviews elsewhere as well is nobody's to enrol who administers here alone, not by an older link either.
    let waiting = link(&own, "chi", "1").await;
    let elsewhere = json!({ "role": "interviewer", "campaign": "other", "place": "01837" });
    change("chi", json!({ "give": [elsewhere.clone()] })).await;
    assert_eq!(open(&waiting).await, StatusCode::CONFLICT);
    change("chi", json!({ "take": [elsewhere] })).await;
    assert_eq!(open(&waiting).await, StatusCode::OK, "where that is over it stands again");

    // A new password ends what begins sessions, and so does being disabled; who was dismissed enrols nobody any more.
    let waiting = link(&own, "chi", "2").await;
    change("chi", json!({ "password": "mật khẩu mới của chi" })).await;
    assert_eq!(open(&waiting).await, StatusCode::CONFLICT);
    let waiting = [link(&own, "chi", "3").await, link(&all, "chi", "4").await];
    change("admin-here", json!({ "disabled": true })).await;
    assert_eq!(open(&waiting[0]).await, StatusCode::CONFLICT);
    assert_eq!(open(&waiting[1]).await, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_follows_from_no_key_that_somebody_made_up() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    let mut codes = std::collections::BTreeSet::new();
    for key in ["", "", "x", "x", &"z".repeat(64), &"z".repeat(64)] {
        let fields = [("as", "link"), ("account", "dtv01"), ("day", DAY), ("key", key)];
        let text = sent(&admin, &fields).await.text().await.unwrap();
        let address = text.split("data-link-address>").nth(1).unwrap().split('<').next().unwrap();
        assert!(codes.insert(address.to_owned()), "asked for with {key:?} it is another each time");
    }
}
