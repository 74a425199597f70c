//! `PUT /api/campaigns/{campaign}/units/{unit}/files/{digest}/upload?from=&bytes=&name=`: takes a chunk of a file in, where the last
//! one ended.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::{Extension, Json};
use shared::problem::Problem;
use shared::wire::{ChunkQuery, MAX_CHUNK, Upload};

use super::spot::{Named, spot};
use crate::disk::Disk;
use crate::http::{Answer, At, AtQuery, Refusal, Server};
use crate::service::assess;
use crate::service::session::Caller;

/// How much of a chunk that is too large is read and thrown away, so that a browser sees the answer.
const READ_TO_THE_END_BYTES: usize = 32 * MAX_CHUNK;

/// Takes it in.
pub async fn handle(
    State(server): State<Server>,
    At(named): At<Named>,
    AtQuery(query): AtQuery<ChunkQuery>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    body: Body,
) -> Answer<Json<Upload>> {
    let spot = spot(named)?;
    let most = server.most_evidence;
    if query.bytes > most {
        let problem = Problem::new("evidence.too_large").with("name", &query.name).with("most", most >> 20);
        return Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, problem));
    }
    // What is left of the disk is for ballots: they cannot wait.
    if Disk::under(&server.data).is_ok_and(|disk| disk.is_low()) {
        return Err(Refusal::new(StatusCode::INSUFFICIENT_STORAGE, Problem::new("evidence.no_room")));
    }
    let whole = server.bodies.of_known(&headers, body, MAX_CHUNK, READ_TO_THE_END_BYTES).await?;
    let mut whole = whole.map_err(|total| {
        let problem = Problem::new("evidence.chunk").with("bytes", total).with("most", MAX_CHUNK);
        Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, problem)
    })?;
    let chunk = std::mem::take(&mut whole.bytes);
    let upload = assess::append(&server.site, &server.uploads, caller, spot, query, chunk).await?;
    // Its room is free when it is on the disk.
    drop(whole);
    Ok(Json(upload))
}
