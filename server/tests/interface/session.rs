//! `/api/session`

use jiff::SignedDuration;
use reqwest::{Method, StatusCode};
use shared::wire::{AccountChange, Grant, PasswordChange, Person, Role, SignIn};

use crate::client::{Client, read, refusal};
use crate::sample::ID;
use crate::served::{PASSWORD, Served};

fn words(username: &str, password: &str) -> SignIn {
    SignIn { username: username.to_owned(), password: password.to_owned() }
}

#[tokio::test]
async fn a_browser_gets_a_cookie_that_pages_cannot_read() {
    let served = Served::start().await;
    let client = Client::anonymous(&served.url);
    let answer = client.post("/api/session", &words("dtv01", PASSWORD)).await;
    let cookie = answer.headers()["set-cookie"].to_str().unwrap().to_owned();
    let person: Person = read(answer).await;
    let roles = vec![Grant::of(Role::Interviewer), Grant::within(Role::Interviewer, ID)];
    assert_eq!((person.roles, person.token), (roles, None));
    for part in ["__Host-parindex=", "Max-Age=34560000", "Path=/", "Secure", "HttpOnly", "SameSite=Lax"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let pair = cookie.split(';').next().unwrap();
    let who = client.request(Method::GET, "/api/session").header("cookie", pair).send().await.unwrap();
    assert_eq!(read::<Person>(who).await.username, "dtv01");
    let from_elsewhere = client.request(Method::DELETE, "/api/session").header("cookie", pair);
    let from_elsewhere = from_elsewhere.header("sec-fetch-site", "cross-site").send().await.unwrap();
    assert_eq!(refusal(from_elsewhere).await, (403, "request.other_site".to_owned()));
    let from_here = client.request(Method::DELETE, "/api/session").header("cookie", pair);
    let from_here = from_here.header("sec-fetch-site", "same-origin").send().await.unwrap();
    assert_eq!(from_here.status(), StatusCode::NO_CONTENT);
    assert!(from_here.headers()["set-cookie"].to_str().unwrap().contains("Max-Age=0"));
    let who = client.request(Method::GET, "/api/session").header("cookie", pair).send().await.unwrap();
    assert_eq!(refusal(who).await, (401, "session.revoked".to_owned()));
}

/// WebKit keeps no `Secure` cookie for http://localhost.
#[tokio::test]
async fn a_page_of_this_machine_gets_a_cookie_that_every_engine_keeps() {
    let served = Served::start().await;
    let client = Client::anonymous(&served.url);
    let port = served.url.rsplit(':').next().unwrap();
    let here = format!("http://localhost:{port}");
    let words = words("dtv01", PASSWORD);
    let answer = client.request(Method::POST, "/api/session").header("origin", &here).json(&words);
    let answer = answer.send().await.unwrap();
    let cookie = answer.headers()["set-cookie"].to_str().unwrap().to_owned();
    assert!(cookie.starts_with("parindex-loopback=") && !cookie.contains("Secure"), "{cookie}");
    let pair = cookie.split(';').next().unwrap();
    let who = client.request(Method::GET, "/api/session").header("cookie", pair).send().await.unwrap();
    assert_eq!(read::<Person>(who).await.username, "dtv01");
    let left = client.request(Method::DELETE, "/api/session").header("cookie", pair);
    let left = left.header("sec-fetch-site", "same-origin").send().await.unwrap();
    let gone = left
        .headers()
        .get_all("set-cookie")
        .iter()
        .filter(|gone| gone.to_str().unwrap().contains("=; Max-Age=0"));
    assert_eq!(gone.count(), 2);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_account_are_told_alike() {
    let served = Served::start().await;
    let client = Client::anonymous(&served.url);
    for (username, password) in [("dtv01", "wrong"), ("nobody", PASSWORD), ("", ""), ("DTV01", PASSWORD)] {
        let answer = client.post("/api/session", &words(username, password)).await;
        assert_eq!(refusal(answer).await, (401, "session.wrong".to_owned()), "{username}");
    }
    let long = "x".repeat(300);
    let answer = client.post("/api/session", &words(&long, &long)).await;
    assert_eq!(refusal(answer).await, (401, "session.wrong".to_owned()));
    let answer = client.request(Method::POST, "/api/session").body("{").send().await.unwrap();
    assert_eq!(refusal(answer).await, (400, "request.unreadable".to_owned()));
}

#[tokio::test]
async fn a_session_lasts_thirty_days_from_its_last_use() {
    let served = Served::start().await;
    let client = served.sign_in("dtv01").await;
    for _ in 0..3 {
        served.wait(SignedDuration::from_hours(29 * 24));
        assert_eq!(client.get("/api/session").await.status(), StatusCode::OK);
    }
    served.wait(SignedDuration::from_hours(30 * 24));
    assert_eq!(refusal(client.get("/api/session").await).await, (401, "session.expired".to_owned()));
}

#[tokio::test]
async fn a_new_password_and_disabling_end_all_sessions() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    let client = served.sign_in("dtv01").await;
    let change = AccountChange { password: Some("another password".into()), ..AccountChange::default() };
    assert_eq!(admin.patch("/api/accounts/dtv01", &change).await.status(), StatusCode::OK);
    assert_eq!(refusal(client.get("/api/session").await).await, (401, "session.revoked".to_owned()));
    let client = Client::sign_in(&served.url, "dtv01", "another password").await;
    let change = AccountChange { disabled: Some(true), ..AccountChange::default() };
    assert_eq!(admin.patch("/api/accounts/dtv01", &change).await.status(), StatusCode::OK);
    assert_eq!(refusal(client.get("/api/session").await).await, (401, "session.account_disabled".to_owned()));
    let again =
        Client::anonymous(&served.url).post("/api/session", &words("dtv01", "another password")).await;
    assert_eq!(refusal(again).await, (401, "session.account_disabled".to_owned()));
}

#[tokio::test]
async fn people_change_their_own_password_and_keep_only_this_session() {
    let served = Served::start().await;
    let (client, other) = (served.sign_in("dtv01").await, served.sign_in("dtv01").await);
    let change = async |old: &str, new: &str| {
        let body = PasswordChange { old: old.to_owned(), new: new.to_owned() };
        client.request(Method::PUT, "/api/session/password").json(&body).send().await.unwrap()
    };
    for (old, new, code) in [
        ("wrong", "a new password", "session.old_password_wrong"),
        (&*"x".repeat(300), "a new password", "session.old_password_wrong"),
        (PASSWORD, "short", "account.password_length"),
    ] {
        assert_eq!(refusal(change(old, new).await).await, (400, code.to_owned()), "{old} {new}");
    }
    assert_eq!(other.get("/api/session").await.status(), StatusCode::OK, "nothing was changed");
    assert_eq!(change(PASSWORD, "a new password").await.status(), StatusCode::NO_CONTENT);
    assert_eq!(client.get("/api/session").await.status(), StatusCode::OK, "this session stays");
    assert_eq!(refusal(other.get("/api/session").await).await, (401, "session.revoked".to_owned()));
    Client::sign_in(&served.url, "dtv01", "a new password").await;
    let old = Client::anonymous(&served.url).post("/api/session", &words("dtv01", PASSWORD)).await;
    assert_eq!(refusal(old).await, (401, "session.wrong".to_owned()));
}

#[tokio::test]
async fn old_passwords_are_tried_no_faster_than_sign_ins() {
    let served =
        Served::start_with(|config| config.rates.attempt = (3, std::time::Duration::from_secs(3600))).await;
    let client = served.sign_in("dtv01").await;
    let body = PasswordChange { old: "wrong".to_owned(), new: "a new password".to_owned() };
    let attempt = || client.request(Method::PUT, "/api/session/password").json(&body).send();
    for _ in 0..2 {
        assert_eq!(attempt().await.unwrap().status(), 400);
    }
    assert_eq!(refusal(attempt().await.unwrap()).await, (429, "request.too_many".to_owned()));
}

#[tokio::test]
async fn neither_tokens_nor_passwords_are_in_the_store() {
    let served = Served::start().await;
    let token = served.sign_in("dtv01").await.token.unwrap();
    let mut bytes = std::fs::read(served.data().join("parindex.db")).unwrap();
    bytes.extend(std::fs::read(served.data().join("parindex.db-wal")).unwrap());
    let holds = |secret: &[u8]| bytes.windows(secret.len()).any(|window| window == secret);
    assert!(holds(b"dtv01"), "the files are those of the store");
    assert!(!holds(PASSWORD.as_bytes()) && !holds(token.as_bytes()) && !holds(&hex::decode(&token).unwrap()));
}
