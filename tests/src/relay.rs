//! A relay between browser and server: notes what it passes on, and may turn away who asks for a file again.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use reqwest::StatusCode;
use reqwest::header::{CONNECTION, CONTENT_LENGTH, HOST, RETRY_AFTER, TRANSFER_ENCODING};
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::client::http;
use crate::served::Served;

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed {
    /// What was asked for.
    pub path: String,
    /// The status.
    pub status: u16,
    /// The length of the body on the wire.
    pub bytes: usize,
    /// The length of what was sent for it.
    pub sent: usize,
}

/// The relay, at an address of its own.
pub struct Relay {
    address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    server: String,
    http: reqwest::Client,
    turns_away: bool,
    /// Each wasm waits until this says true.
    released: watch::Sender<bool>,
    passed: Mutex<Vec<Passed>>,
}

impl Relay {
    /// Passes everything on.
    pub async fn before(served: &Served) -> std::io::Result<Self> {
        Self::start(served, false, true).await
    }

    /// Answers 429 to the second request for each file of the app, as a busy server does.
    pub async fn turning_away(served: &Served) -> std::io::Result<Self> {
        Self::start(served, true, true).await
    }

    /// Passes on all but the wasm, until told to [release](Self::release) it, as a slow network does.
    pub async fn holding_back(served: &Served) -> std::io::Result<Self> {
        Self::start(served, false, false).await
    }

    /// Holds nothing back any more.
    pub fn release(&self) {
        self.shared.released.send_replace(true);
    }

    async fn start(served: &Served, turns_away: bool, released: bool) -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let http = http().map_err(std::io::Error::other)?;
        let shared = Arc::new(Shared {
            server: served.url(),
            http,
            turns_away,
            released: watch::Sender::new(released),
            passed: Mutex::default(),
        });
        let router = Router::new().fallback(pass).with_state(Arc::clone(&shared));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Self { address, shared })
    }

    /// Where a browser finds it.
    pub fn url(&self) -> String {
        format!("http://localhost:{}", self.address.port())
    }

    /// What it answered so far, in order.
    pub fn passed(&self) -> Vec<Passed> {
        self.shared.passed.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Shared {
    /// Notes an answer.
    fn note(&self, path: &str, status: StatusCode, sent: usize, bytes: usize) {
        let answer = Passed { path: path.to_owned(), status: status.as_u16(), bytes, sent };
        self.passed.lock().unwrap_or_else(PoisonError::into_inner).push(answer);
    }

    fn asked_once(&self, path: &str) -> bool {
        let passed = self.passed.lock().unwrap_or_else(PoisonError::into_inner);
        passed.iter().filter(|answer| answer.path == path).count() == 1
    }
}

async fn pass(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    if shared.turns_away && path.starts_with("/assets/") && shared.asked_once(&path) {
        shared.note(&path, StatusCode::TOO_MANY_REQUESTS, 0, 0);
        return (StatusCode::TOO_MANY_REQUESTS, [(RETRY_AFTER, "1")]).into_response();
    }
    if path.ends_with(".wasm") {
        // It never fails while this end is held here.
        drop(shared.released.subscribe().wait_for(|released| *released).await);
    }
    ask(&shared, &path, request)
        .await
        .unwrap_or_else(|why| (StatusCode::BAD_GATEWAY, why.to_string()).into_response())
}

async fn ask(shared: &Shared, path: &str, request: Request) -> anyhow::Result<Response> {
    let (mut parts, body) = request.into_parts();
    parts.headers.remove(HOST);
    let url = format!("{}{}", shared.server, parts.uri);
    let body = to_bytes(body, usize::MAX).await?;
    let sent = body.len();
    let answer = shared.http.request(parts.method, url).headers(parts.headers).body(body).send().await?;
    let (status, mut headers) = (answer.status(), answer.headers().clone());
    let bytes = answer.bytes().await?;
    shared.note(path, status, sent, bytes.len());
    for of_this_hop in [CONNECTION, TRANSFER_ENCODING, CONTENT_LENGTH] {
        headers.remove(of_this_hop);
    }
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    Ok(response)
}
