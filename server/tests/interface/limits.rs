//! How often strangers may ask.

use std::time::Duration;

use server::{Network, Proxies, Rates};
use shared::wire::SignIn;

use crate::client::{Client, refusal};
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
    assert_eq!(refusal(stranger.get("/").await).await.0, 429);
    for n in 0..20 {
        assert_eq!(client.put(&plain(n)).await.0, 201);
    }
}
