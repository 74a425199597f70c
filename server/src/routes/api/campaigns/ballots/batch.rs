//! `POST /api/campaigns/{campaign}/ballots`: takes in many finished ballots, each by itself: one that is not taken stops no other.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::{Extension, Json};
use shared::ballot::Digest;
use shared::problem::Problem;
use shared::wire::{BallotAnswer, BatchAnswer, unframe};

use super::put;
use crate::http::{Answer, At, Refusal, Server};
use crate::service::accept::{Arrival, Sender, accept_all};
use crate::service::session::Caller;

/// The most of such a body, opened.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// Takes them in.
pub async fn handle(
    State(server): State<Server>,
    At(campaign): At<String>,
    Extension(sender): Extension<Caller>,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Answer<Json<BatchAnswer>> {
    let whole = server.bodies.of_known(&headers, body, MOST_BYTES, put::READ_TO_THE_END_BYTES).await?;
    let whole = whole.map_err(|_| {
        let problem = Problem::new("request.too_large").with("most", MOST_BYTES / 1024);
        Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, problem)
    })?;
    let sealed = unframe(&whole.bytes).map_err(Refusal::unreadable)?;
    put::tell_of_script(&server, &sender, (Method::POST, uri), &sealed).await?;
    let arrival = |bytes: &&[u8]| Arrival {
        campaign: campaign.clone(),
        id: None,
        bytes: bytes.to_vec(),
        device_clock_ms: put::device_clock_ms(&headers),
        sender: Sender::Account(sender.clone()),
    };
    let outcomes = accept_all(&server.site, sealed.iter().map(arrival).collect()).await;
    let digests: Vec<Digest> = sealed.iter().map(|bytes| Digest::of(bytes)).collect();
    // Their room is free when they are on the disk.
    drop(whole);
    let ballots = digests.into_iter().zip(outcomes).map(|(digest, outcome)| match outcome {
        Ok((outcome, receipt)) => {
            let status = put::status(outcome).as_u16();
            BallotAnswer { digest, status, receipt: Some(receipt), problem: None }
        }
        Err(error) => {
            let (status, problem) = Refusal::from(error).into_parts();
            BallotAnswer { digest, status, receipt: None, problem: Some(problem) }
        }
    });
    Ok(Json(BatchAnswer { ballots: ballots.collect() }))
}
