//! The end of an address that names a file of a unit.

use axum::http::StatusCode;
use shared::problem::Problem;

use crate::http::{Answer, Refusal};
use crate::service::assess::FileSpot;

/// What the address names.
pub type Named = (String, String, String);

/// The same, read.
pub fn spot((campaign, unit, digest): Named) -> Answer<FileSpot> {
    let problem = || Problem::new("evidence.digest_unreadable").with("digest", &digest);
    let digest = digest.parse().map_err(|_| Refusal::new(StatusCode::BAD_REQUEST, problem()))?;
    Ok(FileSpot { campaign, unit, digest })
}
