//! How often strangers may ask.

use std::time::Duration;

use futures::StreamExt as _;
use server::{Network, Proxies, Rates};
use shared::wire::SignIn;

use crate::client::{Client, refusal};
use crate::process::{Process, folder};
use crate::sample::plain;
use crate::served::Served;

const HOUR: Duration = Duration::from_secs(3600);

#[tokio::test]
async fn sign_ins_to_one_account_are_limited_wherever_they_come_from() {
    let served = Served::start_with(|config| {
        config.rates = Rates { account: (2, HOUR), ..Rates::default() };
        config.proxies = Proxies(vec!["127.0.0.1".parse::<Network>().unwrap()]);
    })
    .await;
    let client = Client::anonymous(&served.url);
    let attempt = async |username: &str, from: u8| {
        let body = SignIn { username: username.to_owned(), password: "wrong".to_owned() };
        let request = client.request(reqwest::Method::POST, "/api/session").json(&body);
        request.header("x-forwarded-for", format!("10.0.0.{from}")).send().await.unwrap()
    };
    for from in 1..=2 {
        assert_eq!(refusal(attempt("dtv01", from).await).await.0, 401);
    }
    let third = attempt("dtv01", 3).await;
    let wait: u64 = third.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=3600).contains(&wait));
    assert_eq!(refusal(third).await, (429, "request.too_many".to_owned()));
    assert_eq!(refusal(attempt("viewer", 3).await).await.0, 401, "other accounts are not concerned");
}

#[tokio::test]
async fn strangers_are_limited_and_ballots_are_not() {
    let served = Served::start_with(|config| {
        config.rates = Rates { stranger: (3, HOUR), account: (9, HOUR), ..Rates::default() };
    })
    .await;
    let client = served.sign_in("dtv01").await;
    let stranger = Client::anonymous(&served.url);
    for _ in 0..2 {
        assert_eq!(stranger.get("/api/version").await.status(), 200);
    }
    assert_eq!(refusal(stranger.get("/api/version").await).await.0, 429);
    assert_eq!(refusal(stranger.get("/api/campaigns").await).await.0, 429);
    let unknown = Client { token: Some("0".repeat(64)), ..stranger.clone() };
    for _ in 0..3 {
        assert_eq!(refusal(unknown.get("/api/session").await).await, (401, "session.none".to_owned()));
    }
    assert_eq!(refusal(unknown.get("/api/session").await).await.0, 429, "not even looked up");
    assert_eq!(refusal(unknown.put_bytes(plain(1).0, vec![], None).await).await.0, 429);
    for n in 0..20 {
        assert_eq!(client.put(&plain(n)).await.0, 201);
    }
}

#[tokio::test]
async fn forty_tablets_behind_one_address_open_the_app_at_once() {
    let served = Served::start().await;
    let stranger = Client::anonymous(&served.url);
    for n in 0..760 {
        let answer = stranger.get(&format!("/assets/{n}.js")).await;
        assert_eq!(answer.status(), 404, "no such file, and no limit either: {n}");
    }
    assert_eq!(stranger.get("/api/version").await.status(), 200, "files and the interface are counted apart");
    let served = Served::start_with(|config| config.rates.file = (2, HOUR)).await;
    let stranger = Client::anonymous(&served.url);
    let last = [stranger.get("/a.js").await, stranger.get("/a.js").await, stranger.get("/a.js").await];
    assert_eq!(last.map(|answer| answer.status().as_u16()), [404, 404, 429], "far larger, but a limit");
}

#[tokio::test]
async fn rubbish_from_a_proxy_switches_no_limit_off() {
    let served = Served::start_with(|config| {
        config.rates.stranger = (2, HOUR);
        config.proxies = Proxies(vec!["127.0.0.1".parse::<Network>().unwrap()]);
    })
    .await;
    let client = Client::anonymous(&served.url);
    let ask = async |forwarded: &str| {
        let request = client.request(reqwest::Method::GET, "/api/version");
        request.header("x-forwarded-for", forwarded).send().await.unwrap().status().as_u16()
    };
    // The proxy adds the last entry; what stands before it the stranger chose.
    let asked = ["10.0.0.1", "rubbish, 10.0.0.1", "9.9.9.9, rubbish, 10.0.0.1", "8.8.8.8,, 10.0.0.1"];
    let mut answers = Vec::new();
    for forwarded in asked {
        answers.push(ask(forwarded).await);
    }
    assert_eq!(answers, [200, 200, 429, 429]);
    assert_eq!(ask("10.0.0.2").await, 200, "another address is not concerned");
}

#[tokio::test]
async fn three_hundred_wrong_sign_ins_leave_no_memory_behind() {
    let data = folder().await;
    let process = Process::start_with(data.path(), &["--trusted-proxy", "127.0.0.1"]);
    let client = process.anonymous();
    let attempt = async |n: usize| {
        let body = SignIn { username: format!("nobody{n}"), password: "wrong".to_owned() };
        let request = client.request(reqwest::Method::POST, "/api/session").json(&body);
        let from = format!("10.0.{}.{}", n / 50, n % 50 + 1);
        request.header("x-forwarded-for", from).send().await.unwrap().status().as_u16()
    };
    let many = async |numbers: std::ops::Range<usize>| {
        let mut answers = futures::stream::iter(numbers).map(attempt).buffer_unordered(16);
        while let Some(status) = answers.next().await {
            assert_eq!(status, 401);
        }
    };
    many(0..16).await;
    let before = process.resident_kb();
    many(16..316).await;
    let after = process.resident_kb();
    // One hash of 19 MiB at a time; kept by an allocator instead, three hundred were 3 GB.
    assert!(after < before + 64 * 1024, "{before} kB became {after} kB");
    assert!(after < 300 * 1024, "{after} kB");
}

#[tokio::test]
async fn a_server_takes_as_many_open_files_as_the_system_gives() {
    let data = folder().await;
    let process = Process::start_with_files(data.path(), 200);
    let (now, most) = process.open_files();
    assert!(most > 200, "the system gives no more than {most}");
    assert_eq!(now, most);
}
