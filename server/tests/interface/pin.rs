//! What signs an interviewer in is handed to the tablet that locks it behind a PIN, and no browser keeps it any more.

use reqwest::{Method, StatusCode};
use shared::wire::Person;

use crate::client::{Client, read, refusal};
use crate::served::Served;

#[tokio::test]
async fn an_interviewers_tablet_gets_what_signs_it_in_and_the_cookie_goes() {
    let served = Served::start().await;
    let signed_in = served.sign_in("dtv01").await;
    let answer = signed_in.request(Method::POST, "/api/session/token").send().await.unwrap();
    let gone: Vec<_> =
        answer.headers().get_all("set-cookie").iter().map(|it| it.to_str().unwrap().to_owned()).collect();
    assert!(gone.len() == 2 && gone.iter().all(|it| it.contains("=; Max-Age=0")), "{gone:?}");
    let person: Person = read(answer).await;
    assert_eq!((&*person.username, &person.token), ("dtv01", &signed_in.token), "the same session goes on");
    let tablet = Client { token: person.token, ..Client::anonymous(&served.url) };
    assert_eq!(tablet.get("/api/session").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn who_does_more_than_interview_keeps_the_cookie() {
    let served = Served::start().await;
    let admin = served.sign_in("admin").await;
    let answer = admin.request(Method::POST, "/api/session/token").send().await.unwrap();
    assert!(!answer.headers().contains_key("set-cookie"));
    assert_eq!(refusal(answer).await, (409, "session.no_pin".to_owned()));
}
