//! Signing in where a page of the office was asked for: a form without a script, and then that page.

use std::time::Duration;

use jiff::SignedDuration;
use reqwest::redirect::Policy;
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use server::Rates;

use crate::client::{Client, refusal};
use crate::sample::ID;
use crate::served::{PASSWORD, Served};

/// A browser as far as it matters here: it navigates, and keeps no cookie by itself.
struct Browser {
    client: Client,
    cookie: Option<String>,
}

impl Browser {
    fn of(served: &Served) -> Self {
        let http = reqwest::Client::builder().redirect(Policy::none()).build().unwrap();
        Self { client: Client { http, ..Client::anonymous(&served.url) }, cookie: None }
    }

    async fn send(&self, method: Method, path: &str, body: Option<&[(&str, &str)]>) -> Response {
        let mut request = self.client.request(method, path).header("accept", "text/html,*/*;q=0.8");
        request = request.header("sec-fetch-site", "same-origin");
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        match body {
            Some(fields) => filled(request, fields).send().await.unwrap(),
            None => request.send().await.unwrap(),
        }
    }

    async fn get(&self, path: &str) -> Response {
        self.send(Method::GET, path, None).await
    }

    async fn sign_in(&self, to: &str, username: &str, password: &str) -> Response {
        let fields = [("to", to), ("username", username), ("password", password)];
        self.send(Method::POST, "/r", Some(&fields)).await
    }
}

fn filled(request: RequestBuilder, fields: &[(&str, &str)]) -> RequestBuilder {
    let form = "application/x-www-form-urlencoded";
    request.header("content-type", form).body(serde_urlencoded::to_string(fields).unwrap())
}

fn named(answer: &Response, header: &str) -> String {
    answer.headers()[header].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn who_asks_for_a_page_of_the_office_signs_in_there_and_reads_it() {
    let served = Served::start().await;
    let mut browser = Browser::of(&served);
    let to = format!("/r/{ID}/weakest?lang=en");
    let refused = browser.get(&to).await;
    assert_eq!(refused.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(named(&refused, "cache-control"), "no-store");
    assert!(named(&refused, "content-security-policy").contains("form-action 'self'"));
    assert_eq!(named(&refused, "referrer-policy"), "same-origin", "else its form is sent without an origin");
    let form = refused.text().await.unwrap();
    assert!(!form.contains("<script") && form.contains("method=\"post\" action=\"/r\""), "{form}");
    assert!(
        form.contains(&format!("name=\"to\" value=\"{to}\"")) && form.contains("Please sign in."),
        "{form}"
    );

    let wrong = browser.sign_in(&to, "viewer", "wrong").await;
    assert_eq!(wrong.status(), StatusCode::UNAUTHORIZED);
    let again = wrong.text().await.unwrap();
    assert!(again.contains("value=\"viewer\"") && again.contains(&to), "what was filled in stays");
    assert!(again.contains("password is wrong") && !again.contains("\"wrong\""), "{again}");

    let right = browser.sign_in(&to, " viewer ", PASSWORD).await;
    assert_eq!((right.status(), named(&right, "location")), (StatusCode::SEE_OTHER, to.clone()));
    browser.cookie = named(&right, "set-cookie").split(';').next().map(str::to_owned);
    assert_eq!(browser.get(&to).await.status(), StatusCode::OK);

    served.wait(SignedDuration::from_hours(31 * 24));
    let ended = browser.get(&to).await;
    assert_eq!(ended.status(), StatusCode::UNAUTHORIZED);
    let form = ended.text().await.unwrap();
    assert!(form.contains("away for long") && form.contains(&to), "{form}");
    assert_eq!(browser.sign_in(&to, "viewer", PASSWORD).await.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn what_a_form_sent_without_a_session_leads_to_a_page_that_can_be_shown() {
    let served = Served::start().await;
    let browser = Browser::of(&served);
    for (path, to) in [
        (format!("/r/{ID}"), format!("/r/{ID}")),
        (format!("/r/{ID}/publications"), format!("/r/{ID}/publications")),
        (format!("/r/{ID}/objections/1"), format!("/r/{ID}")),
    ] {
        let form = browser.send(Method::POST, &path, Some(&[])).await.text().await.unwrap();
        assert!(form.contains(&format!("name=\"to\" value=\"{to}\"")), "{path}: {form}");
    }
    // A program is answered as ever, and what is no page of results has no form.
    let program = Client::anonymous(&served.url).get(&format!("/r/{ID}")).await;
    assert_eq!(refusal(program).await, (401, "session.none".to_owned()));
    let other = browser.get(&format!("/api/campaigns/{ID}/index")).await.text().await.unwrap();
    assert!(!other.contains("<form"), "{other}");
}

#[tokio::test]
async fn the_form_has_the_guard_and_the_limits_of_the_interface() {
    let rates = Rates { attempt: (2, Duration::from_secs(3600)), ..Rates::default() };
    let served = Served::start_with(|config| config.rates = rates).await;
    let browser = Browser::of(&served);
    let to = format!("/r/{ID}");
    let elsewhere = browser.client.request(Method::POST, "/r").header("sec-fetch-site", "cross-site");
    let fields = [("to", &*to), ("username", "viewer"), ("password", PASSWORD)];
    let elsewhere = filled(elsewhere, &fields).send().await.unwrap();
    assert_eq!(refusal(elsewhere).await, (403, "request.other_site".to_owned()));
    for away in ["https://elsewhere.example/", "//elsewhere.example/r/", "/", ""] {
        let led = browser.sign_in(away, "viewer", PASSWORD).await;
        assert_eq!(led.status(), StatusCode::BAD_REQUEST, "{away}");
    }
    for _ in 0..2 {
        assert_eq!(browser.sign_in(&to, "viewer", "wrong").await.status(), StatusCode::UNAUTHORIZED);
    }
    let third = browser.sign_in(&to, "viewer", PASSWORD).await;
    assert_eq!(third.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(third.headers().contains_key("retry-after"));
    let through_the_interface =
        shared::wire::SignIn { username: "viewer".to_owned(), password: PASSWORD.to_owned() };
    let answer = browser.client.post("/api/session", &through_the_interface).await;
    assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS, "they are counted together");
}

#[tokio::test]
async fn no_english_of_a_library_stands_on_a_page_whatever_its_address_asks_for() {
    let served = Served::start().await;
    let viewer = served.sign_in("viewer").await;
    let long = "f".repeat(300);
    for (path, said) in [
        (format!("/r/{ID}?run=zz"), "\"run=zz\""),
        (format!("/r/{ID}?run={long}"), "\"run=fff"),
        (format!("/p/{ID}?lang=vi&lang=en"), "\"lang=vi&amp;lang=en\""),
        (format!("/r/{ID}/weakest?run=1&run=2"), "\"run=1&amp;run=2\""),
        ("/r/%ff".to_owned(), "không đọc được"),
    ] {
        let answer = viewer.request(Method::GET, &path).header("accept", "text/html").send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{path}");
        let page = answer.text().await.unwrap();
        let page = page.replace("&quot;", "\"");
        assert!(page.contains(said) && page.len() < 14_000, "{path}: {page}");
        for english in ["Failed", "invalid", "duplicate", "UTF-8", "deserialize"] {
            assert!(!page.contains(english), "{path}: {page}");
        }
    }
}
