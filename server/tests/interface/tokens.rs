//! `/api/tokens` and `parindex token`: scripts that call by a name, with one role, until a day.

use jiff::SignedDuration;
use reqwest::{Method, StatusCode};
use serde_json::json;
use server::service::log::Actor;
use server::service::tokens;
use shared::wire::{ActKind, Fact, NewToken, Role, Token, TokenRequest};

use crate::acts::acts;
use crate::client::{Client, read, refusal};
use crate::process::{Process, folder, parindex};
use crate::sample::{ID, plain};
use crate::served::Served;

/// A token that is good for long.
pub async fn made(served: &Served, name: &str, role: Role, campaign: Option<&str>) -> NewToken {
    let last_day = "2099-12-31".parse().unwrap();
    let request = TokenRequest { name: name.into(), role, campaign: campaign.map(str::to_owned), last_day };
    tokens::make(&served.site, Actor::Command, request).await.unwrap()
}

fn script(served: &Served, secret: &str) -> Client {
    Client { token: Some(secret.to_owned()), ..Client::anonymous(&served.url) }
}

const EXPORT: &str = "/api/campaigns/bac-kan-2019/ballots.jsonl";

#[tokio::test]
async fn a_script_does_what_its_role_may_and_the_log_names_it_at_each_call() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    served.sign_in("dtv01").await.put(&plain(1)).await;
    let asked = json!({ "name": "xuat", "role": "viewer", "campaign": ID, "last_day": "2099-12-31" });
    let answer = admin.post("/api/tokens", &asked).await;
    assert_eq!(answer.status(), StatusCode::CREATED);
    let NewToken { token, secret } = read(answer).await;
    let told = (token.name.as_str(), token.role, token.campaign.as_deref(), token.by.as_str());
    assert_eq!(told, ("xuat", Role::Viewer, Some(ID), "admin"));
    let of_script = script(&served, &secret);
    assert_eq!(of_script.get(EXPORT).await.text().await.unwrap().lines().count(), 1);
    let log = acts(&admin, "by=token:xuat").await;
    let kinds: Vec<_> = log.iter().map(|act| (act.kind, act.subject.as_str())).collect();
    assert_eq!(kinds, [(ActKind::Exported, ID), (ActKind::TokenUsed, "xuat")]);
    assert_eq!(log[1].after[&Fact::Request], format!("GET {EXPORT}"));
    assert_eq!(refusal(of_script.get("/api/accounts").await).await.0, 403);
    assert_eq!(refusal(of_script.request(Method::DELETE, "/api/session").send().await.unwrap()).await.0, 403);
    let list: Vec<Token> = read(admin.get("/api/tokens").await).await;
    assert_eq!((list.len(), list[0].used.is_some()), (1, true));
    let all = serde_json::to_string(&(&list, acts(&admin, "").await)).unwrap();
    assert!(!all.contains(&secret), "shown once");
    let store = std::fs::read(served.data().join(server::folder::STORE)).unwrap();
    let log = std::fs::read(served.data().join("parindex.db-wal")).unwrap_or_default();
    let kept = [store, log].concat();
    assert!(!kept.windows(secret.len()).any(|bytes| bytes == secret.as_bytes()), "kept nowhere");
}

#[tokio::test]
async fn a_token_that_has_ended_or_was_revoked_is_refused_and_says_so() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    let last_day = served.site.now().to_zoned(jiff::tz::TimeZone::get("Asia/Ho_Chi_Minh").unwrap()).date();
    let asked = json!({ "name": "mot-ngay", "role": "admin", "last_day": last_day.to_string() });
    let one_day: NewToken = read(admin.post("/api/tokens", &asked).await).await;
    let revoked = made(&served, "thu-hoi", Role::Admin, None).await;
    let clients = [&one_day, &revoked].map(|it| script(&served, &it.secret));
    for client in &clients {
        assert_eq!(client.get("/api/accounts").await.status(), StatusCode::OK);
    }
    let gone: Token = read(admin.request(Method::DELETE, "/api/tokens/thu-hoi").send().await.unwrap()).await;
    assert!(gone.revoked.is_some());
    served.wait(SignedDuration::from_hours(24));
    let put =
        |client: &Client| client.request(Method::PUT, &format!("/api/campaigns/{ID}/ballots/{}", plain(1).0));
    for (client, code) in clients.iter().zip(["token.ended", "token.revoked"]) {
        let refused = (401, code.to_owned());
        assert_eq!(refusal(client.get("/api/accounts").await).await, refused);
        assert_eq!(refusal(client.get(EXPORT).await).await, refused);
        let sent = put(client).body(plain(1).1.bytes).send().await.unwrap();
        assert_eq!(refusal(sent).await, refused, "a ballot is sent again by a person");
    }
    let again = admin.request(Method::DELETE, "/api/tokens/thu-hoi").send().await.unwrap();
    assert_eq!(read::<Token>(again).await.revoked, gone.revoked, "it stays so, with its time");
}

#[tokio::test]
async fn a_token_that_cannot_be_is_refused_and_its_name_is_used_once() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    let asked = |name: &str, role: &str, day: &str| json!({ "name": name, "role": role, "last_day": day });
    made(&served, "xuat", Role::Viewer, None).await;
    read::<Token>(admin.request(Method::DELETE, "/api/tokens/xuat").send().await.unwrap()).await;
    for (body, status, code) in [
        (asked("xuat", "viewer", "2099-12-31"), 409, "token.taken"),
        (asked("Xuất", "viewer", "2099-12-31"), 400, "account.name_not_allowed"),
        (asked("a", "interviewer", "2099-12-31"), 400, "token.role"),
        (asked("a", "viewer", "2001-01-01"), 400, "token.last_day"),
        (asked("a", "viewer", "31/12/2099"), 400, "request.unreadable"),
        (
            json!({ "name": "a", "role": "viewer", "campaign": "nope", "last_day": "2099-12-31" }),
            404,
            "campaign.absent",
        ),
    ] {
        assert_eq!(
            refusal(admin.post("/api/tokens", &body).await).await,
            (status, code.to_owned()),
            "{body}"
        );
    }
    let absent = admin.request(Method::DELETE, "/api/tokens/nobody").send().await.unwrap();
    assert_eq!(refusal(absent).await, (404, "token.absent".to_owned()));
    assert_eq!(read::<Vec<Token>>(admin.get("/api/tokens").await).await.len(), 1);
}

#[tokio::test]
async fn the_command_line_makes_lists_and_revokes_while_a_server_runs() {
    let data = folder().await;
    let process = Process::start(data.path());
    let token = |arguments: &[&str]| {
        let done = parindex(data.path(), &[&["token"], arguments].concat());
        let said = String::from_utf8([done.stdout, done.stderr].concat()).unwrap();
        (done.status.code().unwrap(), said.trim().to_owned())
    };
    let make = ["make", "xuat", "--role", "viewer", "--campaign", ID, "--last-day", "2099-12-31"];
    let (status, secret) = token(&make);
    assert_eq!(status, 0, "{secret}");
    let client = Client { token: Some(secret.clone()), ..process.anonymous() };
    assert_eq!(client.get(EXPORT).await.status(), StatusCode::OK);
    let (_, list) = token(&["list"]);
    assert!(list.starts_with("xuat: viewer, campaign bac-kan-2019, until 2099-12-31, last used 2"), "{list}");
    assert!(!list.contains(&secret), "{list}");
    assert_eq!(token(&make).0, 1, "its name is taken");
    assert_eq!(token(&["revoke", "xuat"]), (0, "The token xuat is revoked.".to_owned()));
    assert_eq!(refusal(client.get(EXPORT).await).await, (401, "token.revoked".to_owned()));
    assert!(token(&["list"]).1.starts_with("xuat: revoked"));
    assert_eq!(token(&["revoke", "nobody"]).0, 1);
}
