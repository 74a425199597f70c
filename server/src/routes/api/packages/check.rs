//! `POST /api/packages?name=`: takes a package as a .zip, says what is wrong with it and what it would change, and changes nothing.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use shared::problem::Problem;
use shared::wire::{CheckedPackage, MAX_PACKAGE, PackageQuery};

use crate::disk::Disk;
use crate::http::{Answer, AtQuery, Refusal, Server};
use crate::service::import::{Offered, Staged, check};
use crate::store::StoreError;
use crate::workshop::Workshop;

/// The most that is read.
const MOST: usize = MAX_PACKAGE as usize;
/// How much of one that is too large is read and thrown away, so that a browser sees the answer.
const READ_TO_THE_END_BYTES: usize = 4 * MOST;

/// Checks it.
pub async fn handle(
    State(server): State<Server>,
    AtQuery(query): AtQuery<PackageQuery>,
    headers: HeaderMap,
    body: Body,
) -> Answer<Json<CheckedPackage>> {
    // What is left of the disk is for ballots: they cannot wait.
    if Disk::under(&server.data).is_ok_and(|disk| disk.is_low()) {
        return Err(Refusal::new(StatusCode::INSUFFICIENT_STORAGE, Problem::new("package.no_room")));
    }
    let workshop = Workshop::new(&server.data, "check").map_err(StoreError::file)?;
    let path = workshop.path().join("sent.zip");
    let mut file = tokio::fs::File::create(&path).await.map_err(StoreError::file)?;
    let limits = (MOST, READ_TO_THE_END_BYTES);
    let taken = server.bodies.of_known_into(&headers, body, &mut file, limits).await?;
    taken.map_err(|_| {
        let problem = Problem::new("package.too_large").with("most", MAX_PACKAGE >> 20);
        Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, problem)
    })?;
    let name = if query.name.is_empty() { ".zip".to_owned() } else { query.name };
    Ok(Json(check(&server.site, &Staged::of(&server.data), Offered::File(path, name)).await?))
}
