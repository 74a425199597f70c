//! One request and its answer; whatever goes wrong becomes a problem that has a text.

use std::collections::BTreeMap;

use reqwest::{Method, Response, StatusCode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use shared::problem::Problem;

use crate::platform;

/// The code of the problem "no answer from the server".
pub const OFFLINE: &str = "net.offline";

/// The code of the problem "not signed in" where the answer does not say more.
const SIGNED_OUT: &str = "net.signed_out";

/// Whether the server does not know this session, or no longer.
pub fn is_signed_out(problem: &Problem) -> bool {
    matches!(
        problem.code.as_str(),
        SIGNED_OUT | "session.none" | "session.expired" | "session.revoked" | "session.account_disabled"
    )
}

/// Reads something.
pub async fn get<T: DeserializeOwned>(path: &str) -> Result<T, Problem> {
    read(send(Method::GET, path, None::<&()>).await?).await
}

/// Writes something and reads the answer.
pub async fn write<T: DeserializeOwned>(
    method: Method,
    path: &str,
    body: &impl Serialize,
) -> Result<T, Problem> {
    read(send(method, path, Some(body)).await?).await
}

/// Writes something whose answer has no body worth reading.
pub async fn act(method: Method, path: &str, body: Option<&impl Serialize>) -> Result<(), Problem> {
    send(method, path, body).await.map(drop)
}

async fn send(method: Method, path: &str, body: Option<&impl Serialize>) -> Result<Response, Problem> {
    let url = format!("{}{path}", platform::origin());
    let mut request = reqwest::Client::new().request(method, url);
    if let Some(body) = body {
        request = request.json(body);
    }
    let response = request.send().await.map_err(|_| Problem::new(OFFLINE))?;
    let status = response.status();
    if status.is_success() { Ok(response) } else { Err(refusal(status, response).await) }
}

async fn read<T: DeserializeOwned>(response: Response) -> Result<T, Problem> {
    let text = response.text().await.map_err(|_| Problem::new(OFFLINE))?;
    serde_json::from_str(&text).map_err(|why| Problem::new("net.answer").with("why", why))
}

/// `application/problem+json`, as far as it is needed here.
#[derive(Deserialize)]
struct Refusal {
    code: String,
    #[serde(default)]
    params: BTreeMap<String, String>,
}

async fn refusal(status: StatusCode, response: Response) -> Problem {
    let text = response.text().await.unwrap_or_default();
    match serde_json::from_str::<Refusal>(&text) {
        Ok(Refusal { code, params }) => Problem { code, params },
        Err(_) if status == StatusCode::UNAUTHORIZED => Problem::new(SIGNED_OUT),
        Err(_) => Problem::new("net.status").with("status", status.as_u16()),
    }
}
