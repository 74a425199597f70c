//! One request and its answer; whatever goes wrong becomes a problem that has a text.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use shared::problem::{Diagnostic, Location, Problem};

use crate::platform::{Answer, HttpRequest, fetch, upload};

/// The code of the problem "no answer from the server".
pub const OFFLINE: &str = "net.offline";

/// The code of the problem "not signed in" where the answer does not say more.
pub const SIGNED_OUT: &str = "net.signed_out";

/// The code of the problem that the office ended this session.
pub const REVOKED: &str = "session.revoked";

/// The status that goes with it.
const UNAUTHORIZED: u16 = 401;

/// A person waits no longer than this for a screen.
const PATIENCE_MS: u32 = 30_000;

/// Whether the server does not know this session, or no longer.
pub fn is_signed_out(problem: &Problem) -> bool {
    matches!(
        problem.code.as_str(),
        SIGNED_OUT | REVOKED | "session.none" | "session.expired" | "session.account_disabled"
    )
}

/// Whether the server answers that this person may not: no matter of the network.
pub fn is_refused(problem: &Problem) -> bool {
    matches!(problem.code.as_str(), "access.denied" | "assessments.not_yours")
}

/// Reads something.
pub async fn get<T: DeserializeOwned>(path: &str) -> Result<T, Problem> {
    read(&send("GET", path, None).await?)
}

/// Writes something and reads the answer.
pub async fn write<T: DeserializeOwned>(
    method: &str,
    path: &str,
    body: &impl Serialize,
) -> Result<T, Problem> {
    read(&send(method, path, Some(text(body)?)).await?)
}

/// Writes many things at once and reads the answer; a refusal says which of them are wrong.
pub async fn write_many<T: DeserializeOwned>(
    method: &str,
    path: &str,
    body: &impl Serialize,
) -> Result<T, Refused> {
    Ok(read(&ask(method, path, Some(text(body)?)).await?)?)
}

/// Writes something whose answer has no body worth reading.
pub async fn act(method: &str, path: &str, body: &impl Serialize) -> Result<(), Problem> {
    send(method, path, Some(text(body)?)).await.map(drop)
}

/// Asks for something to be deleted.
pub async fn delete(path: &str) -> Result<(), Problem> {
    send("DELETE", path, None).await.map(drop)
}

/// Why something was not done: what is wrong, and in a list of things which of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// What is wrong.
    pub problem: Problem,
    /// Each thing that is wrong, with its place.
    pub faults: Vec<Diagnostic>,
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Self { problem, faults: Vec::new() }
    }
}

async fn send(method: &str, path: &str, body: Option<Vec<u8>>) -> Result<Vec<u8>, Problem> {
    ask(method, path, body).await.map_err(|refused| refused.problem)
}

async fn ask(method: &str, path: &str, body: Option<Vec<u8>>) -> Result<Vec<u8>, Refused> {
    let headers: &[_] = if body.is_some() { &[("content-type", "application/json")] } else { &[] };
    let asked = HttpRequest { method, path, headers, body: body.as_deref(), patience_ms: PATIENCE_MS };
    accepted(fetch(asked).await)
}

/// Sends a file, says how much of it has gone, and reads the answer.
pub async fn send_file<T: DeserializeOwned>(
    path: &str,
    file: &[u8],
    progress: impl FnMut(u64) + 'static,
) -> Result<T, Problem> {
    let answer = upload(path, "application/zip", file, progress).await;
    read(&accepted(answer).map_err(|refused| refused.problem)?)
}

fn accepted(answer: Option<Answer>) -> Result<Vec<u8>, Refused> {
    let answer = answer.ok_or_else(|| Problem::new(OFFLINE))?;
    if (200..300).contains(&answer.status) {
        Ok(answer.body)
    } else {
        Err(refusal(answer.status, &answer.body))
    }
}

fn text(body: &impl Serialize) -> Result<Vec<u8>, Problem> {
    serde_json::to_vec(body).map_err(misunderstood)
}

/// Through text, as everything else here is read: one reader for each type makes a smaller app.
fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    let text = std::str::from_utf8(body).map_err(misunderstood)?;
    shared::json::from_str(text).map_err(misunderstood)
}

fn misunderstood(why: impl std::fmt::Display) -> Problem {
    Problem::new("net.answer").with("why", why)
}

/// Sends bytes as they are and reads the answer.
#[cfg(feature = "desk")]
pub async fn put_bytes<T: DeserializeOwned>(path: &str, body: &[u8], patience_ms: u32) -> Result<T, Problem> {
    let headers: &[_] = &[("content-type", "application/octet-stream")];
    let asked = HttpRequest { method: "PUT", path, headers, body: Some(body), patience_ms };
    let answer = fetch(asked).await.ok_or_else(|| Problem::new(OFFLINE))?;
    if (200..300).contains(&answer.status) {
        read(&answer.body)
    } else {
        Err(refusal(answer.status, &answer.body).problem)
    }
}

/// `application/problem+json`, as far as it is needed here.
#[derive(Deserialize)]
struct Refusal {
    code: String,
    #[serde(default)]
    params: BTreeMap<String, String>,
    #[serde(default)]
    faults: Vec<RefusedRow>,
}

#[derive(Deserialize)]
struct RefusedRow {
    at: Location,
    code: String,
    #[serde(default)]
    params: BTreeMap<String, String>,
}

fn refusal(status: u16, body: &[u8]) -> Refused {
    match read::<Refusal>(body) {
        Ok(Refusal { code, params, faults }) => {
            let fault = |RefusedRow { at, code, params }| Diagnostic::fault(at, Problem { code, params });
            Refused { problem: Problem { code, params }, faults: faults.into_iter().map(fault).collect() }
        }
        Err(_) if status == UNAUTHORIZED => Problem::new(SIGNED_OUT).into(),
        Err(_) => Problem::new("net.status").with("status", status).into(),
    }
}
