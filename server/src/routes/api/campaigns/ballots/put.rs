//! `PUT /api/campaigns/{campaign}/ballots/{ballot}`: takes in a finished ballot, the same one as often as it is sent.
//!
//! 201 new, 200 already here, 202 in quarantine; each with a receipt that names the digest of what is on the disk. 200 also where it tells
//! who somebody is and nothing of it is kept any more, as the receipt says.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::{Extension, Json};
use shared::ballot::{MAX_BYTES, Personal};
use shared::problem::Problem;
use shared::wire::{DEVICE_CLOCK, Receipt};

use crate::http::{Answer, At, Refusal, Server};
use crate::service::accept::{Arrival, Outcome, Sender, accept};
use crate::service::session::Caller;
use crate::service::{Error, tokens};

/// How much of a ballot that is too large is read and thrown away: a browser that is interrupted while it sends
/// never sees the answer, and would send it again for ever.
pub(super) const READ_TO_THE_END_BYTES: usize = 64 * MAX_BYTES;

/// Takes it in.
pub async fn handle(
    State(server): State<Server>,
    At((campaign, ballot)): At<(String, String)>,
    Extension(sender): Extension<Caller>,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Answer<(StatusCode, Json<Receipt>)> {
    let id = ballot.parse().map_err(|_| {
        Refusal::new(StatusCode::BAD_REQUEST, Problem::new("ballot.id_unreadable").with("id", &ballot))
    })?;
    let whole = server.bodies.of_known(&headers, body, MAX_BYTES, READ_TO_THE_END_BYTES).await?;
    let mut whole = whole.map_err(too_large)?;
    let bytes = std::mem::take(&mut whole.bytes);
    tell_of_script(&server, &sender, (Method::PUT, uri), &[bytes.as_slice()]).await?;
    let device_clock_ms = device_clock_ms(&headers);
    let arrival = Arrival { campaign, id: Some(id), bytes, device_clock_ms, sender: Sender::Account(sender) };
    let (outcome, receipt) = accept(&server.site, arrival).await?;
    // Its room is free when it is on the disk.
    drop(whole);
    Ok((status(outcome), Json(receipt)))
}

/// Tells the log of a script that hands this in, unless all of it tells who somebody is: id and moment would lead to the ballot that came
/// beside it.
pub(super) async fn tell_of_script(
    server: &Server,
    sender: &Caller,
    (method, uri): (Method, Uri),
    sealed: &[&[u8]],
) -> Answer<()> {
    if sender.is_script && !sealed.iter().all(|bytes| Personal::is_one(bytes)) {
        tokens::used(&server.site, sender, format!("{method} {}", uri.path())).await.map_err(Error::from)?;
    }
    Ok(())
}

/// The device's clock. What is no number is no time either.
pub(super) fn device_clock_ms(headers: &HeaderMap) -> Option<i64> {
    let clock = |text: &str| text.parse().unwrap_or(i64::MAX);
    headers.get(DEVICE_CLOCK).map(|value| clock(value.to_str().unwrap_or_default()))
}

/// The status of an answer about a ballot that was taken in.
pub(super) fn status(outcome: Outcome) -> StatusCode {
    match outcome {
        Outcome::New => StatusCode::CREATED,
        Outcome::AlreadyHere | Outcome::LetGo => StatusCode::OK,
        Outcome::Quarantined => StatusCode::ACCEPTED,
    }
}

fn too_large(total: usize) -> Refusal {
    let problem =
        Problem::new("ballot.too_large").with("kb", total.div_ceil(1024)).with("most", MAX_BYTES / 1024);
    Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, problem)
}
