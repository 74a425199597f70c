//! A script that speaks to the server with a bearer token.

use reqwest::header::{COOKIE, HeaderMap};
use reqwest::{Method, Response, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::ballot::Sealed;
use shared::wire::{DEVICE_CLOCK, Person, ProblemDocument, Receipt, SignIn};
use uuid::Uuid;

use crate::sample;

/// A client, signed in or not.
#[derive(Clone)]
pub struct Client {
    pub http: reqwest::Client,
    pub url: String,
    pub token: Option<String>,
}

impl Client {
    /// Nobody.
    pub fn anonymous(url: &str) -> Self {
        server::crypto::install();
        Self { http: reqwest::Client::new(), url: url.to_owned(), token: None }
    }

    /// Nobody, whose browser keeps this, as pages of a code set it where who somebody is is asked.
    pub fn keeping(url: &str, kept: &str) -> Self {
        let cookie = HeaderMap::from_iter([(COOKIE, kept.parse().unwrap())]);
        let http = reqwest::Client::builder().default_headers(cookie).build().unwrap();
        Self { http, ..Self::anonymous(url) }
    }

    /// Somebody.
    pub async fn sign_in(url: &str, username: &str, password: &str) -> Self {
        let mut client = Self::anonymous(url);
        let body = SignIn { username: username.to_owned(), password: password.to_owned() };
        let person: Person = read(client.post("/api/session?bearer=true", &body).await).await;
        client.token = person.token;
        client
    }

    /// A request, not yet sent.
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.url));
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    pub async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path).send().await.unwrap()
    }

    /// The JSON below the sample campaign.
    pub async fn of_sample<T: DeserializeOwned>(&self, path: &str) -> T {
        read(self.get(&format!("/api/campaigns/{}{path}", sample::ID)).await).await
    }

    pub async fn post(&self, path: &str, body: &impl Serialize) -> Response {
        self.request(Method::POST, path).json(body).send().await.unwrap()
    }

    pub async fn patch(&self, path: &str, body: &impl Serialize) -> Response {
        self.request(Method::PATCH, path).json(body).send().await.unwrap()
    }

    /// Sends bytes as a ballot.
    pub async fn put_bytes(&self, id: Uuid, bytes: Vec<u8>, device_clock_ms: Option<i64>) -> Response {
        let mut request =
            self.request(Method::PUT, &format!("/api/campaigns/{}/ballots/{id}", sample::ID)).body(bytes);
        if let Some(clock) = device_clock_ms {
            request = request.header(DEVICE_CLOCK, clock);
        }
        request.send().await.unwrap()
    }

    /// Sends a ballot; gives the status and the receipt.
    pub async fn put(&self, ballot: &(Uuid, Sealed)) -> (StatusCode, Receipt) {
        let answer = self.put_bytes(ballot.0, ballot.1.bytes.clone(), None).await;
        (answer.status(), read(answer).await)
    }
}

/// The body of an answer that is no refusal.
pub async fn read<T: DeserializeOwned>(answer: Response) -> T {
    let status = answer.status();
    let text = answer.text().await.unwrap();
    assert!(status.is_success(), "{status}: {text}");
    serde_json::from_str(&text).unwrap()
}

/// The status and code of a refusal.
pub async fn refusal(answer: Response) -> (u16, String) {
    let kind = answer.headers()[reqwest::header::CONTENT_TYPE].clone();
    assert_eq!(kind, "application/problem+json");
    let status = answer.status().as_u16();
    let document: ProblemDocument = answer.json().await.unwrap();
    assert_eq!(document.status, status);
    assert!(!document.title.starts_with("problem."), "no text for {}", document.problem.code);
    (status, document.problem.code)
}
